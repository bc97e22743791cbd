"""What a solver has to offer: it takes a PuLP problem, minimises it and says what is proven.

PuLP's translation of a solver's status calls a time-out optimal, so each implementation reads its solver's own status.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

ProgressCallback = Callable[[float | None, float | None], None]  # best value so far and bound, both minimised


@dataclass(frozen=True, slots=True)
class Limits:
    """When to stop: relative gap, seconds, and nodes of the search (None without limit).

    `sufficient_bound`: a bound beyond which no more need be proven, because a plan is in hand. A solver may go on.
    """

    gap: float
    seconds: float
    nodes: int | None = None
    sufficient_bound: float = math.inf


@dataclass(frozen=True, slots=True)
class SolverResult:
    """What is proven. `value`: of the best plan, None if there is none. `bound`: -inf if nothing is known."""

    value: float | None
    bound: float
    infeasible: bool = False


class SolverInterface(Protocol):
    """A solver: minimises the problem, leaves the best plan's values in its variables and says what is proven."""

    name: str

    def __call__(self, problem: Any, limits: Limits, on_progress: ProgressCallback | None, /) -> SolverResult:
        """Solve from scratch. `on_progress` is called while the solver works, if the solver allows it."""
        ...


def columns_of(problem: Any) -> list[Any]:
    """The variables in the order in which PuLP hands them to a solver."""
    exported = getattr(problem, "exported_variables", None)  # PuLP 4
    return list(exported() if exported else problem.variables())


def round_and_evaluate(problem: Any) -> float:
    """Round the integer variables to whole numbers and return the value of the objective."""
    for column in columns_of(problem):
        if column.cat == "Integer" and column.varValue is not None:
            column.varValue = round(column.varValue)
    terms = ((column.varValue, coefficient) for column, coefficient in problem.objective.items() if coefficient)
    return float(problem.objective.constant + sum(value * coefficient for value, coefficient in terms))
