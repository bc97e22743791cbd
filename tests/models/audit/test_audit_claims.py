"""An answer may claim only what its plan and its bound support."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from models.audit import verify_claim
from models.plan.ledger import ObjectiveValues
from models.plan.plan import Answer, Plan, Status

OBJECTIVES = ObjectiveValues(outcomes=Fraction(1000), cost=Fraction(5000), value=Fraction(-200))
PLAN = Plan("only")
MOST = Answer("only", "outcomes", Status.WITHIN_GAP, PLAN, 1000.0, 1000.5, 0.0005)
LEAST = Answer("only", "cost", Status.WITHIN_GAP, PLAN, 5000.0, 4997.5, 0.0005)
LOSS = Answer("only", "value", Status.WITHIN_GAP, PLAN, -200.0, -199.9, 0.0005)
BARE = Answer("only", "cost", Status.INFEASIBLE)


@pytest.mark.parametrize(
    "answer",
    [
        MOST,
        LEAST,
        LOSS,
        replace(MOST, bound=1000.0, gap=0.0, status=Status.OPTIMAL),
        replace(MOST, bound=1002.0, gap=0.002, status=Status.UNPROVEN),
        replace(MOST, bound=999.9999, gap=1e-7, status=Status.OPTIMAL),
        replace(MOST, bound=None, gap=None, status=Status.UNPROVEN),
        replace(MOST, secondary_bound=4999.0),
        replace(LOSS, secondary_bound=5000.0),
        replace(LEAST, secondary_bound=1000.5),
    ],
)
def test_a_right_claim_has_no_violation(answer: Answer) -> None:
    assert verify_claim(answer, OBJECTIVES, 0.001) == ()


def test_a_rounding_error_about_a_value_of_zero_is_no_gap() -> None:
    answer = Answer("only", "outcomes", Status.OPTIMAL, PLAN, 0.0, 5e-13, 0.0)
    assert verify_claim(answer, replace(OBJECTIVES, outcomes=Fraction(0)), 0.0) == ()


@pytest.mark.parametrize("status", [Status.INFEASIBLE, Status.NO_ANSWER])
def test_a_status_without_figures_claims_none(status: Status) -> None:
    assert verify_claim(replace(BARE, status=status), None, 0.001) == ()


@pytest.mark.parametrize(
    ("answer", "change", "what"),
    [
        (MOST, {"objective_value": 1000.1}, "primary"),
        (MOST, {"objective_value": None}, "primary"),
        (MOST, {"bound": 999.5}, "bound"),
        (LEAST, {"bound": 5002.5}, "bound"),
        (LOSS, {"bound": -200.1}, "bound"),
        (MOST, {"bound": None}, "bound"),
        (MOST, {"bound": float("inf")}, "bound"),
        (MOST, {"gap": 0.0004}, "gap"),
        (MOST, {"gap": None}, "gap"),
        (MOST, {"status": Status.OPTIMAL}, "status"),
        (MOST, {"status": Status.UNPROVEN}, "status"),
        (MOST, {"bound": 1002.0, "gap": 0.002}, "status"),
        (MOST, {"status": Status.INFEASIBLE}, "plan"),
        (MOST, {"plan": None}, "plan"),
        (replace(BARE, objective_value=1.0), {}, "primary"),
        (replace(BARE, secondary_bound=1.0), {}, "primary"),
        (MOST, {"secondary_bound": 5002.5}, "secondary bound"),
        (LOSS, {"secondary_bound": 5002.5}, "secondary bound"),
        (LEAST, {"secondary_bound": 999.5}, "secondary bound"),
        (MOST, {"secondary_bound": float("-inf")}, "secondary bound"),
    ],
)
def test_a_wrong_claim_is_reported_by_the_figure_that_is_wrong(
    answer: Answer, change: dict[str, Any], what: str
) -> None:
    objectives = None if answer.plan is None else OBJECTIVES
    assert what in [violation.where for violation in verify_claim(replace(answer, **change), objectives, 0.001)]
