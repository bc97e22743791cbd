"""The sheets Return recast and Return by stream: spend by heading of the funding return, and by stream."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models.accounts.funding_return import StreamReturn, headings, spend_planned, spend_today, stream_returns
from models.case.types import Case
from optimiser.excel.page import Page
from optimiser.excel.report import POUNDS, Sheet
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column, Table, unique_headings
from optimiser.reports.board.report import BoardReport, payment_cells, payment_columns
from optimiser.reports.board.solved_options import TODAY, SolvedOption
from optimiser.reports.formats import borough_names, to_pounds

A_YEAR = "a year"  # stands for the year of today's return
KEYS = (Column("option", "Option", max_width=30), Column("year", "Year"))
IN, OUT = "money in", "money out"
Line = tuple[str, str, list[int]]  # in or out, what it is, pence in each year


@dataclass(frozen=True, slots=True)
class FundingReturn:
    """The return of one year, today's or an option's. `spend`: pence by borough and heading."""

    option: str
    year: str
    spend: dict[tuple[str, str], int]

    def total(self, boroughs: Sequence[str], heading: str) -> int:
        """The spend of some boroughs under a heading, in pence."""
        return sum(self.spend.get((borough, heading), 0) for borough in boroughs)


def fill(report: BoardReport, page: Page) -> None:
    """Write all boroughs together, then each borough; a column for each heading, commissioning first."""
    page.max_width = 200.0
    boroughs = [borough.name for borough in report.case.boroughs]
    returns, names = list(_returns(report)), _headings(report)
    page.write_caption("All boroughs together")
    change = Column("change", "Change against today (£)", NumberFormat.MONEY)
    totals = page.reserve_table("RecastTotals", [*KEYS, *_columns(names), change], len(returns))
    page.skip_row()
    page.write_caption("By borough")
    columns = [*KEYS, Column("borough", "Borough", max_width=24), *_columns(names)]
    rows = [(year, borough) for year in returns for borough in boroughs]
    table = page.write_formula_table(
        "Recast", columns, rows, lambda table, number, row: _borough_row(table, number, names, *row)
    )
    totals.fill([list(_total_row(table, totals, row, names, returns, boroughs)) for row in range(len(returns))])


def fill_by_stream(report: BoardReport, page: Page) -> None:
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
        lambda table, number, row: _stream_row(case, table, number, *row),
    )


def _returns(report: BoardReport) -> Iterator[FundingReturn]:
    """Today's return, then each option's, year by year."""
    yield FundingReturn(TODAY, A_YEAR, spend_today(report.case))
    for option in report.options:
        yield from _planned_returns(option)


def _planned_returns(option: SolvedOption) -> Iterator[FundingReturn]:
    case = option.case
    spend: dict[int, dict[tuple[str, str], int]] = defaultdict(dict)
    for (year, borough, heading), amount in spend_planned(case, option.ledger).items():
        spend[year][borough, heading] = amount
    yield from (FundingReturn(option.label, case.year_label(year), spend[year]) for year in case.years)


def _headings(report: BoardReport) -> tuple[str, ...]:
    """The headings of every service that costs anything today or in any option."""
    today = {line.service for contract in report.case.contracts for line in contract.lines}
    planned = {charge.service for option in report.options for charge in option.ledger.charges}
    return headings(report.case, today | planned)


def _columns(names: tuple[str, ...]) -> list[Column]:
    other_headings = ("Option", "Year", "Borough", "Total (£)", "Change against today (£)")
    unique = unique_headings([*other_headings, *(f"{name} (£)" for name in names)])[len(other_headings) :]
    columns = [Column(_key(position), heading, NumberFormat.MONEY) for position, heading in enumerate(unique)]
    return [*columns, Column("total", "Total (£)", NumberFormat.MONEY)]


def _key(position: int) -> str:
    return f"heading{position}"


def _borough_row(table: Table, row: int, names: tuple[str, ...], year: FundingReturn, borough: str) -> Iterator[Cell]:
    amounts = [year.total([borough], name) for name in names]
    yield from (Cell(year.option), Cell(year.year), Cell(borough))
    yield from (Cell(to_pounds(amount)) for amount in amounts)
    yield _sum_of_headings(table, row, names, sum(amounts))


def _sum_of_headings(table: Table, row: int, names: tuple[str, ...], amount: int) -> Cell:
    return Cell(to_pounds(amount), formula=table.sum_across(row, _key(0), _key(len(names) - 1)))


def _total_row(
    table: Table,
    totals: Table,
    row: int,
    names: tuple[str, ...],
    returns: Sequence[FundingReturn],
    boroughs: Sequence[str],
) -> Iterator[Cell]:
    year, size = returns[row], len(boroughs)
    total, today = sum(year.spend.values()), sum(returns[0].spend.values())
    yield from (Cell(year.option), Cell(year.year))
    for position, name in enumerate(names):
        formula = table.sum_down(row * size, row * size + size - 1, _key(position))
        yield Cell(to_pounds(year.total(boroughs, name)), formula=formula)
    yield _sum_of_headings(totals, row, names, total)
    total_cell, today_cell = totals.relative_address(row, "total"), totals.local_address(0, "total")
    yield Cell(to_pounds(total - today), formula=f"={total_cell}-{today_cell}")


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


def _stream_row(case: Case, table: Table, row: int, option: SolvedOption, stream: int, line: Line) -> list[Cell]:
    funding, (side, what, amounts) = case.funding[stream], line
    homes = borough_names(case, funding.homes)
    names = (option.label, funding.owner, funding.name, homes, side, what)
    return [*map(Cell, names), *payment_cells(table, row, amounts)]


SHEET = Sheet(
    "Return recast",
    "The return by heading and borough: today, and each option year by year.",
    fill,
    POUNDS,
    is_included=BoardReport.has_plans,
)


BY_STREAM_SHEET = Sheet(
    "Return by stream",
    "What each funder's stream had and what it was spent on, by heading and year.",
    fill_by_stream,
    POUNDS,
    is_included=BoardReport.has_plans,
)
