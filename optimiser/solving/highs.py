"""HiGHS, called through PuLP: one thread and a fixed seed, so that the same input gives the same plan."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import highspy
import pulp

from optimiser.solving.solver_interface import Limits, ProgressCallback, SolverResult, columns_of

MIP_LOGGING = int(highspy.cb.HighsCallbackType.kCallbackMipLogging)
MIP_INTERRUPT = int(highspy.cb.HighsCallbackType.kCallbackMipInterrupt)  # called at fixed places of the search
INFINITE = 1e30  # HiGHS reports a value as large as this if there is none
SEED = 0  # HiGHS breaks ties by it
RELATIVE_ROOM = 1e-10  # of the right side of a row that is loosened
HIGHS_OPTIONS = {
    "log_to_console": False,
    "random_seed": SEED,
    "mip_feasibility_tolerance": 1e-7,  # so that a place or a penny is never a matter of tolerance
    "primal_feasibility_tolerance": 1e-8,
    "mip_abs_gap": 0.0,
    "presolve": "on",  # right since 1.16, by the tests against brute force: docs/decisions/0033
    "mip_allow_restart": False,  # these four take longer than they save, and one has crashed: docs/decisions/0033
    "mip_heuristic_run_rens": False,
    "mip_heuristic_run_rins": False,
    "mip_heuristic_run_root_reduced_cost": False,
}


class _WithoutBanner(highspy.Highs):  # type: ignore[misc]
    """HiGHS prints a banner once a process, before an option could silence it: here the option comes first."""

    def enableCallbacks(self) -> None:  # noqa: N802 - highspy's name
        """Called by highspy's constructor. It is what makes the first HiGHS of a process print its banner."""
        self.setOptionValue("log_to_console", False)
        super().enableCallbacks()


_WithoutBanner()  # from here on no HiGHS of this process prints a banner


@dataclass
class Highs:
    """HiGHS through PuLP. Its bound and its status are its own, not PuLP's.

    `room`: by how much every row is loosened: `room` and a 1e-10th of the row's right side. `seed`: breaks ties.
    """

    name: str = "HiGHS"
    room: float = 0.0
    presolve: bool = True
    seed: int = SEED

    def __call__(self, problem: Any, limits: Limits, on_progress: ProgressCallback | None) -> SolverResult:
        """Solve. Ctrl-C raises KeyboardInterrupt once HiGHS has stopped."""
        if not columns_of(problem):  # HiGHS calls it empty and solves nothing; rows without columns all hold
            return SolverResult(float(problem.objective.constant), float(problem.objective.constant))
        started_at, callback = time.perf_counter(), _Callback(on_progress, limits.sufficient_bound)
        solver = _PulpHighs(callback, limits, presolve="on" if self.presolve else "off", random_seed=self.seed)
        solver.createAndConfigureSolver(problem)
        solver.buildSolverModel(problem)
        model = problem.solverModel
        model.changeObjectiveOffset(float(problem.objective.constant))
        if self.room:
            _loosen(model, self.room)
        left = limits.seconds - (time.perf_counter() - started_at)  # handing a large programme over takes seconds
        model.setOptionValue("time_limit", max(left, 0.0))
        model.run()
        if callback.interrupted:
            raise KeyboardInterrupt
        if model.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
            return SolverResult(None, math.inf, infeasible=True)
        return _result_of(model, columns_of(problem))


class _PulpHighs(pulp.HiGHS):  # type: ignore[misc]
    """PuLP's HiGHS with our options. PuLP builds the model; this module runs it and reads the result."""

    def __init__(self, callback: _Callback, limits: Limits, **changed: object) -> None:
        kinds = highspy.cb.HighsCallbackType
        options: dict[str, object] = {**HIGHS_OPTIONS, **changed}
        if limits.nodes is not None:
            options["mip_max_nodes"] = limits.nodes
        super().__init__(
            msg=True,  # False would switch off the callbacks too in PuLP 3; log_to_console keeps it silent
            threads=1,
            gapRel=limits.gap,
            timeLimit=limits.seconds,
            callbackTuple=(callback, None),
            callbacksToActivate=[kinds.kCallbackMipLogging, kinds.kCallbackMipInterrupt],
            **options,
        )


@dataclass
class _Callback:
    """Passes on what HiGHS reports while it works.

    Stops HiGHS at Ctrl-C, instead of raising an error through its code, and once its bound is `sufficient_bound`.
    """

    on_progress: ProgressCallback | None
    sufficient_bound: float = math.inf
    interrupted: bool = False
    bound_reached: bool = False

    def __call__(self, kind: Any, _message: str, output: Any, control: Any, _user: Any) -> None:
        try:
            if self.on_progress and int(kind) == MIP_LOGGING:  # HiGHS passes a number
                self.on_progress(_finite(output.mip_primal_bound), _finite(output.mip_dual_bound))
            if int(kind) == MIP_INTERRUPT and self.sufficient_bound <= output.mip_dual_bound < math.inf:
                self.bound_reached = True
        except KeyboardInterrupt:
            self.interrupted = True
        if self.interrupted or self.bound_reached:
            control.user_interrupt = True


def _result_of(model: Any, columns: Sequence[Any]) -> SolverResult:
    """Write the solution into the columns, integer ones rounded, and say what HiGHS has proven."""
    info = model.getInfo()
    linear = not any(column.cat == "Integer" for column in columns)
    optimal = model.getModelStatus() == highspy.HighsModelStatus.kOptimal
    value = info.objective_function_value
    feasible = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    bound = (value if optimal else -math.inf) if linear else info.mip_dual_bound
    if not math.isfinite(bound):
        bound = -math.inf
    if not feasible or not math.isfinite(value):
        return SolverResult(None, bound)
    for column, number in zip(columns, model.getSolution().col_value, strict=True):
        column.varValue = round(number) if column.cat == "Integer" else number
    return SolverResult(value, bound)


def _loosen(model: Any, room: float) -> None:
    """Give every row a little room."""
    lp = model.getLp()
    for row, (least, most) in enumerate(zip(lp.row_lower_, lp.row_upper_, strict=True)):
        model.changeRowBounds(row, least - _room(room, least), most + _room(room, most))


def _room(room: float, side: float) -> float:
    return room + RELATIVE_ROOM * abs(side) if math.isfinite(side) else 0.0


def _finite(number: float) -> float | None:
    return number if math.isfinite(number) and abs(number) < INFINITE else None
