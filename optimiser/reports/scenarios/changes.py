"""The sheet of what each scenario changes: its lines in words, and every figure before and after."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from models.case.appraisal_inputs import ScenarioChange
from models.case.validation import Row
from models.case.validation.row_conditions import YEAR_PATTERN, cell_value, matching_positions
from optimiser.analyses.scenarios import ScenarioRun
from optimiser.casefiles.change_text import all_changes, change_text, rows_text
from optimiser.casefiles.reading.case_changes import column_of
from optimiser.casefiles.schema.columns import Column as CaseColumn
from optimiser.casefiles.schema.columns import Kind, value_text
from optimiser.casefiles.schema.tables import BY_NAME
from optimiser.excel.page import Page
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column
from optimiser.reports.formats import NONE
from optimiser.reports.scenarios.report import SCENARIO_COLUMN, ScenarioReport

FIGURE_KINDS = (Kind.MONEY, Kind.COUNT, Kind.SHARE, Kind.NUMBER, Kind.JUDGEMENT)
UNITS = {Kind.MONEY: "£", Kind.COUNT: "number", Kind.SHARE: "share", Kind.NUMBER: "number", Kind.JUDGEMENT: "points"}
CHANGE_COLUMNS = (
    SCENARIO_COLUMN,
    Column("table", "Table", max_width=16),
    Column("rows", "Rows", max_width=44),
    Column("column", "Column", max_width=22),
    Column("way", "What is done to it", max_width=22),
    Column("source", "Source", max_width=40),
    Column("note", "Note", max_width=30),
)
FIGURE_COLUMNS = (
    SCENARIO_COLUMN,
    Column("table", "Table", max_width=16),
    Column("row", "Row", max_width=50),
    Column("column", "Column", max_width=22),
    Column("before", "Before (in its unit)", NumberFormat.PENCE),
    Column("after", "After (in its unit)", NumberFormat.PENCE),
    Column("unit", "Unit", max_width=14),
)


def write_changes(report: ScenarioReport, page: Page) -> None:
    """Write the lines of each scenario, then every figure before and after."""
    if not report.pack.others:
        page.write_text("The case has no scenarios, so nothing is changed.")
        return
    page.write_caption("Each change")
    page.write_table(
        "Lines", CHANGE_COLUMNS, [row for member in report.pack.others for row in _change_rows(report, member)]
    )
    page.skip_row()
    page.write_caption("Each figure, before and after")
    page.write_text(
        "Changed money is rounded half up to a penny, changed unit prices and values of an outcome to six decimals of a"
        " pound, and changed counts to whole numbers. Changes are made in order."
    )
    page.write_table_or_text(
        "No figure is changed.",
        "ChangedFigures",
        FIGURE_COLUMNS,
        [row for member in report.pack.others for row in _figure_rows(report, member)],
    )


def _change_rows(report: ScenarioReport, member: ScenarioRun) -> Iterator[list[Cell]]:
    for line in all_changes(member.run):
        row = _scenario_row(report, line)
        source, note = (str(row.get(column) or NONE) for column in ("source", "note"))
        cells = (line.table, rows_text(line), line.column, change_text(line), source, note)
        yield [Cell(report.names[member.folder]), *map(Cell, cells)]


def _scenario_row(report: ScenarioReport, line: ScenarioChange) -> Row:
    """The row of the table `scenarios` that a change comes from; empty for a change of --set."""
    changes, table = report.pack.case.scenario_changes, report.pack.base.run.tables.get("scenarios", ())
    return next((row for row, change in zip(table, changes, strict=False) if change is line), {})


def _figure_rows(report: ScenarioReport, member: ScenarioRun) -> Iterator[list[Cell]]:
    """Each cell that a scenario changes, once, before and after."""
    before, after = report.pack.base.run.tables, member.run.tables
    changed_cells = dict.fromkeys(
        (line.table, position, line.column)
        for line in all_changes(member.run)
        for position in matching_positions(line.where, before.get(line.table, ()))
    )
    for table, position, column in changed_cells:
        rows = before[table][position], after[table][position]
        declared = column_of(BY_NAME[table], rows[0], column)
        yield [
            *map(Cell, (report.names[member.folder], table, str(rows[0].get("_row") or f"row {position + 1}"), column)),
            *(_cell(declared, row, column) for row in rows),
            Cell(UNITS.get(declared.kind, "as named")),
        ]


def _cell(declared: CaseColumn, row: Row, column: str) -> Cell:
    value = cell_value(row, column)
    if declared.kind in FIGURE_KINDS and isinstance(value, (int, Fraction)) and not isinstance(value, bool):
        return Cell(
            value,
            NumberFormat.EXACT if declared.kind is not Kind.MONEY or declared.decimals > 2 else NumberFormat.PENCE,
        )
    if declared.kind is Kind.YEAR and isinstance(value, str) and YEAR_PATTERN.fullmatch(value):
        return Cell(value)
    return Cell(value_text(value, declared.kind) or "blank")
