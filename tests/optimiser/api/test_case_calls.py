"""Cases for scripts: checking one with its scenarios, and making a workbook to fill in."""

from pathlib import Path

import packs
import pytest

from optimiser import check_case, new_workbook, read_case
from optimiser.errors import NoSuchExample, NotWritten


def test_a_case_is_checked_with_its_scenarios(tmp_path: Path) -> None:
    folder = packs.case(tmp_path)
    checked = check_case(folder)
    assert (checked.case_file.source, checked.scenario_faults) == (str(folder), ())
    with (folder / "scenarios.csv").open("a", encoding="utf-8") as file:
        file.write("impossible,funding,,2010/11,=-5,,\n")
    faults = check_case(folder).scenario_faults
    assert all("-5" in fault.found for fault in faults)
    assert {fault.table for fault in faults} == {"scenarios"}


def test_an_example_as_a_workbook_is_the_example(tmp_path: Path) -> None:
    new_workbook(tmp_path / "example.xlsx", "portsmouth")
    root = Path(__file__).resolve().parents[3]
    assert read_case(tmp_path / "example.xlsx").case.title == read_case(root / "inputs" / "portsmouth").case.title


def test_a_workbook_that_is_there_is_replaced_only_if_that_is_said(tmp_path: Path) -> None:
    file = tmp_path / "case.xlsx"
    file.write_text("filled in", encoding="utf-8")
    with pytest.raises(NotWritten, match="already exists"):
        new_workbook(file)
    assert file.read_text(encoding="utf-8") == "filled in"
    new_workbook(file, replace=True)
    assert file.read_bytes()[:2] == b"PK"


def test_an_unknown_example_is_refused_with_a_suggestion(tmp_path: Path) -> None:
    with pytest.raises(NoSuchExample, match=r'"portsmuth".*Did you mean "portsmouth"'):
        new_workbook(tmp_path / "case.xlsx", "portsmuth")
