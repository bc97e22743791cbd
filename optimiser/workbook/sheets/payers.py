"""Who pays: which stream pays how much for which service of which borough."""

from __future__ import annotations

from optimiser.listings import CARRIED_FORWARD, UNSPENT, Judged, funding_rows
from optimiser.workbook.book import Book
from optimiser.workbook.looks import Look
from optimiser.workbook.page import Page
from optimiser.workbook.tables import Cell, Column, Value
from optimiser.workbook.words import pounds

COLUMNS = (
    Column("option", "Option", most=24),
    Column("year", "Year"),
    Column("stream", "Stream", most=30),
    Column("home", "Home of the stream", most=28),
    Column("borough", "Spent for", most=24),
    Column("service", "Service", most=28),
    Column("amount", "Amount (£)", Look.PENCE),
)


def fill(book: Book, page: Page) -> None:
    """One row for each option, year, stream, borough and service that is paid for."""
    rows: list[list[Cell | Value]] = []
    for each in book.solved:
        for _, *row in funding_rows(Judged(book.case, each.option, each.plan, each.ledger)):
            *names, service, amount = row
            if service not in (CARRIED_FORWARD, UNSPENT):
                rows.append([each.label, *map(str, names), str(service), Cell(pounds(int(amount or 0)))])
    page.table_or("No stream pays for anything.", "Payments", COLUMNS, rows)
