"""The solving agrees with trying every plan, on random tiny cases: infeasible exactly where nothing is found, the same
value of the first aim, and of the second; and every plan passes the audit.
"""

from __future__ import annotations

import os
from fractions import Fraction
from functools import cache
from math import isclose

import pytest
from oracle import Best, best
from tiny_cases import tiny_case

from models.audit import verify, verify_claim
from models.case.types import Case
from models.plan.ledger import ObjectiveValues
from models.plan.plan import Status
from optimiser.solving import solve
from optimiser.solving.settings import Settings

ONCE_WRONG = (318, 457, 1348)  # in which HiGHS called a plan best that was not: begun from a plan, or presolved
CASES = int(os.environ.get("BRUTE_FORCE_CASES", "240"))  # many more for a new version of a solver
NUMBERS = (*dict.fromkeys((*range(CASES), *ONCE_WRONG)),)
SETTINGS = Settings(gap=0.0, time_limit=60.0)


@pytest.mark.parametrize("number", NUMBERS)
def test_solving_finds_what_trying_every_plan_finds(number: int) -> None:
    case = tiny_case(number)
    expected, answer = tried(number), solve(case, case.options[0], SETTINGS)
    if expected is None:
        assert answer.status is Status.INFEASIBLE
        return
    assert answer.plan is not None
    ledger = verify(case, answer.plan)
    assert ledger.violations == ()
    assert verify_claim(answer, ledger.objectives, SETTINGS.gap) == ()
    assert isclose(expected.primary, ledger.objectives.of(case.objective), rel_tol=1e-9, abs_tol=1e-9)
    assert isclose(expected.second, _second(case, ledger.objectives), rel_tol=1e-9, abs_tol=1e-9)


@pytest.mark.parametrize("number", NUMBERS)
def test_the_bound_that_is_proven_is_no_better_than_the_best_plan(number: int) -> None:
    case = tiny_case(number)
    expected, answer = tried(number), solve(case, case.options[0], Settings(gap=0.001))
    if expected is None:
        assert answer.status is Status.INFEASIBLE
        return
    assert answer.objective_value is not None
    assert answer.bound is not None
    turned = 1 if case.objective == "cost" else -1  # so that less is better
    dust = 1e-6 * max(abs(float(expected.primary)), 1.0)
    assert turned * answer.bound <= turned * expected.primary + dust
    assert turned * expected.primary <= turned * answer.objective_value + dust
    assert abs(answer.objective_value - expected.primary) <= 0.001 * abs(answer.objective_value) + dust


@pytest.mark.filterwarnings("ignore:PULP_CBC_CMD is deprecated:DeprecationWarning")  # PuLP 3 brings CBC only so
@pytest.mark.parametrize("number", NUMBERS[:24])
def test_another_solver_finds_the_same(number: int) -> None:
    case = tiny_case(number)
    expected, answer = tried(number), solve(case, case.options[0], Settings(solver="CBC", gap=0.0))
    assert (answer.plan is None) == (expected is None)
    if expected is not None and answer.plan is not None:
        ledger = verify(case, answer.plan)
        assert ledger.violations == ()
        assert isclose(expected.primary, ledger.objectives.of(case.objective), rel_tol=1e-9, abs_tol=1e-9)


@pytest.mark.parametrize("number", NUMBERS[:60])
def test_the_plan_that_trying_finds_passes_the_audit_with_the_same_values(number: int) -> None:
    case = tiny_case(number)
    found = tried(number)
    if found is not None:
        ledger = verify(case, found.plan)
        assert ledger.violations == ()
        assert (found.primary, found.second) == (ledger.objectives.of(case.objective), _second(case, ledger.objectives))


def test_a_good_share_of_the_cases_has_no_plan_and_most_have_one() -> None:
    without = sum(tried(number) is None for number in NUMBERS)
    assert len(NUMBERS) / 5 <= without <= len(NUMBERS) / 2.5


@cache
def tried(number: int) -> Best | None:
    """The best plan of a tiny case, by trying every one."""
    case = tiny_case(number)
    return best(case, case.options[0])


def _second(case: Case, objectives: ObjectiveValues) -> Fraction:
    return objectives.outcomes if case.objective == "cost" else objectives.cost
