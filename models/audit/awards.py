"""Checks of awards: when they may be live, price bands, capacity, minimum terms, independence and limits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from models.audit.audited_plan import AuditedPlan, Award, Finding, band_of
from models.case.text import exact_number, group_label, index_label, plural
from models.case.types import OfferLine
from models.plan.ledger import Charge


def offer_open(audited: AuditedPlan, _: Iterable[Charge]) -> Iterator[Finding]:
    """An award is of an offer that is open in the option and the year, and that serves every borough of its group."""
    for award, year in _award_years(audited):
        offer = audited.offer(award)
        if year < offer.from_year:
            yield _index(audited, award, year), "live", f"not live before {audited.case.year_label(offer.from_year)}"
        if audited.option.name not in offer.options:
            yield _index(audited, award, year), "live", "only offers that are open in the option"
        if not_served := set(award[1]) - set(offer.boroughs):
            found = f"live for {group_label(audited.in_table_order(not_served))}"
            yield _index(audited, award, year), found, "only boroughs that the offer serves"


def price_band(audited: AuditedPlan, _: Iterable[Charge]) -> Iterator[Finding]:
    """Each line of a live award is in one price band, the one that its places reach. Other awards have no places."""
    for award, year in _award_years(audited):
        for line in audited.offer(award).lines:
            yield from _wrong_band(audited, award, line, year)
    for offer, group, service, year in audited.plan.bands:
        if not audited.is_live((offer, group), year):
            index = _index(audited, (offer, group), year, service)
            yield index, "a price band", "none, because the contract is not live"
    for (offer, group, service, borough, year), places in audited.plan.bought.items():
        index = _index(audited, (offer, group), year, service)
        if places and not audited.is_live((offer, group), year):
            yield index, f"{plural(places, 'place')} bought", "none, because the contract is not live"
        if borough not in group:
            yield index, f"places bought by {borough}", "only places bought by boroughs of the contract"


def capacity(audited: AuditedPlan, _: Iterable[Charge]) -> Iterator[Finding]:
    """The places of an offer's line, over all awards of the offer, are within the line's capacity."""
    bought: defaultdict[tuple[str, str, int], int] = defaultdict(int)
    for (offer, _group, service, _borough, year), places in audited.plan.bought.items():
        bought[offer, service, year] += places
    for (offer, service, year), places in sorted(bought.items()):
        most = audited.offer_lines[offer, service].capacity
        if most is not None and places > most:
            index = index_label(offer, service, audited.case.year_label(year))
            yield index, plural(places, "place"), f"at most {exact_number(most)}"


def minimum_term(audited: AuditedPlan, _: Iterable[Charge]) -> Iterator[Finding]:
    """An award that starts is live for its minimum term, or to the end of the horizon."""
    for award, year in _award_years(audited):
        end = min(year + audited.offer(award).minimum_term, audited.case.horizon)
        if audited.starts(award, year):
            for later in range(year + 1, end):
                if not audited.is_live(award, later):
                    found = f"not live in {audited.case.year_label(later)}"
                    yield _index(audited, award, year), found, f"live up to {audited.case.year_label(end - 1)}"


def independence(audited: AuditedPlan, _: Iterable[Charge]) -> Iterator[Finding]:
    """An award with an independent service has no other line, and its provider no other contract in its boroughs."""
    contracts_of = _contracts_by_provider(audited)
    for award, year in _award_years(audited):
        offer = audited.offer(award)
        if not any(audited.services[line.service].independent for line in offer.lines):
            continue
        if len(offer.lines) > 1:
            found = "a bundle with an independent service"
            yield _index(audited, award, year), found, "a contract for the independent service alone"
        for borough in award[1]:
            others = [other for other in contracts_of[offer.provider, borough, year] if other != award]
            if others:
                index = index_label(_index(audited, award, year), borough)
                found = f"another contract of {offer.provider}: {others[0][0]}"
                yield index, found, "no other contract of this provider in the borough"


def new_contract_limit(audited: AuditedPlan, _: Iterable[Charge]) -> Iterator[Finding]:
    """The number of awards live in a year, not counting those in house, is within the option's limit."""
    most = audited.option.max_new_contracts
    for year in audited.case.years:
        number = len(_not_in_house(audited, year))
        if most is not None and number > most:
            found = plural(number, "new contract")
            yield audited.case.year_label(year), found, f"at most {exact_number(most)}"


def new_provider_limit(audited: AuditedPlan, _: Iterable[Charge]) -> Iterator[Finding]:
    """The number of providers with a live award in a year, not counting awards in house, is within the limit."""
    most = audited.option.max_new_providers
    for year in audited.case.years:
        number = len({audited.offer(award).provider for award in _not_in_house(audited, year)})
        if most is not None and number > most:
            found = plural(number, "new provider")
            yield audited.case.year_label(year), found, f"at most {exact_number(most)}"


def _wrong_band(audited: AuditedPlan, award: Award, line: OfferLine, year: int) -> Iterator[Finding]:
    index = _index(audited, award, year, line.service)
    places = audited.line_places.get((*award, line.service, year), 0)
    chosen = audited.plan.bands.get((*award, line.service, year))
    found = plural(places, "place")
    if chosen is None or not 0 <= chosen < len(line.bands):
        yield index, "no price band", "one price band for the line"
    elif places < line.bands[chosen].from_places:
        least = line.bands[chosen].from_places
        yield index, found, f"at least {exact_number(least)}, the start of the chosen price band"
    elif chosen != band_of(line, places):
        most = line.bands[chosen + 1].from_places - 1
        yield index, found, f"at most {exact_number(most)}, the end of the chosen price band"


def _contracts_by_provider(audited: AuditedPlan) -> defaultdict[tuple[str, str, int], list[Award]]:
    """(provider, borough, year) -> its live awards and its running existing contracts, these as (name, ())."""
    contracts: defaultdict[tuple[str, str, int], list[Award]] = defaultdict(list)
    if not any(service.independent for service in audited.case.services):
        return contracts
    for award, year in _award_years(audited):
        for borough in award[1]:
            contracts[audited.offer(award).provider, borough, year].append(award)
    for name, year in sorted(audited.plan.kept):
        contract = audited.contracts[name]
        for borough in audited.boroughs_of(contract):
            contracts[contract.provider, borough, year].append((name, ()))
    return contracts


def _not_in_house(audited: AuditedPlan, year: int) -> list[Award]:
    return [award for award in audited.awards[year] if not audited.offer(award).in_house]


def _award_years(audited: AuditedPlan) -> Iterator[tuple[Award, int]]:
    return ((award, year) for year, awards in audited.awards.items() for award in awards)


def _index(audited: AuditedPlan, award: Award, year: int, *more: str) -> str:
    return index_label(award[0], group_label(award[1]), *more, audited.case.year_label(year))
