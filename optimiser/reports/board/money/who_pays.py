"""The sheet Who pays: which stream pays how much for which service of which borough, year by year."""

from __future__ import annotations

from collections import defaultdict

from models.case.types import COMMISSIONING, Case
from optimiser.excel.page import Page
from optimiser.excel.report import POUNDS, Sheet
from optimiser.excel.tables import Cell, Column, Table
from optimiser.reports.board.report import BoardReport, payment_cells, payment_columns
from optimiser.reports.board.solved_options import SolvedOption
from optimiser.reports.formats import borough_names

Paid = tuple[int, str, str]  # stream, borough, service


def fill(report: BoardReport, page: Page) -> None:
    """Write a row for each option, stream, borough and service that the stream pays for in any year."""
    page.max_width = 190.0
    case = report.case
    columns = [
        Column("option", "Option", max_width=24),
        Column("stream", "Stream", max_width=30),
        Column("home", "Home of the stream", max_width=28),
        Column("borough", "Spent for", max_width=24),
        Column("service", "Service", max_width=28),
        *payment_columns(case),
    ]
    rows = [(option, *paid) for option in report.options for paid in _paid(case, option)]
    page.write_formula_table_or_text(
        "No funding stream pays for anything.",
        "Payments",
        columns,
        rows,
        lambda table, number, row: _row(case, table, number, *row),
    )


def _paid(case: Case, option: SolvedOption) -> list[tuple[Paid, list[int]]]:
    """What each stream pays for each borough and service, in pence a year, in the case's order."""
    amounts: dict[Paid, list[int]] = defaultdict(lambda: [0] * case.horizon)
    for (stream, borough, service, year), amount in option.plan.spent.items():
        amounts[stream, borough, service][year] += amount
    boroughs = [borough.name for borough in case.boroughs]
    services = [*(service.name for service in case.services), COMMISSIONING]

    def position(item: tuple[Paid, list[int]]) -> tuple[int, int, int]:
        (stream, borough, service), _ = item
        return stream, boroughs.index(borough), services.index(service)

    return sorted(amounts.items(), key=position)


def _row(case: Case, table: Table, row: int, option: SolvedOption, paid: Paid, amounts: list[int]) -> list[Cell]:
    stream, borough, service = paid
    funding = case.funding[stream]
    names = (option.label, funding.name, borough_names(case, funding.homes), borough, service)
    return [*map(Cell, names), *payment_cells(table, row, amounts)]


SHEET = Sheet(
    "Who pays",
    "How much each funding stream pays for each service of each borough.",
    fill,
    POUNDS,
    is_included=BoardReport.has_plans,
)
