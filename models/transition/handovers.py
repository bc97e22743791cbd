"""What becomes of today's contracts and of the people they serve: successors, and people who change provider.

Here are `handovers` of today's contracts, `handed_over` of anything that ends, and `moves` between providers. From
everybody's `places` alone. Not here: what has to be done about it, and when (`action_plan`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from models.accounts.contract_places import ContractKey, ContractPlaces, contract_key, net_by_provider, place_changes
from models.case.money import share
from models.plan.contract_register import EXISTING, RegisteredContract


class HandoverOutcome(StrEnum):
    """What becomes of one service for one borough when its contract ends."""

    RUNS_ON = "runs on"  # the contract runs through the horizon
    HANDED_OVER = "handed over"
    NOBODY = "nobody"  # there were places, and nobody has more of them than before
    NOTHING = "no places to hand over"  # there were none


@dataclass(frozen=True, slots=True)
class Handover:
    """One service and borough of a contract or award: `year` is the first without it, None where it runs on.

    `places`: what the borough had under it the year before, or in the last year. `successors`: those with more places
    for that service and borough in `year` than the year before: of the same provider; and, where that provider has
    fewer in all, of each provider that has more in all. So where every provider is renewed, none succeeds another.
    """

    contract: RegisteredContract
    service: str
    borough: str
    year: int | None
    places: int
    successors: tuple[RegisteredContract, ...]

    @property
    def outcome(self) -> HandoverOutcome:
        """What becomes of it."""
        if self.year is None:
            return HandoverOutcome.RUNS_ON
        if self.successors:
            return HandoverOutcome.HANDED_OVER
        return HandoverOutcome.NOBODY if self.places else HandoverOutcome.NOTHING


@dataclass(frozen=True, slots=True)
class ProviderChange:
    """One service, borough and year: `moved` places are with another provider than the year before, `lost` with none.

    With P the places of each provider: moved = min(sum of falls of P, sum of rises), lost = sum of falls - moved, where
    today's contracts that run on change only by what they do together (`places.changes`). A new contract with the same
    provider is no move. `left` says of the places moved which contract or award they left: they are shared by largest
    remainder over the providers that fall, then over what each has less of.
    """

    service: str
    borough: str
    year: int
    moved: int
    lost: int
    left_contracts: Mapping[ContractKey, int]


def handovers(supply: ContractPlaces) -> tuple[Handover, ...]:
    """What becomes of each of today's contracts: a handover a line and borough, in the table's order."""
    return tuple(
        handover
        for one in supply.contracts
        if one.kind == EXISTING
        for handover in handovers_of(
            supply, one, next((year for year in supply.case.years if not one.is_live(year)), None)
        )
    )


def handovers_of(supply: ContractPlaces, one: RegisteredContract, year: int | None) -> tuple[Handover, ...]:
    """What becomes of a contract or award without which `year` is the first; None where it runs on."""
    return tuple(_handover(supply, one, line.service, borough, year) for line in one.lines for borough in line.boroughs)


def provider_changes(supply: ContractPlaces) -> tuple[ProviderChange, ...]:
    """Every year, borough and service in which places change provider or are lost; without infrastructure."""
    case = supply.case
    counted = [service.name for service in case.services if not service.is_infrastructure]
    each = (_move(supply, s, b.name, y) for y in case.years for b in case.boroughs for s in counted)
    return tuple(move for move in each if move.moved or move.lost)


def describe(parts: Sequence[Handover]) -> str:
    """Who takes over, by service and borough where they differ: `day: New day (P); links in A: nobody`.

    Where there was nothing to hand over is left out, unless that is so of all.
    """
    there = [part for part in parts if part.outcome is not HandoverOutcome.NOTHING] or list(parts)
    found: dict[str, list[Handover]] = defaultdict(list)
    for part in there:
        found[_successors(part)].append(part)
    if len(found) == 1:
        return next(iter(found))
    return "; ".join(f"{_which(there, some)}: {words}" for words, some in found.items())


def listed(names: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _handover(
    supply: ContractPlaces, one: RegisteredContract, service: str, borough: str, year: int | None
) -> Handover:
    if year is None:
        last = supply.places(one, service, borough, supply.case.horizon - 1)
        return Handover(one, service, borough, None, last, ())

    changed = place_changes(supply, service, borough, year)
    by_provider = net_by_provider(changed)
    others = by_provider[one.provider] < 0
    successors = tuple(
        other
        for other, more in changed
        if more > 0 and (other.provider == one.provider or (others and by_provider[other.provider] > 0))
    )
    return Handover(one, service, borough, year, supply.places(one, service, borough, year - 1), successors)


def _move(supply: ContractPlaces, service: str, borough: str, year: int) -> ProviderChange:
    changed = place_changes(supply, service, borough, year)
    by_provider = net_by_provider(changed)
    falls = {provider: -more for provider, more in by_provider.items() if more < 0}
    moved = min(sum(falls.values()), sum(more for more in by_provider.values() if more > 0))
    left = dict(_left(moved, falls, changed)) if moved else {}
    return ProviderChange(service, borough, year, moved, sum(falls.values()) - moved, left)


def _left(
    moved: int, falls: Mapping[str, int], changed: Sequence[tuple[RegisteredContract, int]]
) -> Iterator[tuple[ContractKey, int]]:
    """The places moved, shared over what they left: never more than that had."""
    parts = share(moved, [Fraction(fall) for fall in falls.values()])
    for provider, part in zip(falls, parts, strict=True):
        less = {contract_key(one): Fraction(-more) for one, more in changed if more < 0 and one.provider == provider}
        yield from zip(less, share(part, list(less.values())), strict=True)


def _successors(part: Handover) -> str:
    return listed([_named(part, one) for one in part.successors]) if part.successors else part.outcome.value


def _named(part: Handover, one: RegisteredContract) -> str:
    same = ", as before" if one.provider == part.contract.provider else ""
    return f"{one.name} ({one.provider}{same})"


def _which(parts: Sequence[Handover], some: Sequence[Handover]) -> str:
    """The services of some parts, with their boroughs where that is not so for all boroughs of the service."""
    found: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for service in dict.fromkeys(part.service for part in some):
        here = tuple(part.borough for part in some if part.service == service)
        everywhere = len(here) == sum(part.service == service for part in parts)
        found[() if everywhere else here].append(service)
    return ", ".join(listed(names) + (f" in {listed(here)}" if here else "") for here, names in found.items())
