"""Contracts: what starts, continues and ends, a row a contract and a column a year."""

from __future__ import annotations

from models.case.types import Case
from models.plan.contract_register import RegisteredContract, contract_register
from optimiser.excel.page import Page
from optimiser.excel.tables import Cell, Column
from optimiser.reports.board.book import Book, Solved
from optimiser.reports.board.shares import kind
from optimiser.reports.formats import comma

NOT_LIVE = "not live"


def fill(book: Book, page: Page) -> None:
    """One row for each option and contract, existing contracts first."""
    page.paper = 190.0
    case = book.case
    years = [Column(f"year{year}", case.year_label(year), most=12) for year in case.years]
    columns = [
        Column("option", "Option", most=22),
        Column("contract", "Contract", most=28),
        Column("kind", "Kind", most=18),
        Column("provider", "Provider", most=26),
        Column("services", "Services", most=36),
        Column("boroughs", "Boroughs", most=28),
        *years,
    ]
    rows = [_row(case, each, one) for each in book.solved for one in contract_register(case, each.option, each.plan)]
    page.table_or("No option has a contract.", "Contracts", columns, rows)


def _row(case: Case, each: Solved, one: RegisteredContract) -> list[Cell]:
    names = (each.label, one.name, kind(case, one), one.provider, comma(one.services), comma(one.boroughs))
    states = (one.state(year) or NOT_LIVE for year in case.years)
    return [Cell(text) for text in (*names, *states)]
