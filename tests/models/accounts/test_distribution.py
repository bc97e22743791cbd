"""Where money comes from and goes: by hand for the worked example, and totals that must agree for any spending."""

from __future__ import annotations

from fractions import Fraction

import pytest
import worked
from hypothesis import given
from hypothesis import strategies as st
from world import stream, world

from models.accounts.distribution import (
    BoroughTotal,
    StreamTotal,
    StreamYear,
    Transfer,
    borough_totals,
    stream_totals,
    stream_transfers,
    stream_years,
)
from models.accounts.option_accounts import OptionAccounts
from models.appraisal.measure_formulas import transfers, unspent
from models.plan.plan import Plan

THREE = ("A", "B", "C")
SPENT = st.dictionaries(
    st.tuples(st.integers(0, 3), st.sampled_from(THREE), st.sampled_from(("day", "commissioning")), st.integers(0, 1)),
    st.integers(1, 10**9),
)
CASE = world(
    THREE,
    horizon=2,
    funding=[stream("one", "A"), stream("two", "A B"), stream("three", "A B C"), stream("four", "C")],
)


def test_transfers_are_as_planned() -> None:
    """A's grant pays 100 pence of B's commissioning in the second year."""
    assert stream_transfers(worked.case(), worked.joint()) == (Transfer(0, "B", 100),)
    assert stream_transfers(worked.case(), worked.as_is()) == ()


def test_the_boroughs_of_the_worked_example_are_as_calculated_by_hand() -> None:
    """A: 17,000 in the first year; in the second 18,300 = day 11,050 and 700 to leave K1, swap 2,000, links 500,
    commissioning 4,050. B: 3,500, then 12,500 = day 7,450, swap 2,000, commissioning 3,050.
    """
    plan = worked.joint()
    assert borough_totals(worked.case(), plan, worked.ledger(plan)) == (
        BoroughTotal("A", 35_300, 35_300, 0, 44, Fraction(22), Fraction("3.4")),
        BoroughTotal("B", 16_000, 15_900, 100, 24, Fraction(8), Fraction("1.6")),
    )


def test_the_streams_of_the_worked_example_are_as_calculated_by_hand() -> None:
    """Two years of 40,000 and of 30,000; A's grant kept 50 for the second year and so left 44,600 unspent."""
    found = stream_totals(worked.case(), worked.joint())
    assert found == (StreamTotal(0, 80_000, 35_300, 100, 50), StreamTotal(1, 60_000, 15_900, 0, 0))
    assert [each.unspent for each in found] == [44_600, 44_100]


def test_a_stream_year_has_the_money_brought_forward_spent_and_carried_forward() -> None:
    """40,000 less 17,000 spent and 50 kept; then 40,000 and 50 less 18,400, of which 100 for B."""
    first, _, second, _ = stream_years(worked.case(), worked.joint())
    assert first == StreamYear(0, 0, 40_000, 0, 17_000, 0, 50)
    assert second == StreamYear(1, 0, 40_000, 50, 18_400, 100, 0)
    assert (first.unspent, second.unspent) == (22_950, 21_650)


def test_money_of_a_stream_with_several_homes_is_at_home_in_each() -> None:
    plan = Plan("alone", spent={(1, "A", "day", 0): 3, (1, "B", "day", 1): 4, (1, "C", "day", 0): 5})
    assert stream_transfers(CASE, plan) == (Transfer(1, "C", 5),)
    assert (stream_totals(CASE, plan)[1].spent_at_home, stream_totals(CASE, plan)[1].transferred_out) == (7, 5)


@pytest.mark.parametrize("plan", [worked.as_is(), worked.joint()], ids=["as is", "joint"])
def test_each_boroughs_cost_is_paid_by_its_own_streams_and_by_others(plan: Plan) -> None:
    found = borough_totals(worked.case(), plan, worked.ledger(plan))
    assert [each.paid_by_own_streams + each.transferred_in for each in found] == [each.cost for each in found]
    assert sum(each.cost for each in found) == sum(charge.amount for charge in worked.ledger(plan).charges)


@given(SPENT)
def test_transfers_in_equal_transfers_out_and_the_measure_of_transfers(
    spent: dict[tuple[int, str, str, int], int],
) -> None:
    plan = Plan("alone", spent=spent)
    ledger = worked.ledger(worked.as_is())  # of another case: neither figure here reads it
    moved_in = sum(each.amount for each in stream_transfers(CASE, plan))
    assert moved_in == sum(each.transferred_out for each in stream_totals(CASE, plan))
    assert moved_in == sum(stream_year.spent_outside for stream_year in stream_years(CASE, plan))
    assert moved_in == transfers(OptionAccounts(CASE, CASE.reference, plan, ledger, None))


@given(SPENT, st.dictionaries(st.tuples(st.integers(0, 3), st.just(0)), st.integers(1, 10**6)))
def test_money_of_a_stream_is_spent_at_home_transferred_out_or_left(
    spent: dict[tuple[int, str, str, int], int], carried: dict[tuple[int, int], int]
) -> None:
    """Whatever is kept for the next year, as it comes back in that year."""
    plan = Plan("alone", spent=spent, carried=carried)
    found = stream_totals(CASE, plan)
    assert [each.spent_at_home + each.transferred_out + each.unspent for each in found] == [
        sum(f.amounts) for f in CASE.funding
    ]
    left = [
        sum(stream_year.unspent for stream_year in stream_years(CASE, plan) if stream_year.stream == each.stream)
        for each in found
    ]
    assert [each.unspent for each in found] == left
    known = OptionAccounts(CASE, CASE.reference, plan, worked.ledger(worked.as_is()), None)
    assert sum(left) == unspent(known)
    assert sum(each.spent_at_home + each.transferred_out for each in found) == sum(spent.values())
