"""The ranges of allocation lines agree with trying every plan that is nearly as good, on random tiny cases."""

from __future__ import annotations

from fractions import Fraction
from functools import cache

import pytest
from near_optimal import FIXED, FLEXIBLE, objective_value, own_plan, plans_within, run_of, solved_run
from plan_builder import build_plan
from tiny_cases import limited_case
from world import contract, line, offer, option, stream, today, world

from models.case.types import Case
from models.mip.instance import OptionInstance
from models.plan.allocation_lines import (
    AllocationLine,
    LineRange,
    LineState,
    NearOptimalRanges,
    is_near_optimal,
    near_optimal_limit,
    places_by_line,
)
from optimiser.analyses.flexibility import assess_flexibility
from optimiser.engine.run import Run
from optimiser.solving.near_optimal_ranges import line_ranges

pytestmark = pytest.mark.slow

X = AllocationLine("A", "day", "P")


@pytest.mark.parametrize("number", [*FLEXIBLE, *FIXED])
def test_the_ranges_are_those_of_all_plans_that_are_nearly_as_good(number: int) -> None:
    found = assess_flexibility(solved_run(number), "only")
    assert found is not None
    assert {
        each.line: (each.lower_bound, each.lowest_found, each.highest_found, each.upper_bound) for each in found.ranges
    } == {name: (low, low, high, high) for name, (low, high) in ranges_by_enumeration(number).items()}


@pytest.mark.parametrize("number", [3, 12, 27, 30, 48, 51, 69, 75])
def test_the_ranges_are_the_same_if_an_outcome_may_not_cost_more_than_a_limit(number: int) -> None:
    run = run_of(limited_case(number))
    found = assess_flexibility(run, "only")
    assert found is not None
    assert {each.line: (each.lowest_found, each.highest_found) for each in found.ranges} == ranges_of(run)


@pytest.mark.parametrize("number", [*FLEXIBLE, *FIXED])
def test_without_time_to_search_nothing_is_called_settled_that_is_not(number: int) -> None:
    run = solved_run(number)
    found = ranges_if(run, accepted=True, seconds=0.0)
    same = {name for name, (low, high) in ranges_by_enumeration(number).items() if low == high}
    assert {each.line for each in found.ranges if each.state is LineState.FIXED} <= same


@pytest.mark.parametrize("number", FLEXIBLE[:12])
def test_a_plan_that_the_audit_refuses_widens_no_range(number: int) -> None:
    run = solved_run(number)
    found = ranges_if(run, accepted=False, seconds=60.0)
    planned_places = places_by_line(run.case, own_plan(run))
    assert found.plans_examined == 1
    assert [(each.lowest_found, each.highest_found) for each in found.ranges] == [
        (planned_places.get(each.line, 0),) * 2 for each in found.ranges
    ]


@pytest.mark.parametrize("number", FLEXIBLE)
def test_a_line_is_open_exactly_where_two_plans_differ_in_it(number: int) -> None:
    found = assess_flexibility(solved_run(number), "only")
    assert found is not None
    open_ = {name for name, (low, high) in ranges_by_enumeration(number).items() if low < high}
    assert open_ == {each.line for each in found.ranges if each.state is LineState.FLEXIBLE} != set()


@pytest.mark.parametrize(
    ("price", "expected"),
    [
        pytest.param(10_000, {X: (6, 10), AllocationLine("A", "day", "Q"): (0, 4)}, id="as dear: both are open"),
        pytest.param(10_100, {X: (10, 10)}, id="dearer: the other is settled, and this one in no plan"),
    ],
)
def test_the_worked_example_of_the_page(price: int, expected: dict[AllocationLine, tuple[int, int]]) -> None:
    found = assess_flexibility(run_of(choice(price)), "only")
    assert found is not None
    ends = {each.line: (each.lowest_found, each.highest_found) for each in found.ranges}
    proven = {each.line: (each.lower_bound, each.upper_bound) for each in found.ranges}
    assert {line: both for line, both in ends.items() if both == proven[line]} == expected
    assert found.never_used == 2 - len(expected)


def test_an_option_without_a_plan_or_unknown_has_no_lines() -> None:
    assert assess_flexibility(solved_run(3), "other") is None


def test_a_line_adds_up_the_contracts_and_awards_of_one_provider_over_all_years() -> None:
    case = world(
        horizon=2,
        contracts=[contract("K", "P", today("day", "A", places=4))],
        offers=[offer("O", "P", line("day", price=1)), offer("N", "Q", line("day", price=1))],
    )
    plan = build_plan(
        case,
        used={("K", "day", "A", 0): 4},
        bought={("O", "A", "day", "A", 0): 1, ("O", "A", "day", "A", 1): 2, ("N", "A", "day", "A", 1): 8},
    )
    assert places_by_line(case, plan) == {X: 7, AllocationLine("A", "day", "Q"): 8}


def test_nearly_as_good_is_half_a_per_cent_of_the_size_of_the_first_aim() -> None:
    assert [
        near_optimal_limit("outcomes", Fraction(200)),
        near_optimal_limit("cost", Fraction(200)),
        near_optimal_limit("value", Fraction(-200)),
    ] == [*(199, 201, -201)]
    assert is_near_optimal("outcomes", Fraction(199), Fraction(200))
    assert not is_near_optimal("outcomes", Fraction(19899, 100), Fraction(200))
    assert is_near_optimal("cost", Fraction(201), Fraction(200))
    assert not is_near_optimal("value", Fraction(-20101, 100), Fraction(-200))


def test_a_line_is_settled_only_where_that_is_proven() -> None:
    assert LineRange(X, 5, 5, 5, 5, 5).state is LineState.FIXED
    assert LineRange(X, 5, 5, 5, 4, 5).state is LineState.UNDETERMINED
    assert LineRange(X, 5, 4, 5, 0, 9).state is LineState.FLEXIBLE


def test_one_more_plan_moves_the_ends_found_and_a_bound_that_it_has_beaten() -> None:
    assert LineRange(X, 5, 5, 5, 4, 5).with_plan(4) == LineRange(X, 5, 4, 5, 4, 5)
    assert LineRange(X, 5, 5, 5, 5, 5).with_plan(7) == LineRange(X, 5, 5, 7, 5, 7)


def test_what_is_found_outside_of_what_is_proven_is_refused() -> None:
    with pytest.raises(ValueError, match="not in order"):
        LineRange(X, 5, 5, 6, 5, 5)


def choice(price: int) -> Case:
    """10 places are demanded and there is £1,000. P asks £100 a place; Q asks `price` pence and has 4 places."""
    offers = [
        offer("O", "P", line("day", price=10_000, success="1/2")),
        offer("N", "Q", line("day", price=price, success="1/2", capacity=4)),
    ]
    return world(offers=offers, funding=[stream("grant", "A", 100_000)], options=[option("only")])


def ranges_if(run: Run, *, accepted: bool, seconds: float) -> NearOptimalRanges:
    """The ranges of the run's one option, if every plan is accepted or every plan is refused."""
    case = run.case
    instance = OptionInstance(case, case.options[0])
    plan, value = own_plan(run), objective_value(run)
    return line_ranges(instance, case.objective, plan, value, lambda _: accepted, seconds=seconds)


@cache
def ranges_by_enumeration(number: int) -> dict[AllocationLine, tuple[int, int]]:
    """The least and the most of each line, by trying every plan; without lines that no plan takes."""
    return ranges_of(solved_run(number))


def ranges_of(run: Run) -> dict[AllocationLine, tuple[int, int]]:
    found = [
        places_by_line(run.case, plan)
        for plan in plans_within(run.case, near_optimal_limit(run.case.objective, objective_value(run)))
    ]
    taken = set().union(*found)
    return {
        each: (min(plan.get(each, 0) for plan in found), max(plan.get(each, 0) for plan in found)) for each in taken
    }
