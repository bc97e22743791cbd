"""The sheet Funding: what each stream has in each year, and what of it is spent, carried forward or left unspent."""

from __future__ import annotations

from models.accounts.distribution import StreamYear
from optimiser.excel.page import Page
from optimiser.excel.report import POUNDS, Sheet
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column, Table
from optimiser.reports.board.report import BoardReport
from optimiser.reports.board.solved_options import SolvedOption
from optimiser.reports.formats import borough_names, to_pounds
from optimiser.text import yes_no

COLUMNS = (
    Column("option", "Option", max_width=24),
    Column("year", "Year"),
    Column("stream", "Stream", max_width=30),
    Column("home", "Home", max_width=28),
    Column("amount", "Amount (£)", NumberFormat.PENCE),
    Column("brought", "Brought forward (£)", NumberFormat.PENCE),
    Column("spent", "Spent (£)", NumberFormat.PENCE),
    Column("outside", "Of which outside its home (£)", NumberFormat.PENCE),
    Column("carried", "Carried forward (£)", NumberFormat.PENCE),
    Column("unspent", "Unspent (£)", NumberFormat.PENCE),
    Column("lapses", "Unspent lapses"),
)


def fill(report: BoardReport, page: Page) -> None:
    """Write a row for each option, year and stream."""
    rows = [(option, stream_year) for option in report.options for stream_year in option.stream_years]
    page.write_formula_table_or_text(
        "No option has any funding.",
        "Funding",
        COLUMNS,
        rows,
        lambda table, number, row: _row(report, table, number, *row),
    )


def _row(report: BoardReport, table: Table, row: int, option: SolvedOption, stream_year: StreamYear) -> list[Cell]:
    stream = report.case.funding[stream_year.stream]
    keys = ("amount", "brought", "spent", "carried")
    amount, brought, spent, carried = (table.relative_address(row, key) for key in keys)
    return [
        Cell(option.label),
        Cell(report.case.year_label(stream_year.year)),
        Cell(stream.name),
        Cell(borough_names(report.case, stream.homes)),
        Cell(to_pounds(stream_year.amount)),
        Cell(to_pounds(stream_year.brought_forward)),
        Cell(to_pounds(stream_year.spent)),
        Cell(to_pounds(stream_year.spent_outside)),
        Cell(to_pounds(stream_year.carried_forward)),
        Cell(to_pounds(stream_year.unspent), formula=f"={amount}+{brought}-{spent}-{carried}"),
        Cell(yes_no(stream.lapses)),
    ]


SHEET = Sheet(
    "Funding",
    "What each funding stream has, spends, carries forward and leaves unspent, year by year.",
    fill,
    POUNDS,
    is_included=BoardReport.has_plans,
)
