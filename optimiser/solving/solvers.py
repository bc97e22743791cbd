"""The solver that a user named: HiGHS, CBC, or any other that PuLP knows. All but HiGHS run as processes."""

from __future__ import annotations

import math
import re
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import pulp

from optimiser.errors import NoSuchSolver
from optimiser.solving.highs import Highs
from optimiser.solving.solver_interface import (
    Limits,
    ProgressCallback,
    SolverInterface,
    SolverResult,
    columns_of,
    round_and_evaluate,
)

CBC_NAMES = ("CBC", "COIN_CMD", "PULP_CBC_CMD")
CBC_INCREMENT = "increment 1e-12"  # otherwise CBC ignores a plan that is better by less than a penny
LOG_PRECISION = 0.0005  # CBC's log gives a bound with three decimals, also rounded up; newer ones with six digits
CBC_GAP_SHARE = 0.99  # of the gap is asked of CBC: its log rounds the value, and so the bound that follows from the gap
UNDECIDED = "infeasible or unbounded"  # what CBC says before it has begun to search
HIGHS_DECIDES = f"{UNDECIDED}|Linear relaxation infeasible"  # CBC says the second also if it gives up a relaxation
VALUE_TOLERANCE = 1e-6  # by how much a row may be broken by the values of another solver
NO_PLAN_LOGGED = r"proven infeasible|[Pp]roblem is infeasible|PrimalInfeasible|no feasible solution"
OPTIMAL_LOGGED = r"Result - Optimal solution found|Optimal - objective value"


def solver_named(name: str) -> SolverInterface:
    """The solver of that name, whatever its capitals. Raises NoSuchSolver."""
    if name.casefold() == "highs":
        return Highs()
    if name.upper() in CBC_NAMES:
        return Cbc(_cbc_command())
    available = _available_solvers()
    match = [solver for solver in available if solver.casefold() == name.casefold()]
    if not match:
        raise NoSuchSolver(name, available)
    return OtherSolver(match[0])


@dataclass
class Cbc:
    """CBC through PuLP. Its bound is read from its log: PuLP does not pass it on."""

    command: Callable[..., Any]
    name: str = "CBC"

    def __call__(self, problem: Any, limits: Limits, _on_progress: ProgressCallback | None) -> SolverResult:
        """Solve from scratch. Progress is not reported."""
        limits = replace(limits, gap=CBC_GAP_SHARE * limits.gap)
        log = self._log_of(problem, limits)
        if re.search(HIGHS_DECIDES, log):
            result = Highs()(problem, limits, None)
            return result if result.infeasible else SolverResult(None, result.bound)
        if re.search(NO_PLAN_LOGGED, log):
            return SolverResult(None, math.inf, infeasible=True)
        return _result_in(log, problem, limits.gap)

    def _log_of(self, problem: Any, limits: Limits) -> str:
        """Run CBC, which leaves the values in the problem's variables, and return its log."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "cbc.log"
            solver = self.command(
                msg=False,
                threads=1,
                gapRel=limits.gap,
                timeLimit=limits.seconds,
                logPath=str(path),
                options=[CBC_INCREMENT],
                **({} if limits.nodes is None else {"maxNodes": limits.nodes}),
            )
            try:
                problem.solve(solver)
            except pulp.PulpSolverError:  # CBC fails if its own cuts show that there is no plan
                return UNDECIDED
            return path.read_text(errors="replace") if path.exists() else ""


def _result_in(log: str, problem: Any, gap: float) -> SolverResult:
    """What CBC's log says that it has proven."""
    objective = _number(log, r"(?:Objective value:|Optimal - objective value)\s+(\S+)")
    if objective is None or re.search(r"No feasible solution found", log):
        return SolverResult(None, -math.inf)
    value, constant = round_and_evaluate(problem), problem.objective.constant
    claimed = objective + constant  # PuLP does not tell CBC of the constant
    lower = _number(log, r"Lower bound:\s+(\S+)")
    bound = -math.inf if lower is None else lower + constant - LOG_PRECISION - 1e-5 * abs(lower)
    if re.search(OPTIMAL_LOGGED, log):
        bound = max(bound, claimed - gap * abs(claimed))
    # When CBC undoes its presolve it may change the plan, after it has written its value into the log.
    return SolverResult(value, min(value, bound))


@dataclass
class OtherSolver:
    """Any other solver that PuLP knows. Nothing that it says it has proven is believed.

    The bound is that of the linear relaxation, by HiGHS, which must also agree that a problem has no plan.
    """

    name: str

    def __call__(self, problem: Any, limits: Limits, on_progress: ProgressCallback | None) -> SolverResult:
        """Solve from scratch, then bound the plan by the relaxation."""
        problem.solve(pulp.getSolver(self.name, msg=False, timeLimit=math.ceil(limits.seconds)))
        for column in problem.variables():
            if column.varValue is None:  # PuLP 4 passes no value on for a column that no row mentions
                column.varValue = column.lowBound or 0
        if not problem.valid(VALUE_TOLERANCE):
            result = Highs()(problem, limits, on_progress)
            return result if result.infeasible else SolverResult(None, result.bound)
        value = round_and_evaluate(problem)
        return SolverResult(value, _relaxed_bound(problem, limits))


def _relaxed_bound(problem: Any, limits: Limits) -> float:
    """The bound of the linear relaxation. The values in the variables stay as they are."""
    integer = [column for column in columns_of(problem) if column.cat == "Integer"]
    values = {column.name: column.varValue for column in columns_of(problem)}
    for column in integer:
        column.cat = "Continuous"
    relaxed = Highs()(problem, limits, None)
    for column in integer:
        column.cat = "Integer"
    for column in columns_of(problem):
        column.varValue = values[column.name]
    return relaxed.bound


def _number(text: str, pattern: str) -> float | None:
    """The number of the last match."""
    matches = re.findall(pattern, text)
    return float(matches[-1]) if matches else None


def _cbc_command() -> Callable[..., Any]:
    """PuLP 3 brings CBC along; PuLP 4 finds one that is installed. PULP_CBC_CMD is not called: it is deprecated."""
    bundled = getattr(getattr(pulp, "PULP_CBC_CMD", None), "pulp_cbc_path", None)
    for command in (partial(pulp.COIN_CMD, path=bundled), pulp.COIN_CMD) if bundled else (pulp.COIN_CMD,):
        if command(msg=False).available():
            return command
    raise NoSuchSolver("CBC", _available_solvers())


def _available_solvers() -> list[str]:
    return [Highs().name, *(name for name in pulp.listSolvers(onlyAvailable=True) if name != Highs().name)]
