"""The door to HiGHS, through PuLP: one thread and a fixed seed, so that the same input gives the same plan."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import highspy
import pulp

from optimiser.solving.doors import Found, Limits, Trace, columns_of

MIP_LOGGING = int(highspy.cb.HighsCallbackType.kCallbackMipLogging)
SEED = 0  # HiGHS breaks ties by it
MANNERS = {
    "log_to_console": False,
    "random_seed": SEED,
    "mip_feasibility_tolerance": 1e-9,  # a place or a penny is never a matter of tolerance
    "primal_feasibility_tolerance": 1e-9,
    "mip_abs_gap": 0.0,
    "mip_allow_restart": False,  # these three cost more at the root than they bring: see docs/performance.md
    "mip_heuristic_run_rens": False,
    "mip_heuristic_run_root_reduced_cost": False,
}


@dataclass
class Highs:
    """HiGHS through PuLP, one thread, so that the same input gives the same plan."""

    name: str = "HiGHS"

    def __call__(self, problem: Any, limits: Limits, start: Mapping[str, float], trace: Trace | None) -> Found:
        """Solve; Ctrl-C raises KeyboardInterrupt once HiGHS has stopped."""
        found = self._run(problem, limits, start, trace)
        if found is None:  # "unbounded or infeasible" proves nothing: every column is bounded or paid for, so ask again
            found = self._run(problem, limits, start, trace, presolve="off")
        return found if found is not None else Found(None, -math.inf)

    def _run(
        self, problem: Any, limits: Limits, start: Mapping[str, float], trace: Trace | None, **more: object
    ) -> Found | None:
        watch = _Watch(trace)
        solver = _ThroughPulp(watch, limits, more)
        solver.createAndConfigureSolver(problem)
        solver.buildSolverModel(problem)
        model, columns = problem.solverModel, columns_of(problem)
        model.changeObjectiveOffset(float(problem.objective.constant))
        _begin(model, columns, start)
        model.run()
        if watch.stopped:
            raise KeyboardInterrupt
        status, info = model.getModelStatus(), model.getInfo()
        if status == highspy.HighsModelStatus.kInfeasible:
            return Found(None, math.inf, infeasible=True)
        if status == highspy.HighsModelStatus.kUnboundedOrInfeasible:
            return None
        return _read(model, info, columns)


class _ThroughPulp(pulp.HiGHS):  # type: ignore[misc]
    """PuLP's HiGHS with our options; PuLP builds the model, we run it and read it ourselves."""

    def __init__(self, watch: _Watch, limits: Limits, more: Mapping[str, object]) -> None:
        kinds = highspy.cb.HighsCallbackType
        options: dict[str, object] = {**MANNERS, **more}
        if limits.nodes is not None:
            options["mip_max_nodes"] = limits.nodes
        super().__init__(
            msg=True,  # False would silence the callbacks too in PuLP 3; nothing is printed, see log_to_console
            threads=1,
            gapRel=limits.gap,
            timeLimit=limits.seconds,
            callbackTuple=(watch, None),
            callbacksToActivate=[kinds.kCallbackMipLogging, kinds.kCallbackMipInterrupt],
            **options,
        )


@dataclass
class _Watch:
    """Passes on what the solver reports while it works, and stops it at Ctrl-C instead of tearing it down."""

    trace: Trace | None
    stopped: bool = False

    def __call__(self, kind: Any, _message: str, out: Any, into: Any, _user: Any) -> None:
        try:
            if self.trace and int(kind) == MIP_LOGGING:  # HiGHS hands over a number
                self.trace(_finite(out.mip_primal_bound), _finite(out.mip_dual_bound))
        except KeyboardInterrupt:
            self.stopped = True
        if self.stopped:
            into.user_interrupt = True


def _begin(model: Any, columns: Sequence[Any], start: Mapping[str, float]) -> None:
    known = [(i, start[column.name]) for i, column in enumerate(columns) if column.name in start]
    if known:
        model.setSolution(len(known), [i for i, _ in known], [value for _, value in known])


def _read(model: Any, info: Any, columns: Sequence[Any]) -> Found:
    linear = not any(column.cat == "Integer" for column in columns)
    optimal = model.getModelStatus() == highspy.HighsModelStatus.kOptimal
    value = info.objective_function_value
    feasible = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    bound = (value if optimal else -math.inf) if linear else info.mip_dual_bound
    if not feasible or not math.isfinite(value):
        return Found(None, bound if math.isfinite(bound) else -math.inf)
    for column, number in zip(columns, model.getSolution().col_value, strict=True):
        column.varValue = round(number) if column.cat == "Integer" else number
    return Found(value, min(bound, value) if math.isfinite(bound) else -math.inf)


def _finite(number: float) -> float | None:
    return number if math.isfinite(number) and abs(number) < 1e30 else None
