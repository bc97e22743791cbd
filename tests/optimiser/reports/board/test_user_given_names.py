"""Names that a user may give: text stays text, whatever it begins with and however long it is."""

from dataclasses import replace
from fractions import Fraction
from functools import cache
from pathlib import Path

import boards
import pytest
import worked

from models.case.types import Case
from optimiser.engine.run import Run
from optimiser.excel.tables import shorten, unique_headings

pytestmark = pytest.mark.slow  # a workbook for each name

EVIL = '=HYPERLINK("http://example.org","x")'
LONG = "joint " * 60
WILD = "<>*?~ \"quoted\" 'single' [brackets] #hash"
LINES = "two\nlines\tand a tab"


def renamed(name: str) -> Run:
    """The worked example with another name for its second option, its title and its contract."""
    run = worked.run()
    case = run.case
    old = case.options[1].name
    options = tuple(replace(each, name=name) if each.name == old else each for each in case.options)
    criteria = tuple(replace(each, name=f"{each.name} {name}"[:300], judgements=_moved(each.judgements, old, name))
                     for each in case.criteria)  # fmt: skip
    risks = tuple(
        replace(each, options=tuple(name if one == old else one for one in each.options)) for each in case.risks
    )
    changed = replace(case, options=options, criteria=criteria, risks=risks, title=name)
    return _under(changed, run, old, name)


@cache
def workbook(name: str) -> Path:
    """The workbook of it, written once for all tests."""
    return boards.written(renamed(name))


def _moved(judgements: object, old: str, new: str) -> dict[str, Fraction]:
    assert hasattr(judgements, "items")
    return {new if key == old else key: value for key, value in judgements.items()}


def _under(case: Case, run: Run, old: str, name: str) -> Run:
    results = {name if key == old else key: result for key, result in run.results.items()}
    answer = replace(results[name].answer, option=name)
    plan = replace(answer.plan, option=name) if answer.plan else None
    results[name] = replace(results[name], answer=replace(answer, plan=plan))
    return boards.with_case(replace(run, results=results), case)


@pytest.mark.parametrize("name", [EVIL, "+1", "-1", "@SUM(A1)", "=1+1"])
def test_a_name_that_begins_like_a_formula_stays_a_name(name: str) -> None:
    book = boards.opened(workbook(name))
    assert [cell.coordinate for _, cell, formula in boards.formulas(book) if name in formula] == []
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row if cell.value == name} == {
        "s"
    }


@pytest.mark.parametrize(
    "name", [EVIL, LONG, WILD, LINES, "Criterion", "Measure", "unit", "AS IS", "x" * 400, "\x07bell"]
)
def test_any_name_gives_a_workbook_whose_checks_pass(name: str) -> None:
    values = boards.opened(workbook(name), values=True)
    assert {row["Result"] for row in boards.rows(values, "Checks")} == {"Pass"}
    assert values["Checks"]["B5"].value == "Pass"


@pytest.mark.parametrize("name", [LONG, WILD, LINES, "Measure", "x" * 400])
def test_headings_of_tables_are_those_of_their_cells(name: str) -> None:
    book = boards.opened(workbook(name))
    for sheet, found in boards.tables(book):
        assert [column.name for column in found.tableColumns] == [cell.value for cell in boards.cells(sheet, found)[0]]


def test_long_text_is_cut_where_a_cell_cannot_hold_it(tmp_path: Path) -> None:
    run = worked.run()
    case = replace(boards.full_case(), title="t" * 40_000)
    values = boards.opened(boards.written(boards.with_case(run, case), tmp_path), values=True)
    (title,) = (row["What it is"] for row in boards.rows(values, "Cover") if row["Item"] == "Case")
    assert title == "t" * 32_000


def test_columns_are_neither_too_narrow_nor_wider_than_a_page() -> None:
    book = boards.opened(workbook(LONG))
    widths = [column.width for sheet in book for column in sheet.column_dimensions.values()]
    assert 8 <= min(widths) <= max(widths) <= 110


def test_rows_are_as_high_as_their_text_needs() -> None:
    """The name is cut to 100 characters, 16 words of 3.8 digits and a part: 63 digits, two lines of a column of 41."""
    book = boards.opened(workbook(LONG))
    sheet, found = boards.table(book, "Standings")
    row = boards.cells(sheet, found)[2][0].row
    assert sheet.row_dimensions[row].height == 28.5


def test_headings_that_differ_only_in_capitals_are_told_apart() -> None:
    assert unique_headings(["Halton", "HALTON", "halton", "Warrington"]) == [
        "Halton",
        "HALTON (2)",
        "halton (3)",
        "Warrington",
    ]


def test_a_heading_stands_on_one_line_and_is_never_blank() -> None:
    assert (shorten("two\nlines"), shorten("  "), shorten("abcdef", 4)) == ("two lines", "(no name)", "abc…")
