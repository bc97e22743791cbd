"""The sheet Return by stream: for each grantor, what its stream had and what that was spent on, year by year."""

from __future__ import annotations

from collections.abc import Iterator

from models.accounts.funding_return import StreamReturn, headings, stream_returns
from models.case.types import Case
from optimiser.excel.page import Page
from optimiser.excel.report import POUNDS, Sheet
from optimiser.excel.tables import Cell, Column, Table
from optimiser.reports.board.report import BoardReport
from optimiser.reports.board.solved_options import SolvedOption
from optimiser.reports.board.year_columns import payment_cells, payment_columns
from optimiser.reports.formats import borough_names

IN, OUT = "money in", "money out"
Line = tuple[str, str, list[int]]  # in or out, what it is, pence in each year


def fill(report: BoardReport, page: Page) -> None:
    """Write a row for each option, stream and line. Lines without money are left out, apart from the amount."""
    page.max_width = 200.0
    case = report.case
    page.write_text(
        "For each stream and year, money in equals money out. Money in is the amount and what was brought"
        " forward. Money out is spend by heading, what is carried forward, and what is left unspent."
    )
    page.skip_row()
    columns = [
        Column("option", "Option", max_width=24),
        Column("owner", "Funder", max_width=24),
        Column("stream", "Stream", max_width=28),
        Column("home", "Home of the stream", max_width=24),
        Column("side", "In or out", max_width=12),
        Column("line", "Line", max_width=36),
        *payment_columns(case),
    ]
    rows = [(option, stream, line) for option in report.options for stream, line in _lines(case, option)]
    page.write_formula_table_or_text(
        "There are no funding streams.",
        "StreamReturn",
        columns,
        rows,
        lambda table, number, row: _row(case, table, number, *row),
    )


def _lines(case: Case, option: SolvedOption) -> Iterator[tuple[int, Line]]:
    returns = stream_returns(case, option.plan)
    for stream in range(len(case.funding)):
        years = [stream_return for stream_return in returns if stream_return.stream_year.stream == stream]
        for line in _stream_lines(case, years):
            _, what, amounts = line
            if any(amounts) or what == "amount":
                yield stream, line


def _stream_lines(case: Case, years: list[StreamReturn]) -> Iterator[Line]:
    yield IN, "amount", [year.stream_year.amount for year in years]
    yield IN, "brought forward", [year.stream_year.brought_forward for year in years]
    for heading in headings(case, {service.name for service in case.services}):
        yield OUT, heading, [year.spend.get(heading, 0) for year in years]
    yield OUT, "carried forward", [year.stream_year.carried_forward for year in years]
    yield OUT, "unspent", [year.stream_year.unspent for year in years]


def _row(case: Case, table: Table, row: int, option: SolvedOption, stream: int, line: Line) -> list[Cell]:
    funding, (side, what, amounts) = case.funding[stream], line
    homes = borough_names(case, funding.homes)
    names = (option.label, funding.owner, funding.name, homes, side, what)
    return [*map(Cell, names), *payment_cells(table, row, amounts)]


SHEET = Sheet(
    "Return by stream",
    "What each funder's stream had and what it was spent on, by heading and year.",
    fill,
    POUNDS,
    is_included=BoardReport.has_plans,
)
