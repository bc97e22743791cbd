"""The rules on arrangements, contracts and awards: docs/model.md, section 3. Each function has the name of its rule."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from models.case.types import Contract, Group
from models.second_programme.decisions import Award, Decisions, within_capacity
from models.second_programme.linear import Programme, Sum, total


def arrangements(made: Decisions, programme: Programme) -> None:
    """`one_arrangement`, `arrangement_lasts` and `arrangement_begins`."""
    for year in made.case.years:
        for borough in made.case.boroughs:
            for service in made.case.services:
                groups = [group for group in made.groups(service.name) if borough.name in group]
                if groups:
                    held = total(made.in_force(service.name, group, year) for group in groups)
                    programme.at_most("one_arrangement", held, 1)
        for arrangement in made.option.arrangements:
            _lasts_and_begins(made, programme, arrangement.service, arrangement.group, arrangement.required, year)


def _lasts_and_begins(
    made: Decisions, programme: Programme, service: str, group: Group, required: bool, year: int
) -> None:
    now = made.in_force(service, group, year)
    before = made.in_force(service, group, year - 1) if year else Sum()
    if year:
        larger = [other for other in made.groups(service) if set(other) > set(group)]
        held = total([now, *(made.in_force(service, other, year) for other in larger)])
        programme.at_least("arrangement_lasts", held, before)
    if not required:
        joint = [
            made.live(award, year)
            for award in made.awards
            if award.group == group and any(line.service == service for line in award.offer.lines)
        ]
        programme.at_most("arrangement_begins", now, total([before, *joint]))


def contracts(made: Decisions, programme: Programme) -> None:
    """`commitment`, `contract_end`, `existing` and, for existing contracts, `joint_replaces_separate`."""
    for contract in made.case.contracts:
        for year in made.case.years:
            _one_contract(made, programme, contract, year)


def _one_contract(made: Decisions, programme: Programme, contract: Contract, year: int) -> None:
    keep, crossing = made.keep(contract, year), list(_crossing(made, contract, year))
    firm = contract.committed_to is not None and year <= contract.committed_to
    over = contract.ends is not None and year > contract.ends
    if firm:
        programme.equal("commitment", keep, 1)
    programme.at_most("contract_end", keep, made.keep(contract, year - 1))
    if over:
        programme.equal("contract_end", keep, 0)
    for line in contract.lines:
        used = total(made.used(contract, line, borough, year) for borough in line.boroughs)
        programme.at_most("contract_end", used, Sum().add(keep, line.places))
    if made.option.existing == "run" and not over:
        programme.at_least("existing", total([keep, *crossing]), 1)
    if made.option.existing == "stop" and not firm:
        programme.equal("existing", keep, 0)
    if not firm:
        for in_force in crossing:
            programme.at_most("joint_replaces_separate", total([keep, in_force]), 1)


def _crossing(made: Decisions, contract: Contract, year: int) -> Iterator[Sum]:
    """The terms of D[h,y]."""
    for line in contract.lines:
        for group in made.groups(line.service):
            if set(group) & set(line.boroughs) and set(group) - set(line.boroughs):
                yield made.in_force(line.service, group, year)


def awards(made: Decisions, programme: Programme) -> None:
    """`joint_replaces_separate`, `minimum_term` and `price_band` of awards; when they start."""
    for award in made.awards:
        for year in made.case.years:
            if year >= award.offer.from_year:
                _arrangement_of(made, programme, award, year)
                _term(made, programme, award, year)
                _bands(made, programme, award, year)


def _arrangement_of(made: Decisions, programme: Programme, award: Award, year: int) -> None:
    live = made.live(award, year)
    for line in award.offer.lines:
        if award.is_joint:
            programme.at_most("joint_replaces_separate", live, made.in_force(line.service, award.group, year))
        else:
            around = [group for group in made.groups(line.service) if award.group[0] in group]
            joint = (made.in_force(line.service, group, year) for group in around)
            programme.at_most("joint_replaces_separate", total([live, *joint]), 1)


def _term(made: Decisions, programme: Programme, award: Award, year: int) -> None:
    """start[d,y] is 1 exactly if the award is live and was not the year before."""
    live, before, starts = made.live(award, year), made.live(award, year - 1), made.starts(award, year)
    programme.at_least("start", starts, Sum().add(live).add(before, -1))
    programme.at_most("start", starts, live)
    programme.at_most("start", total([starts, before]), 1)
    for later in range(year + 1, min(year + award.offer.minimum_term, made.case.horizon)):
        programme.at_least("minimum_term", made.live(award, later), starts)


def _bands(made: Decisions, programme: Programme, award: Award, year: int) -> None:
    for line in award.offer.lines:
        chosen = [made.band(award, line, band, year) for band in range(len(line.bands))]
        programme.equal("price_band", total(chosen), made.live(award, year))
        wanted = sum(made.case.places_demanded(name, line.service, year) for name in award.group)
        limit = within_capacity(line, wanted)
        ends = [second.from_places - 1 for _, second in pairwise(line.bands)]
        for band, (first, end) in enumerate(zip(line.bands, [*ends, limit], strict=True)):
            bought = total(made.bought(award, line, name, band, year) for name in award.group)
            programme.at_least("price_band", bought, Sum().add(chosen[band], first.from_places))
            programme.at_most("price_band", bought, Sum().add(chosen[band], min(end, limit)))


def limits(made: Decisions, programme: Programme) -> None:
    """`capacity`, `independence`, `new_contract_limit` and `new_provider_limit`."""
    for year in made.case.years:
        _capacity(made, programme, year)
        _independence(made, programme, year)
        outside = [award for award in made.awards if not award.offer.in_house]
        if made.option.max_new_contracts is not None:
            live = total(made.live(award, year) for award in outside)
            programme.at_most("new_contract_limit", live, made.option.max_new_contracts)
        if made.option.max_new_providers is not None:
            providers = {award.offer.provider: made.engaged(award.offer.provider, year) for award in outside}
            for award in outside:
                programme.at_least("new_provider_limit", providers[award.offer.provider], made.live(award, year))
            programme.at_most("new_provider_limit", total(providers.values()), made.option.max_new_providers)


def _capacity(made: Decisions, programme: Programme, year: int) -> None:
    for offer in made.case.offers:
        for line in offer.lines:
            if line.capacity is not None:
                bought = total(
                    made.bought(award, line, name, band, year)
                    for award in made.awards
                    if award.offer is offer
                    for name in award.group
                    for band in range(len(line.bands))
                )
                programme.at_most("capacity", bought, line.capacity)


def _independence(made: Decisions, programme: Programme, year: int) -> None:
    alone = {service.name for service in made.case.services if service.independent}
    for award in made.awards:
        if not any(line.service in alone for line in award.offer.lines):
            continue
        live = made.live(award, year)
        if len(award.offer.lines) > 1:
            programme.equal("independence", live, 0)
        for other in _others(made, award, year):
            programme.at_most("independence", total([live, other]), 1)


def _others(made: Decisions, award: Award, year: int) -> Iterator[Sum]:
    """The other contracts of the award's provider in a borough of its group."""
    for other in made.awards:
        if other != award and other.offer.provider == award.offer.provider and set(other.group) & set(award.group):
            yield made.live(other, year)
    for contract in made.case.contracts:
        boroughs = {name for line in contract.lines for name in line.boroughs}
        if contract.provider == award.offer.provider and boroughs & set(award.group):
            yield made.keep(contract, year)
