"""A heading of a block or a remark among the rows is one fault, and no row is invented for it."""

from __future__ import annotations

from pathlib import Path

import pytest
from case_tables import faults_of, tables, write_folder, write_workbook

from models.case.faults import Fault
from optimiser.casefiles.reading import read

LINES = [
    ("contracts", 0, "Health providers"),
    ("funding", 0, "Source: budget book 2010/11, page 4"),
    ("demand", 0, "* provisional"),
    ("boroughs", 0, "North of the river"),
    ("prices", 1, "Prices as at April"),
    ("judgements", 0, "Judged by the board"),
    ("offers", 2, "see tender"),
]


def with_line(table: str, at: int, text: str, position: int | None = None) -> dict[str, list[list[str]]]:
    case = tables()
    width = len(case[table][0])
    row = ["" if column != at else text for column in range(width)]
    case[table].insert(position if position is not None else len(case[table]), row)
    return case


@pytest.mark.parametrize("position", [1, None], ids=["among the rows", "under them"])
@pytest.mark.parametrize("written", [write_folder, write_workbook], ids=["folder", "workbook"])
@pytest.mark.parametrize(("table", "at", "text"), LINES)
def test_a_line_of_text_is_one_fault(table: str, at: int, text: str, written, position, tmp_path: Path) -> None:
    path = tmp_path / ("case.xlsx" if written is write_workbook else "case")
    faults: list[Fault] = list(faults_of(written(path, with_line(table, at, text, position))))
    assert [(fault.table, text in fault.found) for fault in faults] == [(table, True)]
    assert "Delete it" in faults[0].remedy


def test_the_case_passes_once_the_line_is_deleted(tmp_path: Path) -> None:
    assert read(write_folder(tmp_path, tables())).case


@pytest.mark.parametrize(("table", "at"), [("funding", 0), ("demand", 3), ("contracts", 2)])
def test_a_unit_that_the_line_states_is_told_first(table: str, at: int, tmp_path: Path) -> None:
    faults = faults_of(write_folder(tmp_path / "case", with_line(table, at, "All figures in £000")))
    assert ["by 1,000, then delete" in fault.remedy for fault in faults] == [True]


def test_a_half_filled_row_has_its_own_faults(tmp_path: Path) -> None:
    case = tables()
    case["boroughs"].append(["Carlow", "12", *[""] * (len(case["boroughs"][0]) - 2)])
    assert not [fault for fault in faults_of(write_folder(tmp_path / "case", case)) if "line of text" in fault.found]
