"""Sentences on what the preferred option closes or cuts, by service and borough, and how many people that is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from models.accounts.contract_places import contract_places
from models.accounts.service_comparison import ServiceComparison, compare_with_today
from optimiser.engine.run import Run
from optimiser.text import listed, plural, quoted

MAX_NAMED = 3  # services named in a sentence; the others are counted


def cut_sentences(run: Run) -> Iterator[str]:
    """What the preferred option has closed, then what it has cut, in the last year compared with today.

    Nothing if no option is preferred, or if it has as many places as today of every service in every borough.
    """
    result = run.results.get(run.appraisal.preferred or "")
    if result is None or result.answer.plan is None:
        return
    services = compare_with_today(contract_places(run.case, result.option, result.answer.plan))
    fewer = sorted((service for service in services if service.last_year_change < 0), key=_most_lost_first)
    closed, cut = ([each for each in fewer if each.closes is closes] for closes in (True, False))
    year = run.case.year_label(run.case.horizon - 1)
    start = f"By {year}, {quoted(result.option.name)}"
    if closed:
        names = [f"{_name(each)} (from {plural(each.before[0], 'place')} to none)" for each in closed]
        yield f"{start} closes {plural(len(closed), 'service')}{_lost(closed)}: {listed(names, MAX_NAMED)}."
    if cut:
        names = [f"{_name(each)} (from {each.before[0]:,} places to {each.planned[0]:,})" for each in cut]
        verb = "also cuts" if closed else "cuts"
        yield f"{start} {verb} {plural(len(cut), 'service')}{_lost(cut)}: {listed(names, MAX_NAMED)}."


def _name(service: ServiceComparison) -> str:
    return f"{service.service.name} in {service.borough}"


def _most_lost_first(service: ServiceComparison) -> tuple[Fraction, int]:
    return service.last_year_change * service.service.people_per_place, service.last_year_change


def _lost(services: Sequence[ServiceComparison]) -> str:
    """`; they have 3 fewer people in structured treatment and 80 fewer places of other kinds`."""
    people = sum((-each.last_year_change * each.service.people_per_place for each in services), Fraction(0))
    places = sum(-each.last_year_change for each in services if not each.service.people_per_place)
    parts = [
        f"{plural(people, 'fewer person', 'fewer people')} in structured treatment" if people else "",
        f"{plural(places, 'fewer place')}{' of other kinds' if people else ''}" if places else "",
    ]
    return f"; {'it has' if len(services) == 1 else 'they have'} {listed([part for part in parts if part])}"
