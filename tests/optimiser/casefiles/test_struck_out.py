"""A row that is struck out counts, and a warning says so."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from case_tables import tables, write_workbook
from openpyxl.styles import Font

from optimiser.casefiles.reading import CaseFile, read


def struck(folder: Path, table: str, *cells: str, strike: bool | None = True) -> CaseFile:
    path = write_workbook(folder / "case.xlsx", tables())
    book = openpyxl.load_workbook(path)
    for cell in cells:
        book[table][cell].font = Font(bold=True, strike=strike)
    book.save(path)
    return read(path)


def told(case: CaseFile) -> list[str]:
    return [warning.location for warning in case.warnings if "struck out" in warning.found]


@pytest.mark.parametrize("cells", [("A3",), ("A3", "B3"), ("C3",)])
def test_a_struck_out_row_is_named_once_and_counts(cells: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "struck").mkdir()
    case = struck(tmp_path / "struck", "funding", *cells)
    assert told(case) == [f"funding, cell {cells[0]}"]
    plain = struck(tmp_path, "funding", *cells, strike=False)
    assert (case.case, told(plain)) == (plain.case, [])


def test_headings_and_blank_cells_that_are_struck_out_say_nothing(tmp_path: Path) -> None:
    assert told(struck(tmp_path, "funding", "A1", "Z3", "A40")) == []
