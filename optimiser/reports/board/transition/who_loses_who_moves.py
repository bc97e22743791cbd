"""Who loses, who moves: where an option has fewer places than today or than the reference, and who changes provider.

Places of infrastructure services are left out, as in all measures. Today's places are those held, not those used.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from models.accounts.contract_places import TODAY, ContractPlaces, contract_places, people_for_places
from models.case.types import Case, Service
from models.transition.handovers import ProviderChange, provider_changes
from optimiser.excel.page import Page
from optimiser.excel.report import Sheet
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column, Table
from optimiser.reports.board.report import BoardReport
from optimiser.reports.board.solved_options import SolvedOption
from optimiser.text import listed, quoted

WHOSE = (
    Column("option", "Option", max_width=24),
    Column("borough", "Borough", max_width=24),
    Column("service", "Service", max_width=32),
    Column("unit", "What a place is", max_width=16),
)
SUMMARY = (
    Column("option", "Option", max_width=32),
    Column("fewer", "Boroughs' services with fewer places than today in the last year (number)", NumberFormat.COUNT),
    Column("people", "People fewer there in the last year (people)", NumberFormat.COUNT),
    Column("movers", "People who change provider, all years (people)", NumberFormat.COUNT),
    Column("other", "Places of other services that change provider, all years (places)", NumberFormat.COUNT),
)
MOVERS = (
    WHOSE[0],
    Column("year", "First year with the new provider", max_width=14),
    *WHOSE[1:],
    Column("moved", "Places that change provider (places)", NumberFormat.COUNT),
    Column("each", "People a place (people)", NumberFormat.EXACT),
    Column("people", "People who change provider (people)", NumberFormat.COUNT),
    Column("lost", "Places closed that nobody opens (places)", NumberFormat.COUNT),
)
HOW = (
    (
        "People are counted in services whose places count people; of other services the places are given."
        " Today's places are those held; a contract of several boroughs is shared over them by cost share."
    ),
    (
        "In a borough's service, as many change provider as are closed by providers that have fewer places than"
        " the year before and opened by others that have more. A provider under a new contract is no change; nor"
        " is it where today's contracts run on and the plan only shares out their use anew."
    ),
    (
        "Where boroughs share a contract, or services weigh the same, another plan may do as well and take places"
        " from others: the aims of the case do not settle which."
    ),
)


@dataclass(frozen=True, slots=True)
class _Loss:
    """One borough's service: places there and in the option, in the last year and in all years."""

    borough: str
    service: Service
    last: tuple[int, int]
    all: tuple[int, int]

    @property
    def loses(self) -> bool:
        """Whether the option has fewer, in the last year or in all."""
        return self.last[1] < self.last[0] or self.all[1] < self.all[0]


def fill(report: BoardReport, page: Page) -> None:
    """A row an option; where it has fewer places than today, and than the reference; who changes provider when."""
    page.max_width = 190.0
    case = report.case
    known = {option.name: contract_places(case, option.definition, option.plan) for option in report.options}
    moved = {option.name: provider_changes(known[option.name]) for option in report.options}
    for words in HOW:
        page.write_text(words)
    page.skip_row()
    page.write_table(
        "LosersAndMovers",
        SUMMARY,
        [_summary(case, option, known[option.name], moved[option.name]) for option in report.options],
    )
    page.skip_row()
    _today(report, page, known)
    page.skip_row()
    _reference(report, page, known)
    page.skip_row()
    _movers(report, page, moved)


def _summary(case: Case, option: SolvedOption, known: ContractPlaces, moved: tuple[ProviderChange, ...]) -> list[Cell]:
    falls = [(loss, loss.last[1] - loss.last[0]) for loss in _against_today(known)]
    fewer = [(loss, fall) for loss, fall in falls if fall < 0]
    heads = sum((-fall * loss.service.people_per_place for loss, fall in fewer), Fraction(0))
    movers = sum((people_for_places(case, move.service, move.moved) for move in moved), Fraction(0))
    other = sum(move.moved for move in moved if not case.service(move.service).people_per_place)
    return [Cell(option.label), *(Cell(figure) for figure in (len(fewer), heads, movers, other))]


def _today(report: BoardReport, page: Page, known: dict[str, ContractPlaces]) -> None:
    page.write_caption("Fewer places than today")
    found = [(option, list(_losing(_against_today(known[option.name])))) for option in report.options]
    _spared(page, found, "than today")
    _fill(page, "FewerThanToday", "Today", [(each, loss) for each, losses in found for loss in losses])


def _reference(report: BoardReport, page: Page, known: dict[str, ContractPlaces]) -> None:
    page.write_caption("Fewer places than in the reference")
    reference, rest = report.reference, [option for option in report.options if option is not report.reference]
    if reference is None:
        page.write_text("The reference has no figures, so that nothing can be set against it.")
        return
    if not rest:
        page.write_text("No other option has figures to set against it.")
        return
    there = known[reference.name]
    found = [(each, list(_losing(_against(there, known[each.name])))) for each in rest]
    _spared(page, found, "than in the reference")
    _fill(page, "FewerThanReference", "Reference", [(each, loss) for each, losses in found for loss in losses])


def _spared(page: Page, found: list[tuple[SolvedOption, list[_Loss]]], than: str) -> None:
    """Which options take nothing from anybody."""
    names = [quoted(each.label) for each, losses in found if not losses]
    if names:
        where = "under any option" if len(names) == len(found) > 1 else f"under {listed(names)}"
        page.write_text(f"Nobody loses {where}: no borough has fewer places of any service {than}.")


def _movers(report: BoardReport, page: Page, moved: dict[str, tuple[ProviderChange, ...]]) -> None:
    page.write_caption("Who changes provider")
    rows = [(option, move) for option in report.options for move in moved[option.name] if move.moved]
    still = [quoted(option.label) for option in report.options if not any(move.moved for move in moved[option.name])]
    if still:
        page.write_text(f"Nobody changes provider under {listed(still)}.")
    if rows:
        table = page.reserve_table("WhoMoves", MOVERS, len(rows))
        table.fill([_mover(report.case, table, number, *row) for number, row in enumerate(rows)])


def _mover(case: Case, table: Table, number: int, option: SolvedOption, move: ProviderChange) -> list[Cell]:
    service = case.service(move.service)
    moved, heads = (table.relative_address(number, name) for name in ("moved", "each"))
    return [
        *(Cell(text) for text in (option.label, case.year_label(move.year), move.borough, move.service, service.unit)),
        Cell(move.moved),
        Cell(service.people_per_place),
        Cell(people_for_places(case, move.service, move.moved), formula=f"={moved}*{heads}"),
        Cell(move.lost),
    ]


def _against_today(known: ContractPlaces) -> Iterator[_Loss]:
    for borough, service in _pairs(known.case):
        now = known.total(service.name, borough, TODAY)
        here = [known.total(service.name, borough, year) for year in known.case.years]
        yield _Loss(borough, service, (now, here[-1]), (now * len(here), sum(here)))


def _against(reference: ContractPlaces, known: ContractPlaces) -> Iterator[_Loss]:
    for borough, service in _pairs(known.case):
        there, here = (
            [each.total(service.name, borough, year) for year in known.case.years] for each in (reference, known)
        )
        yield _Loss(borough, service, (there[-1], here[-1]), (sum(there), sum(here)))


def _pairs(case: Case) -> Iterator[tuple[str, Service]]:
    return ((b.name, service) for b in case.boroughs for service in case.services if not service.is_infrastructure)


def _losing(losses: Iterator[_Loss]) -> Iterator[_Loss]:
    return (loss for loss in losses if loss.loses)


def _fill(page: Page, name: str, other: str, rows: list[tuple[SolvedOption, _Loss]]) -> None:
    if rows:
        table = page.reserve_table(name, _columns(other), len(rows))
        table.fill([_row(table, number, *row) for number, row in enumerate(rows)])


def _columns(other: str) -> list[Column]:
    return [
        *WHOSE,
        Column("each", "People a place (people)", NumberFormat.EXACT),
        Column("last_there", f"{other}{'' if other == 'Today' else ', last year'} (places a year)", NumberFormat.COUNT),
        Column("last", "Last year (places)", NumberFormat.COUNT),
        Column("last_change", "Change, last year (places)", NumberFormat.COUNT),
        Column("last_people", "Change, last year (people)", NumberFormat.COUNT),
        Column("all_there", f"{other}, as many years (places)", NumberFormat.COUNT),
        Column("all", "All years (places)", NumberFormat.COUNT),
        Column("all_change", "Change, all years (places)", NumberFormat.COUNT),
        Column("all_people", "Change, all years (people)", NumberFormat.COUNT),
    ]


def _row(table: Table, number: int, option: SolvedOption, loss: _Loss) -> list[Cell]:
    heads = loss.service.people_per_place
    names = (option.label, loss.borough, loss.service.name, loss.service.unit)
    cells = [*(Cell(text) for text in names), Cell(heads)]
    for key, (there, here) in (("last", loss.last), ("all", loss.all)):
        at = {name: table.relative_address(number, name) for name in (f"{key}_there", key, f"{key}_change", "each")}
        change = here - there
        cells += [Cell(there), Cell(here)]
        cells.append(Cell(change, formula=f"={at[key]}-{at[f'{key}_there']}"))
        cells.append(Cell(change * heads, formula=f"={at[f'{key}_change']}*{at['each']}"))
    return cells


SHEET = Sheet(
    "Who loses, who moves",
    "Where an option has fewer places than today or the reference, and who changes provider.",
    fill,
    is_included=BoardReport.has_plans,
)
