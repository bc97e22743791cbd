"""One option of a case, with everything that its rules run over: awards, arrangements, members, and who may pay.

Nothing here decides anything, and nothing knows the solver. The audit does not use it: it works the same things out
for itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from models.case.types import (
    COMMISSIONING,
    Arrangement,
    Case,
    Contract,
    ContractLine,
    FundingStream,
    Group,
    HubPhase,
    Offer,
    OfferLine,
    Option,
)

Cell = tuple[str, str, int]  # borough, service or commissioning, year


@dataclass(frozen=True, slots=True)
class Award:
    """A contract for all lines of an offer with a group: one borough, or a group that contracts jointly."""

    offer: Offer
    group: Group

    @property
    def joint(self) -> bool:
        """Whether several boroughs contract together."""
        return len(self.group) > 1

    @property
    def key(self) -> tuple[str, Group]:
        """The name under which a plan knows it."""
        return self.offer.name, self.group


class Reach(Enum):
    """How a stream may pay for a cell."""

    NO = 0
    HOME = 1
    OUTSIDE = 2


@dataclass(frozen=True)
class OptionInstance:
    """A case under one option. All collections are in the order of the case's tables."""

    case: Case
    option: Option

    # -- joint contracting ---------------------------------------------------------------------------------------

    @cached_property
    def arrangements(self) -> Mapping[tuple[str, Group], Arrangement]:
        """Every arrangement that the option knows, by service and group."""
        return {(a.service, a.group): a for a in self.option.arrangements}

    @cached_property
    def arrangements_of(self) -> Mapping[str, tuple[Arrangement, ...]]:
        """The arrangements for each service."""
        found: dict[str, list[Arrangement]] = defaultdict(list)
        for arrangement in self.option.arrangements:
            found[arrangement.service].append(arrangement)
        return {service: tuple(group) for service, group in found.items()}

    def containing(self, service: str, borough: str) -> list[Arrangement]:
        """The arrangements for a service whose group contains the borough."""
        return [a for a in self.arrangements_of.get(service, ()) if borough in a.group]

    def supersets(self, arrangement: Arrangement) -> list[Arrangement]:
        """The arrangements for the same service whose group strictly contains this one's."""
        return [a for a in self.arrangements_of[arrangement.service] if set(arrangement.group) < set(a.group)]

    def required(self, arrangement: Arrangement, year: int) -> bool:
        """Whether a required arrangement is in force: begun, and no larger required one has begun."""
        larger = (a for a in self.supersets(arrangement) if a.required and a.from_year <= year)
        return arrangement.required and arrangement.from_year <= year and not any(larger)

    def possible(self, arrangement: Arrangement, year: int) -> bool:
        """Whether an arrangement is in force or may be chosen to be."""
        return self.required(arrangement, year) if arrangement.required else arrangement.from_year <= year

    # -- awards ---------------------------------------------------------------------------------------------------

    @cached_property
    def awards(self) -> tuple[Award, ...]:
        """Every award of an offer that is open in the option."""
        open_offers = [offer for offer in self.case.offers if self.option.name in offer.options]
        return tuple(Award(offer, group) for offer in open_offers for group in self._groups(offer))

    def _groups(self, offer: Offer) -> list[Group]:
        singles: list[Group] = [(borough,) for borough in offer.boroughs]
        joint = [a.group for a in self.arrangements_of.get(offer.lines[0].service, ())]
        return singles + [g for g in joint if set(g) <= set(offer.boroughs) and self._arranged(offer, g)]

    def _arranged(self, offer: Offer, group: Group) -> bool:
        return all((line.service, group) in self.arrangements for line in offer.lines)

    def forced_out(self, award: Award, year: int) -> bool:
        """Whether joint contracting alone keeps an award from being live in a year."""
        for line in award.offer.lines:
            if award.joint and not self.possible(self.arrangements[line.service, award.group], year):
                return True
            alone = () if award.joint else self.containing(line.service, award.group[0])
            if any(self.required(a, year) for a in alone):
                return True
        return False

    def live_years(self, award: Award) -> list[int]:
        """The years in which an award can be live: open, arranged, and in a run no shorter than its minimum term."""
        able = [y for y in self.case.years if y >= award.offer.from_year and not self.forced_out(award, y)]
        return [
            y
            for run in _runs(able)
            if run[-1] == self.case.horizon - 1 or len(run) >= award.offer.minimum_term
            for y in run
        ]

    def wanted(self, group: Iterable[str], service: str, year: int) -> int:
        """Places that the boroughs could use together."""
        return sum(self.case.places_demanded(borough, service, year) for borough in group)

    def usable_bands(self, award: Award, line: OfferLine, year: int) -> list[tuple[int, int, int]]:
        """The bands that demand and capacity let a line reach: (position, least places, most places)."""
        most = min(self.wanted(award.group, line.service, year), line.capacity if line.capacity is not None else 10**9)
        above = [band.from_places - 1 for band in line.bands[1:]] + [most]
        return [
            (k, band.from_places, min(above[k], most)) for k, band in enumerate(line.bands) if band.from_places <= most
        ]

    # -- existing contracts --------------------------------------------------------------------------------------

    def crossing(self, contract: Contract) -> list[Arrangement]:
        """The arrangements that D[h,y] sums: for a line's service, meeting its boroughs but not within them."""
        return [
            arrangement
            for line in contract.lines
            for arrangement in self.arrangements_of.get(line.service, ())
            if set(arrangement.group) & set(line.boroughs) and not set(arrangement.group) <= set(line.boroughs)
        ]

    def gives_way(self, contract: Contract, line: ContractLine, borough: str, year: int) -> bool:
        """Whether a contract's line ends as soon as its borough contracts that service jointly, with whomever."""
        joint = self.containing(line.service, borough)
        return not contract.is_committed(year) and not any(set(a.group) <= set(line.boroughs) for a in joint)

    # -- hubs ----------------------------------------------------------------------------------------------------

    @cached_property
    def hub_phase_of(self) -> Mapping[str, HubPhase]:
        """The hub row of each borough that has one."""
        return {borough: phase for phase in self.option.hub_phases for borough in phase.boroughs}

    def member(self, borough: str, year: int) -> HubPhase | None:
        """The hub row of a borough that has joined by that year."""
        phase = self.hub_phase_of.get(borough)
        return phase if phase is not None and phase.from_year <= year else None

    def together(self, one: str, other: str, year: int) -> bool:
        """Whether two boroughs are members of one hub; a member is together with itself."""
        first, second = self.member(one, year), self.member(other, year)
        return first is not None and second is not None and first.hub == second.hub

    # -- money ---------------------------------------------------------------------------------------------------

    @cached_property
    def payees(self) -> tuple[str, ...]:
        """What a cell can be charged for: every service, and commissioning."""
        return (*(service.name for service in self.case.services), COMMISSIONING)

    def cells(self, year: int) -> list[Cell]:
        """Every cell of a year."""
        return [(borough.name, service, year) for borough in self.case.boroughs for service in self.payees]

    def reach(self, stream: FundingStream, cell: Cell) -> Reach:
        """How a stream may pay for a cell: rule `eligible`."""
        borough, service, year = cell
        if service not in stream.ring_fence:
            return Reach.NO
        home = borough in stream.homes
        purpose = stream.purpose if self.option.level == 1 else stream.aligned
        pooled = self.option.level == 3 and stream.poolable
        if (home and service in purpose) or (pooled and any(self.together(borough, h, year) for h in stream.homes)):
            return Reach.HOME if home else Reach.OUTSIDE
        return Reach.NO


def _runs(years: list[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for year in years:
        if runs and runs[-1][-1] == year - 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return runs
