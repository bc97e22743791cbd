"""The sheet Allocation: who provides what to whom in each year, with places and spend, commissioning too."""

from __future__ import annotations

from optimiser.excel.page import Page
from optimiser.excel.report import POUNDS, Sheet
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column, Table
from optimiser.reports.board.allocations import Allocation
from optimiser.reports.board.report import BoardReport
from optimiser.reports.board.solved_options import SolvedOption
from optimiser.reports.formats import to_pounds

COLUMNS = (
    Column("option", "Option", max_width=24),
    Column("year", "Year"),
    Column("borough", "Borough", max_width=24),
    Column("service", "Service", max_width=28),
    Column("provider", "Provider", max_width=28),
    Column("contract", "Contract", max_width=28),
    Column("kind", "Kind", max_width=14),
    Column("places", "Places (number)", NumberFormat.COUNT),
    Column("running", "Running cost (£)", NumberFormat.PENCE),
    Column("once", "One-off cost (£)", NumberFormat.PENCE),
    Column("spend", "Spend (£)", NumberFormat.PENCE),
)


def fill(report: BoardReport, page: Page) -> None:
    """Write a row for each option, year, borough, service and contract."""
    rows = [(option, allocation) for option in report.options for allocation in option.allocations]
    page.write_formula_table_or_text(
        "No option provides anything.",
        "Allocation",
        COLUMNS,
        rows,
        lambda table, number, row: _row(report, table, number, *row),
    )


def _row(report: BoardReport, table: Table, row: int, option: SolvedOption, allocation: Allocation) -> list[Cell]:
    running, one_off = (table.relative_address(row, key) for key in ("running", "once"))
    return [
        Cell(option.label),
        Cell(report.case.year_label(allocation.year)),
        Cell(allocation.borough),
        Cell(allocation.service),
        Cell(allocation.provider),
        Cell(allocation.contract),
        Cell(allocation.kind),
        Cell(allocation.places),
        Cell(to_pounds(allocation.running)),
        Cell(to_pounds(allocation.one_off)),
        Cell(to_pounds(allocation.running + allocation.one_off), formula=f"={running}+{one_off}"),
    ]


SHEET = Sheet(
    "Allocation",
    "Who provides what to whom, year by year, with places and spend.",
    fill,
    POUNDS,
    is_included=BoardReport.has_plans,
)
