"""Valid inequalities: rows that exclude no plan but bring the solver's bound nearer to the best value.

Each follows from the constraints if all yes-or-no decisions are 0 or 1. None is needed for a plan to be right: the
tests check that the programme has the same best value with and without them.

Symbols, for a cell (borough b, service s, year y): D demand, q the minimum for that cell alone, N the most places that
existing contracts can give. The sources of a cell are split into parts. One part for each joint arrangement g gives
places only if J[s,g,y] = 1. One part for the borough alone gives places only if Σ_g J[s,g,y] = 0. `share` is the part's
J, or 1 − Σ_g J. Existing contracts that no arrangement ends belong to no part.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pulp import lpSum

from models.mip.instance import Cell
from models.mip.variables import ALWAYS, Constraint, Row, Source, Term, Variables


class Part(NamedTuple):
    """The sources of a cell that give places only if `share` is 1; no other part gives places then."""

    share: Term
    sources: list[Source]


def split(variables: Variables) -> Iterator[Row]:
    """Each part gives places only within its own share of demand.

    Σ_{i in part} places_i ≤ D · share for each part of each cell with a choice, in places. Rows: split[b,s,y,part].
    """
    for cell in variables.sources:
        wanted = variables.instance.case.places_demanded(*cell)
        for number, part in enumerate(_parts(variables, cell) if _has_choice(variables, cell) else ()):
            yield (*cell, number), lpSum(source.places for source in part.sources) <= wanted * part.share


def cover(variables: Variables) -> Iterator[Row]:
    """If a cell has a minimum, at least one of its sources is active.

    Σ_{i in part} active_i ≥ share for each part of each cell with a minimum. Rows: cover[b,s,y,part].
    """
    for cell in _minimum_by_cell(variables):
        for number, part in enumerate(_needed_parts(variables, cell)):
            yield (*cell, number), lpSum(source.active for source in part.sources) >= part.share


def sole_source(variables: Variables) -> Iterator[Row]:
    """If a cell has a minimum, each supplier gives what the other suppliers cannot.

    places_i ≥ q · share − Σ_{j≠i in part} min(max_places_j, q) · active_j for each supplier i of each part of each cell
    with a minimum, in places. Rows: sole_source[b,s,y,part,i].
    """
    for cell, minimum in _minimum_by_cell(variables).items():
        for number, part in enumerate(_needed_parts(variables, cell)):
            for supplier in dict.fromkeys(source.supplier for source in part.sources):
                others = (source for source in part.sources if source.supplier != supplier)
                least = minimum * part.share - lpSum(min(o.max_places, minimum) * o.active for o in others)
                places = lpSum(source.places for source in part.sources if source.supplier == supplier)
                yield (*cell, number, supplier), places >= least


def flow_cover(variables: Variables) -> Iterator[Row]:
    """Only awards give more places than existing contracts have.

    Σ_i places_i ≤ N + Σ_{awards i} min(max_places_i, D − N) · active_i for each cell with 0 < N < D, in places.
    Rows: flow_cover[b,s,y].
    """
    for cell, sources in variables.sources.items():
        today = variables.places_today(cell)
        gap = variables.instance.case.places_demanded(*cell) - today
        new = [source for source in sources if source.is_new]
        if today > 0 and gap > 0 and new:
            extra = lpSum(min(source.max_places, gap) * source.active for source in new)
            yield cell, variables.places(*cell) <= today + extra


VALID_INEQUALITIES: tuple[Constraint, ...] = (split, cover, sole_source, flow_cover)


def _has_choice(variables: Variables, cell: Cell) -> bool:
    """Whether the plan may choose between joint arrangements of a cell, or between one and none."""
    borough, service, year = cell
    return any(
        variables.instance.is_possible(arrangement, year) and not variables.instance.is_required(arrangement, year)
        for arrangement in variables.instance.arrangements_with(service, borough)
    )


def _parts(variables: Variables, cell: Cell) -> list[Part]:
    borough, service, year = cell
    sources = variables.sources[cell]
    groups = [a.group for a in variables.instance.arrangements_with(service, borough)]
    alone = 1 - lpSum(variables.arranged_term(service, group, year) for group in groups)
    return [
        Part(alone, [source for source in sources if source.buyers == (borough,)]),
        *(
            Part(variables.arranged_term(service, group, year), [s for s in sources if s.buyers == group])
            for group in groups
        ),
    ]


def _needed_parts(variables: Variables, cell: Cell) -> list[Part]:
    """The parts of a cell that each have to reach the minimum in their own share; one part if there is no choice."""
    sources = variables.sources.get(cell, [])
    if any(source.buyers == ALWAYS for source in sources) or not _has_choice(variables, cell):
        return [Part(1, sources)]
    return _parts(variables, cell)


def _minimum_by_cell(variables: Variables) -> dict[Cell, float]:
    """The minimum places of each cell that has a row of `minimum` for it alone."""
    minimums: dict[Cell, float] = {}
    for row in variables.instance.case.minimums:
        if len(row.boroughs) == 1 and len(row.services) == 1 and not row.counts_people:
            for year, figure in enumerate(row.figures):
                cell = (row.boroughs[0], row.services[0], year)
                if figure:
                    minimums[cell] = max(minimums.get(cell, 0), float(figure))
    return minimums
