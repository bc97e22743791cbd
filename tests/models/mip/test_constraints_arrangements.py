"""The constraints on joint contracting, each met, just broken and not applicable: rows against plans made by hand."""

from __future__ import annotations

from plan_builder import build_plan
from plan_in_model import plan_in_variables, rows_if_met, rows_of, rows_violated, variables_of
from world import arrangement, contract, line, offer, option, today, world

from models.case.types import Arrangement, Case

PAIR, ALL_THREE = arrangement("day", "A B"), arrangement("day", "A B C")
MUST = arrangement("day", "A B", required=True)


def _case(*joint: Arrangement, horizon: int = 1, existing: str = "free", committed_to: int | None = None) -> Case:
    """Three boroughs; today's contract K serves B alone; the offer O is open to all."""
    return world(
        "A B C",
        "day",
        horizon,
        contracts=[contract("K", "Q", today("day", "B"), committed_to=committed_to)],
        offers=[offer("O", "P", line("day", price=100))],
        options=[option("joint", level=2, existing=existing, arrangements=joint)],
    )


def test_one_arrangement_is_met_if_a_borough_is_in_one_group() -> None:
    case = _case(PAIR, arrangement("day", "B C"))
    plan = build_plan(case, joint=[("day", "A B", 0)], live=[("O", "A B", 0)])
    assert rows_if_met("one_arrangement", case, plan) == [("A", "day", 0), ("B", "day", 0), ("C", "day", 0)]


def test_one_arrangement_is_broken_if_two_groups_share_a_borough() -> None:
    case = _case(PAIR, arrangement("day", "B C"))
    plan = build_plan(case, joint=[("day", "A B", 0), ("day", "B C", 0)], live=[("O", "A B", 0), ("O", "B C", 0)])
    assert plan_in_variables(case, plan).violated_rows("one_arrangement") == [("B", "day", 0)]


def test_one_arrangement_does_not_apply_if_no_service_is_contracted_jointly() -> None:
    assert rows_of("one_arrangement", _case()) == []


def test_arrangement_lasts_is_met_if_a_larger_group_takes_over() -> None:
    case = _case(PAIR, ALL_THREE, horizon=2)
    plan = build_plan(case, joint=[("day", "A B", 0), ("day", "A B C", 1)], live=[("O", "A B", 0), ("O", "A B C", 1)])
    assert ("day", ("A", "B"), 1) in rows_if_met("arrangement_lasts", case, plan)


def test_arrangement_lasts_is_broken_if_it_stops_a_year_early() -> None:
    case = _case(PAIR, ALL_THREE, horizon=3)
    plan = build_plan(case, joint=[("day", "A B", 0), ("day", "A B", 1)], live=[("O", "A B", 0), ("O", "A B", 1)])
    assert rows_violated("arrangement_lasts", case, plan) == [("day", ("A", "B"), 2)]


def test_arrangement_lasts_is_broken_if_a_smaller_group_takes_over() -> None:
    case = _case(PAIR, ALL_THREE, horizon=2)
    plan = build_plan(case, joint=[("day", "A B C", 0), ("day", "A B", 1)], live=[("O", "A B C", 0), ("O", "A B", 1)])
    assert rows_violated("arrangement_lasts", case, plan) == [("day", ("A", "B", "C"), 1)]


def test_arrangement_lasts_does_not_apply_if_nothing_was_arranged_before() -> None:
    case = _case(PAIR, horizon=2)
    plan = build_plan(case, joint=[("day", "A B", 1)], live=[("O", "A B", 1)])
    assert rows_if_met("arrangement_lasts", case, plan) == [("day", ("A", "B"), 0), ("day", ("A", "B"), 1)]
    assert rows_of("arrangement_lasts", _case()) == []


def test_arrangement_begins_is_met_if_a_joint_contract_starts_it() -> None:
    case = _case(PAIR, horizon=2)
    plan = build_plan(case, joint=[("day", "A B", 0), ("day", "A B", 1)], live=[("O", "A B", 0)])
    assert rows_if_met("arrangement_begins", case, plan) == [("day", ("A", "B"), 0), ("day", ("A", "B"), 1)]


def test_arrangement_begins_is_broken_if_the_contract_comes_a_year_late() -> None:
    case = _case(PAIR, horizon=2)
    plan = build_plan(case, joint=[("day", "A B", 0), ("day", "A B", 1)], live=[("O", "A B", 1)])
    assert rows_violated("arrangement_begins", case, plan) == [("day", ("A", "B"), 0)]


def test_arrangement_begins_does_not_apply_to_a_required_arrangement() -> None:
    assert rows_of("arrangement_begins", _case(MUST, horizon=2)) == []


def test_arrangement_begins_is_met_before_its_year_by_creating_no_variable() -> None:
    variables = variables_of(_case(arrangement("day", "A B", first=1), horizon=2))
    assert variables.arranged["day", ("A", "B"), 0] == 0
    assert not isinstance(variables.arranged["day", ("A", "B"), 1], int)


def test_a_required_arrangement_is_fixed_until_a_larger_required_one_begins() -> None:
    later = arrangement("day", "A B C", required=True, first=2)
    variables = variables_of(_case(arrangement("day", "A B", required=True, first=1), later, horizon=3))
    assert [variables.arranged["day", ("A", "B"), year] for year in range(3)] == [0, 1, 0]
    assert [variables.arranged["day", ("A", "B", "C"), year] for year in range(3)] == [0, 0, 1]


def test_joint_replaces_separate_is_met_by_a_joint_contract_and_another_borough_alone() -> None:
    case = _case(PAIR)
    plan = build_plan(case, joint=[("day", "A B", 0)], live=[("O", "A B", 0), ("O", "C", 0)])
    assert ("O", ("A", "B"), "day", 0) in rows_if_met("joint_replaces_separate", case, plan)


def test_joint_replaces_separate_is_broken_by_a_joint_contract_without_the_arrangement() -> None:
    case = _case(PAIR)
    plan = build_plan(case, live=[("O", "A B", 0)])
    assert rows_violated("joint_replaces_separate", case, plan) == [("O", ("A", "B"), "day", 0)]


def test_joint_replaces_separate_is_broken_by_one_borough_alone_under_the_arrangement() -> None:
    case = _case(PAIR)
    plan = build_plan(case, joint=[("day", "A B", 0)], live=[("O", "A B", 0), ("O", "A", 0)])
    assert rows_violated("joint_replaces_separate", case, plan) == [("O", ("A",), "day", 0)]


def test_joint_replaces_separate_is_broken_by_a_contract_of_today_that_crosses_the_arrangement() -> None:
    case = _case(PAIR, horizon=2, committed_to=0)
    both = [("K", 0), ("K", 1)]
    plan = build_plan(case, kept=both, joint=[("day", "A B", 0), ("day", "A B", 1)], live=[("O", "A B", 0)])
    assert rows_violated("joint_replaces_separate", case, plan) == [("K", 0, 1)]


def test_joint_replaces_separate_is_met_by_a_contract_of_today_that_serves_the_whole_group() -> None:
    case = world(
        "A B",
        contracts=[contract("K", "Q", today("day", "A B"))],
        offers=[offer("O", "P", line("day", price=100))],
        options=[option("joint", level=2, arrangements=[PAIR])],
    )
    plan = build_plan(case, kept=[("K", 0)], joint=[("day", "A B", 0)], live=[("O", "A B", 0)])
    assert ("K", 0, 0) not in rows_if_met("joint_replaces_separate", case, plan)


def test_joint_replaces_separate_does_not_apply_if_nothing_may_be_arranged() -> None:
    case = _case()
    plan = build_plan(case, kept=[("K", 0)], live=[("O", "A", 0), ("O", "B", 0)])
    assert len(rows_if_met("joint_replaces_separate", case, plan)) == 3
    assert rows_of("joint_replaces_separate", world()) == []


def test_joint_replaces_separate_is_met_under_a_required_arrangement_by_creating_no_separate_awards() -> None:
    variables = variables_of(_case(MUST))
    assert {("A", "B"), ("C",)} == {group for _, group, _ in variables.live}
