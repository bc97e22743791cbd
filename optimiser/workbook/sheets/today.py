"""Today's return: what each borough spends a year on today's arrangements, by heading of the funding return."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from models.case import COMMISSIONING, Case
from models.money import share
from optimiser.workbook.book import Book
from optimiser.workbook.looks import Look
from optimiser.workbook.page import Page
from optimiser.workbook.tables import Cell, Column, Table, distinct
from optimiser.workbook.words import pounds

Spend = dict[tuple[str, str], int]  # pence a year by borough and heading


def fill(book: Book, page: Page) -> None:
    """One row a borough, one column a heading, commissioning first as its own; totals both ways."""
    case = book.case
    headings = _headings(case)
    names = distinct([f"{heading} (£)" for heading in ("Borough", "Total", *headings)])[2:]
    columns = [
        Column("borough", "Borough"),
        *(Column(f"heading{n}", name, Look.MONEY, total=True) for n, name in enumerate(names)),
        Column("total", "Total (£)", Look.MONEY, total=True),
        Column("overhead", "Of which commissioning and infrastructure (£)", Look.MONEY, total=True),
        Column("share", "Commissioning and infrastructure (share of total)", Look.SHARE),
    ]
    table = page.reserve("Today", columns, len(case.boroughs))
    spend, overhead = _spend(case)
    table.fill([list(_row(table, n, headings, spend, overhead, b.name)) for n, b in enumerate(case.boroughs)])


def _row(
    table: Table, number: int, headings: list[str], spend: Spend, overhead: dict[str, int], borough: str
) -> Iterator[Cell]:
    amounts = [spend.get((borough, heading), 0) for heading in headings]
    total = sum(amounts)
    yield Cell(borough)
    yield from (Cell(pounds(amount)) for amount in amounts)
    first, last = table.here(number, "heading0"), table.here(number, f"heading{len(headings) - 1}")
    yield Cell(pounds(total), formula=f"=SUM({first}:{last})")
    yield Cell(pounds(overhead[borough]))
    part, whole = table.here(number, "overhead"), table.here(number, "total")
    share_of = overhead[borough] / total if total else 0
    yield Cell(share_of, formula=f"=IF({whole},{part}/{whole},{whole})")


def _headings(case: Case) -> list[str]:
    """Commissioning, then the headings of the services that have contracts today, in the case's order."""
    used = {line.service for contract in case.contracts for line in contract.lines}
    found = [COMMISSIONING.capitalize()]
    for service in case.services:
        if service.name in used and service.heading not in found:
            found.append(service.heading)
    return found


def _spend(case: Case) -> tuple[Spend, dict[str, int]]:
    """Pence by borough and heading, and of it by borough what is commissioning and infrastructure."""
    spend: Spend = defaultdict(int)
    overhead: dict[str, int] = defaultdict(int)
    for borough, heading, infrastructure, amount in _charges(case):
        spend[borough, heading] += amount
        overhead[borough] += amount if infrastructure else 0
    return spend, overhead


def _charges(case: Case) -> Iterator[tuple[str, str, bool, int]]:
    team = COMMISSIONING.capitalize()
    for borough in case.boroughs:
        yield borough.name, team, True, borough.back_office_cost
    for contract in case.contracts:
        for line in contract.lines:
            service = case.service(line.service)
            for name, part in _shared(case, line.annual_cost, line.boroughs):
                yield name, service.heading, service.infrastructure, part
        if not contract.in_house:
            served = {name for line in contract.lines for name in line.boroughs}
            for name, part in _shared(case, case.contract_management_cost, served):
                yield name, team, True, part


def _shared(case: Case, amount: int, names: tuple[str, ...] | set[str]) -> Iterator[tuple[str, int]]:
    boroughs = [borough for borough in case.boroughs if borough.name in names]
    parts = share(amount, [borough.cost_share for borough in boroughs])
    return zip((borough.name for borough in boroughs), parts, strict=True)
