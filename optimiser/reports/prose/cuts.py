"""Sentences on what the preferred option closes or cuts compared with today, by service and borough.

A service that only shared contracts give may seem to lose a place to rounding; that is no cut. The sheet Who loses, who
moves lists every service, also of the other options.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from models.accounts.contract_places import contract_places
from models.accounts.service_comparison import ServiceComparison, compare_with_today
from optimiser.engine.run import Run
from optimiser.reports.prose.certainty import leader_phrase
from optimiser.text import listed, plural, quoted, tenths

MAX_NAMED = 3  # services named in a sentence; the others are counted


def cut_sentences(run: Run) -> Iterator[str]:
    """What the preferred option has closed, what it has cut, and how people and places change in total.

    In the last year, without infrastructure. Nothing if no option is preferred, or if it cuts nothing.
    """
    result = run.results.get(run.appraisal.preferred or "")
    if result is None or result.answer.plan is None:
        return
    services = list(compare_with_today(contract_places(run.case, result.option, result.answer.plan)))
    fewer = sorted((service for service in services if service.is_cut), key=_most_lost_first)
    closed, cut = ([each for each in fewer if each.closes is closes] for closes in (True, False))
    if not fewer:
        return
    parts = [
        f"closes {plural(len(closed), 'service')}: {_named(closed)}" if closed else "",
        f"cuts places in {plural(len(cut), 'service')}: {_named(cut)}" if cut else "",
    ]
    year = run.case.year_label(run.case.horizon - 1)
    option = f"{leader_phrase(run)}, {quoted(result.option.name)},"
    yield f"By {year}, compared with today, {option} {'. It also '.join(part for part in parts if part)}."
    yield f"The change in all services together, without infrastructure, is {_total_change(services)}."


def _named(services: Sequence[ServiceComparison]) -> str:
    """`swap in A (from 4 places to 0) and day in B (from 10 places to 7)`."""
    names = [
        f"{each.service.name} in {each.borough} (from {plural(each.before[0], 'place')} to {each.planned[0]:,})"
        for each in services
    ]
    return listed(names, MAX_NAMED)


def _most_lost_first(service: ServiceComparison) -> tuple[Fraction, int]:
    return service.last_year_change * service.service.people_per_place, service.last_year_change


def _total_change(services: Sequence[ServiceComparison]) -> str:
    """`+84 people in structured treatment and -80 other places`."""
    people = sum((each.last_year_change * each.service.people_per_place for each in services), Fraction(0))
    places = sum(each.last_year_change for each in services if not each.service.people_per_place)
    people_text = f"{people.numerator:+,}" if people.denominator == 1 else tenths(people, signed=True)
    return f"{people_text} people in structured treatment and {places:+,} other places"
