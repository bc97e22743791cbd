"""The plan that is audited, beside its case and its option, with indices so that no check has to search.

Every index follows the order of the case's tables, so that charges and violations always come out in the same order.
No rule and no money is worked out here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from models.case.types import Arrangement, Case, Contract, ContractLine, Group, Offer, OfferLine, Option
from models.plan.plan import Plan

Finding = tuple[str, str, str]  # where, found, needed: a violation without the name of its rule
Award = tuple[str, Group]  # the name of an offer, and the group that contracts it


class AuditedPlan:
    """A plan that names only what the case has, beside its case and option.

    superseded_from: (service, group) -> the year in which a required arrangement of a larger group begins, if any
    joint_at: (service, borough, year) -> the groups of the arrangements in force that contain the borough
    awards: year -> the awards that are live
    joint_awards: (service, group, year) in which an award of the group with a line for the service is live
    places: (borough, service, year) -> places bought and used
    line_places: (offer, group, service, year) -> places bought under that line of the award
    hub_at: (borough, year) -> the hub of which the borough is a member
    hub_members: (hub, year) -> the hub's members
    """

    def __init__(self, case: Case, option: Option, plan: Plan) -> None:
        self.case = case
        self.option = option
        self.plan = plan
        self.position = {borough.name: position for position, borough in enumerate(case.boroughs)}
        self.boroughs = {borough.name: borough for borough in case.boroughs}
        self.services = {service.name: service for service in case.services}
        self.offers = {offer.name: offer for offer in case.offers}
        self.contracts = {contract.name: contract for contract in case.contracts}
        self.offer_lines = {(offer.name, line.service): line for offer in case.offers for line in offer.lines}
        self.arrangements = {(a.service, a.group): a for a in option.arrangements}
        self.superseded_from = _superseded_from(option)
        self.joint_at = _joint_at(plan)
        self.awards = self._awards()
        self.joint_awards = self._joint_awards()
        self.places = _places(plan)
        self.line_places = _line_places(plan)
        self.hub_at, self.hub_members = self._hubs()

    def is_in_force(self, service: str, group: Group, year: int) -> bool:
        """J: whether an arrangement is in force."""
        return (service, group, year) in self.plan.arrangements

    def runs(self, contract: Contract, year: int) -> bool:
        """keep: whether an existing contract runs. All of them ran in the year before the first."""
        return year < 0 or (contract.name, year) in self.plan.kept

    def is_live(self, award: Award, year: int) -> bool:
        """z: whether an award is live. None was live in the year before the first."""
        return (*award, year) in self.plan.live

    def starts(self, award: Award, year: int) -> bool:
        """Whether an award is live and was not live the year before."""
        return self.is_live(award, year) and not self.is_live(award, year - 1)

    def offer(self, award: Award) -> Offer:
        """The offer of an award."""
        return self.offers[award[0]]

    def crossing(self, contract: Contract, year: int) -> list[tuple[str, Group]]:
        """The terms of D that are 1: arrangements in force that cross a line of the contract, as (service, group)."""
        return [(line.service, group) for line in contract.lines for group in self._crossing_line(line, year)]

    def boroughs_of(self, contract: Contract) -> Group:
        """All boroughs of an existing contract, in the table's order."""
        return self.in_table_order({name for line in contract.lines for name in line.boroughs})

    def in_table_order(self, names: Iterable[str]) -> Group:
        """Boroughs in the table's order."""
        return tuple(sorted(names, key=self.position.__getitem__))

    def _crossing_line(self, line: ContractLine, year: int) -> list[Group]:
        boroughs = set(line.boroughs)
        touching = (group for name in line.boroughs for group in self.joint_at.get((line.service, name, year), ()))
        return [group for group in dict.fromkeys(touching) if not boroughs.issuperset(group)]

    def _awards(self) -> dict[int, list[Award]]:
        rank = {offer.name: position for position, offer in enumerate(self.case.offers)}
        by_year: dict[int, list[Award]] = {year: [] for year in self.case.years}
        for offer, group, year in self.plan.live:
            by_year[year].append((offer, group))
        for awards in by_year.values():
            awards.sort(key=lambda award: (rank[award[0]], [self.position[name] for name in award[1]]))
        return by_year

    def _joint_awards(self) -> frozenset[tuple[str, Group, int]]:
        return frozenset(
            (line.service, award[1], year)
            for year, awards in self.awards.items()
            for award in awards
            for line in self.offer(award).lines
        )

    def _hubs(self) -> tuple[dict[tuple[str, int], str], dict[tuple[str, int], Group]]:
        hub_at = {
            (name, year): phase.hub
            for phase in self.option.hub_phases
            for year in self.case.years
            if year >= phase.from_year
            for name in phase.boroughs
        }
        members: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
        for (name, year), hub in hub_at.items():
            members[hub, year].append(name)
        return hub_at, {key: self.in_table_order(names) for key, names in members.items()}


def band_of(line: OfferLine, places: int) -> int:
    """The position of the price band that a number of places reaches; the first band if it reaches none."""
    return max((position for position, band in enumerate(line.bands) if band.from_places <= places), default=0)


def _superseded_from(option: Option) -> dict[tuple[str, Group], int]:
    required: defaultdict[str, list[Arrangement]] = defaultdict(list)
    for arrangement in option.arrangements:
        if arrangement.required:
            required[arrangement.service].append(arrangement)
    superseded_from: dict[tuple[str, Group], int] = {}
    for arrangement in option.arrangements:
        group = set(arrangement.group)
        larger = [other.from_year for other in required[arrangement.service] if group < set(other.group)]
        if larger:
            superseded_from[arrangement.service, arrangement.group] = min(larger)
    return superseded_from


def _joint_at(plan: Plan) -> dict[tuple[str, str, int], list[Group]]:
    groups: defaultdict[tuple[str, str, int], list[Group]] = defaultdict(list)
    for service, group, year in sorted(plan.arrangements):
        for borough in group:
            groups[service, borough, year].append(group)
    return dict(groups)


def _places(plan: Plan) -> dict[tuple[str, str, int], int]:
    total: defaultdict[tuple[str, str, int], int] = defaultdict(int)
    for (_, service, borough, year), places in plan.used.items():
        total[borough, service, year] += places
    for (_, _, service, borough, year), places in plan.bought.items():
        total[borough, service, year] += places
    return dict(total)


def _line_places(plan: Plan) -> dict[tuple[str, Group, str, int], int]:
    total: defaultdict[tuple[str, Group, str, int], int] = defaultdict(int)
    for (offer, group, service, _, year), places in plan.bought.items():
        total[offer, group, service, year] += places
    return dict(total)
