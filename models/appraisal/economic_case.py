"""The economic case of an option: what each year costs by kind, is paid from, saves, and is worth today.

From a plan and its audited ledger. Money in pence, exact: whole where it is charged, a fraction where it is discounted
or raised for optimism bias. Summed over the years, each figure is the measure of its name in `figures`. Optimism bias
is added here and nowhere else: neither the plan nor a measure knows it. Not here: when the cost of change is paid back
(`payback`), and savings targets (`targets`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from models.accounts.baseline import baseline, cost_by_service_today, places_by_service_today
from models.accounts.option_accounts import OptionAccounts, ProvidedPlaces
from models.accounts.yearly_profile import YearProfile, yearly_profile
from models.case.money import discount_factor
from models.case.types import Case, Option
from models.case.vocabulary import COST_KINDS
from models.plan.ledger import ChargeKind, Ledger
from models.plan.plan import Plan

TRANSITION = "transition"

# What the ledger's kinds of charge are in the economic case.
KIND_OF: Mapping[ChargeKind, str] = {
    ChargeKind.UNIT_PRICE: "provision",
    ChargeKind.ANNUAL_COST: "provision",
    ChargeKind.ANNUAL_FEE: "fees",
    ChargeKind.BACK_OFFICE: "back_office",
    ChargeKind.HUB: "hub",
    ChargeKind.CONTRACT_MANAGEMENT: "contract_management",
    ChargeKind.JOINT_CONTRACT: "contract_management",
    ChargeKind.START_COST: TRANSITION,
    ChargeKind.EXIT_COST: TRANSITION,
    ChargeKind.SET_UP: TRANSITION,
}


@dataclass(frozen=True, slots=True)
class EconomicYear:
    """One year. `factor`: its discount factor; `baseline`: a year of today's arrangements.

    `costs` has every kind of `COST_KINDS`; `bias` what optimism bias adds to a kind, where the case sets any.
    `amounts`, `brought`, `carried`, `lapsed`: of all streams. `value`: what the year's outcomes are worth.
    """

    year: int
    factor: Fraction
    baseline: int
    costs: Mapping[str, int]
    bias: Mapping[str, Fraction]
    amounts: int
    brought_forward: int
    carried_forward: int
    lapsed: int
    service_change: Fraction
    value: Fraction
    places: int
    outcomes: Fraction

    @property
    def cost(self) -> int:
        """Everything charged."""
        return sum(self.costs.values())

    @property
    def transition(self) -> int:
        """Start, exit and set-up costs: one-off."""
        return self.costs[TRANSITION]

    @property
    def cost_with_bias(self) -> Fraction:
        """Cost and all optimism bias."""
        return self.cost + sum(self.bias.values(), Fraction(0))

    @property
    def transition_with_bias(self) -> Fraction:
        """One-off costs and the optimism bias on them."""
        return self.transition + self.bias.get(TRANSITION, Fraction(0))

    @property
    def surplus(self) -> int:
        """Amounts and what was brought forward, less cost and what is carried forward."""
        return self.amounts + self.brought_forward - self.cost - self.carried_forward

    @property
    def saving(self) -> int:
        """Baseline less cost."""
        return self.baseline - self.cost

    @property
    def saving_recurrent(self) -> int:
        """Baseline less cost without what is one-off."""
        return self.saving + self.transition

    @property
    def service_reduction(self) -> Fraction:
        """Of the recurrent saving, what is saved by providing less, at today's prices; below 0 where more is."""
        return -self.service_change

    @property
    def efficiency(self) -> Fraction:
        """The rest of the recurrent saving."""
        return self.saving_recurrent + self.service_change

    @property
    def present_cost(self) -> Fraction:
        """Cost by discount factor."""
        return self.factor * self.cost

    @property
    def present_cost_with_bias(self) -> Fraction:
        """Cost and optimism bias by discount factor."""
        return self.factor * self.cost_with_bias

    @property
    def present_value(self) -> Fraction:
        """Value of outcomes by discount factor."""
        return self.factor * self.value

    @property
    def net(self) -> Fraction:
        """Present value of outcomes less present cost."""
        return self.present_value - self.present_cost

    @property
    def net_with_bias(self) -> Fraction:
        """Present value of outcomes less present cost with optimism bias."""
        return self.present_value - self.present_cost_with_bias


@dataclass(frozen=True, slots=True)
class EconomicCase:
    """The economic case of one option, year by year."""

    option: str
    years: tuple[EconomicYear, ...]

    def total(self, figure: Callable[[EconomicYear], Fraction | int]) -> Fraction:
        """A figure summed over the years."""
        return sum((Fraction(figure(year)) for year in self.years), Fraction(0))


def economic_case(case: Case, option: Option, plan: Plan, ledger: Ledger) -> EconomicCase:
    """The economic case of an option with a plan."""
    known = OptionAccounts(case, option, plan, ledger, None)
    steps = yearly_profile(case, option, plan, ledger)
    return EconomicCase(option.name, tuple(_year(known, step) for step in steps))


def _year(known: OptionAccounts, step: YearProfile) -> EconomicYear:
    case, costs = known.case, _costs(known.ledger, step.year)
    provided = [each for each in known.places_provided if each.year == step.year]
    return EconomicYear(
        year=step.year,
        factor=discount_factor(case.discount_rate, step.year),
        baseline=baseline(case),
        costs=costs,
        bias={kind: share * costs[kind] for kind, share in case.optimism_bias.items()},
        amounts=step.amounts,
        brought_forward=step.brought_forward,
        carried_forward=step.carried_forward,
        lapsed=step.lapsed,
        service_change=_service_change(known, provided),
        value=_value(case, provided),
        places=sum(each.places for each in provided),
        outcomes=step.outcomes,
    )


def _costs(ledger: Ledger, year: int) -> Mapping[str, int]:
    costs = dict.fromkeys(COST_KINDS, 0)
    for charge in ledger.charges:
        if charge.year == year:
            costs[KIND_OF[charge.kind]] += charge.amount
    return costs


def _service_change(known: OptionAccounts, provided: list[ProvidedPlaces]) -> Fraction:
    """The year's part of the measure: places more or fewer than today's, each at what it costs today."""
    today = {s: number for s, number in places_by_service_today(known.case).items() if s in known.counted_services}
    price = cost_by_service_today(known.case)
    places = {s: sum(each.places for each in provided if each.service == s) for s in today}
    return sum((Fraction((places[s] - today[s]) * price[s], today[s]) for s in today), Fraction(0))


def _value(case: Case, provided: list[ProvidedPlaces]) -> Fraction:
    worth = {service.name: service.value_per_outcome for service in case.services}
    return sum((worth[each.service] * each.success_rate * each.places for each in provided), Fraction(0))
