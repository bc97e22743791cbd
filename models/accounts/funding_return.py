"""The funding return recast: spend by heading and borough, today and in a plan; by stream; and cost per person.

A heading is a line of the funding return, which each service names; commissioning is a heading of its own. Money in
whole pence; cost per person exact. What is charged and what is paid are taken as they are: nothing is priced here but a
year of today's arrangements, which are as they stand in the case.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from models.accounts.distribution import StreamYear, stream_years
from models.accounts.option_accounts import OptionAccounts
from models.case.apportionment import apportion, places_today
from models.case.types import COMMISSIONING, Case
from models.plan.ledger import Ledger
from models.plan.plan import Plan

COMMISSIONING_HEADING = COMMISSIONING.capitalize()  # its heading


@dataclass(frozen=True, slots=True)
class StreamReturn:
    """What one stream says in one year's return to its grantor: `spend` by heading makes `pot.spent`."""

    stream_year: StreamYear
    spend: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class CostPerPerson:
    """What a borough costs a year, for how many people; `everywhere` is the figure of all boroughs together."""

    borough: str
    cost: int
    people: Fraction
    all_boroughs: Fraction | None

    @property
    def per_person(self) -> Fraction | None:
        """Pence a person, exact; None where nobody is."""
        return _over(self.cost, self.people)

    @property
    def difference(self) -> Fraction | None:
        """Pence a person more (with a minus sign: less) than all boroughs together; None where either is absent."""
        return None if self.per_person is None or self.all_boroughs is None else self.per_person - self.all_boroughs


def headings(case: Case, services: Collection[str]) -> tuple[str, ...]:
    """Commissioning, then the headings of these services, in the case's order."""
    return tuple(
        dict.fromkeys((COMMISSIONING_HEADING, *(each.heading for each in case.services if each.name in services)))
    )


def spend_today(case: Case) -> dict[tuple[str, str], int]:
    """Pence of a year of today's arrangements, by borough and heading; all together they are the baseline."""
    spend: dict[tuple[str, str], int] = defaultdict(int)
    for borough, service, amount in _today(case):
        spend[borough, heading_of(case, service)] += amount
    return spend


def overhead_today(case: Case) -> dict[str, int]:
    """Pence by borough of what of that is commissioning and infrastructure."""
    overhead: dict[str, int] = defaultdict(int)
    for borough, service, amount in _today(case):
        overhead[borough] += amount if service == COMMISSIONING or case.service(service).is_infrastructure else 0
    return overhead


def spend_planned(case: Case, ledger: Ledger) -> dict[tuple[int, str, str], int]:
    """Pence by year, borough and heading; all together they are the plan's cost."""
    spend: dict[tuple[int, str, str], int] = defaultdict(int)
    for charge in ledger.charges:
        spend[charge.year, charge.borough, heading_of(case, charge.service)] += charge.amount
    return spend


def stream_returns(case: Case, plan: Plan) -> tuple[StreamReturn, ...]:
    """The grantors' returns: every stream in the case's order, each in every year.

    For each: spend, what is carried forward and what is unspent make the amount and what was brought forward.
    """
    spend: dict[tuple[int, int], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for (stream, _, service, year), amount in plan.spent.items():
        spend[stream, year][heading_of(case, service)] += amount
    found = sorted(stream_years(case, plan), key=lambda stream_year: (stream_year.stream, stream_year.year))
    return tuple(StreamReturn(stream_year, dict(spend[stream_year.stream, stream_year.year])) for stream_year in found)


def cost_per_person_today(case: Case) -> tuple[CostPerPerson, ...]:
    """By borough: a year of today's arrangements over its people in effective treatment."""
    cost: dict[str, int] = defaultdict(int)
    for borough, _, amount in _today(case):
        cost[borough] += amount
    return _per_person(case, cost, {borough.name: Fraction(borough.in_treatment) for borough in case.boroughs})


def cost_per_person_today_by_places(case: Case) -> tuple[CostPerPerson, ...]:
    """By borough: the same over the people that today's places stand for, as an option's are counted."""
    people: dict[str, Fraction] = defaultdict(Fraction)
    for _, line, borough, places in places_today(case):
        service = case.service(line.service)
        people[borough] += 0 if service.is_infrastructure else service.people_per_place * places
    return _per_person(case, {one.borough: one.cost for one in cost_per_person_today(case)}, people)


def cost_per_person_planned(case: Case, plan: Plan, ledger: Ledger) -> tuple[CostPerPerson, ...]:
    """By borough: what is charged for it in the last year, over the people that its places of that year stand for."""
    known = OptionAccounts(case, case.option(plan.option), plan, ledger, None)
    cost: dict[str, int] = defaultdict(int)
    for charge in ledger.charges:
        cost[charge.borough] += charge.amount if charge.year == known.last_year else 0
    people: dict[str, Fraction] = defaultdict(Fraction)
    for each in known.places_provided:
        if each.year == known.last_year:
            people[each.borough] += case.service(each.service).people_per_place * each.places
    return _per_person(case, cost, people)


def heading_of(case: Case, service: str) -> str:
    """The heading of a service, or of commissioning."""
    return COMMISSIONING_HEADING if service == COMMISSIONING else case.service(service).heading


def _per_person(case: Case, cost: Mapping[str, int], people: Mapping[str, Fraction]) -> tuple[CostPerPerson, ...]:
    everywhere = _over(sum(cost.values()), sum(people.values(), Fraction(0)))
    names = [borough.name for borough in case.boroughs]
    return tuple(CostPerPerson(name, cost.get(name, 0), people.get(name, Fraction(0)), everywhere) for name in names)


def _over(cost: int, people: Fraction) -> Fraction | None:
    return cost / people if people else None


def _today(case: Case) -> Iterator[tuple[str, str, int]]:
    """Borough, service or commissioning, pence: a year of every existing contract and back office."""
    for borough in case.boroughs:
        yield borough.name, COMMISSIONING, borough.back_office_cost
    for contract in case.contracts:
        for line in contract.lines:
            for name, part in apportion(case, line.annual_cost, line.boroughs).items():
                yield name, line.service, part
        if not contract.in_house:
            served = {name for line in contract.lines for name in line.boroughs}
            for name, part in apportion(case, case.contract_management_cost, served).items():
                yield name, COMMISSIONING, part
