"""Rules of what is provided: no more than can be used, no less than the floors, and near the same everywhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from models.audit.facts import Facts, Finding
from models.case.text import exact_number, group_label, index_label
from models.case.types import MinimumProvision, Service
from models.plan.ledger import Charge


def demand(facts: Facts, _: Iterable[Charge]) -> Iterator[Finding]:
    """Places bought and used are within demand; where the case has no row there is none."""
    for (borough, service, year), places in facts.places.items():
        most = facts.case.places_demanded(borough, service, year)
        if places > most:
            index = index_label(borough, service, facts.case.year_label(year))
            yield index, f"{exact_number(places)} places", f"at most {exact_number(most)}"


def minimum_provision(facts: Facts, _: Iterable[Charge]) -> Iterator[Finding]:
    """Each floor is reached, over all its boroughs and services together, in places or in people."""
    for floor in facts.case.minimums:
        for year, least in zip(facts.case.years, floor.figures, strict=True):
            if least is None:
                continue
            provided = _provided(facts, floor, year)
            if provided < least:
                unit = "people" if floor.counts_people else "places"
                index = index_label(
                    group_label(floor.boroughs), group_label(floor.services), facts.case.year_label(year)
                )
                yield index, f"{exact_number(provided)} {unit}", f"at least {exact_number(least)}"


def equal_access(facts: Facts, _: Iterable[Charge]) -> Iterator[Finding]:
    """No borough's share of demand met is further below that of all boroughs than the gap allows."""
    gap = facts.case.access_gap
    if gap is None:
        return
    for service in facts.case.services:
        if not service.is_infrastructure:
            for year in facts.case.years:
                yield from _unequal(facts, service, year, gap)


def _provided(facts: Facts, floor: MinimumProvision, year: int) -> Fraction:
    provided = Fraction(0)
    for service in floor.services:
        places = sum(facts.places.get((borough, service, year), 0) for borough in floor.boroughs)
        provided += places * (facts.services[service].people_per_place if floor.counts_people else 1)
    return provided


def _unequal(facts: Facts, service: Service, year: int, gap: Fraction) -> Iterator[Finding]:
    wanted = {each.name: facts.case.places_demanded(each.name, service.name, year) for each in facts.case.boroughs}
    total = sum(wanted.values())
    if not total:
        return
    met = sum(facts.places.get((name, service.name, year), 0) for name in wanted)
    least = Fraction(met, total) - gap
    for name, most in wanted.items():
        if most and Fraction(facts.places.get((name, service.name, year), 0), most) < least:
            found = (
                f"{exact_number(facts.places.get((name, service.name, year), 0))} of {exact_number(most)} places wanted"
            )
            index = index_label(name, service.name, facts.case.year_label(year))
            yield index, found, f"at least {exact_number(least)} of them"
