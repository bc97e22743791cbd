"""The audit finds a planted violation of every rule under its name and nothing else. It passes the plan beside it."""

from __future__ import annotations

import planted_money
import pytest
from planted_all import PLANTED
from planted_violation import PlantedViolation, violated_rules

from models.audit import RULE_NAMES, verify
from models.case.types import Case
from models.plan.plan import Plan


def _name(planted: PlantedViolation) -> str:
    return f"{planted.rule}: {planted.claim}"


@pytest.mark.parametrize("planted", PLANTED, ids=_name)
def test_a_plan_that_keeps_every_rule_has_no_violation(planted: PlantedViolation) -> None:
    assert verify(planted.case, planted.good).violations == ()


@pytest.mark.parametrize("planted", PLANTED, ids=_name)
def test_a_planted_violation_is_caught_under_its_rule_alone(planted: PlantedViolation) -> None:
    assert {planted.rule} == violated_rules(planted.case, planted.bad), verify(planted.case, planted.bad).violations


@pytest.mark.parametrize(("case", "plan"), planted_money.FITTING)
def test_money_may_pay_for_what_is_aligned_or_pooled(case: Case, plan: Plan) -> None:
    assert verify(case, plan).violations == ()


def test_every_rule_has_a_planted_violation() -> None:
    assert set(RULE_NAMES) == {planted.rule for planted in PLANTED}


def test_the_rules_are_in_the_order_of_the_model() -> None:
    assert RULE_NAMES == (
        "one_arrangement",
        "arrangement_lasts",
        "arrangement_begins",
        "commitment",
        "contract_end",
        "existing",
        "joint_replaces_separate",
        "offer_open",
        "price_band",
        "capacity",
        "minimum_term",
        "independence",
        "demand",
        "minimum_provision",
        "equal_access",
        "paid_in_full",
        "funding",
        "eligible",
        "transfer_limit",
        "savings",
        "new_contract_limit",
        "new_provider_limit",
    )
