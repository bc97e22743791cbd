"""A workbook of a run whose ranking is not certain: no sheet calls an option preferred."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import boards
import libreoffice
import preferred_words
import pytest
import sensitivity_example
from openpyxl import Workbook

from models.appraisal.certainty import RankingCertainty
from optimiser.analyses.findings import Findings, findings_of
from optimiser.engine.run import Run
from optimiser.reports.prose.certainty import too_close_sentence
from optimiser.reports.prose.preference import preference_headline


def uncertain() -> Run:
    return replace(boards.full(), certainty=RankingCertainty(rivals=("as is",)))


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    run = uncertain()
    found = Findings(run, sensitivity_example.example_sensitivity(run))
    return boards.written(found, tmp_path_factory.mktemp("uncertain"))


@pytest.fixture(scope="module")
def book(path: Path) -> Workbook:
    return boards.opened(path, values=True)


def lines(book: Workbook, sheet: str) -> list[str]:
    """The sheet's text in column A."""
    return [str(row[0].value) for row in book[sheet].iter_rows(max_col=1) if row[0].value is not None]


def test_no_sheet_and_no_chart_calls_an_option_preferred(path: Path) -> None:
    assert preferred_words.claims(preferred_words.texts_of_workbook(path)) == []


def test_the_search_finds_what_a_certain_run_calls_preferred() -> None:
    found = preferred_words.claims(preferred_words.texts_of_workbook(boards.path_of_full()))
    assert "preferred" in found
    assert any("is preferred, with a weighted score" in text for text in found)


def test_the_sentence_on_appraisal_matrix_says_what_summary_says(book: Workbook) -> None:
    (sentence,) = [line for line in lines(book, "Appraisal matrix") if " leads with " in line]
    (headline,) = [line for line in lines(book, "Summary") if " leads with " in line]
    assert headline == f"As run: {preference_headline(uncertain())}"
    assert sentence.replace(" (unproven)", "") == preference_headline(uncertain())


def test_the_first_option_is_ahead_and_too_close_to_call(book: Workbook) -> None:
    standings = {row["Option"]: row["Standing"] for row in boards.rows(book, "Standings")}
    assert standings == {"as is": "passes", "joint (unproven)": "ahead, too close to call"}
    cover = {str(row[0].value): row[1].value for row in book["Cover"].iter_rows(max_col=2)}
    assert cover["Option ahead, too close to call, as run"] == "joint (unproven)"


def test_summary_says_once_that_it_is_too_close_to_call(book: Workbook) -> None:
    assert lines(book, "Summary").count(too_close_sentence(uncertain())) == 1


def test_summary_and_run_record_say_if_the_preferred_option_is_certain(book: Workbook, tmp_path: Path) -> None:
    certain = replace(boards.full(), certainty=RankingCertainty())
    good = boards.opened(boards.written(findings_of(certain), tmp_path), values=True)
    assert any(
        line.startswith("No better plan that the gaps leave open would change") for line in lines(good, "Summary")
    )
    told = [
        {str(row[0].value): str(row[1].value) for row in each["Run record"].iter_rows(max_col=2)}
        for each in (good, book)
    ]
    assert [each["Preferred option certain"] for each in told] == ["yes", "no: Summary says what is not certain"]
    assert all("Time to make the preferred option certain" in each for each in told)


@pytest.mark.libreoffice
def test_recalculation_changes_no_stored_value(path: Path, tmp_path: Path) -> None:
    (again,) = libreoffice.recalculate([path], tmp_path)
    _, changed = boards.different(path, again)
    assert not changed
