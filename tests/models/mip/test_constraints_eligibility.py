"""Which stream may pay for what, and how much outside its homes: met, broken by a penny, and not applicable.

A back office costs 100 pence a year; a day place costs 10.
"""

from __future__ import annotations

import pytest
from plan_in_model import CONSTRAINT_BY_NAME, plan_in_variables, rows_if_met, rows_of, rows_violated, variables_of
from two_offices import HUB, OFFICE, office_payments, paying, two_offices
from world import hub_phase, option, stream

from models.case.types import Case, FundingStream
from models.mip.instance import Eligibility, OptionInstance
from models.plan.plan import Plan

# Which cells of A and B a stream of A may pay for.


def _eligible_cells(
    each: FundingStream, *, level: int, together: bool = True, year: int = 0, first: int = 0
) -> dict[str, str]:
    """The eligibility of a stream for the cells of a year that it may pay for, such as "A day"."""
    hub_phases = [hub_phase("hub", "A B", first=first)] if together else [hub_phase("one", "A"), hub_phase("two", "B")]
    case = two_offices(each, stream("grant", "B"), horizon=2, only=option("only", level=level, hub_phases=hub_phases))
    instance = OptionInstance(case, case.options[0])
    found = {f"{c[0]} {c[1]}": instance.eligibility(case.funding[0], c) for c in instance.cells(year)}
    return {cell: each.name for cell, each in found.items() if each is not Eligibility.NO}


NARROW = stream(
    "grant", "A", ring_fence=("day", OFFICE), purpose=("day", "bed"), aligned=("day", OFFICE), poolable=True
)


def test_eligible_is_met_at_level_1_by_its_purpose_within_the_ring_fence() -> None:
    assert _eligible_cells(NARROW, level=1) == {"A day": "HOME"}


def test_eligible_is_met_from_level_2_by_what_is_aligned() -> None:
    assert {"A day": "HOME", f"A {OFFICE}": "HOME"} == _eligible_cells(NARROW, level=2)


def test_eligible_is_met_at_level_3_by_anything_in_the_ring_fence_of_boroughs_together() -> None:
    cells = {"A day": "HOME", f"A {OFFICE}": "HOME", "B day": "OUTSIDE", f"B {OFFICE}": "OUTSIDE"}
    assert cells == _eligible_cells(NARROW, level=3)


def test_eligible_ignores_purpose_and_aligned_for_a_hub_of_one_member() -> None:
    only_day = stream("grant", "A", ring_fence=("day", OFFICE), purpose="day", aligned="day", poolable=True)
    assert {"A day": "HOME", f"A {OFFICE}": "HOME"} == _eligible_cells(only_day, level=3, together=False)


@pytest.mark.parametrize(
    ("each", "changes"),
    [
        (NARROW, {"level": 2}),
        (stream("grant", "A", poolable=False), {"level": 3}),
        (NARROW, {"level": 3, "together": False}),
        (NARROW, {"level": 3, "first": 1}),
    ],
    ids=["below level 3", "not poolable", "in two hubs", "a year before the hub"],
)
def test_eligible_is_broken_by_money_of_another_borough_and_met_by_creating_no_variable(
    each: FundingStream, changes: dict[str, int]
) -> None:
    assert not any(cell.startswith("B") for cell in _eligible_cells(each, **changes))  # type: ignore[arg-type]


def test_eligible_is_broken_by_a_penny_and_met_by_creating_no_variable() -> None:
    case = two_offices(stream("grant", "A"), stream("grant", "B"))
    placed = plan_in_variables(
        case, paying(case, {(0, "A", OFFICE, 0): 100, (1, "B", OFFICE, 0): 99, (0, "B", OFFICE, 0): 1})
    )
    assert [kind for kind, _ in placed.not_expressible] == ["pay"]


def test_eligible_does_not_apply_to_money_that_may_pay_for_everything_of_its_home() -> None:
    case = two_offices()
    assert rows_if_met("eligible", case, paying(case, office_payments(100, 100))) == []
    assert {f"A {service}": "HOME" for service in ("day", "bed", OFFICE)} == _eligible_cells(
        stream("grant", "A"), level=1
    )


def test_eligible_has_a_row_for_a_payment_that_should_not_exist() -> None:
    variables = variables_of(two_offices())
    assert list(CONSTRAINT_BY_NAME["eligible"](variables)) == []
    variables.pay[0, 99] = next(iter(variables.pay.values()))
    assert [index for index, _ in CONSTRAINT_BY_NAME["eligible"](variables)] == [(0, 99)]


# A's stream of 999 pence may spend 0.1 of it, 99.9, so 99 pence, in B.


def _limited(limit: str | None) -> Case:
    pooled = option("only", level=3, hub_phases=[HUB], transfer_limit=limit)
    return two_offices(stream("grant", "A", 999, poolable=True), stream("grant", "B"), only=pooled)


def _gives(case: Case, pence: int) -> Plan:
    return paying(case, {(0, "A", OFFICE, 0): 100, (0, "B", OFFICE, 0): pence, (1, "B", OFFICE, 0): 100 - pence})


def test_transfer_limit_is_met_to_the_penny() -> None:
    assert rows_if_met("transfer_limit", _limited("0.1"), _gives(_limited("0.1"), 99)) == [(0,)]


def test_transfer_limit_is_broken_by_a_penny_more_than_the_share_rounded_down() -> None:
    assert rows_violated("transfer_limit", _limited("0.1"), _gives(_limited("0.1"), 100)) == [(0,)]


def test_transfer_limit_is_each_year_s_own() -> None:
    case = two_offices(
        stream("grant", "A", (999, 9), poolable=True),
        stream("grant", "B"),
        horizon=2,
        only=option("only", level=3, hub_phases=[HUB], transfer_limit="0.5"),
    )
    assert [
        round(pool.transfer_limit * 100_000) for pool in variables_of(case).funding_pools.pools if 0 in pool.streams
    ] == [
        499,
        4,
    ]


def test_transfer_limit_does_not_apply_without_a_limit_nor_at_home() -> None:
    assert rows_of("transfer_limit", _limited(None)) == []
    assert rows_if_met("transfer_limit", _limited("0"), _gives(_limited("0"), 0)) == [(0,)]


def test_transfer_limit_of_streams_of_one_reach_is_the_sum_of_each_rounded_down() -> None:
    both = [stream(name, "A", 15, poolable=True) for name in ("one", "two")]  # 0.1 of 15 is 1.5, so 1 and 1, not 3
    case = two_offices(
        *both, stream("grant", "B"), only=option("only", level=3, hub_phases=[HUB], transfer_limit="0.1")
    )
    assert [pool.transfer_limit for pool in variables_of(case).funding_pools.pools if pool.streams == (0, 1)] == [
        0.00002
    ]
