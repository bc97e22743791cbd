"""The output folder: what a run may never be written over."""

from dataclasses import replace
from pathlib import Path

import pytest
import worked

from models.case.vocabulary import TABLE_NAMES
from optimiser.analyses.findings import findings_of
from optimiser.errors import NotWritten
from optimiser.reports.folder import CASE_TABLES, RUN_WORKBOOK, check_run_folder, data_files, write_run

ELSEWHERE = Path("a case somewhere else")


@pytest.mark.parametrize("name", ["settings.csv", "Settings.CSV", "Options.csv", "success factors.csv"])
def test_a_folder_with_a_table_of_a_case_is_refused_however_its_name_is_written(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("mine", encoding="utf-8")
    for attempt in (
        lambda: check_run_folder(tmp_path, ELSEWHERE),
        lambda: write_run(findings_of(worked.run()), tmp_path),
    ):
        with pytest.raises(NotWritten, match="it holds a case"):
            attempt()
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_files_of_an_older_run_are_no_case() -> None:
    tables = {name.removesuffix(".csv") for name in data_files(findings_of(worked.run()))} & set(TABLE_NAMES)
    assert (tables, tables & CASE_TABLES) == ({"contracts", "funding"}, set())


def test_an_older_run_and_other_files_of_the_users_are_written_over_or_beside(tmp_path: Path) -> None:
    (tmp_path / "notes.csv").write_text("mine", encoding="utf-8")
    write_run(findings_of(worked.run()), tmp_path)
    check_run_folder(tmp_path, ELSEWHERE)
    assert (tmp_path / "notes.csv").read_text(encoding="utf-8") == "mine"


def test_a_case_that_is_a_workbook_of_our_workbooks_name_is_never_written_over(tmp_path: Path) -> None:
    case = tmp_path / RUN_WORKBOOK
    case.write_text("a case", encoding="utf-8")
    run = replace(worked.run(), source=str(case))
    for attempt in (lambda: check_run_folder(tmp_path, case), lambda: write_run(findings_of(run), tmp_path)):
        with pytest.raises(NotWritten, match="it is the case itself"):
            attempt()
    assert case.read_text(encoding="utf-8") == "a case"


def test_an_older_workbook_that_is_not_the_case_is_written_over(tmp_path: Path) -> None:
    (tmp_path / RUN_WORKBOOK).write_text("older", encoding="utf-8")
    check_run_folder(tmp_path, ELSEWHERE)
    write_run(findings_of(worked.run()), tmp_path)
    assert (tmp_path / RUN_WORKBOOK).read_bytes().startswith(b"PK")
