"""The economic case of an option, year by year: costs by kind, funding, savings and discounted values.

It is made from a plan and its audited ledger. Money is in pence and exact: whole pence as charged, a fraction after
discounting or optimism bias. Summed over the years, each figure is the measure of the same name. Optimism bias is added
only here: it changes neither the plan nor a measure. `payback` says when the transition cost is paid back, and
`savings_targets` compares savings with their targets.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from models.accounts.baseline import baseline
from models.accounts.option_accounts import OptionAccounts, ProvidedPlaces
from models.accounts.yearly_profile import YearProfile, yearly_profile
from models.appraisal.measure_formulas import service_change_in
from models.case.money import discount_factor
from models.case.types import Case, Option
from models.case.vocabulary import COST_KINDS
from models.plan.ledger import ChargeKind, Ledger
from models.plan.plan import Plan

TRANSITION = "transition"

# The kind of cost to which each kind of charge belongs.
COST_KIND_OF: Mapping[ChargeKind, str] = {
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
    """One year of the economic case.

    `factor` is the discount factor and `baseline` a year of today's arrangements. `costs` has every kind of
    `COST_KINDS`; `bias` has what optimism bias adds to each kind for which the case sets it. `amounts`,
    `brought_forward`, `carried_forward` and `lapsed` are sums over all streams. `value`: the value of the year's
    outcomes.
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
        """The sum of all charges."""
        return sum(self.costs.values())

    @property
    def transition(self) -> int:
        """The one-off costs: start, exit and set-up."""
        return self.costs[TRANSITION]

    @property
    def cost_with_bias(self) -> Fraction:
        """Cost + all optimism bias."""
        return self.cost + sum(self.bias.values(), Fraction(0))

    @property
    def transition_with_bias(self) -> Fraction:
        """One-off costs + the optimism bias on them."""
        return self.transition + self.bias.get(TRANSITION, Fraction(0))

    @property
    def surplus(self) -> int:
        """Amounts + brought forward - cost - carried forward."""
        return self.amounts + self.brought_forward - self.cost - self.carried_forward

    @property
    def saving(self) -> int:
        """Baseline - cost."""
        return self.baseline - self.cost

    @property
    def saving_recurrent(self) -> int:
        """Baseline - (cost - one-off costs)."""
        return self.saving + self.transition

    @property
    def service_reduction(self) -> Fraction:
        """The part of the recurrent saving that comes from less service, at today's prices; negative if it is more."""
        return -self.service_change

    @property
    def efficiency(self) -> Fraction:
        """The rest of the recurrent saving."""
        return self.saving_recurrent + self.service_change

    @property
    def present_cost(self) -> Fraction:
        """Discount factor x cost."""
        return self.factor * self.cost

    @property
    def present_cost_with_bias(self) -> Fraction:
        """Discount factor x cost with optimism bias."""
        return self.factor * self.cost_with_bias

    @property
    def present_value(self) -> Fraction:
        """Discount factor x value of outcomes."""
        return self.factor * self.value

    @property
    def net(self) -> Fraction:
        """Present value - present cost."""
        return self.present_value - self.present_cost

    @property
    def net_with_bias(self) -> Fraction:
        """Present value - present cost with optimism bias."""
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
    accounts = OptionAccounts(case, option, plan, ledger, None)
    profile = yearly_profile(case, option, plan, ledger)
    return EconomicCase(option.name, tuple(_economic_year(accounts, year) for year in profile))


def _economic_year(accounts: OptionAccounts, profile: YearProfile) -> EconomicYear:
    case, year = accounts.case, profile.year
    costs = _costs_by_kind(accounts.ledger, year)
    provided = [each for each in accounts.places_provided if each.year == year]
    return EconomicYear(
        year=year,
        factor=discount_factor(case.discount_rate, year),
        baseline=baseline(case),
        costs=costs,
        bias={kind: share * costs[kind] for kind, share in case.optimism_bias.items()},
        amounts=profile.amounts,
        brought_forward=profile.brought_forward,
        carried_forward=profile.carried_forward,
        lapsed=profile.lapsed,
        service_change=service_change_in(accounts, [year]),
        value=_value_of_outcomes(case, provided),
        places=sum(each.places for each in provided),
        outcomes=profile.outcomes,
    )


def _costs_by_kind(ledger: Ledger, year: int) -> Mapping[str, int]:
    costs = dict.fromkeys(COST_KINDS, 0)
    for charge in ledger.charges:
        if charge.year == year:
            costs[COST_KIND_OF[charge.kind]] += charge.amount
    return costs


def _value_of_outcomes(case: Case, provided: Sequence[ProvidedPlaces]) -> Fraction:
    value = {service.name: service.value_per_outcome for service in case.services}
    return sum((value[each.service] * each.success_rate * each.places for each in provided), Fraction(0))
