"""The measures on which options are compared: the name, unit, meaning and exact figure of each.

`MEASURES` lists them in the order of docs/model.md; the documents, the workbook and the criteria all use that list. The
arithmetic is in `measure_formulas`, and nothing here or there reads the integer programme. Figures are exact: money is
in pence, a share is 0..1, and a figure is None if its divisor is 0. A figure is rounded only when it is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from models.accounts.option_accounts import OptionAccounts
from models.appraisal import measure_formulas as figures
from models.case.types import Case, Option
from models.plan.ledger import Ledger
from models.plan.plan import Plan


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure: its unit, a sentence for readers, the formula in words, and the function that gives its figure.

    `more_is_better` is the usual view; None if more is neither better nor worse in itself.
    """

    name: str
    unit: str
    more_is_better: bool | None
    sentence: str
    formula: str
    figure: Callable[[OptionAccounts], Fraction | None]

    @property
    def money(self) -> bool:
        """Whether the measure is money: in pence in the code, and in pounds when it is shown."""
        return self.unit.startswith("£")


def measure(
    case: Case, option: Option, plan: Plan, ledger: Ledger, reference: Ledger | None
) -> dict[str, Fraction | None]:
    """Every measure of one option by name, in the order of MEASURES: exact, money in pence, None for an absent figure.

    `ledger` is the plan's audited ledger. `reference` is that of the reference option, None if it has no figures;
    net_present_value is then absent.
    """
    accounts = OptionAccounts(case, option, plan, ledger, reference)
    return {each.name: each.figure(accounts) for each in MEASURES}


def in_display_unit(name: str, figure: Fraction | None) -> Fraction | None:
    """A figure in the unit in which its measure is shown: pounds for money, else unchanged. Exact."""
    return figure / 100 if figure is not None and BY_NAME[name].money else figure


def outcomes_shown(case: Case) -> str:
    """The measure of outcomes to show if there is room for only one: weighted if any service's weight is not 1.

    Unweighted, a visit to an open-access service would count as much as a planned exit, and the plan does not maximise
    that.
    """
    weighs = any(service.outcome_weight != 1 for service in case.services if not service.is_infrastructure)
    return "weighted_outcomes" if weighs else "outcomes"


MEASURES: tuple[Measure, ...] = (
    Measure(
        "cost", "£", False,
        "Everything the option costs over the horizon, in the prices of the price base.",
        "the sum of all costs of all years",
        figures.cost,
    ),
    Measure(
        "present_cost", "£", False,
        "The same cost as seen from the first year, later years discounted.",
        "the sum over years of cost times (1 + discount rate) to the power of minus the year",
        figures.present_cost,
    ),
    Measure(
        "saving", "£", True,
        "What is saved over the horizon against going on as today.",
        "years times baseline, less cost",
        figures.saving,
    ),
    Measure(
        "saving_final_year", "£", True,
        "What is saved in the last year against a year of today's arrangements.",
        "baseline less the cost of the last year",
        figures.saving_final_year,
    ),
    Measure(
        "saving_recurrent", "£", True,
        "What is saved over the horizon when the one-off costs of change are left out.",
        "years times baseline, less cost without transition cost",
        figures.saving_recurrent,
    ),
    Measure(
        "service_change", "£", True,
        "Service added against today, or lost where it is negative, at what today's places cost.",
        "the sum over years and services with places today of (places less today's places) times today's annual cost"
        " over today's places",
        figures.service_change,
    ),
    Measure(
        "efficiency", "£", True,
        "The recurrent saving that is not bought by cutting service, with service added counted as gained.",
        "recurrent saving plus service change",
        figures.efficiency,
    ),
    Measure(
        "places", "places", True,
        "Places provided over the horizon, infrastructure left out.",
        "the sum of places of all years, boroughs and services but infrastructure",
        figures.places,
    ),
    Measure(
        "people", "people", True,
        "People in structured treatment over the horizon, as places stand for people.",
        "the sum of places times people a place",
        figures.people,
    ),
    Measure(
        "outcomes", "outcomes", True,
        "Planned exits and other successful outcomes expected over the horizon.",
        "the sum of places times success rate",
        figures.outcomes,
    ),
    Measure(
        "weighted_outcomes", "weighted outcomes", True,
        "Expected outcomes, each counted with the weight of its service.",
        "the sum of places times success rate times outcome weight",
        figures.weighted_outcomes,
    ),
    Measure(
        "unit_cost", "£ a place", False,
        "What a place costs, with everything in.",
        "cost over places",
        figures.unit_cost,
    ),
    Measure(
        "cost_per_person", "£ a person", False,
        "What a person in structured treatment costs a year, with everything in.",
        "cost over people",
        figures.cost_per_person,
    ),
    Measure(
        "cost_per_outcome", "£ an outcome", False,
        "What an expected outcome costs, with everything in.",
        "cost over outcomes",
        figures.cost_per_outcome,
    ),
    Measure(
        "net_present_value", "£", True,
        "The discounted value of outcomes less cost, more or less than that of the reference option.",
        "the sum of discounted (value of outcomes less cost), less the same of the reference",
        figures.net_present_value,
    ),
    Measure(
        "contracts", "contracts", False,
        "Contracts to manage in the last year, existing and new; a bundle is one, in house is none.",
        "contracts and deals live in the last year, without in house",
        figures.contracts,
    ),
    Measure(
        "providers", "providers", False,
        "Providers under contract in the last year, in house left out.",
        "different providers of the contracts and deals live in the last year, without in house",
        figures.providers,
    ),
    Measure(
        "largest_provider_share", "share", False,
        "How much of the last year's contracted provision rests on one provider.",
        "the last year's unit prices, fees and annual costs, without in house: the largest provider's over all",
        figures.largest_provider_share,
    ),
    Measure(
        "joint_share", "share", None,
        "How much of the last year's provision is under contracts of several boroughs.",
        "the last year's unit prices, fees and annual costs: under contracts of several boroughs over all",
        figures.joint_share,
    ),
    Measure(
        "overhead_share", "share", False,
        "How much of the cost goes into commissioning and infrastructure.",
        "costs of commissioning and of infrastructure services over cost",
        figures.overhead_share,
    ),
    Measure(
        "coverage", "share", True,
        "How much of the last year's demand is met.",
        "places over demand in the last year",
        figures.coverage,
    ),
    Measure(
        "worst_coverage", "share", True,
        "How much of the last year's demand is met in the borough where least is met.",
        "the lowest of the boroughs' places over demand in the last year",
        figures.worst_coverage,
    ),
    Measure(
        "transition_cost", "£", False,
        "What the change itself costs, once.",
        "start costs, exit costs and set-up costs",
        figures.transition_cost,
    ),
    Measure(
        "transfers", "£", False,
        "Money spent outside the boroughs it belongs to.",
        "the sum of each stream's spending outside its homes",
        figures.transfers,
    ),
    Measure(
        "unspent", "£", False,
        "Money of all streams that is not spent within the horizon.",
        "amounts less spending, all streams",
        figures.unspent,
    ),
    Measure(
        "lapsed", "£", False,
        "Money that goes back because it is not spent.",
        "amounts less spending, streams that lapse",
        figures.lapsed,
    ),
    Measure(
        "risk", "points", False,
        "The option's risks, each by likelihood and impact.",
        "the sum of likelihood times impact of the risks that name the option",
        figures.risk,
    ),
)  # fmt: skip

BY_NAME: Mapping[str, Measure] = {each.name: each for each in MEASURES}
