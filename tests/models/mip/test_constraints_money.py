"""The constraints on money, each met, broken by a penny and not applicable: rows against plans made by hand.

A back office costs 100 pence a year; a day place costs 10.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from plan_builder import build_plan
from plan_in_model import plan_in_variables, rows_if_met, rows_of, rows_violated, variables_of
from two_offices import OFFICE, office_payments, paying, two_offices
from world import borough, contract, line, offer, saving, stream, today, world

from models.case.types import Case, SavingsTarget
from models.plan.plan import Plan


def test_paid_in_full_is_met_to_the_penny() -> None:
    case = two_offices()
    assert len(rows_if_met("paid_in_full", case, paying(case, office_payments(100, 100)))) == 2


@pytest.mark.parametrize("pence", [99, 101])
def test_paid_in_full_is_broken_by_a_penny(pence: int) -> None:
    case = two_offices()
    assert len(rows_violated("paid_in_full", case, paying(case, office_payments(100, pence)))) == 1


def test_paid_in_full_counts_what_a_plan_buys() -> None:
    case = two_offices()
    plan = build_plan(case, live=[("O", "A", 0)], bought={("O", "A", "day", "A", 0): 3})
    assert plan.spent[0, "A", "day", 0] == 30
    assert len(rows_if_met("paid_in_full", case, plan)) == 2


def test_paid_in_full_holds_each_cell_apart_that_other_money_may_pay_for() -> None:
    case = two_offices(
        stream("office", "A", ring_fence=OFFICE), stream("care", "A", ring_fence="day bed"), stream("grant", "B")
    )
    plan = build_plan(case, live=[("O", "A", 0)], bought={("O", "A", "day", "A", 0): 3})
    paid = {(0, "A", OFFICE, 0): 100, (1, "A", "day", 0): 30, (2, "B", OFFICE, 0): 100}
    assert (
        len(rows_if_met("paid_in_full", case, build_plan(case, live=[("O", "A", 0)], bought=_places(plan), spent=paid)))
        == 3
    )
    swapped = {**paid, (0, "A", OFFICE, 0): 101, (1, "A", "day", 0): 29}
    bad = build_plan(case, live=[("O", "A", 0)], bought=_places(plan), spent=swapped)
    assert len(rows_violated("paid_in_full", case, bad)) == 2


def test_paid_in_full_does_not_apply_to_what_costs_nothing() -> None:
    case = world("A B", funding=[stream("grant", "A")])
    assert len(rows_if_met("paid_in_full", case, paying(case, {}))) == 2


def test_paid_in_full_cannot_hold_if_no_money_may_pay() -> None:
    case = two_offices(stream("grant", "A"))
    assert len(rows_violated("paid_in_full", case, paying(case, {(0, "A", OFFICE, 0): 100}))) == 1


def test_funding_is_met_by_the_last_penny() -> None:
    case = two_offices(stream("grant", "A", 100), stream("grant", "B", 100))
    assert len(rows_if_met("funding", case, paying(case, office_payments(100, 100)))) == 2


def test_funding_is_broken_by_a_penny_that_is_not_there() -> None:
    case = two_offices(stream("grant", "A", 99), stream("grant", "B", 100))
    assert rows_violated("funding", case, paying(case, office_payments(100, 100))) == [(0,)]


# Two years: A's office needs 100 in each. Of the first year's 150 pence, 0.169 may be carried forward: 25.35, so 25.


def _kept(second: int) -> Case:
    streams = stream("grant", "A", (150, second), keep="0.169"), stream("grant", "B")
    return two_offices(*streams, horizon=2)


def _two_years(case: Case, carried: int) -> Plan:
    spent = {(stream, name, OFFICE, year): 100 for stream, name in enumerate("AB") for year in (0, 1)}
    return paying(case, spent, y0=carried)


def test_funding_is_met_by_money_kept_from_the_year_before() -> None:
    assert len(rows_if_met("funding", _kept(75), _two_years(_kept(75), 25))) == 4


def test_funding_is_broken_if_a_penny_more_had_to_come_forward() -> None:
    assert len(rows_violated("funding", _kept(74), _two_years(_kept(74), 25))) == 1


def test_funding_lets_no_more_be_kept_than_the_share_rounded_down_to_a_penny() -> None:
    assert [kind for kind, _ in plan_in_variables(_kept(74), _two_years(_kept(74), 26)).not_expressible] == ["bounds"]


def test_funding_is_broken_if_what_is_kept_is_spent_too() -> None:
    case = two_offices(stream("grant", "A", (110, 100), keep=1), stream("grant", "B"), horizon=2)
    assert len(rows_if_met("funding", case, _two_years(case, 10))) == 4
    assert len(rows_violated("funding", case, _two_years(case, 11))) == 1


def test_funding_keeps_nothing_in_the_last_year_and_nothing_if_none_may_be_kept() -> None:
    variables = variables_of(two_offices(stream("grant", "A", 200, keep=1), stream("grant", "B", 200), horizon=3))
    assert [
        (variables.funding_pools.pools[pool].streams[0], variables.funding_pools.pools[pool].year)
        for pool in variables.carry
    ] == [(0, 0), (0, 1)]


def test_funding_does_not_apply_if_there_is_no_money() -> None:
    assert rows_of("funding", world(funding=[])) == []


# A's baseline is 1000 + 333 + 100 = 1433. A new contract costs it 1000 + 100 + 200 + 50 to leave + 70 to start,
# and 10 a place: 1440 with two places, of which 120 are one-off.


def _saves(*targets: SavingsTarget) -> Case:
    return world(
        (borough("A", back_office=1000), borough("B", back_office=5)),
        ("day",),
        management=100,
        contracts=[contract("K", "P", today("day", "A", cost=333, exit_cost=50))],
        offers=[offer("O", "Q", line("day", price=10, fee=200, start=70))],
        savings=targets,
    )


def _buys(case: Case, places: int) -> Plan:
    return build_plan(case, live=[("O", "A", 0)], bought={("O", "A", "day", "A", 0): places})


@pytest.mark.parametrize(
    "target",
    [
        saving("A", "-7"),
        saving("A", "113", one_off=False),
        saving("A", Fraction(1139, 14330), percentage=True, one_off=False),  # 113.9, so 113
        saving("A B", "-7"),
    ],
    ids=["pounds", "one-off costs left out", "a share rounded down", "two boroughs"],
)
def test_savings_is_met_to_the_penny_and_not_by_one_place_more(target: SavingsTarget) -> None:
    case = _saves(target)
    assert rows_if_met("savings", case, _buys(case, 2)) == [(0, 0)]
    assert rows_violated("savings", case, _buys(case, 3)) == [(0, 0)]


def test_savings_is_broken_by_a_penny() -> None:
    assert rows_if_met("savings", _saves(saving("A", "-7")), _buys(_saves(), 2)) == [(0, 0)]
    assert rows_violated("savings", _saves(saving("A", "-6")), _buys(_saves(), 2)) == [(0, 0)]


def test_savings_of_nothing_holds_the_cost_at_the_baseline() -> None:
    case = _saves(saving("A", 0))
    assert rows_if_met("savings", case, build_plan(case, kept=[("K", 0)])) == [(0, 0)]
    assert rows_violated("savings", case, _buys(case, 2)) == [(0, 0)]


def test_savings_does_not_apply_in_a_year_left_blank_nor_to_other_boroughs() -> None:
    assert rows_of("savings", _saves()) == []
    assert rows_of("savings", _saves(saving("A", (None,)))) == []
    case = _saves(saving("B", 0))
    assert rows_if_met("savings", case, _buys(case, 9)) == [(0, 0)]


# A's office costs 100, and A has 60 of money that is not kept, and 90 of its own.


def _not_kept(figure: int, *, names: str = "not_kept") -> Case:
    streams = stream("not_kept", "A", 60), stream("own", "A", 90), stream("grant", "B", 100)
    return replace(two_offices(*streams), savings_targets=saving_rows(saving("A", figure, not_kept=names)))


def saving_rows(target: SavingsTarget) -> tuple[SavingsTarget, ...]:
    return world("A B", savings=[target]).savings_targets


def _pays(case: Case, not_kept: int) -> Plan:
    """A's office, of which the money that is not kept pays so much."""
    return paying(case, {(0, "A", OFFICE, 0): not_kept, (1, "A", OFFICE, 0): 100 - not_kept, (2, "B", OFFICE, 0): 100})


def test_savings_counts_money_that_is_left_out_and_not_spent_to_the_penny() -> None:
    case = _not_kept(-10)  # 100 and 10 not spent
    assert rows_if_met("savings", case, _pays(case, 50)) == [(0, 0)]
    assert rows_violated("savings", case, _pays(case, 49)) == [(0, 0)]


def test_savings_counts_all_streams_unless_they_are_left_out() -> None:
    case = _not_kept(0, names="")
    assert rows_if_met("savings", case, _pays(case, 11)) == [(0, 0)]


def test_savings_does_not_count_money_of_other_boroughs_that_has_the_same_name() -> None:
    case = _not_kept(0, names="grant")
    assert rows_if_met("savings", case, _pays(case, 11)) == [(0, 0)]


def test_streams_of_which_a_target_leaves_out_one_are_not_added_together() -> None:
    pools = variables_of(_not_kept(0)).funding_pools.pools
    assert [pool.streams for pool in pools] == [(0,), (1,), (2,)]
    assert [pool.streams for pool in variables_of(_not_kept(0, names="")).funding_pools.pools] == [(0, 1), (2,)]
    both = variables_of(_not_kept(0, names="not_kept own")).funding_pools.pools
    assert [pool.streams for pool in both] == [(0, 1), (2,)]


def _places(plan: Plan) -> dict[tuple[str, str, str, str, int], int]:
    return {(offer, " ".join(group), *rest): n for (offer, group, *rest), n in plan.bought.items()}  # type: ignore[misc]
