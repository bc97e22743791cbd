"""The yearly profile of an option: funding, spending, money carried forward, places by tier, people and outcomes.

It is made from the plan and its audited ledger. Summed over the years, each figure is the measure of the same name.
Money is in whole pence; places are whole; people and outcomes are exact.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from models.accounts.option_accounts import OptionAccounts, ProvidedPlaces
from models.case.types import Case, MinimumProvision, Option
from models.plan.ledger import ONE_OFF_KINDS, Ledger
from models.plan.plan import Plan

TIERS = ("1", "2", "3", "4")


@dataclass(frozen=True, slots=True)
class YearProfile:
    """One year of an option.

    `brought_forward` comes from the year before and `carried_forward` goes to the next. `lapsed` is part of `unspent`.
    `places` is by tier, "1" to "4". `minimum_people` is over all boroughs and services, None if there is no minimum.
    """

    year: int
    amounts: int
    brought_forward: int
    cost: int
    one_off: int
    carried_forward: int
    lapsed: int
    places: Mapping[str, int]
    people: Fraction
    outcomes: Fraction
    minimum_people: Fraction | None

    @property
    def unspent(self) -> int:
        """The money that is neither spent nor carried forward."""
        return self.amounts + self.brought_forward - self.cost - self.carried_forward


def yearly_profile(case: Case, option: Option, plan: Plan, ledger: Ledger) -> tuple[YearProfile, ...]:
    """Every year of the horizon."""
    accounts = OptionAccounts(case, option, plan, ledger, None)
    return tuple(_year(accounts, year) for year in case.years)


def minimum_people(case: Case, year: int) -> Fraction | None:
    """The highest minimum of people over all boroughs and all services that count people; None if there is none."""
    figures = (minimum.figures[year] for minimum in case.minimums if _covers_everyone(case, minimum))
    return max((figure for figure in figures if figure is not None), default=None)


def _covers_everyone(case: Case, minimum: MinimumProvision) -> bool:
    counting = {service.name for service in case.services if service.people_per_place}
    all_boroughs = set(minimum.boroughs) == {borough.name for borough in case.boroughs}
    return minimum.counts_people and all_boroughs and counting <= set(minimum.services)


def _year(accounts: OptionAccounts, year: int) -> YearProfile:
    charges = [charge for charge in accounts.ledger.charges if charge.year == year]
    provided = [each for each in accounts.places_provided if each.year == year]
    people_per_place = {service.name: service.people_per_place for service in accounts.case.services}
    return YearProfile(
        year=year,
        amounts=sum(stream.amounts[year] for stream in accounts.case.funding),
        brought_forward=_carried_forward(accounts.plan, year - 1),
        cost=sum(charge.amount for charge in charges),
        one_off=sum(charge.amount for charge in charges if charge.kind in ONE_OFF_KINDS),
        carried_forward=_carried_forward(accounts.plan, year),
        lapsed=_lapsed(accounts, year),
        places=_places_by_tier(accounts.case, provided),
        people=sum((people_per_place[each.service] * each.places for each in provided), Fraction(0)),
        outcomes=sum((each.success_rate * each.places for each in provided), Fraction(0)),
        minimum_people=minimum_people(accounts.case, year),
    )


def _carried_forward(plan: Plan, year: int) -> int:
    return sum(amount for (_, when), amount in plan.carried.items() if when == year)


def _lapsed(accounts: OptionAccounts, year: int) -> int:
    """What the streams that lapse neither spend nor carry forward."""
    funding, plan = accounts.case.funding, accounts.plan
    lapsing = [number for number, stream in enumerate(funding) if stream.lapses]
    spent = sum(amount for (stream, _, _, when), amount in plan.spent.items() if stream in lapsing and when == year)
    carried = {when: sum(plan.carried.get((stream, when), 0) for stream in lapsing) for when in (year - 1, year)}
    return sum(funding[stream].amounts[year] for stream in lapsing) + carried[year - 1] - spent - carried[year]


def _places_by_tier(case: Case, provided: Sequence[ProvidedPlaces]) -> Mapping[str, int]:
    by_tier = dict.fromkeys(TIERS, 0)
    for each in provided:
        by_tier[case.service(each.service).tier] += each.places
    return by_tier
