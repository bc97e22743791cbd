"""The doors to solvers: a PuLP problem in, what is proven about it out. Nothing a solver says is taken on trust here

but its own status, bound and values; PuLP's translation of them calls a time-out optimal. Problems are minimised.
"""

from __future__ import annotations

import math
import re
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import pulp

HIGHS = "HiGHS"
CBC_NAMES = ("CBC", "COIN_CMD", "PULP_CBC_CMD")
MIP_LOGGING = 5  # highspy.cb.HighsCallbackType.kCallbackMipLogging
SEED = 0  # HiGHS breaks ties by it; the same input gives the same plan
TRACE = Callable[[float | None, float | None], None]  # best so far and bound, both minimised


class NoSuchSolver(Exception):
    """The solver that was asked for is not known or not installed; `known` are those that can be used here."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(name)
        self.name, self.known = name, tuple(known)


@dataclass(frozen=True, slots=True)
class Limits:
    """When to stop: relative gap, seconds, and nodes of the search (None without limit)."""

    gap: float
    seconds: float
    nodes: int | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What is proven: `value` of the best plan, None where there is none; `bound`, -inf where nothing is known."""

    value: float | None
    bound: float
    infeasible: bool = False


class Door(Protocol):
    """A solver: minimise the problem, leave the best plan's values in its variables, say what is proven."""

    name: str

    def __call__(self, problem: Any, limits: Limits, start: Mapping[str, float], trace: TRACE | None) -> Found: ...


def door(name: str) -> Door:
    """The door to a solver by its name. Raises NoSuchSolver."""
    if name.casefold() == HIGHS.casefold():
        return Highs()
    if name.upper() in CBC_NAMES:
        return Cbc(_cbc())
    known = [HIGHS, *pulp.listSolvers(onlyAvailable=True)]
    match = [solver for solver in known if solver.casefold() == name.casefold()]
    if not match:
        raise NoSuchSolver(name, known)
    return AnySolver(match[0])


@dataclass
class Highs:
    """HiGHS through PuLP, one thread, so that the same input gives the same plan."""

    name: str = HIGHS

    def __call__(self, problem: Any, limits: Limits, start: Mapping[str, float], trace: TRACE | None) -> Found:
        found = self._run(problem, limits, start, trace)
        if found is None:  # "unbounded or infeasible" proves nothing: every column is bounded or paid for, so ask again
            found = self._run(problem, limits, start, trace, presolve="off")
        return found if found is not None else Found(None, -math.inf)

    def _run(
        self, problem: Any, limits: Limits, start: Mapping[str, float], trace: TRACE | None, **more: object
    ) -> Found | None:
        import highspy

        watch = _Watch(trace)
        solver = _ThroughPulp(watch, limits, more)
        solver.createAndConfigureSolver(problem)
        solver.buildSolverModel(problem)
        model, columns = problem.solverModel, _columns(problem)
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
        return _read(highspy, model, info, columns)


class _ThroughPulp(pulp.HiGHS):  # type: ignore[misc]
    """PuLP's HiGHS with our options; PuLP builds the model, we run it and read it ourselves."""

    def __init__(self, watch: _Watch, limits: Limits, more: Mapping[str, object]) -> None:
        import highspy

        kinds = highspy.cb.HighsCallbackType
        options: dict[str, object] = {
            "log_to_console": False,
            "random_seed": SEED,
            "mip_feasibility_tolerance": 1e-9,
            "primal_feasibility_tolerance": 1e-9,
            "mip_abs_gap": 0.0,
            "mip_allow_restart": False,
            "mip_heuristic_run_rens": False,
            "mip_heuristic_run_root_reduced_cost": False,
        }
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
            **more,
        )


@dataclass
class _Watch:
    """Passes on what the solver reports while it works, and stops it at Ctrl-C instead of tearing it down."""

    trace: TRACE | None
    stopped: bool = False

    def __call__(self, kind: Any, message: str, out: Any, into: Any, user: Any) -> None:
        try:
            if self.trace and int(kind) == MIP_LOGGING:  # HiGHS hands over a number
                self.trace(_finite(out.mip_primal_bound), _finite(out.mip_dual_bound))
        except KeyboardInterrupt:
            self.stopped = True
        if self.stopped:
            into.user_interrupt = True


def _columns(problem: Any) -> list[Any]:
    exported = getattr(problem, "exported_variables", None)  # PuLP 4
    return list(exported() if exported else problem.variables())


def _begin(model: Any, columns: Sequence[Any], start: Mapping[str, float]) -> None:
    known = [(i, start[column.name]) for i, column in enumerate(columns) if column.name in start]
    if known:
        model.setSolution(len(known), [i for i, _ in known], [value for _, value in known])


def _read(highspy: Any, model: Any, info: Any, columns: Sequence[Any]) -> Found:
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


@dataclass
class Cbc:
    """CBC through PuLP. Its bound is read from its own log: PuLP does not pass it on."""

    solver: type
    name: str = "CBC"

    def __call__(self, problem: Any, limits: Limits, start: Mapping[str, float], trace: TRACE | None) -> Found:
        with tempfile.TemporaryDirectory() as folder:
            log = Path(folder) / "cbc.log"
            more = {} if limits.nodes is None else {"maxNodes": limits.nodes}
            problem.solve(
                self.solver(msg=False, threads=1, gapRel=limits.gap, timeLimit=limits.seconds, logPath=str(log), **more)
            )
            said = log.read_text(errors="replace") if log.exists() else ""
        return self._understood(problem, said)

    def _understood(self, problem: Any, said: str) -> Found:
        if re.search(r"proven infeasible|[Pp]roblem is infeasible|PrimalInfeasible|no feasible solution", said):
            return Found(None, math.inf, infeasible=True)
        objective = _number(said, r"Objective value:\s+(\S+)") or _number(said, r"Optimal - objective value (\S+)")
        if objective is None or re.search(r"No feasible solution found", said):
            return Found(None, -math.inf)
        value = _rounded_value(problem)
        proven = re.search(r"Result - Optimal solution found|Optimal - objective value", said)
        bound = _number(said, r"Lower bound:\s+(\S+)")
        bound = (objective if proven else -math.inf) if bound is None else bound
        return Found(value, min(value, value + bound - objective))


@dataclass
class AnySolver:
    """Any other solver that PuLP knows. It is not asked what it proved: the bound is that of the relaxation, found by

    HiGHS, and HiGHS must agree that a programme has no plan.
    """

    name: str

    def __call__(self, problem: Any, limits: Limits, start: Mapping[str, float], trace: TRACE | None) -> Found:
        problem.solve(pulp.getSolver(self.name, msg=False, timeLimit=math.ceil(limits.seconds)))
        if not problem.valid(1e-6):
            judged = Highs()(problem, limits, start, trace)
            return judged if judged.infeasible else Found(None, judged.bound)
        value = _rounded_value(problem)
        integer = [column for column in _columns(problem) if column.cat == "Integer"]
        kept = {column.name: column.varValue for column in _columns(problem)}
        for column in integer:
            column.cat = "Continuous"
        relaxed = Highs()(problem, limits, {}, None)
        for column in integer:
            column.cat = "Integer"
        for column in _columns(problem):
            column.varValue = kept[column.name]
        return Found(value, min(value, relaxed.bound))


def _cbc() -> type:
    bundled = getattr(pulp, "PULP_CBC_CMD", None)
    for solver in (bundled, pulp.COIN_CMD):
        if solver is not None and solver(msg=False).available():
            return solver  # type: ignore[no-any-return]
    raise NoSuchSolver("CBC", [HIGHS, *pulp.listSolvers(onlyAvailable=True)])


def _number(text: str, pattern: str) -> float | None:
    found = re.findall(pattern, text)
    return float(found[-1]) if found else None


def _rounded_value(problem: Any) -> float:
    for column in _columns(problem):
        if column.cat == "Integer" and column.varValue is not None:
            column.varValue = round(column.varValue)
    terms = ((column.varValue, times) for column, times in problem.objective.items() if times)
    return float(problem.objective.constant) + sum(value * times for value, times in terms)


def _finite(number: float) -> float | None:
    return number if math.isfinite(number) and abs(number) < 1e30 else None
