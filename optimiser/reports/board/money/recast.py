"""Return recast: spend by heading of the funding return, today and in each year of each option, and by borough."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from models.accounts.funding_return import headings, spend_planned, spend_today
from models.case.types import Case
from optimiser.excel.page import Page
from optimiser.excel.styles import Look
from optimiser.excel.tables import Cell, Column, Table, distinct
from optimiser.reports.board.book import TODAY, Book, Solved
from optimiser.reports.formats import to_pounds

A_YEAR = "a year"  # today's


@dataclass(frozen=True, slots=True)
class Return:
    """One year's return: today's, or that of an option; `spend` in pence by borough and heading."""

    option: str
    year: str
    spend: dict[tuple[str, str], int]


def fill(book: Book, page: Page) -> None:
    """All boroughs together, then each borough; a column a heading, commissioning first."""
    page.paper = 200.0
    case, returns, lines = book.case, list(_returns(book)), _headings(book)
    page.caption("All boroughs together")
    change = Column("change", "Change against today (£)", Look.MONEY)
    totals = page.reserve("RecastTotals", [*_NAMES, *_columns(lines), change], len(returns))
    page.gap()
    page.caption("By borough")
    columns = [*_NAMES, Column("borough", "Borough", most=24), *_columns(lines)]
    table = page.reserve("Recast", columns, len(returns) * len(case.boroughs))
    rows = [(one, borough.name) for one in returns for borough in case.boroughs]
    table.fill([list(_row(table, number, lines, *row)) for number, row in enumerate(rows)])
    totals.fill([list(_total(case, table, totals, number, lines, returns)) for number in range(len(returns))])


def _returns(book: Book) -> Iterator[Return]:
    """Today's, then each option's, year by year."""
    yield Return(TODAY, A_YEAR, spend_today(book.case))
    for each in book.solved:
        yield from _planned(each)


def _planned(each: Solved) -> Iterator[Return]:
    by_year: dict[int, dict[tuple[str, str], int]] = defaultdict(dict)
    for (year, borough, heading), amount in spend_planned(each.case, each.ledger).items():
        by_year[year][borough, heading] = amount
    yield from (Return(each.label, each.case.year_label(year), by_year[year]) for year in each.case.years)


def _headings(book: Book) -> tuple[str, ...]:
    """Those of every service that costs anything today or in any option."""
    today = {line.service for contract in book.case.contracts for line in contract.lines}
    return headings(book.case, today | {charge.service for each in book.solved for charge in each.ledger.charges})


_NAMES = (Column("option", "Option", most=30), Column("year", "Year"))


def _columns(lines: tuple[str, ...]) -> list[Column]:
    beside = ("Option", "Year", "Borough", "Total (£)", "Change against today (£)")
    names = distinct([*beside, *(f"{line} (£)" for line in lines)])[len(beside) :]
    found = [Column(_key(number), name, Look.MONEY) for number, name in enumerate(names)]
    return [*found, Column("total", "Total (£)", Look.MONEY)]


def _key(number: int) -> str:
    return f"heading{number}"


def _row(table: Table, number: int, lines: tuple[str, ...], one: Return, borough: str) -> Iterator[Cell]:
    amounts = [one.spend.get((borough, line), 0) for line in lines]
    yield from (Cell(one.option), Cell(one.year), Cell(borough))
    yield from (Cell(to_pounds(amount)) for amount in amounts)
    yield _across(table, number, lines, sum(amounts))


def _across(table: Table, number: int, lines: tuple[str, ...], amount: int) -> Cell:
    first, last = table.here(number, _key(0)), table.here(number, _key(len(lines) - 1))
    return Cell(to_pounds(amount), formula=f"=SUM({first}:{last})".replace("$", ""))


def _total(
    case: Case, table: Table, totals: Table, number: int, lines: tuple[str, ...], returns: list[Return]
) -> Iterator[Cell]:
    one, size = returns[number], len(case.boroughs)
    total, before = sum(one.spend.values()), sum(returns[0].spend.values())
    yield from (Cell(one.option), Cell(one.year))
    for position, line in enumerate(lines):
        first, last = (table.here(row, _key(position)) for row in (number * size, number * size + size - 1))
        amount = sum(one.spend.get((borough.name, line), 0) for borough in case.boroughs)
        yield Cell(to_pounds(amount), formula=f"=SUM({first}:{last})".replace("$", ""))
    yield _across(totals, number, lines, total)
    here, there = totals.here(number, "total").replace("$", ""), totals.here(0, "total")
    yield Cell(to_pounds(total - before), formula=f"={here}-{there}")
