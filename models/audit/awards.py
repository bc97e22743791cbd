"""Rules of awards: when they may be live, at what price, how much, how long, beside whom, and how many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from models.audit.facts import Award, Facts, Finding, band_of
from models.case.text import exact_number, group_label, index_label
from models.case.types import OfferLine
from models.plan.ledger import Charge


def offer_open(facts: Facts, _: Iterable[Charge]) -> Iterator[Finding]:
    """An award is of an offer that is open in the option and the year, and serves the whole group."""
    for award, year in _each(facts):
        offer = facts.offer(award)
        if year < offer.from_year:
            yield _index(facts, award, year), "live", f"none before {facts.case.year_label(offer.from_year)}"
        if facts.option.name not in offer.options:
            yield _index(facts, award, year), "live", "an offer that is open in the option"
        if outside := set(award[1]) - set(offer.boroughs):
            found = f"live for {group_label(facts.ordered(outside))}"
            yield _index(facts, award, year), found, "only boroughs that the offer serves"


def price_band(facts: Facts, _: Iterable[Charge]) -> Iterator[Finding]:
    """A live award has one price band for each line, the one its places reach. Other awards have no places."""
    for award, year in _each(facts):
        for line in facts.offer(award).lines:
            yield from _in_band(facts, award, line, year)
    for offer, group, service, year in facts.plan.bands:
        if not facts.is_live((offer, group), year):
            yield _index(facts, (offer, group), year, service), "a price band", "none, as the contract is not live"
    for (offer, group, service, borough, year), places in facts.plan.bought.items():
        index = _index(facts, (offer, group), year, service)
        if places and not facts.is_live((offer, group), year):
            yield index, f"{exact_number(places)} places bought", "none, as the contract is not live"
        if borough not in group:
            yield index, f"places bought by {borough}", "only boroughs of the contract's group"


def capacity(facts: Facts, _: Iterable[Charge]) -> Iterator[Finding]:
    """The places of an offer's line over all its awards are within its capacity."""
    sold: defaultdict[tuple[str, str, int], int] = defaultdict(int)
    for (offer, _group, service, _borough, year), places in facts.plan.bought.items():
        sold[offer, service, year] += places
    for (offer, service, year), places in sorted(sold.items()):
        most = facts.offer_lines[offer, service].capacity
        if most is not None and places > most:
            index = index_label(offer, service, facts.case.year_label(year))
            yield index, f"{exact_number(places)} places", f"at most {exact_number(most)}"


def minimum_term(facts: Facts, _: Iterable[Charge]) -> Iterator[Finding]:
    """An award once started is live for its term, or to the horizon."""
    for award, year in _each(facts):
        end = min(year + facts.offer(award).minimum_term, facts.case.horizon)
        if facts.starts(award, year):
            for later in range(year + 1, end):
                if not facts.is_live(award, later):
                    found = f"not live in {facts.case.year_label(later)}"
                    yield _index(facts, award, year), found, f"live to {facts.case.year_label(end - 1)}"


def independence(facts: Facts, _: Iterable[Charge]) -> Iterator[Finding]:
    """A contract for an independent service stands alone: its provider has nothing else there, in it or beside it."""
    beside = _presence(facts)
    for award, year in _each(facts):
        offer = facts.offer(award)
        if not any(facts.services[line.service].independent for line in offer.lines):
            continue
        if len(offer.lines) > 1:
            yield _index(facts, award, year), "a bundle with an independent service", "the independent service alone"
        for borough in award[1]:
            others = [other for other in beside[offer.provider, borough, year] if other != award]
            if others:
                index = index_label(_index(facts, award, year), borough)
                yield index, f"{offer.provider} holds {others[0][0]} too", "no other contract of its provider there"


def new_contract_limit(facts: Facts, _: Iterable[Charge]) -> Iterator[Finding]:
    """The awards live in a year, those in house left out, are within the option's limit."""
    most = facts.option.max_new_contracts
    for year in facts.case.years:
        live = len(_outside(facts, year))
        if most is not None and live > most:
            yield facts.case.year_label(year), f"{exact_number(live)} new contracts", f"at most {exact_number(most)}"


def new_provider_limit(facts: Facts, _: Iterable[Charge]) -> Iterator[Finding]:
    """The providers with a live award in a year, those in house left out, are within the option's limit."""
    most = facts.option.max_new_providers
    for year in facts.case.years:
        live = len({facts.offer(award).provider for award in _outside(facts, year)})
        if most is not None and live > most:
            yield facts.case.year_label(year), f"{exact_number(live)} new providers", f"at most {exact_number(most)}"


def _in_band(facts: Facts, award: Award, line: OfferLine, year: int) -> Iterator[Finding]:
    index = _index(facts, award, year, line.service)
    places = facts.line_places.get((*award, line.service, year), 0)
    chosen = facts.plan.bands.get((*award, line.service, year))
    if chosen is None or not 0 <= chosen < len(line.bands):
        yield index, "no price band", "one price band for the line"
    elif places < line.bands[chosen].from_places:
        least = line.bands[chosen].from_places
        yield index, f"{exact_number(places)} places", f"at least {exact_number(least)}, as the band begins there"
    elif chosen != band_of(line, places):
        most = line.bands[chosen + 1].from_places - 1
        yield index, f"{exact_number(places)} places", f"at most {exact_number(most)}, as the band ends there"


def _presence(facts: Facts) -> defaultdict[tuple[str, str, int], list[Award]]:
    """Each provider's live awards and running contracts in a borough and year; contracts under their own names."""
    beside: defaultdict[tuple[str, str, int], list[Award]] = defaultdict(list)
    if not any(service.independent for service in facts.case.services):
        return beside
    for award, year in _each(facts):
        for borough in award[1]:
            beside[facts.offer(award).provider, borough, year].append(award)
    for name, year in sorted(facts.plan.kept):
        for borough in facts.over(facts.contracts[name]):
            beside[facts.contracts[name].provider, borough, year].append((name, ()))
    return beside


def _outside(facts: Facts, year: int) -> list[Award]:
    return [award for award in facts.awards[year] if not facts.offer(award).in_house]


def _each(facts: Facts) -> Iterator[tuple[Award, int]]:
    return ((award, year) for year, awards in facts.awards.items() for award in awards)


def _index(facts: Facts, award: Award, year: int, *more: str) -> str:
    return index_label(award[0], group_label(award[1]), *more, facts.case.year_label(year))
