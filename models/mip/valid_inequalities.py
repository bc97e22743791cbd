"""Rows that cut off no plan, but bring the solver's bound nearer to what is possible.

Each follows from the rules for whole decisions; none is needed for a plan to be right, and the tests hold that the
programme has the same best value with and without them. For borough b, service s, year y: D demand, q the floor on
that cell alone, N the places of existing contracts there. The sources of a cell fall into parts: those of each joint
arrangement g that it may be in, of which there are places only where J[s,g,y] = 1; those of the borough alone, only
where Σ J = 0; and contracts that stand whatever is arranged. `share` is the part's J, or 1 − Σ J.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from pulp import lpSum

from models.mip.instance import Cell
from models.mip.variables import ALWAYS, Source, Term, Variables

Row = tuple[tuple[object, ...], Any]


class Part(NamedTuple):
    """The sources of a cell that exclude all others: they give places only where `share` is 1."""

    share: Term
    sources: list[Source]


def split(v: Variables) -> Iterator[Row]:
    """Each part gives places only in its own share: Σ_{i in part} taken_i ≤ D · share."""
    for cell in v.sources:
        wanted = v.instance.case.places_demanded(*cell)
        for number, part in enumerate(_parts(v, cell) if _choice(v, cell) else ()):
            yield (*cell, number), lpSum(source.taken for source in part.sources) <= wanted * part.share


def cover(v: Variables) -> Iterator[Row]:
    """Where there is a floor somebody provides: Σ_{i in part} on_i ≥ share."""
    for cell in _floors(v):
        for number, part in enumerate(_needed(v, cell)):
            yield (*cell, number), lpSum(source.on for source in part.sources) >= part.share


def sole_source(v: Variables) -> Iterator[Row]:
    """Each source gives what the others cannot: taken_i ≥ q · share − Σ_{j≠i in part} min(most_j, q) · on_j."""
    for cell, floor in _floors(v).items():
        for number, part in enumerate(_needed(v, cell)):
            for supplier in dict.fromkeys(source.supplier for source in part.sources):
                others = (i for i in part.sources if i.supplier != supplier)
                least = floor * part.share - lpSum(min(i.most, floor) * i.on for i in others)
                yield (*cell, number, supplier), lpSum(i.taken for i in part.sources if i.supplier == supplier) >= least


def flow_cover(v: Variables) -> Iterator[Row]:
    """Beyond today's places only what new awards bring: Σ places ≤ N + Σ min(most, D − N) · u, where 0 < N < D."""
    for cell, sources in v.sources.items():
        today = v.today(cell)
        room = v.instance.case.places_demanded(*cell) - today
        new = [source for source in sources if source.new]
        if today > 0 and room > 0 and new:
            yield cell, v.provided(*cell) <= today + lpSum(min(source.most, room) * source.on for source in new)


VALID_INEQUALITIES: tuple[Callable[[Variables], Iterator[Row]], ...] = (split, cover, sole_source, flow_cover)


def _choice(v: Variables, cell: Cell) -> bool:
    """Whether the cell may be contracted in more than one way."""
    borough, service, year = cell
    return any(
        v.instance.possible(arrangement, year) and not v.instance.required(arrangement, year)
        for arrangement in v.instance.containing(service, borough)
    )


def _parts(v: Variables, cell: Cell) -> list[Part]:
    borough, service, year = cell
    sources = v.sources[cell]
    groups = [a.group for a in v.instance.containing(service, borough)]
    alone = 1 - lpSum(v.in_force(service, group, year) for group in groups)
    joint = [Part(v.in_force(service, g, year), [i for i in sources if i.way == g]) for g in groups]
    return [Part(alone, [source for source in sources if source.way == (borough,)]), *joint]


def _needed(v: Variables, cell: Cell) -> list[Part]:
    """The parts of a cell, each of which must meet the floor in its own share."""
    sources = v.sources.get(cell, [])
    if any(source.way == ALWAYS for source in sources) or not _choice(v, cell):
        return [Part(1, sources)]
    return _parts(v, cell)


def _floors(v: Variables) -> dict[Cell, float]:
    found: dict[Cell, float] = {}
    for row in v.instance.case.minimums:
        if len(row.boroughs) == 1 and len(row.services) == 1 and not row.counts_people:
            for year, figure in enumerate(row.figures):
                cell = (row.boroughs[0], row.services[0], year)
                if figure:
                    found[cell] = max(found.get(cell, 0), float(figure))
    return found
