"""What each borough spends a person, today and in a plan. Money in whole pence; pence a person are exact."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from models.accounts.baseline import cost_by_borough_today, places_today
from models.accounts.option_accounts import OptionAccounts
from models.case.types import Case
from models.plan.ledger import Ledger
from models.plan.plan import Plan


@dataclass(frozen=True, slots=True)
class CostPerPerson:
    """A borough's cost for a year and its people; `all_boroughs`: pence a person in all boroughs together."""

    borough: str
    cost: int
    people: Fraction
    all_boroughs: Fraction | None

    @property
    def per_person(self) -> Fraction | None:
        """Pence a person, exact; None if there are no people."""
        return _ratio(self.cost, self.people)

    @property
    def difference(self) -> Fraction | None:
        """Pence a person above all boroughs together (negative: below); None if either figure is absent."""
        if self.per_person is None or self.all_boroughs is None:
            return None
        return self.per_person - self.all_boroughs


def cost_per_person_today(case: Case) -> tuple[CostPerPerson, ...]:
    """By borough: a year of today's arrangements over the borough's people in effective treatment."""
    people = {borough.name: Fraction(borough.in_treatment) for borough in case.boroughs}
    return _by_borough(case, cost_by_borough_today(case), people)


def cost_per_person_today_by_places(case: Case) -> tuple[CostPerPerson, ...]:
    """By borough: the same cost over the people that today's places are for, counted as in an option."""
    people: dict[str, Fraction] = defaultdict(Fraction)
    for _, line, borough, places in places_today(case):
        service = case.service(line.service)
        people[borough] += 0 if service.is_infrastructure else service.people_per_place * places
    return _by_borough(case, cost_by_borough_today(case), people)


def cost_per_person_planned(case: Case, plan: Plan, ledger: Ledger) -> tuple[CostPerPerson, ...]:
    """By borough: the charges of the plan's last year over the people that the places of that year are for."""
    accounts = OptionAccounts(case, case.option(plan.option), plan, ledger, None)
    cost: dict[str, int] = defaultdict(int)
    for charge in ledger.charges:
        cost[charge.borough] += charge.amount if charge.year == accounts.last_year else 0
    people: dict[str, Fraction] = defaultdict(Fraction)
    for provided in accounts.places_provided:
        if provided.year == accounts.last_year:
            people[provided.borough] += case.service(provided.service).people_per_place * provided.places
    return _by_borough(case, cost, people)


def _by_borough(case: Case, cost: Mapping[str, int], people: Mapping[str, Fraction]) -> tuple[CostPerPerson, ...]:
    all_boroughs = _ratio(sum(cost.values()), sum(people.values(), Fraction(0)))
    return tuple(
        CostPerPerson(borough.name, cost.get(borough.name, 0), people.get(borough.name, Fraction(0)), all_boroughs)
        for borough in case.boroughs
    )


def _ratio(cost: int, people: Fraction) -> Fraction | None:
    return cost / people if people else None
