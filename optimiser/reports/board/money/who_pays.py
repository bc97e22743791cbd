"""Who pays: which stream pays how much for which service of which borough, a column a year."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction

from models.case.types import COMMISSIONING, Case
from optimiser.excel.page import Page
from optimiser.excel.report import POUNDS, Sheet
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column, Table
from optimiser.reports.board.report import BoardReport
from optimiser.reports.board.solved_options import SolvedOption
from optimiser.reports.formats import borough_names, to_pounds

Payment = tuple[int, str, str]  # stream, borough, service


def fill(report: BoardReport, page: Page) -> None:
    """One row for each option, stream, borough and service that it pays for in any year."""
    page.max_width = 190.0
    case = report.case
    columns = [
        Column("option", "Option", max_width=24),
        Column("stream", "Stream", max_width=30),
        Column("home", "Home of the stream", max_width=28),
        Column("borough", "Spent for", max_width=24),
        Column("service", "Service", max_width=28),
        *(Column(f"year{year}", f"{case.year_label(year)} (£)", NumberFormat.PENCE) for year in case.years),
        Column("amount", "All years (£)", NumberFormat.PENCE),
    ]
    rows = [(option, *payment) for option in report.options for payment in _payments(case, option)]
    if not rows:
        page.write_text("No stream pays for anything.")
        return
    table = page.reserve_table("Payments", columns, len(rows))
    table.fill([_row(case, table, number, *row) for number, row in enumerate(rows)])


def _payments(case: Case, option: SolvedOption) -> list[tuple[Payment, list[int]]]:
    """What is paid, by year, in the case's order."""
    found: dict[Payment, list[int]] = defaultdict(lambda: [0] * case.horizon)
    for (stream, borough, service, year), amount in option.plan.spent.items():
        found[stream, borough, service][year] += amount
    boroughs = [borough.name for borough in case.boroughs]
    services = [*(service.name for service in case.services), COMMISSIONING]
    return sorted(found.items(), key=lambda one: (one[0][0], boroughs.index(one[0][1]), services.index(one[0][2])))


def _row(case: Case, table: Table, number: int, option: SolvedOption, payment: Payment, paid: list[int]) -> list[Cell]:
    stream, borough, service = payment
    first, last = (table.relative_address(number, f"year{year}") for year in (0, case.horizon - 1))
    whose = case.funding[stream]
    names = (option.label, whose.name, borough_names(case, whose.homes), borough, service)
    return [
        *(Cell(name) for name in names),
        *(Cell(to_pounds(amount)) for amount in paid),
        Cell(Fraction(sum(paid), 100), formula=f"=SUM({first}:{last})"),
    ]


SHEET = Sheet(
    "Who pays",
    "Which stream pays how much for which service of which borough.",
    fill,
    POUNDS,
    is_included=BoardReport.has_plans,
)
