"""Constraints on the places provided: demand, minimum provision and equal access."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from models.case.types import MinimumProvision
from models.mip.variables import Row, Term, Variables
from models.mip.whole_number_rows import at_least


def demand(variables: Variables) -> Iterator[Row]:
    """No more places are bought and used than could be put to use.

    Σ x + Σ w ≤ demand[b,s,y] for each b, s, y, in places. Rows: demand[b,s,y].
    """
    for borough, service, year in list(variables.sources):
        wanted = variables.instance.case.places_demanded(borough, service, year)
        yield (borough, service, year), variables.places(borough, service, year) <= wanted


def minimum_provision(variables: Variables) -> Iterator[Row]:
    """Each row of `minimum` is reached over its boroughs and services together, in places or in people.

    Σ m[s] · (x + w) ≥ figure[row,y] for each row and y with a figure; m[s] is 1 for places and people_per_place[s] for
    people. In whole numbers. Rows: minimum_provision[row,y].
    """
    for number, minimum in enumerate(variables.instance.case.minimums):
        for year, figure in enumerate(minimum.figures):
            if figure is not None:
                yield (
                    (number, year),
                    at_least(_provided(variables, minimum, year), Fraction(figure), variables.margins.shares),
                )


def equal_access(variables: Variables) -> Iterator[Row]:
    """In each borough, the share of demand met is at most `access_gap` below the share met in the whole area.

    places[b,s,y] ≥ demand[b,s,y] / Σ_b demand[b,s,y] · Σ_b places[b,s,y] − access_gap · demand[b,s,y], for each y,
    each service but infrastructure and each borough with demand; in whole numbers. No rows without an `access_gap`.
    Rows: equal_access[b,s,y].
    """
    case, gap = variables.instance.case, variables.instance.case.access_gap
    everywhere = [borough.name for borough in case.boroughs]
    for service in case.services if gap is not None else ():
        for year in case.years if not service.is_infrastructure else ():
            total = variables.instance.demand_of(everywhere, service.name, year)
            places = {borough: variables.places(borough, service.name, year) for borough in everywhere}
            for borough in everywhere:
                wanted = case.places_demanded(borough, service.name, year)
                if wanted:
                    share = Fraction(wanted, total)
                    terms = [((name == borough) - share, places[name]) for name in everywhere]
                    yield (
                        (borough, service.name, year),
                        at_least(terms, Fraction(-(gap or 0) * wanted), variables.margins.shares),
                    )


def _provided(variables: Variables, minimum: MinimumProvision, year: int) -> list[tuple[Fraction, Term]]:
    """The places that a minimum counts, each with the number for which one place counts."""
    people = {service.name: service.people_per_place for service in variables.instance.case.services}
    weight = {service: people[service] if minimum.counts_people else Fraction(1) for service in minimum.services}
    return [
        (weight[service], variables.places(borough, service, year))
        for borough in minimum.boroughs
        for service in minimum.services
        if (borough, service, year) in variables.sources
    ]
