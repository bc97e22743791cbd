"""The sheet Contracts: when each contract starts, continues and ends, with a column for each year."""

from __future__ import annotations

from models.case.types import Case
from models.plan.contract_register import RegisteredContract, contract_register
from optimiser.excel.page import Page
from optimiser.excel.report import Sheet
from optimiser.excel.tables import Cell, Column
from optimiser.reports.board.allocations import kind_label
from optimiser.reports.board.report import BoardReport
from optimiser.reports.board.solved_options import SolvedOption

NOT_LIVE = "not live"


def fill(report: BoardReport, page: Page) -> None:
    """Write a row for each option and contract, existing contracts first."""
    page.max_width = 190.0
    case = report.case
    years = [Column(f"year{year}", case.year_label(year), max_width=12) for year in case.years]
    columns = [
        Column("option", "Option", max_width=22),
        Column("contract", "Contract", max_width=28),
        Column("kind", "Kind", max_width=18),
        Column("provider", "Provider", max_width=26),
        Column("services", "Services", max_width=36),
        Column("boroughs", "Boroughs", max_width=28),
        *years,
    ]
    rows = [
        _row(case, option, contract)
        for option in report.options
        for contract in contract_register(case, option.definition, option.plan)
    ]
    page.write_table_or_text("No option has a contract.", "Contracts", columns, rows)


def _row(case: Case, option: SolvedOption, contract: RegisteredContract) -> list[Cell]:
    names = (
        option.label,
        contract.name,
        kind_label(case, contract),
        contract.provider,
        ", ".join(contract.services),
        ", ".join(contract.boroughs),
    )
    states = (contract.state(year) or NOT_LIVE for year in case.years)
    return [Cell(text) for text in (*names, *states)]


SHEET = Sheet(
    "Contracts",
    "When each contract runs. It starts in its first year, and ends in the first year without it.",
    fill,
    is_included=BoardReport.has_plans,
)
