"""The figures of an answer: in the objective's own units, rounded, and with the gap that they support."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import inf, nextafter

import pytest

from models.audit import verify_claim
from models.plan.ledger import ObjectiveValues
from models.plan.plan import Answer, Plan, Status
from optimiser.solving.status import Claim, relative_gap

PLAN = Plan("only")


def answer(objective: str, value: float, bound: float, gap: float = 0.001) -> Answer:
    """The answer with a value and a bound as the solver gives them: minimised, money in thousands of pounds."""
    return Claim("only", objective, gap, "HiGHS", 0.0, []).with_plan(PLAN, value, bound)


def last_bits(value: float) -> tuple[float, float, float]:
    """The value and the two floats next to it."""
    return nextafter(value, -inf), value, nextafter(value, inf)


@pytest.mark.parametrize(
    ("objective", "value", "bound"),
    [
        ("outcomes", -27.5, -27.5),
        ("outcomes", -1434.3701, -1435.2493),
        ("outcomes", 0.0, 0.0),
        ("cost", 33_530.34936, 33_513.3),
        ("cost", 0.3, 0.3),
        ("value", -2_649.17, -2_650.0),
        ("value", 0.1 + 0.2, 0.3),
    ],
)
def test_the_last_bit_of_a_solver_changes_nothing_that_is_written(objective: str, value: float, bound: float) -> None:
    answers = {repr(answer(objective, *figures)) for figures in product(last_bits(value), last_bits(bound))}
    assert len(answers) == 1


def test_figures_are_weighted_outcomes_or_pence() -> None:
    found = answer("outcomes", -27.5, -27.500000000000004)
    assert (found.objective_value, found.bound, found.gap, found.status) == (27.5, 27.5, 0.0, Status.OPTIMAL)
    found = answer("cost", 33_530.34936, 33_530.34936 - 1e-12)
    assert (found.objective_value, found.bound, found.gap) == (3_353_034_936.0, 3_353_034_936.0, 0.0)
    assert answer("value", 0.25, 0.25).objective_value == -25_000.0


@pytest.mark.parametrize("objective", ["outcomes", "cost", "value"])
def test_the_gap_is_that_of_the_figures_that_are_written(objective: str) -> None:
    found = answer(objective, -100.0, -100.05)
    assert found.objective_value is not None
    assert found.bound is not None
    sign = 1 if objective == "cost" else -1
    assert found.gap == relative_gap(sign * found.bound, sign * found.objective_value) == pytest.approx(0.0005)
    assert found.status is Status.WITHIN_GAP


@pytest.mark.parametrize(
    ("bound", "status"), [(-1.5015, Status.WITHIN_GAP), (-1.50150001, Status.UNPROVEN), (-1.5000015, Status.OPTIMAL)]
)
def test_a_gap_that_only_rounding_makes_larger_counts_as_met(bound: float, status: Status) -> None:
    found = answer("outcomes", -1.5, bound)
    assert found.gap is not None
    assert found.status is status
    objectives = ObjectiveValues(Fraction("1.5"), Fraction(0), Fraction(0))
    assert verify_claim(found, objectives, 0.001) == ()


@pytest.mark.parametrize("objective", ["outcomes", "cost", "value"])
def test_a_bound_that_the_value_beats_a_little_is_the_value(objective: str) -> None:
    """A solver's bound may be wrong by its tolerance."""
    found = answer(objective, -100.0, -100.0 + 1e-7)
    assert (found.bound, found.gap) == (found.objective_value, 0.0)


def test_without_a_bound_there_is_no_gap() -> None:
    found = answer("outcomes", -100.0, -inf)
    assert (found.bound, found.gap, found.status) == (None, None, Status.UNPROVEN)


def test_a_bound_to_the_secondary_objective_that_its_own_plan_disproves_does_not_count() -> None:
    claim = Claim("only", "outcomes", 0.001, "HiGHS", 0.0, [])
    answer = claim.with_plan(Plan("only"), -10.0, -10.0, (100.0, 101.0))
    assert answer.secondary_bound is None
    assert any("disproved" in remark for remark in answer.remarks)
