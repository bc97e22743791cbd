"""An option year by year: money had, spent, kept and left, places by tier, people and outcomes.

From the plan and its audited ledger. Summed over the years, each is the measure of its name in `figures`. Money in
whole pence; places whole; people and outcomes exact.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from models.accounts.option_accounts import OptionAccounts, ProvidedPlaces
from models.case.types import Case, MinimumProvision, Option
from models.plan.ledger import ONE_OFF_KINDS, Ledger
from models.plan.plan import Plan

TIERS = ("1", "2", "3", "4")


@dataclass(frozen=True, slots=True)
class YearProfile:
    """One year. `brought` and `carried`: kept from the year before, and for the next; `lapsed` is part of `unspent`.

    `places`: by tier, "1" to "4". `floor`: the least number of people over all, None where none is set.
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
        """What is neither spent nor kept for the next year."""
        return self.amounts + self.brought_forward - self.cost - self.carried_forward


def yearly_profile(case: Case, option: Option, plan: Plan, ledger: Ledger) -> tuple[YearProfile, ...]:
    """Every year of the horizon."""
    known = OptionAccounts(case, option, plan, ledger, None)
    return tuple(_step(known, year) for year in case.years)


def minimum_people(case: Case, year: int) -> Fraction | None:
    """The highest floor in people over all boroughs and all services that count people; None where there is none."""
    figures = (floor.figures[year] for floor in case.minimums if _over_all(case, floor))
    return max((figure for figure in figures if figure is not None), default=None)


def _over_all(case: Case, floor: MinimumProvision) -> bool:
    counting = {service.name for service in case.services if service.people_per_place}
    everywhere = set(floor.boroughs) == {borough.name for borough in case.boroughs}
    return floor.counts_people and everywhere and counting <= set(floor.services)


def _step(known: OptionAccounts, year: int) -> YearProfile:
    charges = [charge for charge in known.ledger.charges if charge.year == year]
    provided = [each for each in known.places_provided if each.year == year]
    people = {service.name: service.people_per_place for service in known.case.services}
    return YearProfile(
        year=year,
        amounts=sum(stream.amounts[year] for stream in known.case.funding),
        brought_forward=_carried(known.plan, year - 1),
        cost=sum(charge.amount for charge in charges),
        one_off=sum(charge.amount for charge in charges if charge.kind in ONE_OFF_KINDS),
        carried_forward=_carried(known.plan, year),
        lapsed=_lapsed(known, year),
        places=_by_tier(known.case, provided),
        people=sum((people[each.service] * each.places for each in provided), Fraction(0)),
        outcomes=sum((each.success_rate * each.places for each in provided), Fraction(0)),
        minimum_people=minimum_people(known.case, year),
    )


def _carried(plan: Plan, year: int) -> int:
    return sum(amount for (_, when), amount in plan.carried.items() if when == year)


def _lapsed(known: OptionAccounts, year: int) -> int:
    """What streams that lapse neither spend nor keep."""
    funding, plan = known.case.funding, known.plan
    lapsing = [f for f, stream in enumerate(funding) if stream.lapses]
    spent = sum(amount for (f, _, _, when), amount in plan.spent.items() if f in lapsing and when == year)
    kept = {when: sum(plan.carried.get((f, when), 0) for f in lapsing) for when in (year - 1, year)}
    return sum(funding[f].amounts[year] for f in lapsing) + kept[year - 1] - spent - kept[year]


def _by_tier(case: Case, provided: list[ProvidedPlaces]) -> Mapping[str, int]:
    found = dict.fromkeys(TIERS, 0)
    for each in provided:
        found[case.service(each.service).tier] += each.places
    return found
