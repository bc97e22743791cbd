"""The door to HiGHS, through PuLP: one thread and a fixed seed, so that the same input gives the same plan."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import highspy
import pulp

from optimiser.solving.solver_interface import Found, Limits, Trace, columns_of

MIP_LOGGING = int(highspy.cb.HighsCallbackType.kCallbackMipLogging)
MIP_INTERRUPT = int(highspy.cb.HighsCallbackType.kCallbackMipInterrupt)  # asked at fixed places of the search
SEED = 0  # HiGHS breaks ties by it
MANNERS = {
    "log_to_console": False,
    "random_seed": SEED,
    "mip_feasibility_tolerance": 1e-7,  # a place or a penny is never a matter of tolerance
    "primal_feasibility_tolerance": 1e-8,
    "mip_abs_gap": 0.0,
    "presolve": "off",  # it has called plans optimal that were not: see docs/decisions
    "mip_allow_restart": False,  # these three cost more at the root than they bring: see docs/performance.md
    "mip_heuristic_run_rens": False,
    "mip_heuristic_run_root_reduced_cost": False,
}


class _WithoutBanner(highspy.Highs):  # type: ignore[misc]
    """HiGHS prints a banner once a process, before an option could silence it: here the option comes first."""

    def enableCallbacks(self) -> None:  # noqa: N802 - highspy's word
        """Called by highspy's constructor, and what makes the first HiGHS of a process print its banner."""
        self.setOptionValue("log_to_console", False)
        super().enableCallbacks()


_WithoutBanner()  # from here on no HiGHS of this process prints a banner


@dataclass
class Highs:
    """HiGHS through PuLP, one thread, so that the same input gives the same plan."""

    name: str = "HiGHS"

    def __call__(self, problem: Any, limits: Limits, trace: Trace | None) -> Found:
        """Solve; Ctrl-C raises KeyboardInterrupt once HiGHS has stopped."""
        if not columns_of(problem):  # which HiGHS calls empty, and solves nothing; the rows without columns all hold
            return Found(float(problem.objective.constant), float(problem.objective.constant))
        watch = _Watch(trace, limits.enough)
        solver = _ThroughPulp(watch, limits)
        solver.createAndConfigureSolver(problem)
        solver.buildSolverModel(problem)
        model = problem.solverModel
        model.changeObjectiveOffset(float(problem.objective.constant))
        model.run()
        if watch.stopped:
            raise KeyboardInterrupt
        if model.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
            return Found(None, math.inf, infeasible=True)
        return _read(model, columns_of(problem))


class _ThroughPulp(pulp.HiGHS):  # type: ignore[misc]
    """PuLP's HiGHS with our options; PuLP builds the model, we run it and read it ourselves."""

    def __init__(self, watch: _Watch, limits: Limits) -> None:
        kinds = highspy.cb.HighsCallbackType
        options: dict[str, object] = dict(MANNERS)
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
    """Passes on what the solver reports while it works, and stops it at Ctrl-C instead of tearing it down.

    Stops it also once its bound has reached `until`.
    """

    trace: Trace | None
    until: float = math.inf
    stopped: bool = False
    enough: bool = False

    def __call__(self, kind: Any, _message: str, out: Any, into: Any, _user: Any) -> None:
        try:
            if self.trace and int(kind) == MIP_LOGGING:  # HiGHS hands over a number
                self.trace(_finite(out.mip_primal_bound), _finite(out.mip_dual_bound))
            if int(kind) == MIP_INTERRUPT and self.until <= out.mip_dual_bound < math.inf:
                self.enough = True
        except KeyboardInterrupt:
            self.stopped = True
        if self.stopped or self.enough:
            into.user_interrupt = True


def _read(model: Any, columns: Sequence[Any]) -> Found:
    info = model.getInfo()
    linear = not any(column.cat == "Integer" for column in columns)
    optimal = model.getModelStatus() == highspy.HighsModelStatus.kOptimal
    value = info.objective_function_value
    feasible = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    bound = (value if optimal else -math.inf) if linear else info.mip_dual_bound
    if not math.isfinite(bound):
        bound = -math.inf
    if not feasible or not math.isfinite(value):
        return Found(None, bound)
    for column, number in zip(columns, model.getSolution().col_value, strict=True):
        column.varValue = round(number) if column.cat == "Integer" else number
    return Found(value, bound)


def _finite(number: float) -> float | None:
    return number if math.isfinite(number) and abs(number) < 1e30 else None
