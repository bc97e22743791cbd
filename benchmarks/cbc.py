"""Solves the plain model by CBC through PuLP: the value, the bound that is proven, and the time."""

from __future__ import annotations

import re
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pulp

from benchmarks.machine import Clock, Duration
from benchmarks.plain import PlainModel, build_plain_model
from models.case.types import Case

# Every variable of the model is bounded, so "infeasible or unbounded" means infeasible. Some builds of CBC print it and
# then abort. Heuristics print it about their own small problems too, so a plan that was found counts first.
INFEASIBLE = "proven infeasible|[Pp]roblem is infeasible|PrimalInfeasible|infeasible or unbounded|infeasible! \\(or unb"


@dataclass(frozen=True, slots=True)
class CbcResult:
    """What CBC found. `value` and `bound` of the objective are in weighted outcomes or pence; None if there is none.

    `stopped`: whether the time limit stopped CBC before it had proven the gap. `duration`: of building and solving.
    """

    value: float | None
    bound: float | None
    infeasible: bool
    stopped: bool
    duration: Duration

    @property
    def gap(self) -> float | None:
        """|bound − value| / max(|value|, 1e-9)."""
        if self.value is None or self.bound is None:
            return None
        return abs(self.bound - self.value) / max(abs(self.value), 1e-9)


def solve_with_cbc(case: Case, option: str, gap: float, seconds: float) -> CbcResult:
    """Build the plain model of an option and let CBC solve it in one thread, to a relative gap or a time limit."""
    clock = Clock()
    model = build_plain_model(case, option)
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "cbc.log"
        with suppress(pulp.PulpSolverError):
            model.problem.solve(_solver(msg=False, threads=1, gapRel=gap, timeLimit=seconds, logPath=str(log)))
        duration = clock.duration()
        return read_log(model, log.read_text(errors="replace"), duration)


def read_log(model: PlainModel, log: str, duration: Duration) -> CbcResult:
    """The result in CBC's own log; PuLP reports some time-outs as optimal."""
    stopped = "Stopped on time limit" in log
    objective, bound = _number(r"Objective value:", log), _number(r"(?:Lower|Upper) bound:", log)
    if objective is None or "No feasible solution found" in log:
        infeasible = not stopped and re.search(INFEASIBLE, log) is not None
        return CbcResult(None, None, infeasible=infeasible, stopped=stopped, duration=duration)
    value = model.objective_value()
    if bound is None:  # CBC prints no bound if its search is complete
        return CbcResult(value, None if stopped else value, infeasible=False, stopped=stopped, duration=duration)
    return CbcResult(value, value + (bound - objective) * model.unit, False, stopped, duration)


def _solver(**options: object) -> Any:
    """CBC as PuLP 3 includes it, or as it is installed for PuLP 4."""
    brought = getattr(pulp, "PULP_CBC_CMD", None)
    return pulp.COIN_CMD(path=brought.pulp_cbc_path if brought else None, **options)


def _number(label: str, log: str) -> float | None:
    found = re.findall(label + r"\s+(\S+)", log)
    return float(found[-1]) if found else None
