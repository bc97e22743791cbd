"""Rows that cut off no plan, but bring the solver's bound nearer to what is possible.

Each follows from the rules for whole decisions; none is needed for a plan to be right, and the tests hold that the
programme has the same best value with and without them. For borough b, service s, year y: D demand, q the floor on
that cell alone, N the places of existing contracts there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from pulp import lpSum

from models.question import Cell
from models.variables import Variables

Row = tuple[tuple[object, ...], Any]


def cover(v: Variables) -> Iterator[Row]:
    """Where there is a floor somebody provides: Σ u + Σ keep ≥ 1."""
    for cell, _ in _floors(v).items():
        yield cell, lpSum(source.on for source in v.sources.get(cell, ())) >= 1


def sole_source(v: Variables) -> Iterator[Row]:
    """Each source gives what the others cannot: taken_i ≥ q − Σ_{j≠i} min(most_j, q) · on_j."""
    for cell, floor in _floors(v).items():
        sources = v.sources.get(cell, [])
        for position, source in enumerate(sources):
            others = lpSum(min(other.most, floor) * other.on for other in sources if other is not source)
            yield (*cell, position), source.taken >= floor - others


def flow_cover(v: Variables) -> Iterator[Row]:
    """Beyond today's places only what new deals bring: Σ places ≤ N + Σ min(most, D − N) · u, where 0 < N < D."""
    for cell, sources in v.sources.items():
        today = v.today(cell)
        room = v.question.case.wanted(*cell) - today
        new = [source for source in sources if source.new]
        if today > 0 and room > 0 and new:
            yield cell, v.provided(*cell) <= today + lpSum(min(source.most, room) * source.on for source in new)


TIGHTENING: tuple[Callable[[Variables], Iterator[Row]], ...] = (cover, sole_source, flow_cover)


def _floors(v: Variables) -> dict[Cell, float]:
    found: dict[Cell, float] = {}
    for row in v.question.case.floors:
        if len(row.boroughs) == 1 and len(row.services) == 1 and not row.people:
            for year, figure in enumerate(row.figures):
                cell = (row.boroughs[0], row.services[0], year)
                if figure:
                    found[cell] = max(found.get(cell, 0), float(figure))
    return found
