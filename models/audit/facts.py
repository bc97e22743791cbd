"""What the checks look up: one option's plan, indexed so that nothing is searched for.

Every index follows the order of the case's tables, so that charges and breaches come out in one order. Not here: any
rule, any money.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from models.case.types import Arrangement, Case, Contract, ContractLine, Group, Offer, OfferLine, Option
from models.plan.plan import Plan

Finding = tuple[str, str, str]  # where, found, needed: a breach without its rule
Award = tuple[str, Group]  # an offer and the group that contracts it


class Facts:
    """A plan that speaks only of names and years that are there, beside its case and option.

    ends:     (service, group) -> the year in which a wider required arrangement begins, where one does
    joint_at: (service, borough, year) -> groups of the arrangements in force that hold the borough
    awards:    year -> live awards
    joint_awards: (service, group, year) in which an award of the group with a line for the service is live
    places:   (borough, service, year) -> places bought and used
    line_places: (offer, group, service, year) -> places bought under that line of the award
    hub_at:   (borough, year) -> the hub it is a member of
    members:  (hub, year) -> its members
    """

    def __init__(self, case: Case, option: Option, plan: Plan) -> None:
        self.case = case
        self.option = option
        self.plan = plan
        self.position = {borough.name: place for place, borough in enumerate(case.boroughs)}
        self.boroughs = {borough.name: borough for borough in case.boroughs}
        self.services = {service.name: service for service in case.services}
        self.offers = {offer.name: offer for offer in case.offers}
        self.contracts = {contract.name: contract for contract in case.contracts}
        self.offer_lines = {(offer.name, line.service): line for offer in case.offers for line in offer.lines}
        self.given = {(each.service, each.group): each for each in option.arrangements}
        self.ends = _ends(option)
        self.joint_at = _joint_at(plan)
        self.awards = self._awards()
        self.joint_awards = self._joint_awards()
        self.places = _places(plan)
        self.line_places = _line_places(plan)
        self.hub_at, self.members = self._hubs()

    def in_force(self, service: str, group: Group, year: int) -> bool:
        """J: whether an arrangement is in force."""
        return (service, group, year) in self.plan.arrangements

    def runs(self, contract: Contract, year: int) -> bool:
        """keep: whether an existing contract runs; all ran in the year before the first."""
        return year < 0 or (contract.name, year) in self.plan.kept

    def is_live(self, award: Award, year: int) -> bool:
        """z: whether an award is live; none was in the year before the first."""
        return (*award, year) in self.plan.live

    def starts(self, award: Award, year: int) -> bool:
        """Whether an award is live and was not the year before."""
        return self.is_live(award, year) and not self.is_live(award, year - 1)

    def offer(self, award: Award) -> Offer:
        """The offer of an award."""
        return self.offers[award[0]]

    def displacing(self, contract: Contract, year: int) -> list[tuple[str, Group]]:
        """The terms of D: arrangements in force that cut across a line of the contract, as (service, group)."""
        return [(line.service, group) for line in contract.lines for group in self._across(line, year)]

    def over(self, contract: Contract) -> Group:
        """All boroughs of an existing contract, in the table's order."""
        return self.ordered({name for line in contract.lines for name in line.boroughs})

    def ordered(self, names: Iterable[str]) -> Group:
        """Boroughs in the table's order."""
        return tuple(sorted(names, key=self.position.__getitem__))

    def _across(self, line: ContractLine, year: int) -> list[Group]:
        own = set(line.boroughs)
        touching = (group for name in line.boroughs for group in self.joint_at.get((line.service, name, year), ()))
        return [group for group in dict.fromkeys(touching) if not own.issuperset(group)]

    def _awards(self) -> dict[int, list[Award]]:
        rank = {offer.name: place for place, offer in enumerate(self.case.offers)}
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
        return hub_at, {key: self.ordered(names) for key, names in members.items()}


def band_of(line: OfferLine, places: int) -> int:
    """The position of the band that a number of places reaches; the first where it reaches none."""
    return max((k for k, band in enumerate(line.bands) if band.from_places <= places), default=0)


def _ends(option: Option) -> dict[tuple[str, Group], int]:
    required: defaultdict[str, list[Arrangement]] = defaultdict(list)
    for each in option.arrangements:
        if each.required:
            required[each.service].append(each)
    ends: dict[tuple[str, Group], int] = {}
    for each in option.arrangements:
        own = set(each.group)
        wider = [other.from_year for other in required[each.service] if own < set(other.group)]
        if wider:
            ends[each.service, each.group] = min(wider)
    return ends


def _joint_at(plan: Plan) -> dict[tuple[str, str, int], list[Group]]:
    at: defaultdict[tuple[str, str, int], list[Group]] = defaultdict(list)
    for service, group, year in sorted(plan.arrangements):
        for name in group:
            at[service, name, year].append(group)
    return dict(at)


def _places(plan: Plan) -> dict[tuple[str, str, int], int]:
    places: defaultdict[tuple[str, str, int], int] = defaultdict(int)
    for (_, service, borough, year), number in plan.used.items():
        places[borough, service, year] += number
    for (_, _, service, borough, year), number in plan.bought.items():
        places[borough, service, year] += number
    return dict(places)


def _line_places(plan: Plan) -> dict[tuple[str, Group, str, int], int]:
    places: defaultdict[tuple[str, Group, str, int], int] = defaultdict(int)
    for (offer, group, service, _, year), number in plan.bought.items():
        places[offer, group, service, year] += number
    return dict(places)
