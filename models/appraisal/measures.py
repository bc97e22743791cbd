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
from models.appraisal import measure_formulas as formulas
from models.case.types import Case, Option
from models.plan.ledger import Ledger
from models.plan.plan import Plan

Figures = Mapping[str, Fraction | None]  # an option's measures by name, money in pence


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure: its unit, the function that gives its figure, and a sentence for readers.

    `more_is_better` is the usual view; None if more is neither better nor worse in itself.
    """

    name: str
    unit: str
    more_is_better: bool | None
    figure: Callable[[OptionAccounts], Fraction | None]
    sentence: str

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
    Measure("cost", "£", False, formulas.cost,
            "The total cost of the option over the horizon, in the prices of the price base."),
    Measure("present_cost", "£", False, formulas.present_cost,
            "The same cost with later years discounted to the first year."),
    Measure("saving", "£", True, formulas.saving,
            "The saving over the horizon compared with today's arrangements."),
    Measure("saving_kept", "£", True, formulas.saving_kept,
            "The saving less the money that lapses: money that is not spent and must be returned."),
    Measure("saving_final_year", "£", True, formulas.saving_final_year,
            "The saving in the last year compared with a year of today's arrangements."),
    Measure("saving_recurrent", "£", True, formulas.saving_recurrent,
            "The saving over the horizon, leaving out the one-off costs of change."),
    Measure("service_change", "£", True, formulas.service_change,
            "The value of service added compared with today (negative: lost), at today's cost of a place."),
    Measure("efficiency", "£", True, formulas.efficiency,
            "The recurrent saving that does not come from cutting service; service added counts as a gain."),
    Measure("places", "places", True, formulas.places,
            "Places provided over the horizon, without infrastructure."),
    Measure("people", "people", True, formulas.people,
            "People in structured treatment over the horizon, counted from places."),
    Measure("outcomes", "outcomes", True, formulas.outcomes,
            "Planned exits and other successful outcomes expected over the horizon."),
    Measure("weighted_outcomes", "weighted outcomes", True, formulas.weighted_outcomes,
            "Expected outcomes, each counted with the weight of its service."),
    Measure("unit_cost", "£ a place", False, formulas.unit_cost,
            "The total cost for each place."),
    Measure("cost_per_person", "£ a person", False, formulas.cost_per_person,
            "The total cost for each person in structured treatment for a year."),
    Measure("cost_per_outcome", "£ an outcome", False, formulas.cost_per_outcome,
            "The total cost for each expected outcome."),
    Measure("net_present_value", "£", True, formulas.net_present_value,
            "The discounted value of outcomes less cost, compared with the reference option."),
    Measure("contracts", "contracts", False, formulas.contracts,
            "Contracts to manage in the last year, existing and new. A bundle is one; in-house provision is none."),
    Measure("providers", "providers", False, formulas.providers,
            "Providers under contract in the last year, without in-house provision."),
    Measure("largest_provider_share", "share", False, formulas.largest_provider_share,
            "The largest provider's share of contracted provision in the last year."),
    Measure("joint_share", "share", None, formulas.joint_share,
            "The share of the last year's provision that is under contracts of several boroughs."),
    Measure("overhead_share", "share", False, formulas.overhead_share,
            "The share of the cost that pays for commissioning and infrastructure."),
    Measure("coverage", "share", True, formulas.coverage,
            "The share of the last year's demand that is met."),
    Measure("worst_coverage", "share", True, formulas.worst_coverage,
            "The share of the last year's demand that is met in the borough with the lowest share."),
    Measure("transition_cost", "£", False, formulas.transition_cost,
            "The one-off cost of the change."),
    Measure("transfers", "£", False, formulas.transfers,
            "Money spent outside the boroughs to which its stream belongs."),
    Measure("unspent", "£", False, formulas.unspent,
            "Money of all streams that is not spent within the horizon."),
    Measure("lapsed", "£", False, formulas.lapsed,
            "Money that must be returned because it is not spent."),
    Measure("risk", "points", False, formulas.risk,
            "The sum of the option's risk scores: likelihood times impact."),
)  # fmt: skip

BY_NAME: Mapping[str, Measure] = {each.name: each for each in MEASURES}
