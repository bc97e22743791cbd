"""The sheet Contract costs: what each contract costs in each year in which it runs or has just ended."""

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


def fill(report: BoardReport, page: Page) -> None:
    """Write a row for each option, year and contract that runs or has just ended."""
    rows = [(option, year, contract) for option in report.options for year, contract in option.contracts]
    page.write_formula_table_or_text(
        "No option has a contract.",
        "ContractCosts",
        COLUMNS,
        rows,
        lambda table, number, row: _row(report.case, table, number, *row),
    )


def _row(
    case: Case, table: Table, row: int, option: SolvedOption, year: int, contract: RegisteredContract
) -> list[Cell]:
    costs = (
        contract.places_cost(year),
        contract.annual_fee(year),
        contract.start_cost(year) + contract.exit_cost(year),
        contract.management_cost(year),
    )
    names = (option.label, case.year_label(year), contract.name, kind_label(case, contract), contract.provider)
    return [
        *(Cell(name) for name in names),
        Cell(", ".join(contract.boroughs)),
        Cell(contract.state(year) or ""),
        Cell(contract.all_places(year)),
        *(Cell(to_pounds(cost)) for cost in costs),
        Cell(to_pounds(sum(costs)), formula=table.sum_across(row, "running", "management")),
    ]


SHEET = Sheet(
    "Contract costs",
    "What each contract costs in each year. It ends in the first year without it.",
    fill,
    POUNDS,
    is_included=BoardReport.has_plans,
)
