"""Multiplies an objective that has very small coefficients, so that a solver's tolerances do not hide what they bring.

A solver leaves out a column whose coefficient is below its dual tolerance, 1e-7. A million places may hang on that.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

from optimiser.solving.solver_interface import Limits, ProgressCallback, SolverInterface, SolverResult

SMALLEST, LARGEST = 1e-6, 1e7  # of the coefficients that a solver sees, as far as both can be had


def solve_scaled(
    solver: SolverInterface, problem: Any, limits: Limits, on_progress: ProgressCallback | None, smallest: float
) -> SolverResult:
    """Solve a problem with its objective scaled if need be; all that is told of it is in its own units.

    `smallest`: the smallest coefficient that matters.
    """
    scale = scale_for(problem.objective, smallest)
    if scale == 1.0:
        return solver(problem, limits, on_progress)
    plain = problem.objective
    problem.setObjective(plain * scale)
    try:
        scaled = replace(limits, sufficient_bound=limits.sufficient_bound * scale)
        result = solver(problem, scaled, _unscaled(on_progress, scale))
    finally:
        problem.setObjective(plain)
    return replace(result, value=None if result.value is None else result.value / scale, bound=result.bound / scale)


def scale_for(expression: Any, smallest: float | None = None) -> float:
    """The power of two to multiply an expression by, 1 if its coefficients are large enough.

    `smallest`: the smallest coefficient that matters; by default the smallest of all.
    """
    smallest = smallest_coefficient(expression) if smallest is None else smallest
    largest = max((abs(float(number)) for number in expression.values()), default=0.0)
    if not 0.0 < smallest < SMALLEST or largest <= 0.0:
        return 1.0
    return float(2 ** max(0, math.floor(math.log2(min(10 * SMALLEST / smallest, LARGEST / largest)))))


def smallest_coefficient(expression: Any) -> float:
    """The smallest coefficient of an expression that is not 0, without its sign; 0 if there is none."""
    return min((abs(float(number)) for number in expression.values() if number), default=0.0)


def _unscaled(on_progress: ProgressCallback | None, scale: float) -> ProgressCallback | None:
    if on_progress is None:
        return None

    def report(best: float | None, bound: float | None) -> None:
        on_progress(*(None if each is None else each / scale for each in (best, bound)))

    return report
