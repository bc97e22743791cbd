"""The sheet Today: what each borough spends a year today, by heading of the funding return; and today's contracts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from models.accounts import funding_return as returns
from models.accounts.baseline import overhead_today
from optimiser.excel.page import Page
from optimiser.excel.report import POUNDS, Sheet
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column, Table, unique_headings
from optimiser.reports.board.report import BoardReport
from optimiser.reports.board.summary import contracts_today
from optimiser.reports.formats import to_pounds

SpendByHeading = dict[tuple[str, str], int]  # pence a year by borough and heading


def fill(report: BoardReport, page: Page) -> None:
    """Write a row for each borough and a column for each heading, commissioning first, with totals; then contracts."""
    case = report.case
    headings = returns.headings(case, {line.service for contract in case.contracts for line in contract.lines})
    names = unique_headings([f"{heading} (£)" for heading in ("Borough", "Total", *headings)])[2:]
    columns = [
        Column("borough", "Borough"),
        *(Column(f"heading{n}", name, NumberFormat.MONEY, total=True) for n, name in enumerate(names)),
        Column("total", "Total (£)", NumberFormat.MONEY, total=True),
        Column("overhead", "Of which commissioning and infrastructure (£)", NumberFormat.MONEY, total=True),
        Column("share", "Commissioning and infrastructure (share of total)", NumberFormat.SHARE),
    ]
    table = page.reserve_table("Today", columns, len(case.boroughs))
    spend, overhead = returns.spend_today(case), overhead_today(case)
    table.fill([list(_row(table, n, headings, spend, overhead, b.name)) for n, b in enumerate(case.boroughs)])
    contracts_today.fill(report, page)


def _row(
    table: Table, number: int, headings: Sequence[str], spend: SpendByHeading, overhead: dict[str, int], borough: str
) -> Iterator[Cell]:
    amounts = [spend.get((borough, heading), 0) for heading in headings]
    total = sum(amounts)
    yield Cell(borough)
    yield from (Cell(to_pounds(amount)) for amount in amounts)
    first, last = table.local_address(number, "heading0"), table.local_address(number, f"heading{len(headings) - 1}")
    yield Cell(to_pounds(total), formula=f"=SUM({first}:{last})")
    yield Cell(to_pounds(overhead[borough]))
    part, whole = table.local_address(number, "overhead"), table.local_address(number, "total")
    share_of = overhead[borough] / total if total else 0
    yield Cell(share_of, formula=f"=IF({whole},{part}/{whole},{whole})")


SHEET = Sheet(
    "Today", "Today's return by borough and heading, and today's contracts by tier and by provider.", fill, POUNDS
)
