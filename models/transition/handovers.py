"""Who takes over from the contracts that end, and how many places change provider.

`handovers` covers today's contracts, `handovers_of` any contract or award that ends, and `provider_changes` the places
that change provider. All three follow from the places of each contract (`models.accounts.contract_places`).
`action_plan` says what must be done about them, and when.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from models.accounts.contract_places import (
    ContractKey,
    ContractPlaces,
    contract_key,
    net_by_provider,
    place_changes,
)
from models.case.money import share
from models.case.text import listed
from models.plan.contract_register import EXISTING, RegisteredContract


class HandoverOutcome(StrEnum):
    """What becomes of one service for one borough when its contract ends."""

    RUNS_ON = "runs on"  # the contract runs to the end of the horizon
    HANDED_OVER = "handed over"
    NOBODY = "nobody"  # there were places, and no contract has more of them than the year before
    NOTHING = "no places to hand over"  # there were no places


@dataclass(frozen=True, slots=True)
class Handover:
    """One service and borough of a contract or award that ends.

    `year`: the first year without the contract, None if it runs to the end of the horizon. `places`: the borough's
    places under it in the year before, or in the last year if it runs on. `successors`: the contracts that have more
    places for the same service and borough in `year` than in the year before and are with the same provider; and, if
    that provider has fewer places in all, those with any provider that has more in all. So if every provider is
    renewed, none succeeds another.
    """

    contract: RegisteredContract
    service: str
    borough: str
    year: int | None
    places: int
    successors: tuple[RegisteredContract, ...]

    @property
    def outcome(self) -> HandoverOutcome:
        """What becomes of the service."""
        if self.year is None:
            return HandoverOutcome.RUNS_ON
        if self.successors:
            return HandoverOutcome.HANDED_OVER
        return HandoverOutcome.NOBODY if self.places else HandoverOutcome.NOTHING


@dataclass(frozen=True, slots=True)
class ProviderChange:
    """For one service, borough and year: places with another provider than the year before, and places lost.

    For each provider, compare its places P with the year before. Then `moved` = min(sum of falls, sum of rises) and
    `lost` = sum of falls - `moved`. A new contract with the same provider is no change, and today's contracts that run
    on count together (`place_changes`). `left_contracts` says which contracts the moved places left: they are
    apportioned by largest remainder to the providers that fall, then to those providers' contracts that fall.
    """

    service: str
    borough: str
    year: int
    moved: int
    lost: int
    left_contracts: Mapping[ContractKey, int]


def handovers(places: ContractPlaces) -> tuple[Handover, ...]:
    """The handovers of today's contracts: one for each line and borough, in the table's order."""
    existing = (contract for contract in places.contracts if contract.kind == EXISTING)
    return tuple(
        handover
        for contract in existing
        for handover in handovers_of(
            places, contract, next((year for year in places.case.years if not contract.is_live(year)), None)
        )
    )


def handovers_of(places: ContractPlaces, contract: RegisteredContract, year: int | None) -> tuple[Handover, ...]:
    """The handovers of one contract or award. `year`: the first year without it, None if it runs on."""
    return tuple(
        _handover(places, contract, line.service, borough, year) for line in contract.lines for borough in line.boroughs
    )


def provider_changes(places: ContractPlaces) -> tuple[ProviderChange, ...]:
    """Every year, borough and service in which places change provider or are lost. Infrastructure is left out."""
    case = places.case
    services = [service.name for service in case.services if not service.is_infrastructure]
    changes = (
        _provider_change(places, service, borough.name, year)
        for year in case.years
        for borough in case.boroughs
        for service in services
    )
    return tuple(change for change in changes if change.moved or change.lost)


def describe(parts: Sequence[Handover]) -> str:
    """Who takes over, with services and boroughs if they differ: `day: New day (P); links in A: nobody`.

    Handovers with no places are left out, unless all are like that.
    """
    with_places = [part for part in parts if part.outcome is not HandoverOutcome.NOTHING] or list(parts)
    by_successors: dict[str, list[Handover]] = defaultdict(list)
    for part in with_places:
        by_successors[_successors_label(part)].append(part)
    if len(by_successors) == 1:
        return next(iter(by_successors))
    return "; ".join(f"{_scope_label(with_places, some)}: {label}" for label, some in by_successors.items())


def _handover(
    places: ContractPlaces, contract: RegisteredContract, service: str, borough: str, year: int | None
) -> Handover:
    if year is None:
        last = places.places(contract, service, borough, places.case.horizon - 1)
        return Handover(contract, service, borough, None, last, ())

    changes = place_changes(places, service, borough, year)
    by_provider = net_by_provider(changes)
    provider_falls = by_provider[contract.provider] < 0
    successors = tuple(
        other
        for other, change in changes
        if change > 0 and (other.provider == contract.provider or (provider_falls and by_provider[other.provider] > 0))
    )
    before = places.places(contract, service, borough, year - 1)
    return Handover(contract, service, borough, year, before, successors)


def _provider_change(places: ContractPlaces, service: str, borough: str, year: int) -> ProviderChange:
    changes = place_changes(places, service, borough, year)
    by_provider = net_by_provider(changes)
    falls = {provider: -change for provider, change in by_provider.items() if change < 0}
    rises = sum(change for change in by_provider.values() if change > 0)
    moved = min(sum(falls.values()), rises)
    left = dict(_left_contracts(moved, falls, changes)) if moved else {}
    return ProviderChange(service, borough, year, moved, sum(falls.values()) - moved, left)


def _left_contracts(
    moved: int, falls: Mapping[str, int], changes: Sequence[tuple[RegisteredContract, int]]
) -> Iterator[tuple[ContractKey, int]]:
    """The moved places by the contract they left; never more than the contract lost."""
    parts = share(moved, [Fraction(fall) for fall in falls.values()])
    for provider, part in zip(falls, parts, strict=True):
        of_provider = {
            contract_key(contract): Fraction(-change)
            for contract, change in changes
            if change < 0 and contract.provider == provider
        }
        yield from zip(of_provider, share(part, list(of_provider.values())), strict=True)


def _successors_label(part: Handover) -> str:
    if not part.successors:
        return part.outcome.value
    return listed([_successor_label(part, successor) for successor in part.successors])


def _successor_label(part: Handover, successor: RegisteredContract) -> str:
    same = ", as before" if successor.provider == part.contract.provider else ""
    return f"{successor.name} ({successor.provider}{same})"


def _scope_label(parts: Sequence[Handover], some: Sequence[Handover]) -> str:
    """The services of some of the parts, with their boroughs unless these are all the boroughs of the service."""
    services_of: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for service in dict.fromkeys(part.service for part in some):
        boroughs = tuple(part.borough for part in some if part.service == service)
        everywhere = len(boroughs) == sum(part.service == service for part in parts)
        services_of[() if everywhere else boroughs].append(service)
    return ", ".join(
        listed(services) + (f" in {listed(boroughs)}" if boroughs else "") for boroughs, services in services_of.items()
    )
