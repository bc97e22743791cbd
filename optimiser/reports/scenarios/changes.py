"""The sheet of what each scenario changes: its lines in words, and every figure before and after."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from models.case.types import ScenarioChange
from models.case.validation import Row
from models.case.validation.matching import YEAR, cell_of, matching
from optimiser.analyses.scenarios.pack import Member
from optimiser.casefiles.changes import lines, rows_of, way
from optimiser.casefiles.reading.changing import column_of
from optimiser.casefiles.schema.columns import Column as Declared
from optimiser.casefiles.schema.columns import Kind, in_words
from optimiser.casefiles.schema.tables import BY_NAME
from optimiser.excel.page import Page
from optimiser.excel.styles import Look
from optimiser.excel.tables import Cell, Column
from optimiser.reports.formats import NONE
from optimiser.reports.scenarios.book import WHICH, Book

FIGURES = (Kind.MONEY, Kind.COUNT, Kind.SHARE, Kind.NUMBER, Kind.JUDGEMENT)
UNITS = {Kind.MONEY: "£", Kind.COUNT: "number", Kind.SHARE: "share", Kind.NUMBER: "number", Kind.JUDGEMENT: "points"}
LINES = (
    WHICH,
    Column("table", "Table", most=16),
    Column("rows", "Rows", most=44),
    Column("column", "Column", most=22),
    Column("way", "What is done to it", most=22),
    Column("source", "Source", most=40),
    Column("note", "Note", most=30),
)
CHANGED = (
    WHICH,
    Column("table", "Table", most=16),
    Column("row", "Row", most=50),
    Column("column", "Column", most=22),
    Column("before", "As it stands (in its unit)", Look.PENCE),
    Column("after", "Changed (in its unit)", Look.PENCE),
    Column("unit", "Unit", most=14),
)


def fill(book: Book, page: Page) -> None:
    """The lines, then the figures that they make; money is rounded half up to a penny, a count to a whole."""
    if not book.pack.others:
        page.text("The case has no scenarios, so that nothing is changed.")
        return
    page.caption("Each line")
    page.table("Lines", LINES, [row for member in book.pack.others for row in _lines(book, member)])
    page.gap()
    page.caption("Each figure, before and after")
    page.text("Changed money is rounded half up to a penny, a changed count to a whole; lines are made in their order.")
    page.table_or(
        "No figure is changed.",
        "ChangedFigures",
        CHANGED,
        [row for member in book.pack.others for row in _figures(book, member)],
    )


def _lines(book: Book, member: Member) -> Iterator[list[Cell]]:
    for line in lines(member.run):
        said = _beside(book, line)
        cells = (line.table, rows_of(line), line.column, way(line), said("source"), said("note"))
        yield [Cell(book.names[member.folder]), *map(Cell, cells)]


def _beside(book: Book, line: ScenarioChange) -> Callable[[str], str]:
    """What the case's own row of a line has in a column; --set has no row."""
    case, table = book.pack.case, book.pack.base.run.tables.get("scenarios", ())
    row = next((row for row, each in zip(table, case.scenario_changes, strict=False) if each is line), {})
    return lambda column: str(row.get(column) or NONE)


def _figures(book: Book, member: Member) -> Iterator[list[Cell]]:
    """Every cell that a line of the member means, once, as it stands and changed."""
    before, after = book.pack.base.run.tables, member.run.tables
    seen = dict.fromkeys(
        (line.table, position, line.column)
        for line in lines(member.run)
        for position in matching(line.where, before.get(line.table, ()))
    )
    for table, position, column in seen:
        rows = before[table][position], after[table][position]
        declared = column_of(BY_NAME[table], rows[0], column)
        yield [
            *map(Cell, (book.names[member.folder], table, str(rows[0].get("_row") or f"row {position + 1}"), column)),
            *(_cell(declared, row, column) for row in rows),
            Cell(UNITS.get(declared.kind, "as named")),
        ]


def _cell(declared: Declared, row: Row, column: str) -> Cell:
    found = cell_of(row, column)
    if declared.kind in FIGURES and isinstance(found, (int, Fraction)) and not isinstance(found, bool):
        return Cell(found, Look.PENCE if declared.kind is Kind.MONEY else Look.EXACT)
    if declared.kind is Kind.YEAR and isinstance(found, str) and YEAR.fullmatch(found):
        return Cell(found)
    return Cell(in_words(found, declared.kind) or "blank")
