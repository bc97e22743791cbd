"""A programme kept in HiGHS for many questions: built once, then solved for one objective after another.

Nothing is carried from one question to the next but the rows: HiGHS begins each from scratch, so that what it finds
does not depend on what was asked before. The manners are those of the door in `highs`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np
import pulp

from optimiser.solving.highs import MANNERS
from optimiser.solving.solver_interface import columns_of

Values = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Reached:
    """What came of a question: the best value, None where there is none, a bound to it, and the values by column."""

    value: float | None
    bound: float
    values: Values
    infeasible: bool = False


class Kept:
    """A problem in HiGHS. Every question is to minimise; columns go by the names that they have in the problem."""

    def __init__(self, problem: Any) -> None:
        columns = columns_of(problem)
        self._place = {column.name: place for place, column in enumerate(columns)}
        self._names = [column.name for column in columns]
        self._choices = frozenset(column.name for column in columns if column.cat == "Integer")
        self._limits = {column.name: (column.lowBound, column.upBound) for column in columns}
        solver = pulp.HiGHS(msg=False, threads=1, **MANNERS)
        solver.createAndConfigureSolver(problem)
        solver.buildSolverModel(problem)
        self._model = problem.solverModel
        self._model.changeObjectiveOffset(0.0)  # PuLP 4 hands over the constant of the objective that was there
        self._rows = self._model.getNumRow()
        self._none = np.zeros(len(columns))
        self._all = np.arange(len(columns), dtype=np.int32)

    @property
    def choices(self) -> int:
        """How many whole decisions there are."""
        return len(self._choices)

    def probe(self) -> None:
        """Fix every decision that the relaxation shows cannot be otherwise; no plan is lost, and searches are shorter.

        That a decision is impossible is believed only of a relaxation solved from scratch: HiGHS has been seen to err
        where it went on from another (ERGO-Code/HiGHS, 3294).
        """
        self._make_whole(())
        self._model.changeColsCost(len(self._all), self._all, self._none)
        for name in sorted(self._choices):
            for value in (1.0, 0.0):
                if self._limits[name] == (0, 1) and self._impossible(name, value):
                    self._limits[name] = (1.0 - value, 1.0 - value)
            self._bound({name: self._limits[name]})

    def _impossible(self, name: str, value: float) -> bool:
        self._bound({name: (value, value)})
        for from_scratch in (False, True):
            if from_scratch:
                self._model.clearSolver()
            self._model.run()
            if self._model.getModelStatus() != highspy.HighsModelStatus.kInfeasible:
                return False
        return True

    def relaxed(self, objective: Values) -> Reached:
        """The linear relaxation's answer."""
        self._make_whole(())
        return self._solve(objective)

    def chosen(self, objective: Values, gap: float, nodes: int, seconds: float, whole: Iterable[str] = ()) -> Reached:
        """The best with the whole decisions of the problem, and these columns whole; to so much of the objective, or

        so many nodes.
        """
        self._make_whole({*self._choices, *whole})
        return self._solve(objective, gap, nodes, seconds)

    def rounded(
        self, objective: Values, at: Values, whole: Iterable[str], gap: float, nodes: int, seconds: float
    ) -> Reached:
        """The best with every decision as in `at`, and these columns whole."""
        fixed = {name: float(round(at[name])) for name in self._choices}
        self._make_whole(whole)
        self._bound({name: (value, value) for name, value in fixed.items()})
        try:
            return self._solve(objective, gap, nodes, seconds)
        finally:
            self._bound({name: self._limits[name] for name in fixed})

    @contextmanager
    def beyond(self, names: Iterable[str], least: float, most: float) -> Iterator[None]:
        """One more row, while it is asked for: the sum of these columns lies between two figures."""
        places = np.array(sorted(self._place[name] for name in names), dtype=np.int32)
        self._model.addRow(least, most, len(places), places, np.ones(len(places)))
        try:
            yield
        finally:
            self._model.deleteRows(1, np.array([self._rows], dtype=np.int32))

    @contextmanager
    def tighter(self, less: float) -> Iterator[None]:
        """The problem's last row, an upper limit, by so much tighter."""
        last = self._rows - 1
        _, least, most, _ = self._model.getRow(last)
        if less:
            self._model.changeRowBounds(last, least, most - less)
        try:
            yield
        finally:
            self._model.changeRowBounds(last, least, most)

    def _solve(self, objective: Values, gap: float = 0.0, nodes: int = 0, seconds: float = math.inf) -> Reached:
        model, costs = self._model, self._none.copy()
        for name, times in objective.items():
            costs[self._place[name]] += times
        model.changeColsCost(len(costs), self._all, costs)
        model.clearSolver()
        model.setOptionValue("mip_abs_gap", gap)
        model.setOptionValue("mip_max_nodes", max(nodes, 1))
        model.setOptionValue("time_limit", model.getRunTime() + max(seconds, 0.0))
        model.run()
        return self._read()

    def _read(self) -> Reached:
        info, status = self._model.getInfo(), self._model.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            return Reached(None, math.inf, {}, infeasible=True)
        optimal = status == highspy.HighsModelStatus.kOptimal
        value = info.objective_function_value
        bound = info.mip_dual_bound if self._mixed else (value if optimal else -math.inf)
        feasible = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
        if not feasible or not math.isfinite(value):
            return Reached(None, bound, {})
        return Reached(value, bound, dict(zip(self._names, self._model.getSolution().col_value, strict=True)))

    def _make_whole(self, names: Iterable[str]) -> None:
        kinds = np.zeros(len(self._all), dtype=np.uint8)
        kinds[[self._place[name] for name in names]] = 1
        self._mixed = bool(kinds.any())
        self._model.changeColsIntegrality(len(kinds), self._all, kinds)

    def _bound(self, limits: Mapping[str, tuple[float, float | None]]) -> None:
        for name, (least, most) in limits.items():
            self._model.changeColBounds(self._place[name], least, highspy.kHighsInf if most is None else most)
