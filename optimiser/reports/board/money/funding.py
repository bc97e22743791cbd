"""Funding: what each stream has in each year, what of it is spent, kept for the next year, or left unspent."""

from __future__ import annotations

from models.accounts.distribution import StreamYear
from optimiser.excel.page import Page
from optimiser.excel.styles import Look
from optimiser.excel.tables import Cell, Column, Table
from optimiser.reports.board.book import Book, Solved
from optimiser.reports.formats import of_boroughs, to_pounds
from optimiser.text import yes_no

COLUMNS = (
    Column("option", "Option", most=24),
    Column("year", "Year"),
    Column("stream", "Stream", most=30),
    Column("home", "Home", most=28),
    Column("amount", "Amount (£)", Look.PENCE),
    Column("brought", "Brought forward (£)", Look.PENCE),
    Column("spent", "Spent (£)", Look.PENCE),
    Column("outside", "Of which outside its home (£)", Look.PENCE),
    Column("carried", "Carried forward (£)", Look.PENCE),
    Column("unspent", "Unspent (£)", Look.PENCE),
    Column("lapses", "Unspent lapses"),
)


def fill(book: Book, page: Page) -> None:
    """One row for each option, year and stream."""
    rows = [(each, stream_year) for each in book.solved for stream_year in each.stream_years]
    if not rows:
        page.text("No option has money to follow.")
        return
    table = page.reserve("Funding", COLUMNS, len(rows))
    table.fill([_row(book, table, number, *row) for number, row in enumerate(rows)])


def _row(book: Book, table: Table, number: int, each: Solved, stream_year: StreamYear) -> list[Cell]:
    stream = book.case.funding[stream_year.stream]
    at = {key: table.here(number, key).replace("$", "") for key in ("amount", "brought", "spent", "carried")}
    return [
        Cell(each.label),
        Cell(book.case.year_label(stream_year.year)),
        Cell(stream.name),
        Cell(of_boroughs(book.case, stream.homes)),
        *(
            Cell(to_pounds(amount))
            for amount in (
                stream_year.amount,
                stream_year.brought_forward,
                stream_year.spent,
                stream_year.spent_outside,
                stream_year.carried_forward,
            )
        ),
        Cell(to_pounds(stream_year.unspent), formula=f"={at['amount']}+{at['brought']}-{at['spent']}-{at['carried']}"),
        Cell(yes_no(stream.lapses)),
    ]
