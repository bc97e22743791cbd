"""The plain programme through PuLP's CBC: what it reached, what it had proven, and how long it took."""

from __future__ import annotations

import re
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pulp

from benchmarks.machine import Clock, Took
from benchmarks.plain import Plain, plain
from models.case.types import Case

# Nothing in the programme is without limit, so that "infeasible or unbounded" can only be infeasible. Some builds of
# CBC say so and then abort. Heuristics say the like of their own small problems, so that a plan found counts first.
INFEASIBLE = "proven infeasible|[Pp]roblem is infeasible|PrimalInfeasible|infeasible or unbounded|infeasible! \\(or unb"


@dataclass(frozen=True, slots=True)
class Reached:
    """Where CBC stood. `value` and `bound` of the first aim, in weighted outcomes or pence, None where there is none.

    `stopped`: by the clock, before the gap asked for was proven. `took`: writing and solving.
    """

    value: float | None
    bound: float | None
    infeasible: bool
    stopped: bool
    took: Took

    @property
    def gap(self) -> float | None:
        """|bound − value| / max(|value|, 1e-9)."""
        if self.value is None or self.bound is None:
            return None
        return abs(self.bound - self.value) / max(abs(self.value), 1e-9)


def through_cbc(case: Case, option: str, gap: float, seconds: float) -> Reached:
    """Write the plain programme of an option and let CBC solve it, one thread, to a relative gap or a time limit."""
    clock = Clock()
    written = plain(case, option)
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "cbc.log"
        with suppress(pulp.PulpSolverError):
            written.problem.solve(_solver(msg=False, threads=1, gapRel=gap, timeLimit=seconds, logPath=str(log)))
        took = clock.took()
        return understood(written, log.read_text(errors="replace"), took)


def understood(written: Plain, said: str, took: Took) -> Reached:
    """What CBC's own log says of a programme that it has worked on; PuLP calls some time-outs optimal."""
    stopped = "Stopped on time limit" in said
    objective, bound = _number(r"Objective value:", said), _number(r"(?:Lower|Upper) bound:", said)
    if objective is None or "No feasible solution found" in said:
        infeasible = not stopped and re.search(INFEASIBLE, said) is not None
        return Reached(None, None, infeasible=infeasible, stopped=stopped, took=took)
    value = written.first_aim()
    if bound is None:  # CBC names no bound where its search is exhausted
        return Reached(value, None if stopped else value, infeasible=False, stopped=stopped, took=took)
    return Reached(value, value + (bound - objective) * written.unit, False, stopped, took)


def _solver(**options: object) -> Any:
    """PuLP 3 brings CBC along; PuLP 4 finds one that is installed."""
    brought = getattr(pulp, "PULP_CBC_CMD", None)
    return pulp.COIN_CMD(path=brought.pulp_cbc_path if brought else None, **options)


def _number(label: str, said: str) -> float | None:
    found = re.findall(label + r"\s+(\S+)", said)
    return float(found[-1]) if found else None
