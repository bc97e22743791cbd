"""Staying close: no plan within the gap is nearer to the earlier one, by trying every plan of random tiny cases."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import cache

import pytest
from near_optimal import FLEXIBLE, objective_value, own_plan, plans_within, solved_run
from tiny_cases import tiny_case

from models.audit import verify, verify_claim
from models.case.types import Case
from models.mip.distance import Distance, distance, shift_years
from models.plan.plan import Answer, Plan
from optimiser.solving import solve
from optimiser.solving.settings import Settings

pytestmark = pytest.mark.slow

GAP = 0.2
WIDE = Settings(gap=GAP)
NUMBERS = tuple(number for number in FLEXIBLE if number not in (12, 75))  # which have thousands of plans within the gap


@pytest.mark.parametrize("number", NUMBERS)
def test_no_plan_within_the_gap_is_nearer(number: int) -> None:
    case, old = tiny_case(number), earlier(number)
    answer = near(case, WIDE, old)
    bound = Fraction(answer.bound or 0)
    allowed = plans_within(case, worst_value(case, bound))
    assert distance(old, plan_of(answer)) == min(distance(old, each) for each in allowed)
    assert "no plan within the gap differs in fewer contract-years" in answer.remarks[-1]


@pytest.mark.parametrize("number", NUMBERS[::2])
def test_with_gap_0_only_the_best_plans_count(number: int) -> None:
    run, old = solved_run(number), earlier(number)
    answer = near(run.case, Settings(gap=0.0), old)
    ledger = verify(run.case, plan_of(answer))
    assert ledger.objectives.of(run.case.objective) == objective_value(run)
    allowed = plans_within(run.case, objective_value(run))
    assert distance(old, plan_of(answer)) == min(distance(old, each) for each in allowed)


@pytest.mark.parametrize("number", FLEXIBLE)
def test_an_earlier_plan_that_is_still_within_the_gap_stands(number: int) -> None:
    run = solved_run(number)
    answer = near(run.case, WIDE, own_plan(run))
    assert distance(own_plan(run), plan_of(answer)) == (0, 0)


@pytest.mark.parametrize("number", FLEXIBLE[::4])
def test_names_and_years_that_are_no_longer_there_do_no_harm(number: int) -> None:
    run = solved_run(number)
    gone = frozenset({("gone", 0), ("gone", 7)})
    old = replace(
        own_plan(run), kept=own_plan(run).kept | gone, used={**own_plan(run).used, ("gone", "day", "A", 0): 3}
    )
    assert distance(old, plan_of(near(run.case, WIDE, old))) == (2, 3)


def test_the_remarks_say_how_near_and_that_the_second_aim_is_not_the_best() -> None:
    answer = near(tiny_case(16), WIDE, own_plan(solved_run(16)))
    assert answer.remarks[-1].startswith(
        "the plan nearest to the earlier one that was found among those within the gap: 0 contract-years and 0 places"
        " differ; no plan within the gap differs in fewer contract-years"
    )
    assert "secondary objective" in answer.remarks[-1]


def test_contract_years_come_before_places() -> None:
    old = Plan("as is", kept=frozenset({("K", 0), ("K", 1)}), used={("K", "day", "A", 0): 9, ("K", "day", "A", 1): 9})
    kept = replace(old, used={})
    ended = replace(old, kept=frozenset({("K", 0)}), used={("K", "day", "A", 0): 9, ("K", "day", "A", 1): 8})
    assert distance(old, kept) == Distance(0, 18)
    assert distance(old, ended) == Distance(1, 1)
    assert distance(old, kept) < distance(old, ended)
    assert str(distance(old, ended)) == "1 contract-year and 1 place"


def test_a_plan_seen_from_a_case_that_begins_later_has_its_years_renumbered() -> None:
    old = Plan("as is", kept=frozenset({("K", 0), ("K", 1)}), bought={("O", ("A",), "day", "A", 2): 5})
    assert shift_years(old, 1) == Plan("as is", kept=frozenset({("K", 0)}), bought={("O", ("A",), "day", "A", 1): 5})


def near(case: Case, settings: Settings, old: Plan) -> Answer:
    """The answer that stays close. Its plan must pass the audit and its claim be true."""
    answer = solve(case, case.options[0], settings, near=old)
    ledger = verify(case, plan_of(answer))
    assert ledger.violations == ()
    assert verify_claim(answer, ledger.objectives, settings.gap) == ()
    return answer


def plan_of(answer: Answer) -> Plan:
    assert answer.plan is not None
    return answer.plan


def worst_value(case: Case, bound: Fraction) -> Fraction:
    """The worst value within the gap of a bound: |bound - value| is the gap times |value|."""
    better = Fraction(str(GAP)) * (1 if case.objective == "cost" else -1)
    return bound / (1 - better) if bound >= 0 else bound / (1 + better)


@cache
def earlier(number: int) -> Plan:
    """A plan of the same case for another objective."""
    case = tiny_case(number)
    other = {"outcomes": "value", "cost": "outcomes", "value": "cost"}[case.objective]
    changed = replace(case, objective=other)
    answer = solve(changed, changed.options[0], Settings(gap=0.0))
    return plan_of(answer)
