"""Return recast: spend by heading of the funding return, today and in each year of each option, and by borough."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from models.accounts.funding_return import headings, spend_planned, spend_today
from models.case.types import Case
from optimiser.excel.page import Page
from optimiser.excel.report import POUNDS, Sheet
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column, Table, unique_headings
from optimiser.reports.board.report import BoardReport
from optimiser.reports.board.solved_options import TODAY, SolvedOption
from optimiser.reports.formats import to_pounds

A_YEAR = "a year"  # today's


@dataclass(frozen=True, slots=True)
class Return:
    """One year's return: today's, or that of an option; `spend` in pence by borough and heading."""

    option: str
    year: str
    spend: dict[tuple[str, str], int]


def fill(report: BoardReport, page: Page) -> None:
    """All boroughs together, then each borough; a column a heading, commissioning first."""
    page.max_width = 200.0
    case, returns, lines = report.case, list(_returns(report)), _headings(report)
    page.write_caption("All boroughs together")
    change = Column("change", "Change against today (£)", NumberFormat.MONEY)
    totals = page.reserve_table("RecastTotals", [*_NAMES, *_columns(lines), change], len(returns))
    page.skip_row()
    page.write_caption("By borough")
    columns = [*_NAMES, Column("borough", "Borough", max_width=24), *_columns(lines)]
    table = page.reserve_table("Recast", columns, len(returns) * len(case.boroughs))
    rows = [(one, borough.name) for one in returns for borough in case.boroughs]
    table.fill([list(_row(table, number, lines, *row)) for number, row in enumerate(rows)])
    totals.fill([list(_total(case, table, totals, number, lines, returns)) for number in range(len(returns))])


def _returns(report: BoardReport) -> Iterator[Return]:
    """Today's, then each option's, year by year."""
    yield Return(TODAY, A_YEAR, spend_today(report.case))
    for option in report.options:
        yield from _planned(option)


def _planned(option: SolvedOption) -> Iterator[Return]:
    by_year: dict[int, dict[tuple[str, str], int]] = defaultdict(dict)
    for (year, borough, heading), amount in spend_planned(option.case, option.ledger).items():
        by_year[year][borough, heading] = amount
    yield from (Return(option.label, option.case.year_label(year), by_year[year]) for year in option.case.years)


def _headings(report: BoardReport) -> tuple[str, ...]:
    """Those of every service that costs anything today or in any option."""
    today = {line.service for contract in report.case.contracts for line in contract.lines}
    return headings(
        report.case, today | {charge.service for option in report.options for charge in option.ledger.charges}
    )


_NAMES = (Column("option", "Option", max_width=30), Column("year", "Year"))


def _columns(lines: tuple[str, ...]) -> list[Column]:
    beside = ("Option", "Year", "Borough", "Total (£)", "Change against today (£)")
    names = unique_headings([*beside, *(f"{line} (£)" for line in lines)])[len(beside) :]
    found = [Column(_key(number), name, NumberFormat.MONEY) for number, name in enumerate(names)]
    return [*found, Column("total", "Total (£)", NumberFormat.MONEY)]


def _key(number: int) -> str:
    return f"heading{number}"


def _row(table: Table, number: int, lines: tuple[str, ...], one: Return, borough: str) -> Iterator[Cell]:
    amounts = [one.spend.get((borough, line), 0) for line in lines]
    yield from (Cell(one.option), Cell(one.year), Cell(borough))
    yield from (Cell(to_pounds(amount)) for amount in amounts)
    yield _across(table, number, lines, sum(amounts))


def _across(table: Table, number: int, lines: tuple[str, ...], amount: int) -> Cell:
    first, last = table.local_address(number, _key(0)), table.local_address(number, _key(len(lines) - 1))
    return Cell(to_pounds(amount), formula=f"=SUM({first}:{last})".replace("$", ""))


def _total(
    case: Case, table: Table, totals: Table, number: int, lines: tuple[str, ...], returns: list[Return]
) -> Iterator[Cell]:
    one, size = returns[number], len(case.boroughs)
    total, before = sum(one.spend.values()), sum(returns[0].spend.values())
    yield from (Cell(one.option), Cell(one.year))
    for position, line in enumerate(lines):
        first, last = (table.local_address(row, _key(position)) for row in (number * size, number * size + size - 1))
        amount = sum(one.spend.get((borough.name, line), 0) for borough in case.boroughs)
        yield Cell(to_pounds(amount), formula=f"=SUM({first}:{last})".replace("$", ""))
    yield _across(totals, number, lines, total)
    here, there = totals.relative_address(number, "total"), totals.local_address(0, "total")
    yield Cell(to_pounds(total - before), formula=f"={here}-{there}")


SHEET = Sheet(
    "Return recast",
    "The return by heading and borough: today, and each option year by year.",
    fill,
    POUNDS,
    is_included=BoardReport.has_plans,
)
