"""The second solver, SCIP, on the second programme: it shares neither code nor solver with how plans are found.

SCIP allows a row to be missed by a share of its size. The share is set as small as SCIP reads it, the rows are scaled
so that it is of the same size everywhere, and a plan counts only if the audit accepts it to the penny. So what remains
is that a bound may be too loose, which proves less, never more.
"""

from __future__ import annotations

import importlib
import math
import os
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from fractions import Fraction
from math import floor
from random import Random
from typing import Any

from models.audit import baseline, verify
from models.case.types import Case, Option
from models.mip.funding_flow import Shortfall, allocate_funding
from models.mip.instance import OptionInstance
from models.plan.ledger import ONE_OFF_KINDS, Charge, Ledger
from models.plan.plan import Plan
from models.second_programme import Programme, Row, SecondProgramme, second_programme
from optimiser.errors import NoSecondSolver

STDERR = 2
MODULE, NAME = "pyscipopt", "SCIP"
FEASIBILITY_TOLERANCE = 1e-9  # of SCIP: the share of a row's size by which a plan may miss it
LARGEST_AMOUNT = 1e5  # money is counted in units such that the largest amount is this
LARGEST_COEFFICIENT = 10**6  # of a row of whole numbers, which is divided only if it has a larger one
LARGEST_AIM = 1e6  # the aim is scaled so that its largest coefficient is this


@dataclass(frozen=True, slots=True)
class SecondAnswer:
    """What the second solver found for an option.

    `is_infeasible`: it proved that no plan meets every rule. `plan`, `ledger`: its plan, if the audit accepts it.
    `refused`: why its plan does not count; blank if it has none or it counts. `bound`: proven for every plan, in
    weighted outcomes or pence; None if it proved none. `is_finished`: whether it came to its end within the time.
    `missed`: the rule of its programme that the run's plan misses, exactly; blank if it meets every row.
    """

    is_infeasible: bool = False
    plan: Plan | None = None
    ledger: Ledger | None = None
    refused: str = ""
    bound: float | None = None
    is_finished: bool = False
    seconds: float = 0.0
    missed: str | None = None


def load_second_solver() -> Any:
    """The package of the second solver. Raises NoSecondSolver if it is not installed."""
    try:
        return importlib.import_module(MODULE)
    except ImportError:
        raise NoSecondSolver from None


def is_installed() -> bool:
    """Whether the second solver can be used here."""
    try:
        load_second_solver()
    except NoSecondSolver:
        return False
    return True


def second_solver_version() -> str:
    """The name and version of the second solver. Raises NoSecondSolver."""
    return f"{NAME} {load_second_solver().Model().version()}"


def solve_again(
    case: Case,
    option: Option,
    objective: str,
    gap: float,
    seconds: float,
    seed: str = "rows",
    plan: Plan | None = None,
) -> SecondAnswer:
    """Solve an option of a case with the second solver. Raises NoSecondSolver.

    `seed`: of the order of the rows. `plan`: the run's, to be tried in the rows.
    """
    started, package = time.perf_counter(), load_second_solver()
    written = second_programme(case, option, objective)
    if written.programme.impossible:
        seconds = time.perf_counter() - started
        missed = None if plan is None else written.programme.impossible
        return SecondAnswer(is_infeasible=True, is_finished=True, seconds=seconds, missed=missed)
    model = _Model(package, written.programme, seed)
    model.solve(gap, seconds - (time.perf_counter() - started))
    answer = _answer(case, option, written, model)
    missed = None if plan is None else written.missed_rule(plan)
    return replace(answer, seconds=time.perf_counter() - started, missed=missed)


def _answer(case: Case, option: Option, written: SecondProgramme, model: _Model) -> SecondAnswer:
    if model.status == "infeasible":
        return SecondAnswer(is_infeasible=True, is_finished=True)
    answer = SecondAnswer(bound=model.bound(), is_finished=model.status in ("optimal", "gaplimit"))
    values = model.whole_values()
    if values is None:
        return answer
    plan = _with_payments(case, option, written.plan(values))
    if plan is None:
        return replace(answer, refused="it cannot be paid for to the penny")
    ledger = verify(case, plan)
    if ledger.violations:
        return replace(answer, refused=f"the audit refuses it: {ledger.violations[0]}")
    return replace(answer, plan=plan, ledger=ledger)


class _Model:
    """The programme as the second solver has it: scaled, its rows in another order."""

    def __init__(self, package: Any, programme: Programme, seed: str) -> None:
        self.programme = programme
        self.model = package.Model()
        self.model.hideOutput()
        amounts = [column.most for column in programme.columns if column.is_pence]
        self.pence = max(Fraction(max(amounts, default=1)) / Fraction(LARGEST_AMOUNT), Fraction(1, 10**6))
        self.columns = [
            self.model.addVar(vtype="C", lb=0.0, ub=float(column.most / self.pence))
            if column.is_pence
            else self.model.addVar(vtype="I", lb=0.0, ub=float(column.most))
            for column in programme.columns
        ]
        rows = list(programme.rows)
        Random(seed).shuffle(rows)  # noqa: S311 - an order, no secret
        for row in rows:
            self._add(package, row)
        self._set_aim(package)
        self.status = ""

    def solve(self, gap: float, seconds: float) -> None:
        """Solve within so many seconds."""
        self.model.setParam("limits/gap", gap)
        self.model.setParam("limits/time", max(seconds, 0.001))
        self.model.setParam("numerics/feastol", FEASIBILITY_TOLERANCE)
        self.model.setParam("numerics/dualfeastol", FEASIBILITY_TOLERANCE)
        with _native_errors_silenced():
            self.model.optimize()
        self.status = self.model.getStatus()

    def bound(self) -> float | None:
        """The bound proven for every plan, in weighted outcomes or pence; None if there is none."""
        found = float(self.model.getDualbound())
        if abs(found) >= self.model.infinity():
            return None
        return found * float(self.unit) + float(self.programme.aim.constant)

    def whole_values(self) -> dict[int, int] | None:
        """The whole number of each column that is not an amount, None without a plan."""
        if not self.model.getNSols():
            return None
        best = self.model.getBestSol()
        pairs = enumerate(zip(self.programme.columns, self.columns, strict=True))
        return {n: round(self.model.getSolVal(best, mine)) for n, (column, mine) in pairs if not column.is_pence}

    def _add(self, package: Any, row: Row) -> None:
        largest = max(map(abs, row.terms.values()))
        unit = self.pence if row.is_pence else Fraction(largest if largest > LARGEST_COEFFICIENT else 1)
        left = package.quicksum(
            float(number / unit * (self.pence if self.programme.columns[column].is_pence else 1)) * self.columns[column]
            for column, number in row.terms.items()
        )
        least = float(row.least / unit)
        self.model.addCons(left == least if row.is_equal else left >= least)

    def _set_aim(self, package: Any) -> None:
        aim = {column: Fraction(number) for column, number in self.programme.aim.terms.items() if number}
        largest = max(map(abs, aim.values()), default=Fraction(1))
        self.unit = largest / Fraction(LARGEST_AIM)
        expression = package.quicksum(float(number / self.unit) * self.columns[c] for c, number in aim.items())
        self.model.setObjective(expression, "minimize" if self.programme.is_least else "maximize")


@contextmanager
def _native_errors_silenced() -> Iterator[None]:
    """Lead descriptor 2 to the null device for a while: SCIP writes warnings there that no user can act on."""
    sys.stderr.flush()
    kept, null = os.dup(STDERR), os.open(os.devnull, os.O_RDWR)
    try:
        os.dup2(null, STDERR)
        yield
    finally:
        os.dup2(kept, STDERR)
        os.close(kept)
        os.close(null)


def _with_payments(case: Case, option: Option, plan: Plan) -> Plan | None:
    """The plan with who pays for it, exactly; None if the money does not suffice."""
    owed: defaultdict[tuple[str, str, int], int] = defaultdict(int)
    charges = verify(case, plan).charges
    for charge in charges:
        owed[charge.borough, charge.service, charge.year] += charge.amount
    try:
        payments = allocate_funding(OptionInstance(case, option), dict(sorted(owed.items())), _needed(case, charges))
    except Shortfall:
        return None
    return replace(plan, spent=payments.spent, carried=payments.carried)


def _needed(case: Case, charges: tuple[Charge, ...]) -> Mapping[tuple[frozenset[int], int], int]:
    """What the streams that savings targets leave out must spend at least, by their positions and the year."""
    needed: defaultdict[tuple[frozenset[int], int], int] = defaultdict(int)
    for target in case.savings_targets:
        streams = frozenset(number for number, stream in enumerate(case.funding) if target.leaves_out(stream))
        base = baseline(case, target.boroughs)
        for year, figure in enumerate(target.figures if streams else ()):
            if figure is not None:
                cost = sum(
                    charge.amount
                    for charge in charges
                    if charge.year == year and charge.borough in target.boroughs
                    if target.includes_one_off or charge.kind not in ONE_OFF_KINDS
                )
                unspent = sum(case.funding[number].amounts[year] for number in streams)
                allowed = base - floor(figure * base if target.is_share else figure)
                needed[streams, year] = max(needed[streams, year], math.ceil(cost + unspent - allowed))
    return needed
