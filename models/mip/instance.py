"""One option of a case, with everything that its constraints run over: awards, arrangements, hub members, eligible
money.

Nothing here decides anything, and nothing here knows the solver. The audit does not use this module: it works out the
same things by itself.
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
    """A new contract that the plan may choose: all lines of one offer, for one borough or for a group of boroughs."""

    offer: Offer
    group: Group

    @property
    def joint(self) -> bool:
        """Whether several boroughs contract together."""
        return len(self.group) > 1

    @property
    def key(self) -> tuple[str, Group]:
        """The offer's name and the group, which identify the award in a plan."""
        return self.offer.name, self.group


class Eligibility(Enum):
    """Whether a stream may pay for a cell: not at all, at one of its homes, or outside its homes."""

    NO = 0
    HOME = 1
    OUTSIDE = 2


@dataclass(frozen=True)
class OptionInstance:
    """A case under one option. All collections are in the order of the case, which `row_order` sorts by name.

    `penny_order`: the boroughs in the order in which they get the pennies of a shared amount; empty for the case's own.
    """

    case: Case
    option: Option
    penny_order: Group = ()

    # -- joint contracting ---------------------------------------------------------------------------------------

    @cached_property
    def arrangements(self) -> Mapping[tuple[str, Group], Arrangement]:
        """Every arrangement that the option has, by service and group."""
        return {(a.service, a.group): a for a in self.option.arrangements}

    @cached_property
    def arrangements_of(self) -> Mapping[str, tuple[Arrangement, ...]]:
        """The arrangements for each service."""
        by_service: dict[str, list[Arrangement]] = defaultdict(list)
        for arrangement in self.option.arrangements:
            by_service[arrangement.service].append(arrangement)
        return {service: tuple(arrangements) for service, arrangements in by_service.items()}

    def arrangements_with(self, service: str, borough: str) -> list[Arrangement]:
        """The arrangements for a service whose group contains the borough."""
        return [a for a in self.arrangements_of.get(service, ()) if borough in a.group]

    def larger_arrangements(self, arrangement: Arrangement) -> list[Arrangement]:
        """The arrangements for the same service whose group contains this group and at least one other borough."""
        return [a for a in self.arrangements_of[arrangement.service] if set(arrangement.group) < set(a.group)]

    def is_required(self, arrangement: Arrangement, year: int) -> bool:
        """Whether a required arrangement is in force: its year has come, and no larger required one has begun."""
        larger = (a for a in self.larger_arrangements(arrangement) if a.required and a.from_year <= year)
        return arrangement.required and arrangement.from_year <= year and not any(larger)

    def is_possible(self, arrangement: Arrangement, year: int) -> bool:
        """Whether an arrangement is in force, or the plan may choose it."""
        return self.is_required(arrangement, year) if arrangement.required else arrangement.from_year <= year

    # -- awards --------------------------------------------------------------------------------------------------

    @cached_property
    def awards(self) -> tuple[Award, ...]:
        """Every award of an offer that is open in the option."""
        open_offers = [offer for offer in self.case.offers if self.option.name in offer.options]
        return tuple(Award(offer, group) for offer in open_offers for group in self._groups(offer))

    def _groups(self, offer: Offer) -> list[Group]:
        singles: list[Group] = [(borough,) for borough in offer.boroughs]
        joint = [a.group for a in self.arrangements_of.get(offer.lines[0].service, ())]
        return singles + [g for g in joint if set(g) <= set(offer.boroughs) and self._has_arrangements(offer, g)]

    def _has_arrangements(self, offer: Offer, group: Group) -> bool:
        return all((line.service, group) in self.arrangements for line in offer.lines)

    def is_excluded(self, award: Award, year: int) -> bool:
        """Whether joint contracting alone prevents an award from being live in a year.

        A joint award needs an arrangement that is possible; a separate one, that no required arrangement is in force.
        """
        for line in award.offer.lines:
            if award.joint and not self.is_possible(self.arrangements[line.service, award.group], year):
                return True
            joint = () if award.joint else self.arrangements_with(line.service, award.group[0])
            if any(self.is_required(arrangement, year) for arrangement in joint):
                return True
        return False

    def live_years(self, award: Award) -> list[int]:
        """The years in which an award can be live.

        The offer is open, joint contracting does not exclude the award, and the year belongs to a run of such years
        that is no shorter than the minimum term or that reaches the end of the horizon.
        """
        possible = [y for y in self.case.years if y >= award.offer.from_year and not self.is_excluded(award, y)]
        return [
            year
            for run in _consecutive_runs(possible)
            if run[-1] == self.case.horizon - 1 or len(run) >= award.offer.minimum_term
            for year in run
        ]

    def demand_of(self, group: Iterable[str], service: str, year: int) -> int:
        """The demand of several boroughs together, in places."""
        return sum(self.case.places_demanded(borough, service, year) for borough in group)

    def usable_bands(self, award: Award, line: OfferLine, year: int) -> list[tuple[int, int, int]]:
        """The price bands that demand and capacity allow a line to reach: (position, least places, most places)."""
        demand = self.demand_of(award.group, line.service, year)
        most = demand if line.capacity is None else min(demand, line.capacity)
        band_ends = [band.from_places - 1 for band in line.bands[1:]] + [most]
        return [
            (position, band.from_places, min(band_ends[position], most))
            for position, band in enumerate(line.bands)
            if band.from_places <= most
        ]

    # -- existing contracts --------------------------------------------------------------------------------------

    def crossing_arrangements(self, contract: Contract) -> list[Arrangement]:
        """The arrangements that D[h,y] sums: for a line's service, with boroughs of the line and other boroughs."""
        return [
            arrangement
            for line in contract.lines
            for arrangement in self.arrangements_of.get(line.service, ())
            if set(arrangement.group) & set(line.boroughs) and not set(arrangement.group) <= set(line.boroughs)
        ]

    def gives_way(self, contract: Contract, line: ContractLine, borough: str, year: int) -> bool:
        """Whether any joint arrangement of the borough for the line's service ends the contract in the year."""
        joint = self.arrangements_with(line.service, borough)
        return not contract.is_committed(year) and not any(set(a.group) <= set(line.boroughs) for a in joint)

    # -- hubs ----------------------------------------------------------------------------------------------------

    @cached_property
    def hub_phase_of(self) -> Mapping[str, HubPhase]:
        """The row of `hubs` of each borough that has one."""
        return {borough: phase for phase in self.option.hub_phases for borough in phase.boroughs}

    def membership(self, borough: str, year: int) -> HubPhase | None:
        """The row of `hubs` by which a borough is a member in a year; None if it is no member then."""
        phase = self.hub_phase_of.get(borough)
        return phase if phase is not None and phase.from_year <= year else None

    def share_hub(self, borough: str, other: str, year: int) -> bool:
        """Whether two boroughs are members of the same hub in a year. A member shares a hub with itself."""
        first, second = self.membership(borough, year), self.membership(other, year)
        return first is not None and second is not None and first.hub == second.hub

    # -- money ---------------------------------------------------------------------------------------------------

    @cached_property
    def penny_rank(self) -> Mapping[str, int]:
        """The position of each borough when the pennies of a shared amount are given out."""
        names = self.penny_order or tuple(borough.name for borough in self.case.boroughs)
        return {name: number for number, name in enumerate(names)}

    @cached_property
    def cost_headings(self) -> tuple[str, ...]:
        """What a cost can be charged to: every service, and commissioning."""
        return (*(service.name for service in self.case.services), COMMISSIONING)

    def cells(self, year: int) -> list[Cell]:
        """Every cell of a year."""
        return [(borough.name, heading, year) for borough in self.case.boroughs for heading in self.cost_headings]

    def eligibility(self, stream: FundingStream, cell: Cell) -> Eligibility:
        """Whether and how a stream may pay for a cell: rule `eligible`."""
        borough, heading, year = cell
        if heading not in stream.ring_fence:
            return Eligibility.NO
        is_home = borough in stream.homes
        purposes = stream.purpose if self.option.level == 1 else stream.aligned
        may_pool = self.option.level == 3 and stream.poolable
        pooled = may_pool and any(self.share_hub(borough, home, year) for home in stream.homes)
        if (is_home and heading in purposes) or pooled:
            return Eligibility.HOME if is_home else Eligibility.OUTSIDE
        return Eligibility.NO


def _consecutive_runs(years: list[int]) -> list[list[int]]:
    """Ascending years split into runs without a gap."""
    runs: list[list[int]] = []
    for year in years:
        if runs and runs[-1][-1] == year - 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return runs
