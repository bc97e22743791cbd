"""The sheet Floors: minimums over several boroughs or services, or in people, which Provision cannot show."""

from __future__ import annotations

from models.case.types import Case
from optimiser.excel.page import Page
from optimiser.excel.report import Sheet
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column, Table
from optimiser.reports.board.provision.minimums import WideMinimum, is_wide, wide_minimums
from optimiser.reports.board.report import BoardReport
from optimiser.reports.board.solved_options import SolvedOption
from optimiser.text import yes_no

COLUMNS = (
    Column("option", "Option", max_width=24),
    Column("year", "Year"),
    Column("boroughs", "Boroughs", max_width=32),
    Column("services", "Services", max_width=36),
    Column("counts", "Counts"),
    Column("statutory", "Statutory"),
    Column("floor", "Floor (places or people, as counted)", NumberFormat.EXACT),
    Column("provided", "Provided (as counted)", NumberFormat.EXACT),
    Column("above", "Above the floor (as counted)", NumberFormat.EXACT),
)


def has_wide_minimums(report: BoardReport) -> bool:
    """Whether a minimum is over several boroughs or services, or in people."""
    return report.has_plans() and any(map(is_wide, report.case.minimums))


def fill(report: BoardReport, page: Page) -> None:
    """Write a row for each option, year and minimum."""
    rows = [(option, minimum) for option in report.options for minimum in wide_minimums(report.case, option.plan)]
    page.write_formula_table_or_text(
        "No minimum has a figure.",
        "Floors",
        COLUMNS,
        rows,
        lambda table, number, row: _row(report.case, table, number, *row),
    )


def _row(case: Case, table: Table, row: int, option: SolvedOption, wide: WideMinimum) -> list[Cell]:
    minimum = wide.minimum
    required, provided = (table.relative_address(row, key) for key in ("floor", "provided"))
    everywhere = len(minimum.boroughs) == len(case.boroughs) > 1
    return [
        Cell(option.label),
        Cell(case.year_label(wide.year)),
        Cell("all together" if everywhere else ", ".join(minimum.boroughs)),
        Cell(", ".join(minimum.services)),
        Cell("people" if minimum.counts_people else "places"),
        Cell(yes_no(minimum.statutory)),
        Cell(wide.figure),
        Cell(wide.provided),
        Cell(wide.provided - wide.figure, formula=f"={provided}-{required}"),
    ]


SHEET = Sheet(
    "Floors",
    "The minimums over several boroughs or services, or in people, and what each option provides.",
    fill,
    is_included=has_wide_minimums,
)
