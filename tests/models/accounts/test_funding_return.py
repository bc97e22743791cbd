"""The funding return recast: by hand for the worked example, and equal in total to baseline and ledger."""

from __future__ import annotations

from dataclasses import replace

import pytest
import worked
from world import borough, contract, service, today, world

from models.accounts import funding_return as returns
from models.accounts.baseline import baseline, overhead_today
from models.audit.charges import baselines
from models.plan.plan import Plan

CASE = worked.case()
PLANS = pytest.mark.parametrize("plan", [worked.as_is(), worked.joint()], ids=["as is", "joint"])


def test_commissioning_is_the_first_heading_and_the_others_follow_once_in_the_cases_order() -> None:
    services = [replace(service(name), heading=heading) for name, heading in (("a", "Z"), ("b", "Y"), ("c", "Z"))]
    case = world(services=services)
    assert returns.headings(case, {"a", "b", "c"}) == ("Commissioning", "Z", "Y")
    assert returns.headings(case, {"b"}) == ("Commissioning", "Y")


def test_a_service_under_the_heading_of_commissioning_is_added_to_it() -> None:
    case = world(
        boroughs=[borough("A", back_office=5)],
        services=[replace(service("day"), heading="Commissioning")],
        contracts=[contract("K", "P", today("day", cost=7))],
    )
    assert returns.headings(case, {"day"}) == ("Commissioning",)
    assert returns.spend_today(case) == {("A", "Commissioning"): 12}


def test_todays_return_is_as_calculated_by_hand() -> None:
    """A: back office 3,000, K1's management 1,000 and half of K2's; B: 1,000 and the other half. K2's 4,000 halved."""
    assert returns.spend_today(CASE) == {
        ("A", "Commissioning"): 4500,
        ("B", "Commissioning"): 1500,
        ("A", "tier 3"): 10_000,
        ("A", "tier 2"): 2000,
        ("B", "tier 2"): 2000,
        ("A", "tier infrastructure"): 500,
    }


def test_todays_overhead_is_commissioning_and_infrastructure() -> None:
    assert overhead_today(CASE) == {"A": 5000, "B": 1500}


def test_todays_return_is_the_baseline_in_all_and_by_borough() -> None:
    """The audit calculates each borough's baseline independently."""
    spend = returns.spend_today(CASE)
    assert sum(spend.values()) == baseline(CASE) == 20_500
    by_borough = {name: sum(pence for (where, _), pence in spend.items() if where == name) for name in ("A", "B")}
    assert by_borough == baselines(CASE)


def test_a_plans_return_is_as_calculated_by_hand() -> None:
    """The second year of joint: day 11,050 and 700 to leave K1, and 7,450; commissioning 4,050 and 3,050."""
    plan = worked.joint()
    spend = returns.spend_planned(CASE, worked.ledger(plan))
    assert {key[1:]: pence for key, pence in spend.items() if key[0] == 1} == {
        ("A", "tier 3"): 11_750,
        ("B", "tier 3"): 7450,
        ("A", "tier 2"): 2000,
        ("B", "tier 2"): 2000,
        ("A", "tier infrastructure"): 500,
        ("A", "Commissioning"): 4050,
        ("B", "Commissioning"): 3050,
    }


@PLANS
def test_a_plans_return_sums_to_its_cost(plan: Plan) -> None:
    ledger = worked.ledger(plan)
    assert sum(returns.spend_planned(CASE, ledger).values()) == sum(charge.amount for charge in ledger.charges)


def test_the_return_of_a_stream_is_as_calculated_by_hand() -> None:
    """A's grant in the second year: A's 18,300, and 100 of B's commissioning."""
    _, second, *_ = returns.stream_returns(CASE, worked.joint())
    assert (second.stream_year.stream, second.stream_year.year, second.stream_year.brought_forward) == (0, 1, 50)
    assert second.spend == {"Commissioning": 4150, "tier 3": 11_750, "tier 2": 2000, "tier infrastructure": 500}


@PLANS
def test_the_return_of_each_stream_and_year_sums_to_its_amount_and_money_brought_forward(plan: Plan) -> None:
    found = returns.stream_returns(CASE, plan)
    out = [sum(each.spend.values()) + each.stream_year.carried_forward + each.stream_year.unspent for each in found]
    assert out == [each.stream_year.amount + each.stream_year.brought_forward for each in found]
    assert [(each.stream_year.stream, each.stream_year.year) for each in found] == [(0, 0), (0, 1), (1, 0), (1, 1)]
