"""The oracle's shapes: every way in which arrangements, contracts and deals may stand, year after year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, combinations

from models.case.types import Arrangement, Case, Contract, Offer, Option
from tests.model.oracle_costs import Deal

Joint = frozenset[tuple[str, tuple[str, ...]]]


@dataclass(frozen=True)
class Shape:
    """What stands in one year. `since`: the year in which each live deal started."""

    joint: Joint = frozenset()
    kept: frozenset[str] = frozenset()
    live: frozenset[Deal] = frozenset()
    since: frozenset[tuple[Deal, int]] = frozenset()


def today(case: Case) -> Shape:
    """The year before the first: every contract runs."""
    return Shape(kept=frozenset(contract.name for contract in case.contracts))


def shapes(case: Case, option: Option, before: Shape, year: int) -> Iterator[Shape]:
    """Every shape of a year that the rules allow after the one before."""
    for joint in _joints(option, before, year):
        for kept in _kept(case, option, before, joint, year):
            for live in _live(case, option, before, joint, kept, year):
                if _begun(case, option, before, joint, live):
                    since = dict(before.since)
                    yield Shape(joint, kept, live, frozenset((deal, since.get(deal, year)) for deal in live))


def _joints(option: Option, before: Shape, year: int) -> Iterator[Joint]:
    due, free = [], []
    for each in option.arrangements:
        if year >= each.first:
            if each.required and not any(_wider(other, each) and year >= other.first for other in option.arrangements):
                due.append((each.service, each.group))
            elif not each.required:
                free.append((each.service, each.group))
    for chosen in _subsets(free):
        joint = frozenset((*due, *chosen))
        held = [(service, name) for service, group in joint for name in group]
        if len(held) == len(set(held)) and all(_goes_on(old, joint) for old in before.joint):
            yield joint


def _wider(other: Arrangement, each: Arrangement) -> bool:
    return other.required and other.service == each.service and set(other.group) > set(each.group)


def _goes_on(old: tuple[str, tuple[str, ...]], joint: Joint) -> bool:
    return any(service == old[0] and set(group) >= set(old[1]) for service, group in joint)


def _kept(case: Case, option: Option, before: Shape, joint: Joint, year: int) -> Iterator[frozenset[str]]:
    must, may = [], []
    for contract in case.contracts:
        fate = _fate(contract, option, contract.name in before.kept, joint, year)
        if fate == "impossible":
            return
        if fate == "must":
            must.append(contract.name)
        if fate == "may":
            may.append(contract.name)
    for chosen in _subsets(may):
        yield frozenset((*must, *chosen))


def _fate(contract: Contract, option: Option, ran: bool, joint: Joint, year: int) -> str:
    """Whether a contract must, may or cannot run, or whether no fate is allowed at all."""
    firm = contract.committed_to is not None and year <= contract.committed_to
    over = contract.ends is not None and year > contract.ends
    cut = any(
        service == line.service and set(group) & set(line.boroughs) and set(group) - set(line.boroughs)
        for line in contract.lines
        for service, group in joint
    )
    must = firm or (option.existing == "run" and not over and not cut)
    cannot = not ran or over or (not firm and (cut or option.existing == "stop"))
    if must:
        return "impossible" if cannot else "must"
    return "cannot" if cannot else "may"


def _live(
    case: Case, option: Option, before: Shape, joint: Joint, kept: frozenset[str], year: int
) -> Iterator[frozenset[Deal]]:
    offers = {offer.name: offer for offer in case.offers if option.name in offer.options and year >= offer.first}
    open_now = {deal for offer in offers.values() for deal in _deals(case, offer, joint)}
    bound = {deal for deal, since in before.since if year < since + case.offer(deal[0]).minimum_term}
    if not bound <= open_now:
        return
    for chosen in _subsets(sorted(open_now - bound)):
        live = frozenset((*bound, *chosen))
        if _few_enough(option, offers, live) and _independent(case, offers, live, kept):
            yield live


def _deals(case: Case, offer: Offer, joint: Joint) -> Iterator[Deal]:
    for group in [*((b.name,) for b in case.boroughs), *{group for _, group in joint}]:
        if not set(group) <= set(offer.boroughs):
            continue
        if len(group) > 1 and all((line.service, group) in joint for line in offer.lines):
            yield offer.name, group
        if len(group) == 1:
            covered = {service for service, wide in joint if group[0] in wide}
            if not covered & {line.service for line in offer.lines}:
                yield offer.name, group


def _few_enough(option: Option, offers: dict[str, Offer], live: Iterable[Deal]) -> bool:
    counted = [offers[name] for name, _ in live if not offers[name].in_house]
    most_deals, most_providers = option.max_new_contracts, option.max_new_providers
    if most_deals is not None and len(counted) > most_deals:
        return False
    return most_providers is None or len({offer.provider for offer in counted}) <= most_providers


def _independent(case: Case, offers: dict[str, Offer], live: frozenset[Deal], kept: frozenset[str]) -> bool:
    alone = {service.name for service in case.services if service.independent}
    for name, group in live:
        offer = offers[name]
        if any(line.service in alone for line in offer.lines):
            others = [set(wide) for other, wide in live - {(name, group)} if offers[other].provider == offer.provider]
            running = [each for each in case.contracts if each.name in kept and each.provider == offer.provider]
            others += [set(line.boroughs) for each in running for line in each.lines]
            if len(offer.lines) > 1 or any(other & set(group) for other in others):
                return False
    return True


def _begun(case: Case, option: Option, before: Shape, joint: Joint, live: frozenset[Deal]) -> bool:
    required = {(each.service, each.group) for each in option.arrangements if each.required}
    dealt = {(line.service, group) for name, group in live for line in case.offer(name).lines}
    return joint - before.joint - required <= dealt


def _subsets(things: list) -> Iterator[tuple]:  # type: ignore[type-arg]
    return chain.from_iterable(combinations(things, size) for size in range(len(things) + 1))
