"""The sheet of what each scenario changes: its lines in words, and every figure before and after."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from models.case.appraisal_inputs import ScenarioChange
from models.case.validation import Row
from models.case.validation.row_conditions import YEAR_PATTERN, cell_value, matching_positions
from optimiser.analyses.scenarios.pack import Member
from optimiser.casefiles.change_text import all_changes, change_text, rows_text
from optimiser.casefiles.reading.case_changes import column_of
from optimiser.casefiles.schema.columns import Column as Declared
from optimiser.casefiles.schema.columns import Kind, value_text
from optimiser.casefiles.schema.tables import BY_NAME
from optimiser.excel.page import Page
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column
from optimiser.reports.formats import NONE
from optimiser.reports.scenarios.report import WHICH, ScenarioReport

FIGURES = (Kind.MONEY, Kind.COUNT, Kind.SHARE, Kind.NUMBER, Kind.JUDGEMENT)
UNITS = {Kind.MONEY: "£", Kind.COUNT: "number", Kind.SHARE: "share", Kind.NUMBER: "number", Kind.JUDGEMENT: "points"}
LINES = (
    WHICH,
    Column("table", "Table", max_width=16),
    Column("rows", "Rows", max_width=44),
    Column("column", "Column", max_width=22),
    Column("way", "What is done to it", max_width=22),
    Column("source", "Source", max_width=40),
    Column("note", "Note", max_width=30),
)
CHANGED = (
    WHICH,
    Column("table", "Table", max_width=16),
    Column("row", "Row", max_width=50),
    Column("column", "Column", max_width=22),
    Column("before", "As it stands (in its unit)", NumberFormat.PENCE),
    Column("after", "Changed (in its unit)", NumberFormat.PENCE),
    Column("unit", "Unit", max_width=14),
)


def fill(report: ScenarioReport, page: Page) -> None:
    """The lines, then the figures that they make; money is rounded half up to a penny, a count to a whole."""
    if not report.pack.others:
        page.write_text("The case has no scenarios, so that nothing is changed.")
        return
    page.write_caption("Each line")
    page.write_table("Lines", LINES, [row for member in report.pack.others for row in _lines(report, member)])
    page.skip_row()
    page.write_caption("Each figure, before and after")
    page.write_text(
        "Changed money is rounded half up to a penny, a changed count to a whole; lines are made in their order."
    )
    page.write_table_or_text(
        "No figure is changed.",
        "ChangedFigures",
        CHANGED,
        [row for member in report.pack.others for row in _figures(report, member)],
    )


def _lines(report: ScenarioReport, member: Member) -> Iterator[list[Cell]]:
    for line in all_changes(member.run):
        said = _beside(report, line)
        cells = (line.table, rows_text(line), line.column, change_text(line), said("source"), said("note"))
        yield [Cell(report.names[member.folder]), *map(Cell, cells)]


def _beside(report: ScenarioReport, line: ScenarioChange) -> Callable[[str], str]:
    """What the case's own row of a line has in a column; --set has no row."""
    case, table = report.pack.case, report.pack.base.run.tables.get("scenarios", ())
    row = next((row for row, each in zip(table, case.scenario_changes, strict=False) if each is line), {})
    return lambda column: str(row.get(column) or NONE)


def _figures(report: ScenarioReport, member: Member) -> Iterator[list[Cell]]:
    """Every cell that a line of the member means, once, as it stands and changed."""
    before, after = report.pack.base.run.tables, member.run.tables
    seen = dict.fromkeys(
        (line.table, position, line.column)
        for line in all_changes(member.run)
        for position in matching_positions(line.where, before.get(line.table, ()))
    )
    for table, position, column in seen:
        rows = before[table][position], after[table][position]
        declared = column_of(BY_NAME[table], rows[0], column)
        yield [
            *map(Cell, (report.names[member.folder], table, str(rows[0].get("_row") or f"row {position + 1}"), column)),
            *(_cell(declared, row, column) for row in rows),
            Cell(UNITS.get(declared.kind, "as named")),
        ]


def _cell(declared: Declared, row: Row, column: str) -> Cell:
    found = cell_value(row, column)
    if declared.kind in FIGURES and isinstance(found, (int, Fraction)) and not isinstance(found, bool):
        return Cell(found, NumberFormat.PENCE if declared.kind is Kind.MONEY else NumberFormat.EXACT)
    if declared.kind is Kind.YEAR and isinstance(found, str) and YEAR_PATTERN.fullmatch(found):
        return Cell(found)
    return Cell(value_text(found, declared.kind) or "blank")
