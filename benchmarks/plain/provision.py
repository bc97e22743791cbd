"""Places in the plain model: capacity, demand, minimum provision and equal access."""

from __future__ import annotations

from itertools import product

from pulp import lpSum

from benchmarks.plain.builder import ModelBuilder


def capacity(m: ModelBuilder) -> None:
    """Capacity."""
    for offer in m.case.offers:
        for line, y in product(offer.lines, m.years):
            if line.capacity is not None:
                m.row(lpSum(m.bought[offer.name, line.service, y]) <= line.capacity)


def demand(m: ModelBuilder) -> None:
    """Demand."""
    for b, s, y in product(m.everywhere, m.services, m.years):
        m.row(lpSum(m.places[b, s, y]) <= m.case.places_demanded(b, s, y))


def minimum_provision(m: ModelBuilder) -> None:
    """minimum_provision, in places or in people."""
    people = {s.name: float(s.people_per_place) for s in m.case.services}
    for floor in m.case.minimums:
        each = {s: people[s] if floor.counts_people else 1.0 for s in floor.services}
        for y, figure in enumerate(floor.figures):
            provided = lpSum(each[s] * x for b in floor.boroughs for s in floor.services for x in m.places[b, s, y])
            if figure is not None:
                m.row(provided >= float(figure))


def equal_access(m: ModelBuilder) -> None:
    """equal_access, if the case sets a gap."""
    kinds = [s.name for s in m.case.services if not s.is_infrastructure] if m.case.access_gap is not None else []
    for s, y in product(kinds, m.years):
        wanted = {b: m.case.places_demanded(b, s, y) for b in m.everywhere}
        overall = lpSum(x for b in m.everywhere for x in m.places[b, s, y])
        for b in m.everywhere:
            if wanted[b]:
                least = wanted[b] / sum(wanted.values()) * overall - float(m.case.access_gap or 0) * wanted[b]
                m.row(lpSum(m.places[b, s, y]) >= least)
