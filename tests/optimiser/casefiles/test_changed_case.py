"""A case changed by --set says so wherever a reader begins: workbook, paper, result.json and the run's record."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import boards
import pytest
from command_line import small_case

from models.case.appraisal_inputs import ScenarioChange
from optimiser.analyses.findings import findings_of
from optimiser.casefiles.change_text import caveat, changes_hash, describe_change
from optimiser.casefiles.reading import read
from optimiser.engine import run_record as record
from optimiser.engine.run import Run, run_case
from optimiser.engine.switch import list_files
from optimiser.reports.data.result_json import result_json
from optimiser.reports.paper import paper
from optimiser.solving.settings import Settings

LESS = ("funding", "borough=Ashby", "2011/12", "-10%")
SENTENCE = (
    "This is the case with 1 change of --set (funding where borough is Ashby: 2011/12 lowered by 10%), not the base"
    " case."
)


@cache
def changed() -> Run:
    return run_case(read(small_case(Path(mkdtemp())), changes=[LESS]), Settings(options=("as is",)))


def test_the_result_names_each_change_and_no_scenario() -> None:
    found = json.loads(result_json(findings_of(changed())))
    change = {"table": "funding", "where": "borough=Ashby", "column": "2011/12", "change": "-10%"}
    assert (found["scenario"], found["changes"]) == (None, [change])


def test_workbook_and_paper_say_first_that_it_is_not_the_case_as_it_stands() -> None:
    book = boards.opened(boards.written(changed()))
    summary = [cell.value for cell in book["Summary"]["A"]]
    assert SENTENCE in " ".join(str(value) for value in summary if value)
    assert SENTENCE in paper(findings_of(changed())).replace("\\", "")
    said = {row["Item"]: row["What it is"] for row in boards.rows(book, "Cover")}
    assert said["Scenario"] == "1 change of --set. Run record lists its changes."


def test_the_run_record_lists_each_change_as_it_was_written() -> None:
    (row,) = boards.rows(boards.opened(boards.written(changed())), "ScenarioChanges")
    assert list(row.values()) == ["--set", *LESS]


def test_the_record_of_the_run_remembers_the_changes(tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text(record.record_text(record.make_record(changed())), encoding="utf-8")
    list_files(tmp_path)
    again = record.read_record(tmp_path)
    assert again.changes == changed().changes
    assert record.rebuild_run(again).changes == changed().changes


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (ScenarioChange("a", "prices", (), "unit_price", "+2.5%"), "prices in all rows: unit_price raised by 2.5%"),
        (ScenarioChange("a", "prices", (), "unit_price", "-3"), "prices in all rows: unit_price lowered by £3"),
        (ScenarioChange("a", "funding", (), "2011/12", "-10"), "funding in all rows: 2011/12 lowered by £10"),
        (ScenarioChange("a", "minimum", (), "2011/12", "=120"), "minimum in all rows: 2011/12 set to 120"),
        (
            ScenarioChange("a", "funding", (("stream", "x"), ("borough", "A")), "owner", "= the trust"),
            "funding where stream is x and borough is A: owner set to the trust",
        ),
    ],
)
def test_a_change_is_told_in_words(line: ScenarioChange, words: str) -> None:
    assert describe_change(line) == words


def test_the_mark_of_the_changes_is_of_their_text(tmp_path: Path) -> None:
    """The first digits of `printf '[["funding","borough=Ashby","2011/12","-10%%"]]' | sha256sum`."""
    assert (changes_hash(changed()), changes_hash(read(small_case(tmp_path)))) == ("a4dc2a7e", "")


def test_the_case_as_it_stands_needs_no_sentence(tmp_path: Path) -> None:
    assert caveat(read(small_case(tmp_path))) == ""
