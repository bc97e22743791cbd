"""A plan with unknown names, or with numbers that are not whole, is reported and never stops the audit."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from plan_builder import build_plan
from planted_violation import violated_rules
from world import contract, line, offer, today, world

from models.audit import verify
from models.plan.plan import Plan

CASE = world(
    ("A", "B"),
    ("day", "bed"),
    contracts=[contract("K", "P", today("day", "A"))],
    offers=[offer("O", "P", line("day"))],
)
SOUND = build_plan(CASE)


@pytest.mark.parametrize(
    ("part", "key", "rule"),
    [
        ("arrangements", ("nothing", ("A", "B"), 0), "arrangement_begins"),
        ("arrangements", ("day", ("A", "nobody"), 0), "arrangement_begins"),
        ("arrangements", ("day", ("B", "A"), 0), "arrangement_begins"),
        ("arrangements", ("day", ("A",), 0), "arrangement_begins"),
        ("arrangements", ("day", ("A", "B"), 1), "arrangement_begins"),
        ("kept", ("nothing", 0), "contract_end"),
        ("kept", ("K", -1), "contract_end"),
        ("live", ("nothing", ("A",), 0), "offer_open"),
        ("live", ("O", ("nobody",), 0), "offer_open"),
        ("live", ("O", (), 0), "offer_open"),
        ("live", ("O", ("A", "A"), 0), "offer_open"),
        ("live", ("O", ("A",), 1), "offer_open"),
    ],
)
def test_an_unknown_key_is_a_violation_of_the_nearest_rule(part: str, key: Any, rule: str) -> None:
    change: dict[str, Any] = {part: frozenset({key})}
    plan = replace(SOUND, **change)
    assert violated_rules(CASE, plan) == {rule}


@pytest.mark.parametrize(
    ("part", "key", "rule"),
    [
        ("used", ("nothing", "day", "A", 0), "contract_end"),
        ("used", ("K", "bed", "A", 0), "contract_end"),
        ("used", ("K", "day", "B", 0), "contract_end"),
        ("used", ("K", "day", "A", 1), "contract_end"),
        ("bands", ("O", ("A",), "bed", 0), "price_band"),
        ("bands", ("nothing", ("A",), "day", 0), "price_band"),
        ("bought", ("O", ("A",), "bed", "A", 0), "price_band"),
        ("bought", ("O", ("A",), "day", "nobody", 0), "price_band"),
        ("bought", ("O", ("A", "nobody"), "day", "A", 0), "price_band"),
        ("bought", ("O", ("A",), "day", "A", 7), "price_band"),
        ("spent", (2, "A", "day", 0), "eligible"),
        ("spent", (-1, "A", "day", 0), "eligible"),
        ("spent", (0, "nobody", "day", 0), "eligible"),
        ("spent", (0, "A", "nothing", 0), "eligible"),
        ("carried", (9, 0), "funding"),
        ("carried", (0, 1), "funding"),
    ],
)
def test_a_figure_with_an_unknown_key_is_a_violation_of_the_nearest_rule(part: str, key: Any, rule: str) -> None:
    change: dict[str, Any] = {part: {key: 1}}
    plan = replace(SOUND, **change)
    assert violated_rules(CASE, plan) == {rule}


@pytest.mark.parametrize("figure", [0.5, 1.0, True, "1", None, -1])
@pytest.mark.parametrize(
    ("part", "key", "rule"),
    [
        ("used", ("K", "day", "A", 0), "contract_end"),
        ("bought", ("O", ("A",), "day", "A", 0), "price_band"),
        ("bands", ("O", ("A",), "day", 0), "price_band"),
        ("carried", (0, 0), "funding"),
    ],
)
def test_a_figure_that_is_not_whole_or_is_negative_is_a_violation(part: str, key: Any, rule: str, figure: Any) -> None:
    change: dict[str, Any] = {part: {key: figure}}
    plan = replace(build_plan(CASE, kept=[("K", 0)], live=[("O", "A", 0)]), **change)
    assert violated_rules(CASE, plan) == {rule}


def test_negative_money_is_a_violation_even_if_the_sums_are_right() -> None:
    spent = {(0, "A", "day", 0): -5, (1, "A", "day", 0): 5}
    assert "eligible" in violated_rules(CASE, replace(SOUND, spent=spent))


def test_a_plan_of_an_unknown_option_is_refused() -> None:
    with pytest.raises(KeyError, match="nowhere"):
        verify(CASE, Plan("nowhere"))


def test_a_violation_says_what_was_found_and_what_was_needed() -> None:
    case = world(offers=[offer("O", "P", line("day", capacity=1200))], demand=2000)
    plan = build_plan(case, live=[("O", "A", 0)], bought={("O", "A", "day", "A", 0): 1201})
    (violation,) = verify(case, plan).violations
    assert str(violation) == "capacity[O, day, 2010/11]: found 1,201 places, needed at most 1,200"
