"""run.json: the run rebuilt from it is the run, and a file that is broken or was changed is refused."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import examples
import pytest

from optimiser.analyses.findings import findings_of
from optimiser.engine import run_record as record
from optimiser.engine.run import Run
from optimiser.engine.run_record import RunRecord
from optimiser.engine.switch import list_files
from optimiser.errors import NoRecord
from optimiser.reports.folder import data_files


def portsmouth() -> Run:
    return examples.appraised("portsmouth")


def saved(folder: Path, text: str) -> None:
    """Write a record with its list of files."""
    (folder / "run.json").write_text(text, encoding="utf-8")
    list_files(folder)


def test_a_folder_whose_list_is_gone_or_of_another_run_is_told_as_not_whole(tmp_path: Path) -> None:
    saved(tmp_path, record.record_text(record.make_record(portsmouth())))
    other = record.record_text(record.make_record(portsmouth(), {"robust": "yes"}))
    (tmp_path / "run.json").write_text(other, encoding="utf-8")
    with pytest.raises(NoRecord, match=r"is not whole: its run\.json is not the one that sha256sums\.txt lists"):
        record.read_record(tmp_path)
    list_files(tmp_path)
    assert record.read_record(tmp_path).requested == {"robust": "yes"}
    (tmp_path / "sha256sums.txt").write_bytes(b"")
    with pytest.raises(NoRecord, match=r"is not whole: its sha256sums\.txt cannot be read as a list"):
        record.read_record(tmp_path)
    (tmp_path / "sha256sums.txt").unlink()
    with pytest.raises(NoRecord, match=r"is not whole: it has no sha256sums\.txt"):
        record.read_record(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_record_that_is_a_pipe_or_a_folder_is_told_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "run.json")
    with pytest.raises(NoRecord, match="is not a file"):
        record.read_record(tmp_path)


def test_a_run_made_again_from_its_record_writes_the_same_files(tmp_path: Path) -> None:
    saved(tmp_path, record.record_text(record.make_record(portsmouth())))
    again = record.rebuild_run(record.read_record(tmp_path))
    assert data_files(findings_of(again)) == data_files(findings_of(portsmouth()))
    assert again.case == portsmouth().case


def test_the_record_comes_back_equal(tmp_path: Path) -> None:
    before = record.make_record(portsmouth(), {"robust": "yes"}, ["plan.csv"])
    saved(tmp_path, record.record_text(before))
    assert record.read_record(tmp_path) == before


def test_a_record_nested_without_end_is_refused_with_words(tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text("[" * 100_000, encoding="utf-8")
    with pytest.raises(NoRecord, match="it is not JSON"):
        record.read_record(tmp_path)


def _kept(tmp_path: Path, change: Mapping[str, object]) -> Path:
    whole = json.loads(record.record_text(record.make_record(portsmouth())))
    (tmp_path / "run.json").write_text(json.dumps({**whole, **change}), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"form": 0}, "written by an earlier version"),
        ({"form": 9}, "expected form 3, found 9"),
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
    for change in ({"answers": answers}, {"tables": {}}, {"preferred": "hub in house"}, {"checksum": None}):
        with pytest.raises(NoRecord, match="as its checksum shows"):
            record.read_record(_kept(tmp_path, change))


def test_the_checksum_of_a_record_does_not_depend_on_the_seconds() -> None:
    before = record.make_record(portsmouth())
    slower = {name: replace(answer, seconds=99.0) for name, answer in before.answers.items()}
    checksums = {json.loads(record.record_text(each))["checksum"] for each in (before, replace(before, answers=slower))}
    assert len(checksums) == 1


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
    for fact in ('"hub outside"', "fails its verification", "paid_in_full"):
        assert fact in str(refused.value)


def test_a_run_made_in_a_script_has_no_tables_to_be_made_from() -> None:
    with pytest.raises(NoRecord) as refused:
        record.rebuild_run(replace(record.make_record(portsmouth()), tables={}))
    assert "was made from a script" in str(refused.value)


def test_an_older_record_without_a_new_part_has_its_default(tmp_path: Path) -> None:
    whole = json.loads(record.record_text(record.make_record(portsmouth())))
    del whole["requested"], whole["files"]
    saved(tmp_path, json.dumps({**whole, "checksum": record.record_checksum(whole)}))
    found = record.read_record(tmp_path)
    assert isinstance(found, RunRecord)
    assert (found.requested, found.files) == ({}, ())
