"""A problem that stays in HiGHS: built once, then solved for one objective after another.

HiGHS solves each objective from scratch, so that a result does not depend on what was solved before. Its options are
those of `highs`.
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

from optimiser.solving.highs import HIGHS_OPTIONS
from optimiser.solving.solver_interface import columns_of

Coefficients = Mapping[str, float]  # by column name


@dataclass(frozen=True, slots=True)
class PersistentResult:
    """The best value, None if there is none; the bound to it; the values by column name."""

    value: float | None
    bound: float
    values: Coefficients
    infeasible: bool = False


class PersistentModel:
    """A problem in HiGHS, to be minimised. Columns go by the names that they have in the problem."""

    def __init__(self, problem: Any) -> None:
        columns = columns_of(problem)
        self._positions = {column.name: position for position, column in enumerate(columns)}
        self._names = [column.name for column in columns]
        self._decisions = frozenset(column.name for column in columns if column.cat == "Integer")
        self._limits = {column.name: (column.lowBound, column.upBound) for column in columns}
        solver = pulp.HiGHS(msg=False, threads=1, **HIGHS_OPTIONS)
        solver.createAndConfigureSolver(problem)
        solver.buildSolverModel(problem)
        self._model = problem.solverModel
        self._model.changeObjectiveOffset(0.0)  # PuLP 4 passes on the constant of the problem's objective
        self._rows = self._model.getNumRow()
        self._zeros = np.zeros(len(columns))
        self._all = np.arange(len(columns), dtype=np.int32)

    @property
    def decision_count(self) -> int:
        """The number of integer columns of the problem."""
        return len(self._decisions)

    def fix_forced_decisions(self) -> None:
        """Fix each yes-or-no decision that the relaxation allows only one value. No plan is lost; searches are shorter.

        That a value is impossible is believed only if a relaxation solved from scratch says so: HiGHS has been seen to
        be wrong if it continued from another solve (ERGO-Code/HiGHS, issue 3294).
        """
        self._set_integer(())
        self._model.changeColsCost(len(self._all), self._all, self._zeros)
        for name in sorted(self._decisions):
            for value in (1.0, 0.0):
                if self._limits[name] == (0, 1) and self._is_impossible(name, value):
                    self._limits[name] = (1.0 - value, 1.0 - value)
            self._set_limits({name: self._limits[name]})

    def _is_impossible(self, name: str, value: float) -> bool:
        self._set_limits({name: (value, value)})
        for from_scratch in (False, True):
            if from_scratch:
                self._model.clearSolver()
            self._model.run()
            if self._model.getModelStatus() != highspy.HighsModelStatus.kInfeasible:
                return False
        return True

    def solve_relaxation(self, objective: Coefficients) -> PersistentResult:
        """Solve with every column continuous."""
        self._set_integer(())
        return self._solve(objective)

    def solve(
        self, objective: Coefficients, gap: float, nodes: int, seconds: float, also_integer: Iterable[str] = ()
    ) -> PersistentResult:
        """Solve with the problem's integer columns and `also_integer`.

        Stops at an absolute gap in units of the objective, or after a number of nodes or seconds.
        """
        self._set_integer({*self._decisions, *also_integer})
        return self._solve(objective, gap, nodes, seconds)

    def solve_with_decisions(
        self, objective: Coefficients, at: Coefficients, integer: Iterable[str], gap: float, nodes: int, seconds: float
    ) -> PersistentResult:
        """Solve with every decision fixed as in `at`, and the columns `integer` whole."""
        fixed = {name: float(round(at[name])) for name in self._decisions}
        self._set_integer(integer)
        self._set_limits({name: (value, value) for name, value in fixed.items()})
        try:
            return self._solve(objective, gap, nodes, seconds)
        finally:
            self._set_limits({name: self._limits[name] for name in fixed})

    @contextmanager
    def with_sum_between(self, names: Iterable[str], least: float, most: float) -> Iterator[None]:
        """Add, for the time being, the row that the sum of these columns lies between two figures."""
        columns = np.array(sorted(self._positions[name] for name in names), dtype=np.int32)
        self._model.addRow(least, most, len(columns), columns, np.ones(len(columns)))
        try:
            yield
        finally:
            self._model.deleteRows(1, np.array([self._rows], dtype=np.int32))

    @contextmanager
    def with_last_row_tightened(self, by: float) -> Iterator[None]:
        """Lower, for the time being, the upper limit of the problem's last row."""
        last = self._rows - 1
        _, least, most, _ = self._model.getRow(last)
        if by:
            self._model.changeRowBounds(last, least, most - by)
        try:
            yield
        finally:
            self._model.changeRowBounds(last, least, most)

    def _solve(
        self, objective: Coefficients, gap: float = 0.0, nodes: int = 0, seconds: float = math.inf
    ) -> PersistentResult:
        model, costs = self._model, self._zeros.copy()
        for name, coefficient in objective.items():
            costs[self._positions[name]] += coefficient
        model.changeColsCost(len(costs), self._all, costs)
        model.clearSolver()
        model.setOptionValue("mip_abs_gap", gap)
        model.setOptionValue("mip_max_nodes", max(nodes, 1))
        model.setOptionValue("time_limit", model.getRunTime() + max(seconds, 0.0))
        model.run()
        return self._result()

    def _result(self) -> PersistentResult:
        info, status = self._model.getInfo(), self._model.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            return PersistentResult(None, math.inf, {}, infeasible=True)
        optimal = status == highspy.HighsModelStatus.kOptimal
        value = info.objective_function_value
        bound = info.mip_dual_bound if self._has_integers else (value if optimal else -math.inf)
        feasible = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
        if not feasible or not math.isfinite(value):
            return PersistentResult(None, bound, {})
        return PersistentResult(value, bound, dict(zip(self._names, self._model.getSolution().col_value, strict=True)))

    def _set_integer(self, names: Iterable[str]) -> None:
        kinds = np.zeros(len(self._all), dtype=np.uint8)
        kinds[[self._positions[name] for name in names]] = 1
        self._has_integers = bool(kinds.any())
        self._model.changeColsIntegrality(len(kinds), self._all, kinds)

    def _set_limits(self, limits: Mapping[str, tuple[float, float | None]]) -> None:
        for name, (least, most) in limits.items():
            self._model.changeColBounds(self._positions[name], least, highspy.kHighsInf if most is None else most)
