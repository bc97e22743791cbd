"""Checks of the places provided: demand, minimum provision and equal access."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from models.audit.audited_plan import AuditedPlan, Finding
from models.case.text import exact_number, group_label, index_label, plural
from models.case.types import MinimumProvision, Service
from models.plan.ledger import Charge


def demand(audited: AuditedPlan, _: Iterable[Charge]) -> Iterator[Finding]:
    """Places bought and used are within demand. Without a row in `demand` there is no demand."""
    for (borough, service, year), places in audited.places.items():
        most = audited.case.places_demanded(borough, service, year)
        if places > most:
            index = index_label(borough, service, audited.case.year_label(year))
            yield index, plural(places, "place"), f"at most {exact_number(most)}"


def minimum_provision(audited: AuditedPlan, _: Iterable[Charge]) -> Iterator[Finding]:
    """Each row of `minimum` is reached over its boroughs and services together, in places or in people."""
    for minimum in audited.case.minimums:
        for year, least in zip(audited.case.years, minimum.figures, strict=True):
            if least is None:
                continue
            provided = _provided(audited, minimum, year)
            if provided < least:
                scope = group_label(minimum.boroughs), group_label(minimum.services)
                index = index_label(*scope, audited.case.year_label(year))
                nouns = ("person", "people") if minimum.counts_people else ("place", "places")
                yield index, plural(provided, *nouns), f"at least {exact_number(least)}"


def equal_access(audited: AuditedPlan, _: Iterable[Charge]) -> Iterator[Finding]:
    """In each borough, the share of demand met is at most `access_gap` below the share met in the whole area."""
    gap = audited.case.access_gap
    if gap is None:
        return
    for service in audited.case.services:
        if not service.is_infrastructure:
            for year in audited.case.years:
                yield from _too_far_below(audited, service, year, gap)


def _provided(audited: AuditedPlan, minimum: MinimumProvision, year: int) -> Fraction:
    provided = Fraction(0)
    for service in minimum.services:
        places = sum(audited.places.get((borough, service, year), 0) for borough in minimum.boroughs)
        provided += places * (audited.services[service].people_per_place if minimum.counts_people else 1)
    return provided


def _too_far_below(audited: AuditedPlan, service: Service, year: int, gap: Fraction) -> Iterator[Finding]:
    names = [borough.name for borough in audited.case.boroughs]
    places = {name: audited.places.get((name, service.name, year), 0) for name in names}
    wanted = {name: audited.case.places_demanded(name, service.name, year) for name in names}
    total = sum(wanted.values())
    if not total:
        return
    least = Fraction(sum(places.values()), total) - gap
    for name in names:
        if wanted[name] and Fraction(places[name], wanted[name]) < least:
            found = f"{exact_number(places[name])} of the {exact_number(wanted[name])} places wanted"
            index = index_label(name, service.name, audited.case.year_label(year))
            yield index, found, f"at least {exact_number(least)} of them"
