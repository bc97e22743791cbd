"""The sheet Who loses, who moves: where an option has fewer places, and who changes provider.

Places of infrastructure services are left out, as in all measures. Today's places are those held, not those used.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from models.accounts.contract_places import ContractPlaces, contract_places, people_for_places
from models.accounts.service_comparison import ServiceComparison, compare, compare_with_today
from models.case.types import Case
from models.transition.handovers import ProviderChange, provider_changes
from optimiser.excel.page import Page
from optimiser.excel.report import Sheet
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column, Table
from optimiser.reports.board.report import BoardReport
from optimiser.reports.board.solved_options import SolvedOption
from optimiser.text import listed, quoted

KEYS = (
    Column("option", "Option", max_width=24),
    Column("borough", "Borough", max_width=24),
    Column("service", "Service", max_width=32),
    Column("unit", "What a place is", max_width=16),
)
SUMMARY_COLUMNS = (
    Column("option", "Option", max_width=32),
    Column("fewer", "Boroughs' services with fewer places than today in the last year (number)", NumberFormat.COUNT),
    Column("people", "People fewer there in the last year (people)", NumberFormat.COUNT),
    Column("movers", "People who change provider, all years (people)", NumberFormat.COUNT),
    Column("other", "Places of other services that change provider, all years (places)", NumberFormat.COUNT),
)
MOVER_COLUMNS = (
    KEYS[0],
    Column("year", "First year with the new provider", max_width=14),
    *KEYS[1:],
    Column("moved", "Places that change provider (places)", NumberFormat.COUNT),
    Column("each", "People a place (people)", NumberFormat.EXACT),
    Column("people", "People who change provider (people)", NumberFormat.COUNT),
    Column("lost", "Places closed that nobody opens (places)", NumberFormat.COUNT),
)
EXPLANATIONS = (
    (
        "People are counted in services whose places count people. For other services the places are given."
        " Infrastructure is left out. Today's places are those under contract; the places of a contract of"
        " several boroughs are divided between them by cost share."
    ),
    (
        "Places change provider if some providers of a borough's service have fewer places than the year before"
        " and others have more. The number that change is the smaller of the two. A new contract with the same"
        " provider is not a change. Nor is it a change if today's contracts run on and the plan only divides"
        " their use differently."
    ),
    (
        "If boroughs share a contract, or services have the same weight, another plan may be as good and take"
        " places from others. The objectives of the case do not decide between such plans."
    ),
)


def fill(report: BoardReport, page: Page) -> None:
    """Write a row for each option; who has fewer places than today and than the reference; who changes provider."""
    page.max_width = 190.0
    case = report.case
    places = {option.key: contract_places(case, option.definition, option.plan) for option in report.options}
    changes = {key: provider_changes(option_places) for key, option_places in places.items()}
    for sentence in EXPLANATIONS:
        page.write_text(sentence)
    page.skip_row()
    rows = [_summary_row(case, option, places[option.key], changes[option.key]) for option in report.options]
    page.write_table("LosersAndMovers", SUMMARY_COLUMNS, rows)
    page.skip_row()
    _write_losses_since_today(report, page, places)
    page.skip_row()
    _write_losses_against_reference(report, page, places)
    page.skip_row()
    _write_provider_changes(report, page, changes)


def _summary_row(
    case: Case, option: SolvedOption, places: ContractPlaces, changes: tuple[ProviderChange, ...]
) -> list[Cell]:
    fewer = [service for service in compare_with_today(places) if service.last_year_change < 0]
    people = sum((-each.last_year_change * each.service.people_per_place for each in fewer), Fraction(0))
    movers = sum((people_for_places(case, change.service, change.moved) for change in changes), Fraction(0))
    other = sum(change.moved for change in changes if not case.service(change.service).people_per_place)
    return [Cell(option.label), *(Cell(figure) for figure in (len(fewer), people, movers, other))]


def _write_losses_since_today(report: BoardReport, page: Page, places: dict[str, ContractPlaces]) -> None:
    page.write_caption("Fewer places than today")
    losses = [(option, _losing(compare_with_today(places[option.key]))) for option in report.options]
    _write_unaffected(page, losses, "than today")
    _write_losses(page, "FewerThanToday", "Today", losses)


def _write_losses_against_reference(report: BoardReport, page: Page, places: dict[str, ContractPlaces]) -> None:
    page.write_caption("Fewer places than in the reference")
    reference = report.reference
    if reference is None:
        page.write_text("The reference has no figures, so nothing can be compared with it.")
        return
    others = [option for option in report.options if option is not reference]
    if not others:
        page.write_text("No other option has figures to compare with it.")
        return
    losses = [(option, _losing(compare(places[reference.key], places[option.key]))) for option in others]
    _write_unaffected(page, losses, "than in the reference")
    _write_losses(page, "FewerThanReference", "Reference", losses)


OptionLosses = Sequence[tuple[SolvedOption, list[ServiceComparison]]]


def _write_unaffected(page: Page, losses: OptionLosses, than: str) -> None:
    """Name the options under which no borough has fewer places of any service."""
    names = [quoted(option.label) for option, services in losses if not services]
    if names:
        where = "under any option" if len(names) == len(losses) > 1 else f"under {listed(names)}"
        page.write_text(
            f"Nobody loses places {where}: no borough has fewer places of any service {than}, infrastructure left out."
        )


def _write_losses(page: Page, name: str, before: str, losses: OptionLosses) -> None:
    rows = [(option, service) for option, services in losses for service in services]
    if rows:
        page.write_formula_table(name, _columns(before), rows, lambda table, row, item: _row(table, row, *item))


def _write_provider_changes(report: BoardReport, page: Page, changes: dict[str, tuple[ProviderChange, ...]]) -> None:
    page.write_caption("Who changes provider")
    rows = [(option, change) for option in report.options for change in changes[option.key] if change.moved]
    moving = {option.key for option, _ in rows}
    still = [quoted(option.label) for option in report.options if option.key not in moving]
    if still:
        page.write_text(f"Nobody changes provider under {listed(still)}.")
    if rows:
        page.write_formula_table(
            "WhoMoves", MOVER_COLUMNS, rows, lambda table, row, item: _mover_row(report.case, table, row, *item)
        )


def _mover_row(case: Case, table: Table, row: int, option: SolvedOption, change: ProviderChange) -> list[Cell]:
    service = case.service(change.service)
    moved, people_per_place = (table.relative_address(row, key) for key in ("moved", "each"))
    names = (option.label, case.year_label(change.year), change.borough, change.service, service.unit)
    return [
        *(Cell(name) for name in names),
        Cell(change.moved),
        Cell(service.people_per_place),
        Cell(people_for_places(case, change.service, change.moved), formula=f"={moved}*{people_per_place}"),
        Cell(change.lost),
    ]


def _losing(services: Iterator[ServiceComparison]) -> list[ServiceComparison]:
    return [service for service in services if service.loses]


def _columns(before: str) -> list[Column]:
    last_year = "" if before == "Today" else ", last year"
    return [
        *KEYS,
        Column("each", "People a place (people)", NumberFormat.EXACT),
        Column("last_before", f"{before}{last_year} (places a year)", NumberFormat.COUNT),
        Column("last", "Last year (places)", NumberFormat.COUNT),
        Column("last_change", "Change, last year (places)", NumberFormat.COUNT),
        Column("last_people", "Change, last year (people)", NumberFormat.COUNT),
        Column("all_before", f"{before}, as many years (places)", NumberFormat.COUNT),
        Column("all", "All years (places)", NumberFormat.COUNT),
        Column("all_change", "Change, all years (places)", NumberFormat.COUNT),
        Column("all_people", "Change, all years (people)", NumberFormat.COUNT),
    ]


def _row(table: Table, row: int, option: SolvedOption, service: ServiceComparison) -> list[Cell]:
    people_per_place = service.service.people_per_place
    names = (option.label, service.borough, service.service.name, service.service.unit)
    cells = [*(Cell(name) for name in names), Cell(people_per_place)]
    for key, before, planned in zip(("last", "all"), service.before, service.planned, strict=True):
        keys = (f"{key}_before", key, f"{key}_change", "each")
        before_cell, planned_cell, change_cell, people_cell = (table.relative_address(row, each) for each in keys)
        change = planned - before
        cells += [Cell(before), Cell(planned)]
        cells.append(Cell(change, formula=f"={planned_cell}-{before_cell}"))
        cells.append(Cell(change * people_per_place, formula=f"={change_cell}*{people_cell}"))
    return cells


SHEET = Sheet(
    "Who loses, who moves",
    "Where an option has fewer places than today or the reference, and who changes provider.",
    fill,
    is_included=BoardReport.has_plans,
)
