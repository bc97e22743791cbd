"""What a run's folder remembers: the run made again from it is the run, and what is not whole is refused."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from math import inf, nan
from pathlib import Path

import examples
import pytest
from command_line import ROOT, TABLES, small_case
from hypothesis import given
from hypothesis import strategies as some

from models.plan.plan import Answer, Plan, Status
from optimiser.analyses.findings import findings_of
from optimiser.casefiles.reading import read
from optimiser.engine import run_record as record
from optimiser.engine.answer_cache import AnswerCache, answer_key, cache_bytes, read_cache
from optimiser.engine.run import Run, run_case
from optimiser.engine.run_folder import ANSWERS_FILE
from optimiser.engine.run_record import RunRecord
from optimiser.engine.serialisation import UnexpectedJson, from_json, json_text, to_json
from optimiser.engine.table_rows import tables_from_json, tables_to_json
from optimiser.errors import NoRecord
from optimiser.reports.folder import data_files
from optimiser.solving.settings import Settings

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
CELLS = (
    NAMES
    | some.none()
    | some.booleans()
    | some.integers()
    | some.fractions()
    | some.lists(NAMES, max_size=3).map(tuple)
)
ROWS = some.fixed_dictionaries(
    {"name": CELLS, "share": CELLS},
    optional={
        "years": some.dictionaries(some.integers(1900, 2100), CELLS, max_size=3),
        "options": some.dictionaries(NAMES | some.just("exact"), CELLS, max_size=3),
    },
)


@dataclass(frozen=True)
class Kept:
    """A type of every kind that is kept."""

    name: str
    share: Fraction
    pairs: tuple[tuple[str, int], ...]
    limits: Mapping[str, Fraction | None]


def portsmouth() -> Run:
    return examples.appraised("portsmouth")


@given(ANSWERS)
def test_an_answer_comes_back_equal(answer: Answer) -> None:
    assert from_json(Answer, json.loads(json_text(answer))) == answer


@given(some.lists(ROWS, max_size=4).map(tuple))
def test_typed_rows_come_back_equal(rows: tuple[Mapping[str, object], ...]) -> None:
    back = tables_from_json(json.loads(json.dumps(tables_to_json({"funding": rows}))))["funding"]
    assert [dict(row) for row in back] == [dict(row) for row in rows]
    assert [[type(cell) for cell in row.values()] for row in back] == [
        [type(cell) for cell in row.values()] for row in rows
    ]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"name": 1}, "expected str, found 1"),
        ({"share": 0.5}, "expected Fraction, found 0.5"),
        ({"pairs": [["a"]]}, "expected 2 members, found ['a']"),
        ({"pairs": {"a": 1}}, "expected a list, found {'a': 1}"),
        ({"limits": [["a"]]}, "expected a pair, found ['a']"),
        ({"more": 1}, "Kept has no more"),
        ({"pairs": [["a", True]]}, "expected int, found True"),
    ],
)
def test_what_is_not_of_the_type_is_refused(wrong: dict[str, object], told: str) -> None:
    right = to_json(Kept("a", Fraction(1, 3), (("b", 2),), {"c": None}))
    assert from_json(Kept, right) == Kept("a", Fraction(1, 3), (("b", 2),), {"c": None})
    with pytest.raises(UnexpectedJson) as refused:
        from_json(Kept, {**right, **wrong})
    assert str(refused.value) == told


def test_a_run_made_again_from_its_record_writes_the_same_files(tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text(record.record_text(record.make_record(portsmouth())), encoding="utf-8")
    again = record.rebuild_run(record.read_record(tmp_path))
    assert data_files(findings_of(again)) == data_files(findings_of(portsmouth()))
    assert again.case == portsmouth().case


def test_the_record_comes_back_equal(tmp_path: Path) -> None:
    before = record.make_record(portsmouth(), {"robust": "yes"}, {"plan.csv": "0" * 64})
    (tmp_path / "run.json").write_text(record.record_text(before), encoding="utf-8")
    assert record.read_record(tmp_path) == before


@pytest.mark.parametrize(
    ("kind", "found"), [(Fraction, "1/0"), (Fraction, "nan"), (float, nan), (float, inf), (float, 10**400)]
)
def test_a_number_that_is_none_is_refused(kind: type, found: object) -> None:
    with pytest.raises(UnexpectedJson, match=f"expected {kind.__name__}, found "):
        from_json(kind, found)


def test_a_record_nested_without_end_is_refused_with_words(tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text("[" * 100_000, encoding="utf-8")
    with pytest.raises(NoRecord, match="is not whole"):
        record.read_record(tmp_path)


def _kept(tmp_path: Path, change: Mapping[str, object]) -> Path:
    whole = json.loads(record.record_text(record.make_record(portsmouth())))
    (tmp_path / "run.json").write_text(json.dumps({**whole, **change}), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"form": 0}, "its form is not 2"),
        ({"title": 7}, "expected str, found 7"),
        ({"tables": {"funding": [{"stream": {"other": 1}}]}}, "expected a cell"),
    ],
)
def test_a_record_that_is_not_whole_is_refused_with_words(
    tmp_path: Path, change: Mapping[str, object], told: str
) -> None:
    with pytest.raises(NoRecord) as refused:
        record.read_record(_kept(tmp_path, change))
    assert told in str(refused.value)
    assert "Appraise the case again" in str(refused.value)


def test_a_record_whose_bound_or_table_was_changed_is_refused(tmp_path: Path) -> None:
    """A better bound, and with it the proof of optimality, is what no judge can check."""
    whole = json.loads(record.record_text(record.make_record(portsmouth())))
    answers = [[name, {**answer, "status": "optimal", "gap": 0.0}] for name, answer in whole["answers"]]
    for change in ({"answers": answers}, {"tables": {}}, {"preferred": "hub in house"}, {"seal": None}):
        with pytest.raises(NoRecord, match="it is not as it was written, as its seal says"):
            record.read_record(_kept(tmp_path, change))


def test_the_seal_of_a_record_does_not_hang_on_the_seconds() -> None:
    before = record.make_record(portsmouth())
    slower = {name: replace(answer, seconds=99.0) for name, answer in before.answers.items()}
    seals = {json.loads(record.record_text(each))["seal"] for each in (before, replace(before, answers=slower))}
    assert len(seals) == 1


def test_a_folder_without_a_run_is_refused_with_words(tmp_path: Path) -> None:
    with pytest.raises(NoRecord) as refused:
        record.read_record(tmp_path)
    assert str(refused.value).startswith(f"{tmp_path} holds no run: there is no run.json in it.")


def test_an_answer_that_was_tampered_with_does_not_stand_up() -> None:
    """One place more than was planned is a place that nobody has paid for."""
    before = record.make_record(portsmouth())
    answer = before.answers["hub outside"]
    assert answer.plan is not None
    key, places = next(iter(answer.plan.bought.items()))
    plan = replace(answer.plan, bought={**answer.plan.bought, key: places + 1})
    wrong = replace(before, answers={**before.answers, "hub outside": replace(answer, plan=plan)})
    with pytest.raises(NoRecord) as refused:
        record.rebuild_run(wrong)
    assert 'The answer for "hub outside" in the record does not stand up to the check' in str(refused.value)


def test_a_run_made_in_a_script_has_no_tables_to_be_made_from() -> None:
    with pytest.raises(NoRecord) as refused:
        record.rebuild_run(replace(record.make_record(portsmouth()), tables={}))
    assert "was made from a script" in str(refused.value)


def test_what_is_proven_is_kept_and_nothing_else(tmp_path: Path) -> None:
    answers = {status.value: Answer("a", "cost", status, seconds=2.0) for status in Status}
    (tmp_path / ANSWERS_FILE).write_bytes(cache_bytes(AnswerCache(answers)))
    kept = read_cache(tmp_path / ANSWERS_FILE).answers
    assert kept == {name: Answer("a", "cost", Status(name)) for name in ("infeasible", "optimal", "within gap")}


@pytest.mark.parametrize(
    "held",
    [
        b"",
        b"not gzip",
        cache_bytes(AnswerCache())[:-3],
        cache_bytes(AnswerCache())[:10] + b"\xff" + cache_bytes(AnswerCache())[11:],
        gzip.compress(b"[" * 100_000),
    ],
)
def test_a_broken_file_of_answers_holds_none(tmp_path: Path, held: bytes) -> None:
    (tmp_path / ANSWERS_FILE).write_bytes(held)
    assert (read_cache(tmp_path / ANSWERS_FILE).answers, read_cache(tmp_path / "none").answers) == ({}, {})


def test_a_file_of_answers_that_was_changed_holds_none(tmp_path: Path) -> None:
    """An answer of "no plan" in the place of a plan is what no judge can check."""
    answer = examples.appraised("portsmouth").results["hub outside"].answer
    whole = json.loads(gzip.decompress(cache_bytes(AnswerCache({"a": answer}))))
    no_plan = {**whole["answers"]["a"], "status": "infeasible", "plan": None}
    for held in ({**whole, "answers": {"a": no_plan}}, whole["answers"], [whole], {"seal": whole["seal"]}):
        (tmp_path / ANSWERS_FILE).write_bytes(gzip.compress(json.dumps(held).encode()))
        assert read_cache(tmp_path / ANSWERS_FILE).answers == {}


def _keys(case: Path, settings: Settings | None = None) -> dict[str, str]:
    read_case = read(case).case
    return {option.name: answer_key(read_case, option.name, settings or Settings()) for option in read_case.options}


def test_a_question_has_another_key_where_what_its_option_reads_has_changed_and_only_there(tmp_path: Path) -> None:
    """The hub's cost is read by joint alone; a judgement and a title by no programme; the grant by all."""
    base = _keys(small_case(tmp_path / "base"))
    moved = {"hubs": ("120000", "130000"), "judgements": ("High", "Low"), "funding": ("700000", "700001")}
    changed = {}
    for name, change in moved.items():
        keys = _keys(small_case(tmp_path / name, **{name: TABLES[name].replace(*change)}))
        changed[name] = [option for option, key in keys.items() if key != base[option]]
    assert changed == {"hubs": ["joint"], "judgements": [], "funding": ["as is", "alone", "joint"]}


def test_other_settings_are_another_question(tmp_path: Path) -> None:
    case = small_case(tmp_path / "case")
    base = _keys(case)
    for other in (Settings(gap=0.01), Settings(time_limit=5.0), Settings(objective="cost"), Settings(solver="CBC")):
        assert [name for name, key in _keys(case, other).items() if key == base[name]] == []
    assert _keys(case, Settings(options=("joint",), objective="outcomes")) == base


def test_an_unchanged_option_keeps_its_answer_and_a_changed_one_is_solved(tmp_path: Path) -> None:
    from optimiser.engine.answer_cache import EarlierResults  # noqa: PLC0415 - beside what it is for

    reading = read(small_case(tmp_path / "case"))
    first = run_case(reading, Settings())
    planted = Answer("alone", "outcomes", Status.INFEASIBLE)
    keys = record.make_record(first).answer_keys
    again = run_case(reading, Settings(), memory=EarlierResults(AnswerCache({keys["alone"]: planted})))
    assert again.results["alone"].answer is planted
    assert again.results["joint"].answer.plan == first.results["joint"].answer.plan


def test_the_records_of_all_examples_are_read_again() -> None:
    for folder in sorted((ROOT / "inputs").iterdir()):
        tables = read(folder).tables
        assert tables_from_json(json.loads(json.dumps(tables_to_json(tables)))) == {
            name: tuple(rows) for name, rows in tables.items()
        }


def test_an_older_record_without_a_new_part_has_its_default(tmp_path: Path) -> None:
    whole = json.loads(record.record_text(record.make_record(portsmouth())))
    del whole["requested"], whole["file_hashes"]
    (tmp_path / "run.json").write_text(json.dumps({**whole, "seal": record.record_checksum(whole)}), encoding="utf-8")
    found = record.read_record(tmp_path)
    assert isinstance(found, RunRecord)
    assert (found.requested, found.file_hashes) == ({}, {})
