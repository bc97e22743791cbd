"""The long sheets of detail: Allocation, Funding, Who pays, Contracts and Contract costs.

Each is one table with rows for each option, declared by its columns, its items and how an item becomes a row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from models.accounts.distribution import StreamYear
from models.case.types import COMMISSIONING, Case
from models.plan.contract_register import RegisteredContract, contract_register
from optimiser.excel.page import Page
from optimiser.excel.report import POUNDS, Sheet
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column, Table
from optimiser.reports.board.allocations import Allocation, kind_label
from optimiser.reports.board.report import BoardReport, payment_cells, payment_columns
from optimiser.reports.board.solved_options import SolvedOption
from optimiser.reports.formats import borough_names, to_pounds
from optimiser.text import yes_no

NOT_LIVE = "not live"
ALLOCATION_COLUMNS = (
    Column("option", "Option", max_width=24),
    Column("year", "Year"),
    Column("borough", "Borough", max_width=24),
    Column("service", "Service", max_width=28),
    Column("provider", "Provider", max_width=28),
    Column("contract", "Contract", max_width=28),
    Column("kind", "Kind", max_width=14),
    Column("places", "Places (number)", NumberFormat.COUNT),
    Column("running", "Running cost (£)", NumberFormat.PENCE),
    Column("once", "One-off cost (£)", NumberFormat.PENCE),
    Column("spend", "Spend (£)", NumberFormat.PENCE),
)
FUNDING_COLUMNS = (
    Column("option", "Option", max_width=24),
    Column("year", "Year"),
    Column("stream", "Stream", max_width=30),
    Column("home", "Home", max_width=28),
    Column("amount", "Amount (£)", NumberFormat.PENCE),
    Column("brought", "Brought forward (£)", NumberFormat.PENCE),
    Column("spent", "Spent (£)", NumberFormat.PENCE),
    Column("outside", "Of which outside its home (£)", NumberFormat.PENCE),
    Column("carried", "Carried forward (£)", NumberFormat.PENCE),
    Column("unspent", "Unspent (£)", NumberFormat.PENCE),
    Column("lapses", "Unspent lapses"),
)
PAYER_COLUMNS = (
    Column("option", "Option", max_width=24),
    Column("stream", "Stream", max_width=30),
    Column("home", "Home of the stream", max_width=28),
    Column("borough", "Spent for", max_width=24),
    Column("service", "Service", max_width=28),
)
CONTRACT_COLUMNS = (
    Column("option", "Option", max_width=22),
    Column("contract", "Contract", max_width=28),
    Column("kind", "Kind", max_width=18),
    Column("provider", "Provider", max_width=26),
    Column("services", "Services", max_width=36),
    Column("boroughs", "Boroughs", max_width=28),
)
CONTRACT_COST_COLUMNS = (
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
Item = TypeVar("Item")
Paid = tuple[int, str, str]  # stream, borough, service


def _detail_sheet(
    name: str,
    description: str,
    if_empty: str,
    table: str,
    columns: Callable[[Case], Sequence[Column]],
    items: Callable[[SolvedOption], Iterable[Item]],
    make_row: Callable[[SolvedOption, Table, int, Item], list[Cell]],
    *,
    unit: str = POUNDS,
    max_width: float | None = None,
) -> Sheet[BoardReport]:
    """A sheet with one table: a row for each item of each option, which its label begins; a sentence if there is none.

    `max_width`: how wide the table may be, in digits, if not as wide as any other.
    """

    def fill(report: BoardReport, page: Page) -> None:
        page.max_width = max_width or page.max_width
        rows = [(option, item) for option in report.options for item in items(option)]

        def row_cells(filled: Table, number: int, row: tuple[SolvedOption, Item]) -> list[Cell]:
            option, item = row
            return [Cell(option.label), *make_row(option, filled, number, item)]

        page.write_formula_table_or_text(if_empty, table, columns(report.case), rows, row_cells)

    return Sheet(name, description, fill, unit, is_included=BoardReport.has_plans)


def _allocation_row(option: SolvedOption, table: Table, row: int, allocation: Allocation) -> list[Cell]:
    running, one_off = (table.relative_address(row, key) for key in ("running", "once"))
    year = option.case.year_label(allocation.year)
    names = (year, allocation.borough, allocation.service, allocation.provider, allocation.contract, allocation.kind)
    return [
        *map(Cell, names),
        Cell(allocation.places),
        Cell(to_pounds(allocation.running)),
        Cell(to_pounds(allocation.one_off)),
        Cell(to_pounds(allocation.running + allocation.one_off), formula=f"={running}+{one_off}"),
    ]


def _funding_row(option: SolvedOption, table: Table, row: int, stream_year: StreamYear) -> list[Cell]:
    case = option.case
    stream = case.funding[stream_year.stream]
    keys = ("amount", "brought", "spent", "carried")
    amount, brought, spent, carried = (table.relative_address(row, key) for key in keys)
    return [
        *map(Cell, (case.year_label(stream_year.year), stream.name, borough_names(case, stream.homes))),
        Cell(to_pounds(stream_year.amount)),
        Cell(to_pounds(stream_year.brought_forward)),
        Cell(to_pounds(stream_year.spent)),
        Cell(to_pounds(stream_year.spent_outside)),
        Cell(to_pounds(stream_year.carried_forward)),
        Cell(to_pounds(stream_year.unspent), formula=f"={amount}+{brought}-{spent}-{carried}"),
        Cell(yes_no(stream.lapses)),
    ]


def _paid(option: SolvedOption) -> list[tuple[Paid, list[int]]]:
    """What each stream pays for each borough and service, in pence a year, in the case's order."""
    case = option.case
    amounts: dict[Paid, list[int]] = defaultdict(lambda: [0] * case.horizon)
    for (stream, borough, service, year), amount in option.plan.spent.items():
        amounts[stream, borough, service][year] += amount
    boroughs = [borough.name for borough in case.boroughs]
    services = [*(service.name for service in case.services), COMMISSIONING]

    def position(item: tuple[Paid, list[int]]) -> tuple[int, int, int]:
        (stream, borough, service), _ = item
        return stream, boroughs.index(borough), services.index(service)

    return sorted(amounts.items(), key=position)


def _payer_row(option: SolvedOption, table: Table, row: int, item: tuple[Paid, list[int]]) -> list[Cell]:
    (stream, borough, service), amounts = item
    funding = option.case.funding[stream]
    names = (funding.name, borough_names(option.case, funding.homes), borough, service)
    return [*map(Cell, names), *payment_cells(table, row, amounts)]


def _contract_row(option: SolvedOption, _table: Table, _row: int, contract: RegisteredContract) -> list[Cell]:
    kind, services, boroughs = kind_label(option.case, contract), contract.services, contract.boroughs
    names = (contract.name, kind, contract.provider, ", ".join(services), ", ".join(boroughs))
    return [*map(Cell, names), *(Cell(contract.state(year) or NOT_LIVE) for year in option.case.years)]


def _contract_cost_row(
    option: SolvedOption, table: Table, row: int, contract_year: tuple[int, RegisteredContract]
) -> list[Cell]:
    case, (year, contract) = option.case, contract_year
    costs = (
        contract.places_cost(year),
        contract.annual_fee(year),
        contract.start_cost(year) + contract.exit_cost(year),
        contract.management_cost(year),
    )
    names = (case.year_label(year), contract.name, kind_label(case, contract), contract.provider)
    return [
        *map(Cell, (*names, ", ".join(contract.boroughs), contract.state(year) or "")),
        Cell(contract.all_places(year)),
        *(Cell(to_pounds(cost)) for cost in costs),
        Cell(to_pounds(sum(costs)), formula=table.sum_across(row, "running", "management")),
    ]


ALLOCATION_SHEET = _detail_sheet(
    "Allocation",
    "Who provides what to whom, year by year, with places and spend.",
    "No option provides anything.",
    "Allocation",
    lambda _: ALLOCATION_COLUMNS,
    lambda option: option.allocations,
    _allocation_row,
)
FUNDING_SHEET = _detail_sheet(
    "Funding",
    "What each funding stream has, spends, carries forward and leaves unspent, year by year.",
    "No option has any funding.",
    "Funding",
    lambda _: FUNDING_COLUMNS,
    lambda option: option.stream_years,
    _funding_row,
)
PAYER_SHEET = _detail_sheet(
    "Who pays",
    "How much each funding stream pays for each service of each borough.",
    "No funding stream pays for anything.",
    "Payments",
    lambda case: [*PAYER_COLUMNS, *payment_columns(case)],
    _paid,
    _payer_row,
    max_width=190.0,
)
CONTRACT_SHEET = _detail_sheet(
    "Contracts",
    "When each contract runs. It starts in its first year, and ends in the first year without it.",
    "No option has a contract.",
    "Contracts",
    lambda case: [
        *CONTRACT_COLUMNS,
        *(Column(f"year{year}", case.year_label(year), max_width=12) for year in case.years),
    ],
    lambda option: contract_register(option.case, option.definition, option.plan),
    _contract_row,
    unit="",
    max_width=190.0,
)
CONTRACT_COST_SHEET = _detail_sheet(
    "Contract costs",
    "What each contract costs in each year. It ends in the first year without it.",
    "No option has a contract.",
    "ContractCosts",
    lambda _: CONTRACT_COST_COLUMNS,
    lambda option: option.contracts,
    _contract_cost_row,
)
