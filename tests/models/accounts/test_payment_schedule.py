"""The payment schedule: both margins to the penny, the same every time, and refused if they differ."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
import worked
from hypothesis import given
from hypothesis import strategies as st
from plan_builder import build_plan
from world import (
    arrangement,
    borough,
    contract,
    hub_phase,
    line,
    offer,
    option,
    stream,
    today,
    world,
)

from models.accounts.payment_schedule import Payment, north_west_corner, payment_schedule
from models.audit import verify
from models.case.types import COMMISSIONING, Case
from models.plan.plan import Plan

MATRICES = st.integers(1, 6).flatmap(
    lambda width: st.lists(st.lists(st.integers(0, 10**9), min_size=width, max_size=width), min_size=1, max_size=6)
)


def paid_in(case: Case, plan: Plan) -> tuple[Payment, ...]:
    return payment_schedule(case, plan, verify(case, plan))


def short(payment: Payment) -> tuple[str, str, int, int]:
    return payment.payee.contract, payment.provider, payment.stream, payment.amount


# The rule


def test_each_stream_pays_in_turn_and_each_payee_is_paid_in_turn() -> None:
    """5, 3 and 2 are charged; the first stream has 4 and the second 6: 4 of the 5, then 1, 3 and 2."""
    assert north_west_corner([5, 3, 2], [4, 6]) == [(0, 0, 4), (0, 1, 1), (1, 1, 3), (2, 1, 2)]


def test_no_payment_is_zero_if_payee_and_stream_run_out_together() -> None:
    assert north_west_corner([5, 0, 5], [5, 0, 5]) == [(0, 0, 5), (2, 2, 5)]


def test_nothing_is_paid_if_nothing_is_charged() -> None:
    assert north_west_corner([], []) == north_west_corner([0], [0, 0]) == []


@pytest.mark.parametrize(("owed", "paid"), [([5], [4]), ([5], [6]), ([5], []), ([], [1]), ([5, -1], [4])])
def test_margins_that_differ_or_are_negative_are_refused(owed: list[int], paid: list[int]) -> None:
    with pytest.raises(ValueError, match=f"{sum(owed)} pence are charged and {sum(paid)} paid"):
        north_west_corner(owed, paid)


@given(MATRICES)
def test_both_margins_hold_to_the_penny(matrix: list[list[int]]) -> None:
    """Any table of payments gives margins that can be met; a new schedule meets them."""
    owed, paid = [sum(row) for row in matrix], [sum(column) for column in zip(*matrix, strict=True)]
    found = north_west_corner(owed, paid)
    received: Counter[int] = Counter()
    spent: Counter[int] = Counter()
    for payee, funder, amount in found:
        received[payee] += amount
        spent[funder] += amount
    assert [received[number] for number in range(len(owed))] == owed
    assert [spent[number] for number in range(len(paid))] == paid


@given(MATRICES)
def test_payments_are_positive_in_order_and_fewer_than_payees_and_streams_together(matrix: list[list[int]]) -> None:
    owed, paid = [sum(row) for row in matrix], [sum(column) for column in zip(*matrix, strict=True)]
    found = north_west_corner(owed, paid)
    assert all(amount > 0 for *_, amount in found)
    assert [each[:2] for each in found] == sorted({each[:2] for each in found})
    assert len(found) <= len(owed) + len(paid) - 1


# The schedule of a plan


def test_the_schedule_of_the_worked_example_is_as_calculated_by_hand() -> None:
    """B's commissioning in the second year: 500 kept of its back office, 1000 and 300 of the hub, half of K2's
    management, half of the joint contract's. A's grant, the first stream, pays 100 of it: all to the back office.
    """
    found = paid_in(worked.case(), worked.joint())
    cell = [short(each) for each in found if (each.year, each.borough, each.service) == (1, "B", COMMISSIONING)]
    assert cell == [
        ("back office", "B", 0, 100),
        ("back office", "B", 1, 400),
        ("hub: hub", "hub", 1, 1300),
        ("contract management", "B", 1, 500),
        ("joint contract management", "B", 1, 750),
    ]


def test_a_contract_that_ends_is_paid_its_exit_cost_before_the_award_that_follows() -> None:
    """K1 leaves for 700; O gets A's 12 places at 900, half of its fee of 200 and of its start of 300."""
    found = paid_in(worked.case(), worked.joint())
    cell = [short(each) for each in found if (each.year, each.borough, each.service) == (1, "A", "day")]
    assert cell == [("K1", "P", 0, 700), ("O", "P", 0, 11_050)]


@pytest.mark.parametrize("plan", [worked.as_is(), worked.joint()], ids=["as is", "joint"])
def test_payees_get_what_they_charge_and_streams_pay_what_the_plan_says(plan: Plan) -> None:
    case, ledger = worked.case(), worked.ledger(plan)
    found = payment_schedule(case, plan, ledger)
    by_stream: Counter[tuple[int, str, str, int]] = Counter()
    by_cause: Counter[tuple[str, int]] = Counter()
    for each in found:
        by_stream[each.stream, each.borough, each.service, each.year] += each.amount
        by_cause[each.payee.contract, each.year] += each.amount
    assert by_stream == plan.spent
    charged: Counter[tuple[str, int]] = Counter()
    for charge in ledger.charges:
        if charge.service != COMMISSIONING:
            charged[charge.cause, charge.year] += charge.amount
    assert {key: by_cause[key] for key in charged} == charged
    assert sum(by_cause.values()) == sum(charge.amount for charge in ledger.charges)


def test_payees_and_streams_follow_the_cases_order() -> None:
    """Two contracts, two awards of one offer and of the next, and three streams that go round: names say nothing."""
    case = world(
        boroughs=[borough("B", back_office=5), borough("A")],
        management=2,
        funding=[stream("z", "B A"), stream("y", "B"), stream("x", "B")],
        contracts=[
            contract("K9", "P", today("day", "B", cost=40)),
            contract("K1", "P", today("day", "B", cost=30)),
        ],
        offers=[offer("O9", "Q", line("day", price=1)), offer("O1", "R", line("day", price=1))],
        options=[option("joint", level=3, arrangements=[arrangement("day", "B A")])],
    )
    plan = build_plan(
        case,
        kept=[("K9", 0), ("K1", 0)],
        live=[("O9", "B", 0), ("O1", "B", 0)],
        bought={("O1", "B", "day", "B", 0): 6, ("O9", "B", "day", "B", 0): 4},
    )
    commissioning = plan.spent[0, "B", COMMISSIONING, 0]
    plan = replace(
        plan,
        spent={
            (0, "B", "day", 0): 45,
            (1, "B", "day", 0): 27,
            (2, "B", "day", 0): 8,
            (1, "B", COMMISSIONING, 0): commissioning,
        },
    )
    assert [short(each) for each in paid_in(case, plan)] == [
        ("K9", "P", 0, 40),
        ("K1", "P", 0, 5),
        ("K1", "P", 1, 25),
        ("O9", "Q", 1, 2),
        ("O9", "Q", 2, 2),
        ("O1", "R", 2, 6),
        ("back office", "B", 1, 5),
        ("contract management", "B", 1, 8),
    ]


def test_a_team_is_paid_through_its_commissioner_and_a_hub_under_its_own_name() -> None:
    case = world(
        boroughs=[borough("A", back_office=10, commissioner="the county")],
        options=[option(hub_phases=[hub_phase("shared", "A", annual_cost=7, retained="1/2")])],
    )
    assert [short(each) for each in paid_in(case, build_plan(case))] == [
        ("back office", "the county", 0, 5),
        ("hub: shared", "shared", 0, 7),
    ]


def test_two_awards_of_one_offer_are_two_payees() -> None:
    case = world("A B", offers=[offer("O", "P", line("day", price=3))])
    plan = build_plan(case, live=[("O", "A", 0), ("O", "B", 0)], bought={("O", n, "day", n, 0): 1 for n in ("A", "B")})
    assert [(each.payee.kind, each.payee.group) for each in paid_in(case, plan)] == [
        ("separate", ("A",)),
        ("separate", ("B",)),
    ]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({(0, "A", "day", 0): 10_001}, "day for A in 2010/11: 10000 pence are charged and 10001 paid"),
        ({(0, "A", "day", 0): 0}, "day for A in 2010/11: 10000 pence are charged and 0 paid"),
        ({(1, "B", "links", 1): 1}, "links for B in 2011/12: 0 pence are charged and 1 paid"),
    ],
)
def test_a_cell_whose_margins_differ_is_refused_by_name(
    change: dict[tuple[int, str, str, int], int], message: str
) -> None:
    plan = worked.as_is()
    with pytest.raises(ValueError, match=message):
        payment_schedule(worked.case(), replace(plan, spent={**plan.spent, **change}), worked.ledger(plan))


def test_a_penny_too_much_here_and_too_little_there_is_refused() -> None:
    """The year's sums agree; the cells do not."""
    plan = worked.as_is()
    spent = {**plan.spent, (0, "A", "day", 0): 10_001, (0, "A", "swap", 0): 1_999}
    with pytest.raises(ValueError, match="day for A"):
        payment_schedule(worked.case(), replace(plan, spent=spent), worked.ledger(plan))
