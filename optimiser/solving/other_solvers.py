"""The doors to CBC and to any other solver that PuLP knows."""

from __future__ import annotations

import math
import re
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pulp

from optimiser.solving.highs import Highs
from optimiser.solving.solver_interface import Found, Limits, Trace, columns_of, rounded_value

FINELY = "increment 1e-12"  # else CBC takes a plan that is better by less than a penny for no better
LOG_ROUNDS = 0.0005  # CBC's log shows a bound with three decimals, rounded upwards too; newer ones with six digits
UNDECIDED = "infeasible or unbounded"  # what CBC says before it has begun; HiGHS decides then


@dataclass
class Cbc:
    """CBC through PuLP. Its bound is read from its own log: PuLP does not pass it on."""

    solver: Callable[..., Any]
    name: str = "CBC"

    def __call__(self, problem: Any, limits: Limits, _trace: Trace | None) -> Found:
        """Solve from scratch; nothing is told before the end."""
        with tempfile.TemporaryDirectory() as folder:
            log = Path(folder) / "cbc.log"
            more = {} if limits.nodes is None else {"maxNodes": limits.nodes}
            solver = self.solver(
                msg=False,
                threads=1,
                gapRel=limits.gap,
                timeLimit=limits.seconds,
                logPath=str(log),
                options=[FINELY],
                **more,
            )
            try:
                problem.solve(solver)
                said = log.read_text(errors="replace") if log.exists() else ""
            except pulp.PulpSolverError:  # it breaks down where its own cuts find that there is no plan
                said = UNDECIDED
        if UNDECIDED in said:
            judged = Highs()(problem, limits, None)
            return judged if judged.infeasible else Found(None, judged.bound)
        return self._understood(problem, said, limits.gap)

    def _understood(self, problem: Any, said: str, gap: float) -> Found:
        if re.search(r"proven infeasible|[Pp]roblem is infeasible|PrimalInfeasible|no feasible solution", said):
            return Found(None, math.inf, infeasible=True)
        objective = _number(said, r"(?:Objective value:|Optimal - objective value)\s+(\S+)")
        if objective is None or re.search(r"No feasible solution found", said):
            return Found(None, -math.inf)
        value, constant = rounded_value(problem), problem.objective.constant
        claimed = objective + constant  # PuLP does not tell CBC of the constant
        proven = re.search(r"Result - Optimal solution found|Optimal - objective value", said)
        bound = _number(said, r"Lower bound:\s+(\S+)")
        read = -math.inf if bound is None else bound + constant - LOG_ROUNDS - 1e-5 * abs(bound)
        # On its way back to the whole problem CBC may change the plan after it has counted its value.
        return Found(value, min(value, max(read, claimed - gap * abs(claimed)) if proven else read))


@dataclass
class AnySolver:
    """Any other solver that PuLP knows. It is not asked what it proved: the bound is that of the relaxation, found by

    HiGHS, and HiGHS must agree that a programme has no plan.
    """

    name: str

    def __call__(self, problem: Any, limits: Limits, trace: Trace | None) -> Found:
        """Solve from scratch, then bound the plan by the relaxation."""
        problem.solve(pulp.getSolver(self.name, msg=False, timeLimit=math.ceil(limits.seconds)))
        for column in problem.variables():
            if column.varValue is None:  # of a column that no row mentions, PuLP 4 hands nothing on
                column.varValue = column.lowBound or 0
        if not problem.valid(1e-6):
            judged = Highs()(problem, limits, trace)
            return judged if judged.infeasible else Found(None, judged.bound)
        value = rounded_value(problem)
        integer = [column for column in columns_of(problem) if column.cat == "Integer"]
        kept = {column.name: column.varValue for column in columns_of(problem)}
        for column in integer:
            column.cat = "Continuous"
        relaxed = Highs()(problem, limits, None)
        for column in integer:
            column.cat = "Integer"
        for column in columns_of(problem):
            column.varValue = kept[column.name]
        return Found(value, relaxed.bound)


def _number(text: str, pattern: str) -> float | None:
    found = re.findall(pattern, text)
    return float(found[-1]) if found else None
