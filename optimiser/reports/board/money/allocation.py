"""Allocation: who provides what to whom in each year, with places and spend; commissioning's own costs too."""

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
    """One row for each option, year, borough, service and contract."""
    rows = [(option, share) for option in report.options for share in option.allocations]
    if not rows:
        page.write_text("No option has anything to provide.")
        return
    table = page.reserve_table("Allocation", COLUMNS, len(rows))
    table.fill([_row(report, table, number, *row) for number, row in enumerate(rows)])


def _row(report: BoardReport, table: Table, number: int, option: SolvedOption, share: Allocation) -> list[Cell]:
    return [
        Cell(option.label),
        Cell(report.case.year_label(share.year)),
        Cell(share.borough),
        Cell(share.service),
        Cell(share.provider),
        Cell(share.contract),
        Cell(share.kind),
        Cell(share.places),
        Cell(to_pounds(share.running)),
        Cell(to_pounds(share.one_off)),
        Cell(
            to_pounds(share.running + share.one_off),
            formula=f"={table.local_address(number, 'running')}+{table.local_address(number, 'once')}".replace("$", ""),
        ),
    ]


SHEET = Sheet(
    "Allocation",
    "Who provides what to whom, year by year, with places and spend.",
    fill,
    POUNDS,
    is_included=BoardReport.has_plans,
)
