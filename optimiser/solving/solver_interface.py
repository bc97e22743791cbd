"""What a door to a solver is: a PuLP problem in, what is proven about it out. Problems are minimised.

PuLP's translation of a solver's status calls a time-out optimal, so each door reads its solver's own.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

Trace = Callable[[float | None, float | None], None]  # best so far and bound, both minimised


@dataclass(frozen=True, slots=True)
class Limits:
    """When to stop: relative gap, seconds, and nodes of the search (None without limit).

    `enough`: a bound beyond which no more need be proven, because a plan is in hand; a door may go on all the same.
    """

    gap: float
    seconds: float
    nodes: int | None = None
    enough: float = math.inf


@dataclass(frozen=True, slots=True)
class Found:
    """What is proven: `value` of the best plan, None where there is none; `bound`, -inf where nothing is known."""

    value: float | None
    bound: float
    infeasible: bool = False


class Door(Protocol):
    """A solver: minimise the problem, leave the best plan's values in its variables, say what is proven."""

    name: str

    def __call__(self, problem: Any, limits: Limits, trace: Trace | None, /) -> Found:
        """Solve from scratch; `trace` is told how far it is."""
        ...


def columns_of(problem: Any) -> list[Any]:
    """The variables in the order in which PuLP hands them to a solver."""
    exported = getattr(problem, "exported_variables", None)  # PuLP 4
    return list(exported() if exported else problem.variables())


def rounded_value(problem: Any) -> float:
    """Make the whole variables whole, and return what the objective comes to."""
    for column in columns_of(problem):
        if column.cat == "Integer" and column.varValue is not None:
            column.varValue = round(column.varValue)
    terms = ((column.varValue, times) for column, times in problem.objective.items() if times)
    return float(problem.objective.constant + sum(value * times for value, times in terms))
