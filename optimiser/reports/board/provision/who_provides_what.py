"""The sheet Who provides what: the providers of each service in each borough, today and in each last year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from string import ascii_uppercase

from optimiser.excel.page import Page
from optimiser.excel.report import Sheet
from optimiser.excel.tables import Cell, Column, unique_headings
from optimiser.reports.board.report import BoardReport
from optimiser.reports.board.solved_options import SolvedOption

ServiceInBorough = tuple[str, str]
Providers = Mapping[ServiceInBorough, str]
NOBODY = "nobody"
OPTIONS_PER_TABLE = 4  # more would leave no room for names


def fill(report: BoardReport, page: Page) -> None:
    """Write a row for each service and borough; as many tables as the options need, with today in each."""
    page.write_text(
        f"Places are in brackets: today's, and those of {report.case.year_label(report.case.horizon - 1)}, the"
        ' last year. "together" marks a contract of several boroughs, each of which may use any of its places.'
    )
    page.skip_row()
    today = _providers_today(report)
    planned = [(option, _providers_in_last_year(report, option)) for option in report.options]
    places = list(_served_or_wanted(report, [today, *(providers for _, providers in planned)]))
    if not places:
        page.write_text("Nobody provides anything, and there is no demand.")
        return
    for start in range(0, len(planned), OPTIONS_PER_TABLE):
        if start:
            page.skip_row()
        part = planned[start : start + OPTIONS_PER_TABLE]
        if len(planned) > OPTIONS_PER_TABLE:
            page.write_caption(f"Options {start + 1} to {start + len(part)}")
        name = f"Providers{ascii_uppercase[start // OPTIONS_PER_TABLE]}"
        rows = [_row(place, [today, *(providers for _, providers in part)]) for place in places]
        page.write_table(name, _columns([option for option, _ in part]), rows)


def _columns(options: Sequence[SolvedOption]) -> list[Column]:
    headings = unique_headings(["Service", "Borough", "Today", *(option.label for option in options)])
    keys = ("service", "borough", "today", *(option.key for option in options))
    widths = (24, 20, *(34 for _ in keys[2:]))
    return [Column(key, heading, max_width=width) for key, heading, width in zip(keys, headings, widths, strict=True)]


def _row(place: ServiceInBorough, columns: Sequence[Providers]) -> list[Cell]:
    providers = (Cell(column[place]) if place in column else Cell(NOBODY, bold=True) for column in columns)
    return [*map(Cell, place), *providers]


def _served_or_wanted(report: BoardReport, columns: Sequence[Providers]) -> Iterator[ServiceInBorough]:
    """Every service and borough with demand in any year or with a provider, in the case's order."""
    for service in report.case.services:
        for borough in report.case.boroughs:
            place = (service.name, borough.name)
            demand = report.case.demand.get((borough.name, service.name), ())
            if any(place in column for column in columns) or any(demand):
                yield place


def _providers_today(report: BoardReport) -> Providers:
    """Today's providers with the places that they hold; places of several boroughs are marked `together`."""
    places: dict[ServiceInBorough, list[str]] = defaultdict(list)
    for contract in report.case.contracts:
        for line in contract.lines:
            together = " together" if len(line.boroughs) > 1 else ""
            for borough in line.boroughs:
                places[line.service, borough].append(f"{contract.provider} ({line.places:,}{together})")
    return {place: ", ".join(providers) for place, providers in places.items()}


def _providers_in_last_year(report: BoardReport, option: SolvedOption) -> Providers:
    """Providers with places in the last year, those with most places first."""
    places: dict[ServiceInBorough, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for allocation in option.allocations:
        if allocation.year == report.case.horizon - 1 and allocation.places:
            places[allocation.service, allocation.borough][allocation.provider] += allocation.places
    return {place: _provider_names(by_provider) for place, by_provider in places.items()}


def _provider_names(places_by_provider: Mapping[str, int]) -> str:
    ordered = sorted(places_by_provider.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join([f"{provider} ({places:,})" for provider, places in ordered])


SHEET = Sheet(
    "Who provides what",
    "The providers of each service in each borough, today and in each option's last year.",
    fill,
    is_included=BoardReport.has_plans,
)
