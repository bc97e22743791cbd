"""Frozen types as JSON: what is written comes back equal, and what is not of its type is refused with its place."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import inf, nan

import pytest
from cattrs import override
from hypothesis import given
from hypothesis import strategies as some

from models.plan.allocation_lines import AllocationLine
from models.plan.plan import Answer, Plan, Status
from optimiser.engine.serialisation import UnexpectedJson, from_json, json_text, make_converter, to_json

NAMES = some.text(max_size=4)
GROUPS = some.lists(NAMES, max_size=3).map(tuple)


PLANS = some.builds(
    Plan,
    option=NAMES,
    arrangements=some.frozensets(some.tuples(NAMES, GROUPS, some.integers(0, 5)), max_size=3),
    live=some.frozensets(some.tuples(NAMES, GROUPS, some.integers(0, 5)), max_size=3),
    bought=some.dictionaries(
        some.tuples(NAMES, GROUPS, NAMES, NAMES, some.integers(0, 5)), some.integers(1), max_size=3
    ),
    spent=some.dictionaries(
        some.tuples(some.integers(0, 9), NAMES, NAMES, some.integers(0, 5)), some.integers(1), max_size=3
    ),
)
ANSWERS = some.builds(
    Answer,
    option=NAMES,
    objective=some.sampled_from(["outcomes", "cost", "value"]),
    status=some.sampled_from(Status),
    plan=some.none() | PLANS,
    objective_value=some.none() | some.floats(allow_nan=False, allow_infinity=False),
    bound=some.none() | some.floats(allow_nan=False, allow_infinity=False),
    remarks=some.lists(NAMES, max_size=2).map(tuple),
)


@dataclass(frozen=True)
class EveryKind:
    """A field of every kind that is kept."""

    name: str
    share: Fraction
    pairs: tuple[tuple[str, int], ...]
    limits: Mapping[str, Fraction | None]
    status: Status
    line: AllocationLine
    done: bool = False


EVERY_KIND = EveryKind("a", Fraction(1, 3), (("b", 2),), {"c": None}, Status.OPTIMAL, AllocationLine("A", "day", "P"))


@pytest.mark.slow  # many drawn answers
@given(ANSWERS)
def test_an_answer_comes_back_equal(answer: Answer) -> None:
    assert from_json(Answer, json.loads(json_text(answer))) == answer


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"name": 1}, "name: expected str, found 1"),
        ({"share": 0.5}, "share: expected Fraction, found 0.5"),
        ({"pairs": [["a"]]}, "pairs[0]: expected 2 members, found ['a']"),
        ({"pairs": {"a": 1}}, "pairs: expected a list, found {'a': 1}"),
        ({"pairs": "ab"}, "pairs: expected a list, found 'ab'"),
        ({"limits": [["a"]]}, "limits[0]: expected 2 members, found ['a']"),
        ({"limits": [["a", "1/2"], ["b", "1/0"]]}, "limits[1][1]: expected Fraction, found '1/0'"),
        ({"more": 1}, "EveryKind has no more"),
        ({"pairs": [["a", True]]}, "pairs[0][1]: expected int, found True"),
        ({"status": "solved"}, "status: expected Status, found 'solved'"),
        ({"line": ["A", "day"]}, "line: expected 3 members, found ['A', 'day']"),
        ({"done": 1}, "done: expected bool, found 1"),
    ],
)
def test_a_value_of_another_type_is_refused_with_its_place(change: dict[str, object], message: str) -> None:
    right = to_json(EVERY_KIND)
    assert from_json(EveryKind, right) == EVERY_KIND
    with pytest.raises(UnexpectedJson) as refused:
        from_json(EveryKind, {**right, **change})
    assert str(refused.value) == message


def test_a_missing_field_is_refused_and_one_with_a_default_takes_it() -> None:
    right = to_json(EVERY_KIND)
    assert from_json(EveryKind, {key: value for key, value in right.items() if key != "done"}) == EVERY_KIND
    with pytest.raises(UnexpectedJson, match=r"^name: it is missing$"):
        from_json(EveryKind, {key: value for key, value in right.items() if key != "name"})
    for other in ([], None, "EveryKind"):
        with pytest.raises(UnexpectedJson, match=r"^expected EveryKind, found "):
            from_json(EveryKind, other)


def test_other_keys_in_a_file_are_written_and_read_and_the_fields_own_names_refused() -> None:
    converter = make_converter({EveryKind: {"share": override(rename="part")}})
    found = to_json({"a": EVERY_KIND}, converter)
    assert list(found[0][1])[:2] == ["name", "part"]
    assert from_json(Mapping[str, EveryKind], found, converter) == {"a": EVERY_KIND}
    with pytest.raises(UnexpectedJson):
        from_json(EveryKind, to_json(EVERY_KIND), converter)


def test_a_set_is_written_in_one_order_whatever_the_order_in_memory() -> None:
    assert to_json(frozenset({("b", 1), ("a", 2), ("a", 10)})) == [["a", 10], ["a", 2], ["b", 1]]


@pytest.mark.parametrize(
    ("kind", "found"), [(Fraction, "1/0"), (Fraction, "nan"), (float, nan), (float, inf), (float, 10**400)]
)
def test_a_number_that_is_not_finite_is_refused(kind: type, found: object) -> None:
    with pytest.raises(UnexpectedJson, match=f"expected {kind.__name__}, found "):
        from_json(kind, found)
