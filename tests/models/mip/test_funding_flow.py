"""Who pays for what, to the penny: cases worked by hand, tiny cases with every way to pay tried, and general laws.

The order: most spending of the streams that savings targets leave out; least spending outside homes over the horizon;
then, stream by stream and year by year, as much spent as possible; and nothing carried forward without need, nor in the
last year.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle_funding import FundingOracle
from oracle_payments import OFFICE, best_payment, funding_problems, needs
from world import hub_phase, option, stream, world

from models.case.types import FundingStream, Option
from models.mip.funding_flow import Payments, Shortfall, allocate_funding
from models.mip.instance import Cell, Eligibility, OptionInstance
from models.mip.savings import Needed

POOLED = option("only", level=3, hub_phases=[hub_phase("hub", "A B")])


def _instance(*streams: FundingStream, only: Option | None = None) -> OptionInstance:
    case = world("A B", "day", len(streams[0].amounts), funding=streams, options=[only or option("only")])
    return OptionInstance(case, case.options[0])


def _pay(instance: OptionInstance, bills: Mapping[Cell, int], needed: Needed | None = None) -> Payments:
    return allocate_funding(instance, bills, needed or {})


def _totals(paid: Payments) -> dict[tuple[int, int], int]:
    """What each stream spends in each year."""
    totals: Counter[tuple[int, int]] = Counter()
    for (f, _, _, year), pence in paid.spent.items():
        totals[f, year] += pence
    return dict(sorted(totals.items()))


def _office(*pence: int, borough: str = "A") -> dict[Cell, int]:
    """The charges for a borough's back office, one for each year."""
    return {(borough, OFFICE, year): amount for year, amount in enumerate(pence)}


def test_a_bill_is_paid_to_the_penny_by_the_only_stream_that_may() -> None:
    paid = _pay(_instance(stream("grant", "A", 100), stream("grant", "B", 100)), _office(33))
    assert paid == Payments({(0, "A", OFFICE, 0): 33}, {})


def test_the_first_stream_of_the_table_is_spent_first() -> None:
    paid = _pay(_instance(stream("one", "A", 70), stream("two", "A", 90)), _office(100))
    assert _totals(paid) == {(0, 0): 70, (1, 0): 30}


def test_the_first_stream_is_spent_even_if_a_narrower_one_could_have_paid() -> None:
    streams = stream("all", "A", 60), stream("office", "A", 50, ring_fence=OFFICE)
    paid = _pay(_instance(*streams), {("A", OFFICE, 0): 50, ("A", "day", 0): 50})
    assert dict(paid.spent) == {(0, "A", "day", 0): 50, (0, "A", OFFICE, 0): 10, (1, "A", OFFICE, 0): 40}


def test_the_first_stream_is_spared_only_for_what_no_other_stream_may_pay() -> None:
    streams = stream("office", "A", 50, ring_fence=OFFICE), stream("all", "A", 60)
    paid = _pay(_instance(*streams), {("A", OFFICE, 0): 50, ("A", "day", 0): 50})
    assert _totals(paid) == {(0, 0): 50, (1, 0): 50}


def test_money_stays_at_home_if_it_can_whichever_stream_is_first() -> None:
    streams = stream("grant", "A", 100, poolable=True), stream("grant", "B", 60)
    paid = _pay(_instance(*streams, only=POOLED), _office(100, borough="B"))
    assert dict(paid.spent) == {(0, "B", OFFICE, 0): 40, (1, "B", OFFICE, 0): 60}


def test_least_money_leaves_home_even_if_the_first_stream_is_spent_less() -> None:
    """A's second stream could free its first for B, but B's own stream pays for B."""
    streams = stream("one", "A", 50, poolable=True), stream("two", "A", 50), stream("grant", "B", 50)
    paid = _pay(_instance(*streams, only=POOLED), {**_office(30), **_office(30, borough="B")})
    assert _totals(paid) == {(0, 0): 30, (2, 0): 30}


def test_a_stream_of_both_boroughs_is_at_home_in_both() -> None:
    streams = stream("both", "A B", 50, poolable=True), stream("grant", "B", 50)
    paid = _pay(_instance(*streams, only=POOLED), _office(50, borough="B"))
    assert _totals(paid) == {(0, 0): 50}


def test_money_kept_at_home_for_later_comes_before_money_from_outside() -> None:
    """B carries 20 of its 70 forward to its second year, so that A pays nothing for B."""
    streams = stream("grant", "A", (100, 100), poolable=True), stream("grant", "B", (70, 30), keep=1)
    paid = _pay(_instance(*streams, only=POOLED), _office(50, 50, borough="B"))
    assert _totals(paid) == {(1, 0): 50, (1, 1): 50}
    assert paid.carried == {(1, 0): 20}


def test_the_earlier_year_is_spent_first_and_nothing_is_kept_that_is_not_needed() -> None:
    """Stream one could carry 50 forward and be spent as fully, but its first year is spent first."""
    streams = stream("one", "A", (100, 100), keep=1), stream("two", "A", (200, 200))
    paid = _pay(_instance(*streams), _office(100, 150))
    assert _totals(paid) == {(0, 0): 100, (0, 1): 100, (1, 1): 50}
    assert paid.carried == {}


def test_only_what_is_needed_is_kept() -> None:
    paid = _pay(_instance(stream("one", "A", (200, 50), keep=1)), _office(100, 100))
    assert paid.carried == {(0, 0): 50}


def test_what_comes_forward_lets_the_first_stream_be_spent_more_in_its_second_year() -> None:
    streams = stream("one", "A", (120, 100), keep="0.1"), stream("two", "A", (200, 200))
    paid = _pay(_instance(*streams), _office(100, 150))
    assert _totals(paid) == {(0, 0): 100, (0, 1): 112, (1, 1): 38}
    assert paid.carried == {(0, 0): 12}


def test_money_goes_forward_over_two_years_and_none_in_the_last() -> None:
    paid = _pay(_instance(stream("one", "A", (150, 100, 60), keep=1)), _office(100, 100, 100))
    assert paid.carried == {(0, 0): 40, (0, 1): 40}


def test_what_may_be_kept_is_a_share_of_the_year_s_own_amount() -> None:
    """Half of 100 and of 20 may be carried forward: 50 into the second year, but only 10 out of it."""
    instance = _instance(stream("one", "A", (100, 20, 0), keep="1/2"))
    assert _pay(instance, _office(40, 60, 10)).carried == {(0, 0): 50, (0, 1): 10}
    with pytest.raises(Shortfall) as raised:
        _pay(instance, _office(40, 50, 11))
    assert raised.value.pence == 1


def test_what_may_be_kept_is_rounded_down_to_a_penny() -> None:
    """0.169 of 150 is 25.35."""
    enough, short = (_instance(stream("one", "A", (150, second), keep="0.169")) for second in (75, 74))
    assert _pay(enough, _office(100, 100)).carried == {(0, 0): 25}
    with pytest.raises(Shortfall) as raised:
        _pay(short, _office(100, 100))
    assert raised.value.pence == 1


@pytest.mark.parametrize(("bill", "missing"), [(159, 0), (160, 1), (200, 41)])
def test_no_more_leaves_home_than_the_limit_rounded_down(bill: int, missing: int) -> None:
    """0.1 of 999 is 99.9; B has 60 of its own."""
    pooled = option("only", level=3, hub_phases=[hub_phase("hub", "A B")], transfer_limit="0.1")
    instance = _instance(stream("grant", "A", 999, poolable=True), stream("grant", "B", 60), only=pooled)
    if not missing:
        assert _totals(_pay(instance, _office(bill, borough="B"))) == {(0, 0): 99, (1, 0): 60}
        return
    with pytest.raises(Shortfall) as raised:
        _pay(instance, _office(bill, borough="B"))
    assert raised.value.pence == missing


def test_the_whole_of_a_bill_that_no_stream_may_pay_is_missing() -> None:
    with pytest.raises(Shortfall, match="7 pence") as raised:
        _pay(_instance(stream("grant", "A", 100)), {**_office(9), **_office(7, borough="B")})
    assert raised.value.pence == 7


def test_no_bills_need_no_money() -> None:
    assert _pay(_instance(stream("grant", "A", (100, 100), keep=1)), {}) == Payments({}, {})


def test_large_sums_are_paid_to_the_penny() -> None:
    streams = stream("one", "A", 10**15 + 1), stream("two", "A", 10**15)
    paid = _pay(_instance(*streams), _office(2 * 10**15 + 1))
    assert _totals(paid) == {(0, 0): 10**15 + 1, (1, 0): 10**15}


def test_streams_that_a_target_leaves_out_are_spent_first_even_outside_their_homes() -> None:
    """B's own stream could pay for B, and is first in the table; A's money that is not kept pays instead."""
    streams = stream("grant", "B", 60), stream("not kept", "A", 50, poolable=True)
    bills = _office(100, borough="B")
    assert _totals(_pay(_instance(*streams, only=POOLED), bills)) == {(0, 0): 60, (1, 0): 40}
    needed = {(frozenset([1]), 0): 0}
    assert _totals(_pay(_instance(*streams, only=POOLED), bills, needed)) == {(0, 0): 50, (1, 0): 50}


def test_each_of_two_targets_is_met_where_the_first_stream_could_pay_for_all() -> None:
    """Both could pay for everything: to spend as much as possible of the first would leave nothing for the second."""
    streams = stream("one", "A", 100, poolable=True), stream("two", "B", 100, poolable=True)
    bills = {**_office(50), **_office(50, borough="B")}
    needed = {(frozenset([0]), 0): 30, (frozenset([1]), 0): 60}
    assert _totals(_pay(_instance(*streams, only=POOLED), bills, needed)) == {(0, 0): 40, (1, 0): 60}
    within = {(frozenset([1]), 0): 70, (frozenset([0, 1]), 0): 100}
    assert _totals(_pay(_instance(*streams, only=POOLED), bills, within)) == {(0, 0): 30, (1, 0): 70}


def test_what_a_target_needs_and_no_bill_can_take_is_missing() -> None:
    with pytest.raises(Shortfall) as raised:
        _pay(_instance(stream("one", "A", 100)), _office(50), {(frozenset([0]), 0): 53})
    assert raised.value.pence == 3


def test_a_year_without_a_target_is_paid_as_if_there_were_none() -> None:
    streams = stream("kept", "A", (100, 100)), stream("not kept", "A", (100, 100))
    paid = _pay(_instance(*streams), _office(60, 60), {(frozenset([1]), 1): 0})
    assert _totals(paid) == {(0, 0): 60, (1, 1): 60}


@pytest.mark.slow  # many drawn bills
@settings(max_examples=300, deadline=None)
@given(funding_problems(), st.data())
def test_the_payment_is_the_best_of_those_that_spend_what_is_needed(
    drawn: tuple[OptionInstance, Mapping[Cell, int]], data: st.DataObject
) -> None:
    instance, bills = drawn
    needed = data.draw(needs(instance))
    expected = best_payment(instance, bills, needed)
    if expected is None:
        with pytest.raises(Shortfall):
            _pay(instance, bills, needed)
        return
    paid = _pay(instance, bills, needed)
    found = (_totals(paid), paid.carried, _outside(instance, paid))
    assert found == (expected.spent, expected.carried, expected.outside)


@pytest.mark.slow  # many drawn bills
@settings(max_examples=300, deadline=None)
@given(funding_problems())
def test_the_payment_is_the_best_of_all_ways_to_pay(drawn: tuple[OptionInstance, Mapping[Cell, int]]) -> None:
    instance, bills = drawn
    expected = best_payment(instance, bills)
    if expected is None:
        with pytest.raises(Shortfall):
            _pay(instance, bills)
        return
    paid = _pay(instance, bills)
    assert (_totals(paid), paid.carried, _outside(instance, paid)) == (
        expected.spent,
        expected.carried,
        expected.outside,
    )


@pytest.mark.slow  # many drawn bills
@settings(max_examples=200, deadline=None)
@given(funding_problems(years=4, most=10**7))
def test_every_bill_is_paid_in_full_and_no_stream_is_overspent(
    drawn: tuple[OptionInstance, Mapping[Cell, int]],
) -> None:
    instance, bills = drawn
    funding = FundingOracle(instance.case, instance.option)
    asked = {y: tuple(bills.get((*cell, y), 0) for cell in funding.cells) for y in instance.case.years}
    try:
        paid = _pay(instance, bills)
    except Shortfall:
        assert not funding.can_pay(asked)
        return
    assert funding.can_pay(asked)
    _is_paid(bills, paid)
    _is_within(instance, paid)


def _is_paid(bills: Mapping[Cell, int], paid: Payments) -> None:
    got: Counter[Cell] = Counter()
    for (_, *cell), pence in paid.spent.items():
        assert pence > 0
        got[tuple(cell)] += pence  # type: ignore[index]
    assert got == Counter({cell: pence for cell, pence in bills.items() if pence})


def _is_within(instance: OptionInstance, paid: Payments) -> None:
    spent, last = _totals(paid), instance.case.horizon - 1
    for f, each in enumerate(instance.case.funding):
        for year, amount in enumerate(each.amounts):
            kept = paid.carried.get((f, year), 0)
            assert 0 <= kept <= (0 if year == last else each.carry_forward * amount)
            assert spent.get((f, year), 0) + kept <= amount + paid.carried.get((f, year - 1), 0)
            limit = instance.option.transfer_limit
            assert limit is None or _outside(instance, paid, f, year) <= limit * amount


def _outside(instance: OptionInstance, paid: Payments, stream: int | None = None, year: int | None = None) -> int:
    """The money spent outside its homes. Asserts that every payment is one that the stream may make."""
    total = 0
    for (f, *cell), pence in paid.spent.items():
        eligibility = instance.eligibility(instance.case.funding[f], tuple(cell))  # type: ignore[arg-type]
        assert eligibility is not Eligibility.NO
        total += pence * (eligibility is Eligibility.OUTSIDE and stream in (None, f) and year in (None, cell[2]))
    return total
