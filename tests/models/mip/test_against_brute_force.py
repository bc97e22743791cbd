"""The solver agrees with trying every plan of random tiny cases.

It calls a case infeasible exactly if trying every plan finds none. Its plans have the same values of the objective and
the secondary objective, and every plan passes the audit.
"""

from __future__ import annotations

import os
from dataclasses import replace
from fractions import Fraction
from functools import cache
from math import isclose

import pytest
from oracle import Best, best
from tiny_cases import limited_case, tiny_case
from tiny_streams import tiny_case_leaving_out

from models.audit import verify, verify_claim
from models.case.types import Case
from models.plan.ledger import ObjectiveValues
from models.plan.plan import Answer, Status
from optimiser.solving import solve
from optimiser.solving.settings import Settings

pytestmark = pytest.mark.slow

ONCE_WRONG = (318, 457, 1348)  # HiGHS once called a wrong plan optimal: with a warm start, or after presolve
CASES = int(os.environ.get("BRUTE_FORCE_CASES", "240"))  # many more for a new version of a solver
NUMBERS = (*dict.fromkeys((*range(CASES), *ONCE_WRONG)),)
SETTINGS = Settings(gap=0.0, time_limit=60.0)
LEAVING_OUT = range(max(CASES // 2, 1))  # cases with savings targets that leave out streams


@pytest.mark.parametrize("number", NUMBERS)
def test_solving_finds_the_same_values_as_trying_every_plan(number: int) -> None:
    assert_solved_as_by_trying_every_plan(tiny_case(number), oracle_best(number))


@pytest.mark.parametrize("number", LEAVING_OUT)
def test_solving_finds_the_same_values_if_savings_targets_leave_out_streams(number: int) -> None:
    case, found = tiny_case_leaving_out(number), oracle_best(number, leaving_out=True)
    assert_solved_as_by_trying_every_plan(case, found)
    if found is not None:
        assert verify(case, found.plan).violations == ()


def test_many_targets_that_leave_out_streams_change_the_best_plan() -> None:
    """A case with targets that count all streams has another best plan, or has one where there is none."""
    differ = 0
    for number in LEAVING_OUT:
        case = tiny_case_leaving_out(number)
        every = tuple(replace(each, not_kept=()) for each in case.savings_targets)
        kept = best(replace(case, savings_targets=every), case.options[0])
        found = oracle_best(number, leaving_out=True)
        differ += kept is not None and (found is None or (found.primary, found.second) != (kept.primary, kept.second))
    assert differ >= len(LEAVING_OUT) / 10


def assert_solved_as_by_trying_every_plan(case: Case, expected: Best | None) -> None:
    answer = solve(case, case.options[0], SETTINGS)
    if expected is None:
        assert answer.status is Status.INFEASIBLE
        return
    assert answer.plan is not None
    ledger = verify(case, answer.plan)
    assert ledger.violations == ()
    assert verify_claim(answer, ledger.objectives, SETTINGS.gap) == ()
    assert isclose(expected.primary, ledger.objectives.of(case.objective), rel_tol=1e-9, abs_tol=1e-9)
    assert isclose(expected.second, _second(case, ledger.objectives), rel_tol=1e-9, abs_tol=1e-9)
    assert_secondary_bound(case, answer, expected)


def assert_secondary_bound(case: Case, answer: Answer, expected: Best) -> None:
    """No plan with the best objective is beyond the bound to the secondary objective."""
    assert answer.secondary_bound is not None
    sign = -1 if case.objective == "cost" else 1  # so that less is better
    tolerance = 1e-6 * max(abs(float(expected.second)), 1.0)
    assert sign * answer.secondary_bound <= sign * expected.second + tolerance


@pytest.mark.parametrize("number", NUMBERS)
def test_the_proven_bound_is_never_worse_than_the_best_plan(number: int) -> None:
    case = tiny_case(number)
    expected, answer = oracle_best(number), solve(case, case.options[0], Settings(gap=0.001))
    if expected is None:
        assert answer.status is Status.INFEASIBLE
        return
    assert answer.objective_value is not None
    assert answer.bound is not None
    sign = 1 if case.objective == "cost" else -1  # so that less is better
    tolerance = 1e-6 * max(abs(float(expected.primary)), 1.0)
    assert sign * answer.bound <= sign * expected.primary + tolerance
    assert sign * expected.primary <= sign * answer.objective_value + tolerance
    assert abs(answer.objective_value - expected.primary) <= 0.001 * abs(answer.objective_value) + tolerance
    if isclose(answer.objective_value, expected.primary, rel_tol=1e-9, abs_tol=1e-9):
        assert_secondary_bound(case, answer, expected)


@pytest.mark.parametrize("gap", [0.0, 0.001])
@pytest.mark.parametrize("number", NUMBERS[: CASES // 4])
def test_a_limit_to_what_an_outcome_costs_is_kept_as_in_trying_every_plan(number: int, gap: float) -> None:
    case = limited_case(number)
    expected, answer = best(case, case.options[0]), solve(case, case.options[0], Settings(gap=gap))
    assert (answer.plan is None) == (expected is None)
    if expected is None or answer.plan is None or answer.bound is None:
        return
    ledger = verify(case, answer.plan)
    assert ledger.violations == ()
    assert verify_claim(answer, ledger.objectives, gap) == ()
    value, tolerance = float(ledger.objectives.of("outcomes")), 1e-6 * max(abs(float(expected.primary)), 1.0)
    assert answer.bound >= expected.primary - tolerance
    assert value == pytest.approx(float(expected.primary), rel=max(gap, 1e-9), abs=tolerance)
    if isclose(value, expected.primary, rel_tol=1e-9, abs_tol=1e-9):
        assert_secondary_bound(case, answer, expected)
    if gap == 0.0:
        assert isclose(expected.second, ledger.objectives.cost, rel_tol=1e-9, abs_tol=1e-9)


@pytest.mark.filterwarnings("ignore:PULP_CBC_CMD is deprecated:DeprecationWarning")  # PuLP 3 brings CBC only so
@pytest.mark.parametrize("number", NUMBERS[:24])
def test_another_solver_finds_the_same(number: int) -> None:
    case = tiny_case(number)
    expected, answer = oracle_best(number), solve(case, case.options[0], Settings(solver="CBC", gap=0.0))
    assert (answer.plan is None) == (expected is None)
    if expected is not None and answer.plan is not None:
        ledger = verify(case, answer.plan)
        assert ledger.violations == ()
        assert isclose(expected.primary, ledger.objectives.of(case.objective), rel_tol=1e-9, abs_tol=1e-9)


@pytest.mark.parametrize("number", NUMBERS[:60])
def test_the_plan_found_by_trying_every_plan_passes_the_audit_with_the_same_values(number: int) -> None:
    case = tiny_case(number)
    found = oracle_best(number)
    if found is not None:
        ledger = verify(case, found.plan)
        assert ledger.violations == ()
        assert (found.primary, found.second) == (ledger.objectives.of(case.objective), _second(case, ledger.objectives))


def test_many_cases_have_no_plan_and_most_have_one() -> None:
    without = sum(oracle_best(number) is None for number in NUMBERS)
    assert len(NUMBERS) / 5 <= without <= len(NUMBERS) / 2.5


@cache
def oracle_best(number: int, leaving_out: bool = False) -> Best | None:
    """The best plan of a tiny case, found by trying every plan."""
    case = tiny_case_leaving_out(number) if leaving_out else tiny_case(number)
    return best(case, case.options[0])


def _second(case: Case, objectives: ObjectiveValues) -> Fraction:
    return objectives.outcomes if case.objective == "cost" else objectives.cost
