"""The limits on new contracts and new providers, each met, just broken and not applicable."""

from __future__ import annotations

from plan_builder import build_plan
from plan_in_model import plan_in_variables, rows_if_met, rows_of, rows_violated
from world import arrangement, line, offer, option, world

from models.case.types import Case, Offer


def _case(*offers: Offer, max_contracts: int | None = None, max_providers: int | None = None) -> Case:
    """A and B, which may contract a day service jointly."""
    joint = [arrangement("day", "A B")]
    only = option("only", level=2, arrangements=joint, max_contracts=max_contracts, max_providers=max_providers)
    return world("A B", ("day", "bed", "voice"), offers=offers, options=[only])


def test_new_contract_limit_is_met_by_as_many_as_allowed_not_counting_in_house() -> None:
    own = offer("own", "R", line("bed"), in_house=True)
    case = _case(offer("O", "P", line("day")), own, max_contracts=2)
    plan = build_plan(case, live=[("O", "A", 0), ("O", "B", 0), ("own", "A", 0), ("own", "B", 0)])
    assert rows_if_met("new_contract_limit", case, plan) == [(0,)]


def test_new_contract_limit_is_broken_by_one_more() -> None:
    case = _case(offer("O", "P", line("day")), max_contracts=1)
    plan = build_plan(case, live=[("O", "A", 0), ("O", "B", 0)])
    assert rows_violated("new_contract_limit", case, plan) == [(0,)]


def test_new_contract_limit_counts_a_bundle_and_a_joint_award_once() -> None:
    case = _case(offer("O", "P", line("day")), offer("X", "P", line("bed"), line("voice")), max_contracts=1)
    joint = build_plan(case, joint=[("day", "A B", 0)], live=[("O", "A B", 0)])
    assert rows_if_met("new_contract_limit", case, joint) == [(0,)]
    case = _case(offer("X", "P", line("bed"), line("day")), max_contracts=1)
    assert rows_if_met("new_contract_limit", case, build_plan(case, live=[("X", "A", 0)])) == [(0,)]


def test_new_contract_limit_does_not_apply_without_a_limit() -> None:
    assert rows_of("new_contract_limit", _case(offer("O", "P", line("day")))) == []


def test_new_provider_limit_is_met_by_two_contracts_of_one_provider_and_one_in_house() -> None:
    own = offer("own", "R", line("bed"), in_house=True)
    case = _case(offer("O", "P", line("day")), offer("X", "Q", line("day")), own, max_providers=1)
    plan = build_plan(case, live=[("O", "A", 0), ("O", "B", 0), ("own", "A", 0)])
    assert (0,) in rows_if_met("new_provider_limit", case, plan)


def test_new_provider_limit_is_broken_by_one_provider_more() -> None:
    case = _case(offer("O", "P", line("day")), offer("X", "Q", line("day")), max_providers=1)
    plan = build_plan(case, live=[("O", "A", 0), ("X", "B", 0)])
    assert rows_violated("new_provider_limit", case, plan) == [(0,)]


def test_new_provider_limit_is_broken_if_a_live_provider_is_not_counted() -> None:
    case = _case(offer("O", "P", line("day")), max_providers=1)
    placed = plan_in_variables(case, build_plan(case, live=[("O", "A", 0)]))
    placed.variables.engaged["P", 0].varValue = 0
    assert placed.violated_rows("new_provider_limit") == [("O", ("A",), 0)]


def test_new_provider_limit_does_not_apply_without_a_limit() -> None:
    assert rows_of("new_provider_limit", _case(offer("O", "P", line("day")))) == []
