"""Floors: the minimums that Provision cannot show, over several boroughs or services or in people."""

from __future__ import annotations

from models.case.types import Case
from optimiser.excel.page import Page
from optimiser.excel.report import Sheet
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column, Table
from optimiser.reports.board.provision.minimums import Wide, is_wide, wide
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
    Column("had", "Provided (as counted)", NumberFormat.EXACT),
    Column("above", "Above the floor (as counted)", NumberFormat.EXACT),
)


def has_wide_minimums(report: BoardReport) -> bool:
    """Whether a minimum is over several boroughs or services, or in people."""
    return report.has_plans() and any(map(is_wide, report.case.minimums))


def fill(report: BoardReport, page: Page) -> None:
    """One row for each option, year and floor."""
    rows = [(option, one) for option in report.options for one in wide(report.case, option.plan)]
    if not rows:
        page.write_text("No floor has a figure.")
        return
    table = page.reserve_table("Floors", COLUMNS, len(rows))
    table.fill([_row(report.case, table, number, *row) for number, row in enumerate(rows)])


def _row(case: Case, table: Table, number: int, option: SolvedOption, one: Wide) -> list[Cell]:
    floor = one.floor
    least, had = (table.relative_address(number, key) for key in ("floor", "had"))
    everywhere = len(floor.boroughs) == len(case.boroughs) > 1
    return [
        Cell(option.label),
        Cell(case.year_label(one.year)),
        Cell("all together" if everywhere else ", ".join(floor.boroughs)),
        Cell(", ".join(floor.services)),
        Cell("people" if floor.counts_people else "places"),
        Cell(yes_no(floor.statutory)),
        Cell(one.figure),
        Cell(one.had),
        Cell(one.had - one.figure, formula=f"={had}-{least}"),
    ]


SHEET = Sheet(
    "Floors",
    "The minimums over several boroughs or services, or in people, and what each option provides.",
    fill,
    is_included=has_wide_minimums,
)
