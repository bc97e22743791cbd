"""Every measure of the worked example against figures calculated by hand; money in pence."""

from dataclasses import replace
from fractions import Fraction

import pytest
import worked
from world import contract, line, offer, option, service, today, world

from models import audit
from models.accounts.baseline import baseline
from models.appraisal.measures import BY_NAME, MEASURES, in_display_unit, measure
from models.case.vocabulary import MEASURES as WORDS
from models.plan.plan import Plan

# First year, and the baseline: back offices 4,000, K1 10,000, K2 4,000, own staff 500, two contracts to manage 2,000:
# 20,500. Second: back offices 2,000, hub 2,000, set-up 600, K1's exit 700, K2 4,000 and its management 1,000, own
# staff 500, 20 places at 900, fee 200, start 300, joint contract 1,500: 30,800.
BY_HAND = {
    "cost": 51_300,
    "present_cost": 20_500 + Fraction(4, 5) * 30_800,
    "saving": 2 * 20_500 - 51_300,
    "saving_kept": None,  # in a test of its own
    "saving_final_year": 20_500 - 30_800,
    "saving_recurrent": 2 * 20_500 - (51_300 - 1_600),
    "service_change": 10 * 1_000 - 2 * 200,  # ten more day places at 1,000, two fewer swap places at 200
    "efficiency": -8_700 + 9_600,
    "places": 10 + 18 + 20 + 20,
    "people": 10 + 20,
    "outcomes": 1 + 4,
    "weighted_outcomes": 2 * 5,
    "unit_cost": Fraction(51_300, 68),
    "cost_per_person": 1_710,
    "cost_per_outcome": 10_260,
    "net_present_value": (10_000 - 20_500) + Fraction(4, 5) * (40_000 - 30_800) + Fraction(9, 5) * 10_500,
    "contracts": 2,
    "providers": 2,
    "largest_provider_share": Fraction(18_200, 22_200),
    "joint_share": Fraction(22_200, 22_700),
    "overhead_share": Fraction(6_000 + 7_100 + 1_000, 51_300),
    "coverage": Fraction(40, 80),
    "worst_coverage": Fraction(18, 50),
    "transition_cost": 600 + 700 + 300,
    "transfers": 100,
    "unspent": 2 * 70_000 - 51_300,
    "lapsed": None,  # in a test of its own
    "risk": 3 * 4 + 1 * 2,
}


def figures(plan: Plan) -> dict[str, Fraction | None]:
    case = worked.case()
    reference = worked.ledger(worked.as_is())
    return measure(case, case.option(plan.option), plan, worked.ledger(plan), reference)


@pytest.mark.parametrize("name", [name for name, figure in BY_HAND.items() if figure is not None])
def test_a_measure_is_as_calculated_by_hand(name: str) -> None:
    assert figures(worked.joint())[name] == BY_HAND[name]


def test_lapsed_counts_only_streams_that_lapse() -> None:
    # Only A's grant lapses: it pays all that A is charged, and 100 of what B is.
    charged = sum(charge.amount for charge in worked.ledger(worked.joint()).charges if charge.borough == "A")
    assert figures(worked.joint())["lapsed"] == 2 * 40_000 - charged - 100


def test_what_is_kept_of_the_saving_is_what_does_not_lapse() -> None:
    """Nothing changes as is: 0 less 80,000 of A's grant less what it pays, which is all that A is charged."""
    charged = sum(charge.amount for charge in worked.ledger(worked.as_is()).charges if charge.borough == "A")
    assert figures(worked.as_is())["saving_kept"] == charged - 80_000
    joint = figures(worked.joint())
    assert joint["saving"] is not None
    assert joint["lapsed"] is not None
    assert joint["saving_kept"] == joint["saving"] - joint["lapsed"] < joint["saving"]


def test_measures_are_in_the_models_order_under_its_names() -> None:
    assert tuple(each.name for each in MEASURES) == WORDS == tuple(BY_HAND)
    assert list(figures(worked.joint())) == list(WORDS)


def test_the_reference_has_a_net_present_value_of_0() -> None:
    assert figures(worked.as_is())["net_present_value"] == 0


def test_without_figures_of_the_reference_net_present_value_is_absent() -> None:
    case, plan = worked.case(), worked.joint()
    assert measure(case, case.option("joint"), plan, worked.ledger(plan), None)["net_present_value"] is None


def test_the_baseline_is_a_year_of_today_and_the_same_as_the_audits() -> None:
    assert baseline(worked.case()) == 20_500 == audit.baseline(worked.case(), worked.BOTH)


def test_going_on_as_today_saves_nothing_and_changes_service_only_by_places_left_empty() -> None:
    found = figures(worked.as_is())
    assert [found[name] for name in ("saving", "saving_final_year", "saving_recurrent")] == [0, 0, 0]
    assert found["service_change"] == -2 * 200


def test_a_measure_is_absent_if_its_divisor_is_0() -> None:
    case = world(demand=0)
    plan = Plan("alone")
    found = measure(case, case.option("alone"), plan, audit.verify(case, plan), None)
    absent = {name for name, figure in found.items() if figure is None}
    shares = {"largest_provider_share", "joint_share", "overhead_share", "coverage", "worst_coverage"}
    assert absent == {"unit_cost", "cost_per_person", "cost_per_outcome", "net_present_value"} | shares


def test_a_borough_without_demand_is_not_the_worst_served() -> None:
    case = world(boroughs="A B", demand={("A", "day"): 10}, offers=[offer("O", "P", line("day"))])
    plan = Plan("alone", live=frozenset({("O", ("A",), 0)}), bands={("O", ("A",), "day", 0): 0})
    plan = replace(plan, bought={("O", ("A",), "day", "A", 0): 4})
    found = measure(case, case.option("alone"), plan, audit.verify(case, plan), None)
    assert (found["coverage"], found["worst_coverage"]) == (Fraction(4, 10), Fraction(4, 10))


def test_a_bundle_is_one_contract_and_in_house_is_none() -> None:
    case = world(
        services="day night",
        offers=[offer("two", "P", line("day"), line("night")), offer("own", "council", line("day"), in_house=True)],
    )
    live = frozenset({("two", ("A",), 0), ("own", ("A",), 0)})
    bands = {(name, ("A",), s, 0): 0 for name, s in (("two", "day"), ("two", "night"), ("own", "day"))}
    plan = Plan("alone", live=live, bands=bands)
    found = measure(case, case.option("alone"), plan, audit.verify(case, plan), None)
    assert (found["contracts"], found["providers"]) == (1, 1)


def test_in_house_is_left_out_of_the_largest_providers_share_but_not_of_the_joint_share() -> None:
    case = world(
        boroughs="A B",
        contracts=[
            contract("both", "P", today("day", "A B", cost=300)),
            contract("one", "Q", today("day", "A", cost=100)),
            contract("own", "council", today("day", "B", cost=600), in_house=True),
        ],
        options=[option("as is", existing="run")],
    )
    plan = Plan("as is", kept=frozenset({("both", 0), ("one", 0), ("own", 0)}))
    found = measure(case, case.option("as is"), plan, audit.verify(case, plan), None)
    assert (found["largest_provider_share"], found["joint_share"]) == (Fraction(3, 4), Fraction(3, 10))


def test_infrastructure_counts_in_costs_alone() -> None:
    case = world(
        services=[service("links", tier="infrastructure")],
        contracts=[contract("K", "P", today("links", "A", places=10, cost=700))],
    )
    plan = Plan("alone", kept=frozenset({("K", 0)}), used={("K", "links", "A", 0): 10})
    found = measure(case, case.option("alone"), plan, audit.verify(case, plan), None)
    counted = ("places", "people", "outcomes", "service_change", "coverage")
    assert [found[name] for name in ("cost", "overhead_share")] == [700, 1]
    assert [found[name] for name in counted] == [0, 0, 0, 0, None]


def test_a_service_with_places_today_that_is_no_longer_provided_is_service_lost() -> None:
    case = world(contracts=[contract("K", "P", today("day", "A", places=4, cost=1000))])
    plan = Plan("alone")
    found = measure(case, case.option("alone"), plan, audit.verify(case, plan), None)
    assert (found["saving"], found["service_change"], found["efficiency"]) == (1000, -1000, 0)


def test_money_is_shown_in_pounds_and_other_figures_unchanged() -> None:
    assert in_display_unit("cost", Fraction(12_345)) == Fraction("123.45")
    assert in_display_unit("places", Fraction(12_345)) == 12_345
    assert in_display_unit("unit_cost", None) is None
    assert {name for name, each in BY_NAME.items() if each.money} == {
        *("cost", "present_cost", "saving", "saving_kept", "saving_final_year", "saving_recurrent", "service_change"),
        *("efficiency", "unit_cost", "cost_per_person", "cost_per_outcome", "net_present_value", "transition_cost"),
        *("transfers", "unspent", "lapsed"),
    }
