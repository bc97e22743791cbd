"""Answers kept by the content of their question: the key, the file, and what is used again."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import examples
import pytest
from command_line import TABLES, small_case

from models.plan.plan import Answer, Status
from optimiser.casefiles.reading import read
from optimiser.engine import run_record as record
from optimiser.engine.answer_cache import AnswerCache, answer_key, cache_bytes, read_cache
from optimiser.engine.run import run_case
from optimiser.engine.run_folder import ANSWERS_FILE
from optimiser.solving.settings import Settings


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


def test_a_file_of_answers_that_unpacks_to_far_more_than_any_holds_none(tmp_path: Path) -> None:
    kept = {"a": Answer("a", "cost", Status.OPTIMAL)}
    whole = gzip.decompress(cache_bytes(AnswerCache(kept)))
    for blanks, answers in ((1_000, kept), (40_000_000, {})):
        (tmp_path / ANSWERS_FILE).write_bytes(gzip.compress(whole + b" " * blanks))
        assert read_cache(tmp_path / ANSWERS_FILE).answers == answers


def test_a_file_of_answers_that_was_changed_holds_none(tmp_path: Path) -> None:
    """An answer of "no plan" in the place of a plan is what no judge can check."""
    answer = examples.appraised("portsmouth").results["hub outside"].answer
    whole = json.loads(gzip.decompress(cache_bytes(AnswerCache({"a": answer}))))
    no_plan = {**whole["answers"]["a"], "status": "infeasible", "plan": None}
    for held in ({**whole, "answers": {"a": no_plan}}, whole["answers"], [whole], {"checksum": whole["checksum"]}):
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


def test_a_limit_to_what_an_outcome_costs_is_another_question_where_it_is_used(tmp_path: Path) -> None:
    plain = small_case(tmp_path / "plain")
    limited = small_case(tmp_path / "limited", settings=f"{TABLES['settings']}\nmost_per_outcome,9000")
    assert not set(_keys(limited).values()) & set(_keys(plain).values())
    assert _keys(limited, Settings(objective="cost")) == _keys(plain, Settings(objective="cost"))


def test_an_unchanged_option_keeps_its_answer_and_a_changed_one_is_solved(tmp_path: Path) -> None:
    from optimiser.engine.answer_cache import EarlierResults  # noqa: PLC0415 - beside what it is for

    reading = read(small_case(tmp_path / "case"))
    first = run_case(reading, Settings())
    planted = Answer("alone", "outcomes", Status.INFEASIBLE)
    keys = record.make_record(first).answer_keys
    again = run_case(reading, Settings(), earlier=EarlierResults(AnswerCache({keys["alone"]: planted})))
    assert again.results["alone"].answer is planted
    assert again.results["joint"].answer.plan == first.results["joint"].answer.plan


def test_an_answer_that_the_time_limit_cut_short_is_not_kept() -> None:
    """A faster machine would find a better plan, so what was found must not answer the question again."""
    cut = Answer("a", "cost", Status.WITHIN_GAP, secondary_cut=True)
    assert list(AnswerCache({"key": cut}).proven()) == []
