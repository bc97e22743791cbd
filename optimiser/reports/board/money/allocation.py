"""Allocation: who provides what to whom in each year, with places and spend; commissioning's own costs too."""

from __future__ import annotations

from optimiser.excel.page import Page
from optimiser.excel.styles import Look
from optimiser.excel.tables import Cell, Column, Table
from optimiser.reports.board.book import Book, Solved
from optimiser.reports.board.shares import Share
from optimiser.reports.formats import to_pounds

COLUMNS = (
    Column("option", "Option", most=24),
    Column("year", "Year"),
    Column("borough", "Borough", most=24),
    Column("service", "Service", most=28),
    Column("provider", "Provider", most=28),
    Column("contract", "Contract", most=28),
    Column("kind", "Kind", most=14),
    Column("places", "Places (number)", Look.COUNT),
    Column("running", "Running cost (£)", Look.PENCE),
    Column("once", "One-off cost (£)", Look.PENCE),
    Column("spend", "Spend (£)", Look.PENCE),
)


def fill(book: Book, page: Page) -> None:
    """One row for each option, year, borough, service and contract."""
    rows = [(each, share) for each in book.solved for share in each.shares]
    if not rows:
        page.text("No option has anything to provide.")
        return
    table = page.reserve("Allocation", COLUMNS, len(rows))
    table.fill([_row(book, table, number, *row) for number, row in enumerate(rows)])


def _row(book: Book, table: Table, number: int, each: Solved, share: Share) -> list[Cell]:
    return [
        Cell(each.label),
        Cell(book.case.year_label(share.year)),
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
            formula=f"={table.here(number, 'running')}+{table.here(number, 'once')}".replace("$", ""),
        ),
    ]
