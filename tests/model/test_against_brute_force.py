"""The solving agrees with trying every plan, on random tiny cases: infeasible exactly where nothing is found, the same
value of the first aim, and of the second; and every plan passes the audit.
"""

from __future__ import annotations

from fractions import Fraction
from math import isclose

import pytest

from models.audit import judge, same_claim
from models.case import Case
from models.ledger import Aims
from models.plan import Status
from optimiser.running import Settings
from optimiser.solving import solve
from tests.model.oracle import best
from tests.model.tiny import tiny

NUMBERS = range(240)
SETTINGS = Settings(gap=0.0, time_limit=60.0)


@pytest.mark.parametrize("number", NUMBERS)
def test_solving_finds_what_trying_every_plan_finds(number: int) -> None:
    case = tiny(number)
    expected, answer = best(case, case.options[0]), solve(case, case.options[0], SETTINGS)
    if expected is None:
        assert answer.status is Status.INFEASIBLE
        return
    assert answer.plan is not None
    ledger = judge(case, answer.plan)
    assert ledger.breaches == ()
    assert same_claim(answer, ledger.aims, SETTINGS.gap) == ()
    assert isclose(expected.primary, ledger.aims.of(case.objective), rel_tol=1e-9, abs_tol=1e-9)
    assert isclose(expected.second, _second(case, ledger.aims), rel_tol=1e-9, abs_tol=1e-9)


@pytest.mark.parametrize("number", NUMBERS[:60])
def test_the_plan_that_trying_finds_passes_the_audit_with_the_same_values(number: int) -> None:
    case = tiny(number)
    found = best(case, case.options[0])
    if found is not None:
        ledger = judge(case, found.plan)
        assert ledger.breaches == ()
        assert (found.primary, found.second) == (ledger.aims.of(case.objective), _second(case, ledger.aims))


def test_a_good_share_of_the_cases_has_no_plan_and_most_have_one() -> None:
    without = sum(best(case, case.options[0]) is None for case in map(tiny, NUMBERS))
    assert len(NUMBERS) / 5 <= without <= len(NUMBERS) / 2.5


def _second(case: Case, aims: Aims) -> Fraction:
    return aims.outcomes if case.objective == "cost" else aims.cost
