"""Contract costs: what each contract costs in each year in which it runs or has just ended."""

from __future__ import annotations

from models.case.types import Case
from models.plan.contract_register import RegisteredContract
from optimiser.excel.page import Page
from optimiser.excel.report import POUNDS, Sheet
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column, Table
from optimiser.reports.board.allocations import kind_label
from optimiser.reports.board.report import BoardReport
from optimiser.reports.board.solved_options import SolvedOption
from optimiser.reports.formats import to_pounds

COLUMNS = (
    Column("option", "Option", max_width=22),
    Column("year", "Year"),
    Column("contract", "Contract", max_width=26),
    Column("kind", "Kind", max_width=12),
    Column("provider", "Provider", max_width=24),
    Column("boroughs", "Boroughs", max_width=24),
    Column("state", "State"),
    Column("places", "Places (number)", NumberFormat.COUNT),
    Column("running", "Prices or annual cost (£)", NumberFormat.PENCE),
    Column("fee", "Fee (£)", NumberFormat.PENCE),
    Column("once", "Start or exit, once (£)", NumberFormat.PENCE),
    Column("management", "Management (£)", NumberFormat.PENCE),
    Column("total", "Total (£)", NumberFormat.PENCE),
)
MONEY = ("running", "fee", "once", "management")
Row = tuple[SolvedOption, int, RegisteredContract]


def fill(report: BoardReport, page: Page) -> None:
    """One row for each option, year and contract that runs or has just ended."""
    found = [(option, year, one) for option in report.options for year, one in option.contracts]
    if not found:
        page.write_text("No option has a contract.")
        return
    table = page.reserve_table("ContractCosts", COLUMNS, len(found))
    table.fill([_row(report.case, table, number, row) for number, row in enumerate(found)])


def _row(case: Case, table: Table, number: int, row: Row) -> list[Cell]:
    each, year, one = row
    money = (
        one.places_cost(year),
        one.annual_fee(year),
        one.start_cost(year) + one.exit_cost(year),
        one.management_cost(year),
    )
    first, last = (table.relative_address(number, key) for key in (MONEY[0], MONEY[-1]))
    return [
        *(Cell(text) for text in (each.label, case.year_label(year), one.name, kind_label(case, one), one.provider)),
        *(Cell(text) for text in (", ".join(one.boroughs), one.state(year) or "")),
        Cell(one.all_places(year)),
        *(Cell(to_pounds(amount)) for amount in money),
        Cell(to_pounds(sum(money)), formula=f"=SUM({first}:{last})"),
    ]


SHEET = Sheet(
    "Contract costs",
    "What each contract costs a year; it ends in the first year in which it is gone.",
    fill,
    POUNDS,
    is_included=BoardReport.has_plans,
)
