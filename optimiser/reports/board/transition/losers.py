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
from optimiser.excel.styles import Look
from optimiser.excel.tables import Cell, Column, Table
from optimiser.reports.board.book import Book, Solved
from optimiser.text import listed, quoted

WHOSE = (
    Column("option", "Option", most=24),
    Column("borough", "Borough", most=24),
    Column("service", "Service", most=32),
    Column("unit", "What a place is", most=16),
)
SUMMARY = (
    Column("option", "Option", most=32),
    Column("fewer", "Boroughs' services with fewer places than today in the last year (number)", Look.COUNT),
    Column("people", "People fewer there in the last year (people)", Look.COUNT),
    Column("movers", "People who change provider, all years (people)", Look.COUNT),
    Column("other", "Places of other services that change provider, all years (places)", Look.COUNT),
)
MOVERS = (
    WHOSE[0],
    Column("year", "First year with the new provider", most=14),
    *WHOSE[1:],
    Column("moved", "Places that change provider (places)", Look.COUNT),
    Column("each", "People a place (people)", Look.EXACT),
    Column("people", "People who change provider (people)", Look.COUNT),
    Column("lost", "Places closed that nobody opens (places)", Look.COUNT),
)
HOW = (
    (
        "People are counted in services whose places count people; of other services the places are given. Today's"
        " places are those held; a contract of several boroughs is shared over them by cost share."
    ),
    (
        "In a borough's service, as many change provider as are closed by providers that have fewer places than the"
        " year before and opened by others that have more. A provider under a new contract is no change; nor is it"
        " where today's contracts run on and the plan only shares out their use anew."
    ),
    (
        "Where boroughs share a contract, or services weigh the same, another plan may do as well and take places from"
        " others: the aims of the case do not settle which."
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


def fill(book: Book, page: Page) -> None:
    """A row an option; where it has fewer places than today, and than the reference; who changes provider when."""
    page.paper = 190.0
    case = book.case
    known = {each.name: contract_places(case, each.option, each.plan) for each in book.solved}
    moved = {each.name: provider_changes(known[each.name]) for each in book.solved}
    for words in HOW:
        page.text(words)
    page.gap()
    page.table(
        "LosersAndMovers", SUMMARY, [_summary(case, each, known[each.name], moved[each.name]) for each in book.solved]
    )
    page.gap()
    _today(book, page, known)
    page.gap()
    _reference(book, page, known)
    page.gap()
    _movers(book, page, moved)


def _summary(case: Case, each: Solved, known: ContractPlaces, moved: tuple[ProviderChange, ...]) -> list[Cell]:
    falls = [(loss, loss.last[1] - loss.last[0]) for loss in _against_today(known)]
    fewer = [(loss, fall) for loss, fall in falls if fall < 0]
    heads = sum((-fall * loss.service.people_per_place for loss, fall in fewer), Fraction(0))
    movers = sum((people_for_places(case, move.service, move.moved) for move in moved), Fraction(0))
    other = sum(move.moved for move in moved if not case.service(move.service).people_per_place)
    return [Cell(each.label), *(Cell(figure) for figure in (len(fewer), heads, movers, other))]


def _today(book: Book, page: Page, known: dict[str, ContractPlaces]) -> None:
    page.caption("Fewer places than today")
    found = [(each, list(_losing(_against_today(known[each.name])))) for each in book.solved]
    _spared(page, found, "than today")
    _fill(page, "FewerThanToday", "Today", [(each, loss) for each, losses in found for loss in losses])


def _reference(book: Book, page: Page, known: dict[str, ContractPlaces]) -> None:
    page.caption("Fewer places than in the reference")
    reference, rest = book.reference, [each for each in book.solved if each is not book.reference]
    if reference is None:
        page.text("The reference has no figures, so that nothing can be set against it.")
        return
    if not rest:
        page.text("No other option has figures to set against it.")
        return
    there = known[reference.name]
    found = [(each, list(_losing(_against(there, known[each.name])))) for each in rest]
    _spared(page, found, "than in the reference")
    _fill(page, "FewerThanReference", "Reference", [(each, loss) for each, losses in found for loss in losses])


def _spared(page: Page, found: list[tuple[Solved, list[_Loss]]], than: str) -> None:
    """Which options take nothing from anybody."""
    names = [quoted(each.label) for each, losses in found if not losses]
    if names:
        where = "under any option" if len(names) == len(found) > 1 else f"under {listed(names)}"
        page.text(f"Nobody loses {where}: no borough has fewer places of any service {than}.")


def _movers(book: Book, page: Page, moved: dict[str, tuple[ProviderChange, ...]]) -> None:
    page.caption("Who changes provider")
    rows = [(each, move) for each in book.solved for move in moved[each.name] if move.moved]
    still = [quoted(each.label) for each in book.solved if not any(move.moved for move in moved[each.name])]
    if still:
        page.text(f"Nobody changes provider under {listed(still)}.")
    if rows:
        table = page.reserve("WhoMoves", MOVERS, len(rows))
        table.fill([_mover(book.case, table, number, *row) for number, row in enumerate(rows)])


def _mover(case: Case, table: Table, number: int, each: Solved, move: ProviderChange) -> list[Cell]:
    service = case.service(move.service)
    moved, heads = (table.here(number, name).replace("$", "") for name in ("moved", "each"))
    return [
        *(Cell(text) for text in (each.label, case.year_label(move.year), move.borough, move.service, service.unit)),
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


def _fill(page: Page, name: str, other: str, rows: list[tuple[Solved, _Loss]]) -> None:
    if rows:
        table = page.reserve(name, _columns(other), len(rows))
        table.fill([_row(table, number, *row) for number, row in enumerate(rows)])


def _columns(other: str) -> list[Column]:
    return [
        *WHOSE,
        Column("each", "People a place (people)", Look.EXACT),
        Column("last_there", f"{other}{'' if other == 'Today' else ', last year'} (places a year)", Look.COUNT),
        Column("last", "Last year (places)", Look.COUNT),
        Column("last_change", "Change, last year (places)", Look.COUNT),
        Column("last_people", "Change, last year (people)", Look.COUNT),
        Column("all_there", f"{other}, as many years (places)", Look.COUNT),
        Column("all", "All years (places)", Look.COUNT),
        Column("all_change", "Change, all years (places)", Look.COUNT),
        Column("all_people", "Change, all years (people)", Look.COUNT),
    ]


def _row(table: Table, number: int, each: Solved, loss: _Loss) -> list[Cell]:
    heads = loss.service.people_per_place
    names = (each.label, loss.borough, loss.service.name, loss.service.unit)
    cells = [*(Cell(text) for text in names), Cell(heads)]
    for key, (there, here) in (("last", loss.last), ("all", loss.all)):
        at = {
            name: table.here(number, name).replace("$", "") for name in (f"{key}_there", key, f"{key}_change", "each")
        }
        change = here - there
        cells += [Cell(there), Cell(here)]
        cells.append(Cell(change, formula=f"={at[key]}-{at[f'{key}_there']}"))
        cells.append(Cell(change * heads, formula=f"={at[f'{key}_change']}*{at['each']}"))
    return cells
