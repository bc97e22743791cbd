"""The sheet Handovers: what becomes of each of today's contracts, and how many people then change provider."""

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
EXPLANATIONS = (
    (
        "A successor is a provider that has more places of the service for the borough in the first year without"
        " the contract than in the year before. The contract's own provider is named first; others are named if"
        " it then has fewer places. A new contract with the same provider is not a change of provider."
    ),
    (
        "People are counted in services whose places count people. For other services, except infrastructure, the"
        " places are given. If fewer places open than close, those that change provider are divided over the"
        " contracts that close places."
    ),
)


def fill(report: BoardReport, page: Page) -> None:
    """Write a row for each option and each of today's contracts."""
    page.max_width = 190.0
    rows = [row for option in report.options for row in _option_rows(report.case, option)]
    for sentence in EXPLANATIONS if rows else ():
        page.write_text(sentence)
    page.skip_row()
    page.write_table_or_text("The case has no contracts today.", "Handovers", COLUMNS, rows)


def _option_rows(case: Case, option: SolvedOption) -> list[list[Cell]]:
    places = contract_places(case, option.definition, option.plan)
    by_contract: dict[ContractKey, list[Handover]] = defaultdict(list)
    for handover in handovers(places):
        by_contract[contract_key(handover.contract)].append(handover)
    changes = provider_changes(places)
    return [_row(case, option, contract_handovers, changes) for contract_handovers in by_contract.values()]


def _row(
    case: Case, option: SolvedOption, contract_handovers: list[Handover], changes: tuple[ProviderChange, ...]
) -> list[Cell]:
    contract, year = contract_handovers[0].contract, contract_handovers[0].year
    last = f"{case.year_label(case.horizon - 1)} or later" if year is None else case.year_label(year - 1)
    people, other_places = _provider_change_counts(case, contract, year, changes)
    texts = (
        option.label,
        contract.name,
        contract.provider,
        ", ".join(contract.services),
        ", ".join(contract.boroughs),
        last,
        NONE if year is None else case.year_label(year),
        HandoverOutcome.RUNS_ON.value if year is None else describe(contract_handovers),
    )
    figures = (sum(handover.places for handover in contract_handovers), people, other_places)
    return [*(Cell(text) for text in texts), *(Cell(figure) for figure in figures)]


def _provider_change_counts(
    case: Case, contract: RegisteredContract, year: int | None, changes: tuple[ProviderChange, ...]
) -> tuple[Fraction, int]:
    """People who change provider when a contract ends, and such places of services that count no people."""
    people, other_places = Fraction(0), 0
    for change in changes:
        if change.year == year and (places := change.left_contracts.get(contract_key(contract), 0)):
            people += people_for_places(case, change.service, places)
            other_places += 0 if case.service(change.service).people_per_place else places
    return people, other_places


SHEET = Sheet(
    "Handovers",
    "What happens to each of today's contracts: its last year, its successors, and who changes provider.",
    fill,
    is_included=BoardReport.has_plans,
)
