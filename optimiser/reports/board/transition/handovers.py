"""Handovers: what becomes of each of today's contracts in each option, and how many people change provider."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction

from models.accounts.contract_places import ContractKey, contract_key, contract_places, people_for_places
from models.case.types import Case
from models.plan.contract_register import RegisteredContract
from models.transition.handovers import Handover, HandoverOutcome, ProviderChange, describe, handovers, provider_changes
from optimiser.excel.page import Page
from optimiser.excel.report import Sheet
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column
from optimiser.reports.board.report import BoardReport
from optimiser.reports.board.solved_options import SolvedOption
from optimiser.reports.formats import NONE

COLUMNS = (
    Column("option", "Option", max_width=22),
    Column("contract", "Today's contract", max_width=28),
    Column("provider", "Provider", max_width=24),
    Column("services", "Services", max_width=34),
    Column("boroughs", "Boroughs", max_width=22),
    Column("last", "Last year", max_width=12),
    Column("year", "Handed over in", max_width=12),
    Column("successors", "Successors", max_width=48),
    Column("places", "Places in its last year (places)", NumberFormat.COUNT),
    Column("people", "People who then change provider (people)", NumberFormat.COUNT),
    Column("moved", "Other places that then change provider (places)", NumberFormat.COUNT),
)
HOW = (
    (
        "A successor has more places of the service for the borough in the first year without the contract than"
        " the year before: the same provider first, others where that provider then has fewer. A provider under a"
        " new contract is no change of provider."
    ),
    (
        "People are counted in services whose places count people; of other services, but infrastructure, the"
        " places are given. Where fewer places open than close, those that change provider are shared over what"
        " closes."
    ),
)


def fill(report: BoardReport, page: Page) -> None:
    """One row for each option and each of today's contracts."""
    page.max_width = 190.0
    rows = [row for option in report.options for row in _rows(report.case, option)]
    for words in HOW if rows else ():
        page.write_text(words)
    page.skip_row()
    page.write_table_or_text("The case has no contracts today.", "Handovers", COLUMNS, rows)


def _rows(case: Case, option: SolvedOption) -> list[list[Cell]]:
    known = contract_places(case, option.definition, option.plan)
    parts: dict[ContractKey, list[Handover]] = defaultdict(list)
    for part in handovers(known):
        parts[contract_key(part.contract)].append(part)
    moved = provider_changes(known)
    return [_row(case, option, some, moved) for some in parts.values()]


def _row(case: Case, option: SolvedOption, parts: list[Handover], moved: tuple[ProviderChange, ...]) -> list[Cell]:
    one, year = parts[0].contract, parts[0].year
    names = (option.label, one.name, one.provider, ", ".join(one.services), ", ".join(one.boroughs))
    last = f"{case.year_label(case.horizon - 1)} or later" if year is None else case.year_label(year - 1)
    after = NONE if year is None else case.year_label(year)
    heads, other = _leaving(case, one, year, moved)
    return [
        *(
            Cell(text)
            for text in (*names, last, after, HandoverOutcome.RUNS_ON.value if year is None else describe(parts))
        ),
        *(Cell(figure) for figure in (sum(part.places for part in parts), heads, other)),
    ]


def _leaving(
    case: Case, one: RegisteredContract, year: int | None, moved: tuple[ProviderChange, ...]
) -> tuple[Fraction, int]:
    """People who change provider as a contract ends, and places of services that count none."""
    heads, other = Fraction(0), 0
    for move in moved:
        if move.year == year and (places := move.left_contracts.get(contract_key(one), 0)):
            heads += people_for_places(case, move.service, places)
            other += 0 if case.service(move.service).people_per_place else places
    return heads, other


SHEET = Sheet(
    "Handovers",
    "What becomes of each of today's contracts: its last year, its successors, and who changes provider.",
    fill,
    is_included=BoardReport.has_plans,
)
