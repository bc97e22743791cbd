"""Frontier curves by hand: the best plan and the proven bound at each cost, who leads, and in which order to solve."""

from __future__ import annotations

from fractions import Fraction

import pytest

from models.appraisal.frontier import (
    CostRange,
    KnownPlan,
    LeadAtCost,
    OptionCurve,
    OutcomeBound,
    bisection_order,
    cost_ceilings,
    cost_ranges,
    lead_at,
    outcomes_per_100k,
    unresolved_intervals,
)


def at(cost: int, value: int) -> KnownPlan:
    return KnownPlan(Fraction(cost), Fraction(value))


def proof(ceiling: int | None, bound: int) -> OutcomeBound:
    return OutcomeBound(ceiling, Fraction(bound))


def test_ceilings_are_at_equal_steps_with_both_ends() -> None:
    assert cost_ceilings(100, 200, 5) == (100, 125, 150, 175, 200)


def test_there_are_no_more_ceilings_than_whole_pence() -> None:
    assert (cost_ceilings(10, 12, 15), cost_ceilings(10, 10, 15)) == ((10, 11, 12), (10,))


def test_bisection_takes_the_ends_then_halves_until_every_position_is_taken_once() -> None:
    assert list(bisection_order(6)) == [(0, 5), (2,), (1, 3), (4,)]
    assert list(bisection_order(1)) == [(0,)]


CURVE = OptionCurve(
    (at(100, 10), at(200, 15), at(300, 15)), (proof(100, 10), proof(200, 16), proof(None, 17)), Fraction(90)
)


@pytest.mark.parametrize(
    ("cost", "value", "bound"), [(99, None, 10), (100, 10, 10), (150, 10, 16), (200, 15, 16), (201, 15, 17)]
)
def test_the_most_outcomes_lie_between_the_best_plan_at_a_cost_and_the_least_bound_that_applies(
    cost: int, value: int | None, bound: int
) -> None:
    plan = CURVE.best_plan(cost)
    assert (None if plan is None else plan.outcomes, CURVE.bound(cost)) == (value, bound)


def test_no_plan_is_possible_below_the_least_cost_that_is_proven() -> None:
    assert (CURVE.may_have_plan(89), CURVE.may_have_plan(90)) == (False, True)


def test_plans_that_cost_more_for_no_more_are_not_efficient() -> None:
    assert CURVE.efficient_plans == (at(100, 10), at(200, 15))


def test_there_is_no_bound_if_nothing_is_proven() -> None:
    assert OptionCurve((at(100, 10),), ()).bound(100) is None


def test_a_bound_that_a_plan_exceeds_is_counted_and_the_plan_is_believed() -> None:
    curve = OptionCurve((at(100, 12),), (proof(100, 10), proof(99, 10), proof(None, 12)))
    assert (curve.count_contradicted(Fraction(1, 10**6)), curve.bound(100)) == (1, 12)


STEEP = OptionCurve((at(0, 0), at(10, 10), at(30, 20)), (proof(9, 0), proof(29, 10), proof(None, 20)))
FLAT = OptionCurve((at(0, 5), at(30, 8)), (proof(29, 5), proof(None, 9)))
BOTH = {"steep": STEEP, "flat": FLAT}


@pytest.mark.parametrize(("cost", "leader"), [(0, "flat"), (9, "flat"), (10, "steep"), (30, "steep")])
def test_an_option_leads_if_its_plan_has_more_than_any_other_can_have(cost: int, leader: str) -> None:
    assert lead_at(BOTH, cost) == LeadAtCost(Fraction(cost), leader, (leader,))


def test_no_option_leads_if_bands_overlap_or_there_is_no_plan() -> None:
    near = OptionCurve((at(0, 4),), (proof(None, 5),))
    assert lead_at({"flat": FLAT, "near": near}, 0) == LeadAtCost(Fraction(0), None, ("flat", "near"))
    assert lead_at({"flat": FLAT}, -1) is None


def test_an_option_without_bounds_may_lead_anywhere() -> None:
    lead = lead_at({"flat": FLAT, "dark": OptionCurve((at(0, 0),), ())}, 0)
    assert lead == LeadAtCost(Fraction(0), None, ("flat", "dark"))


def test_costs_with_one_leader_are_one_range_that_says_whether_the_lead_holds_between_them() -> None:
    """At 0 and 9 flat has 5 and steep can have none; from 10 to 30 steep has 10, and flat can have 9 at most."""
    leads = [lead for cost in (0, 9, 10, 30) if (lead := lead_at(BOTH, cost)) is not None]
    assert cost_ranges(BOTH, leads) == (
        CostRange(Fraction(0), Fraction(9), "flat", ("flat",), leads_throughout=True),
        CostRange(Fraction(10), Fraction(30), "steep", ("steep",), leads_throughout=True),
    )


def test_a_lead_at_two_costs_is_not_called_a_lead_between_them_unless_that_is_proven() -> None:
    """At 20 the other may have 9 or less, which is proven only of its own ceiling: at 10 the leader has 7."""
    low = OptionCurve((at(10, 7), at(20, 12)), (proof(10, 7), proof(20, 12)))
    other = OptionCurve((at(10, 3), at(20, 9)), (proof(10, 3), proof(20, 9)))
    curves = {"low": low, "other": other}
    (cost_range,) = cost_ranges(curves, [v for cost in (10, 20) if (v := lead_at(curves, cost)) is not None])
    assert (cost_range.leader, cost_range.leads_throughout) == ("low", False)


def test_a_change_of_leader_is_narrowed_until_its_ends_are_near() -> None:
    leads = [
        LeadAtCost(Fraction(100), "a", ("a",)),
        LeadAtCost(Fraction(140), "b", ("b",)),
        LeadAtCost(Fraction(141), "c", ("c",)),
    ]
    assert list(unresolved_intervals(leads, Fraction(1, 100))) == [(100, 140)]


def test_what_a_hundred_thousand_pounds_buys_is_in_proportion_between_two_plans() -> None:
    assert outcomes_per_100k(at(0, 10), at(20_000_000, 50)) == 20
    assert outcomes_per_100k(at(5, 10), at(5, 10)) is None
