"""Provision: demand, floor and places of every borough and service."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from models.case.types import Case
from optimiser.excel.page import Page
from optimiser.excel.report import Sheet
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column, Table
from optimiser.reports.board.allocations import places_provided
from optimiser.reports.board.provision.minimums import Key, Own, own
from optimiser.reports.board.report import BoardReport
from optimiser.reports.board.solved_options import SolvedOption
from optimiser.reports.formats import NONE
from optimiser.text import yes_no

COLUMNS = (
    Column("option", "Option", max_width=24),
    Column("year", "Year"),
    Column("borough", "Borough", max_width=24),
    Column("service", "Service", max_width=30),
    Column("unit", "What a place is", max_width=16),
    Column("demand", "Demand (places)", NumberFormat.COUNT),
    Column("floor", "Floor (places)", NumberFormat.EXACT),
    Column("statutory", "Statutory floor"),
    Column("places", "Provided (places)", NumberFormat.COUNT),
    Column("unmet", "Unmet demand (places)", NumberFormat.COUNT),
    Column("met", "Demand met (share)", NumberFormat.SHARE),
)


def fill(report: BoardReport, page: Page) -> None:
    """One row for each option, year, borough and service with demand, a floor or places."""
    floors = own(report.case)
    rows = [(option, key, places) for option in report.options for key, places in _rows(report.case, option, floors)]
    if not rows:
        page.write_text("No option provides anything.")
        return
    table = page.reserve_table("Provision", COLUMNS, len(rows))
    table.fill([_row(report.case, table, number, floors, *row) for number, row in enumerate(rows)])


def _rows(case: Case, option: SolvedOption, floors: Mapping[Key, Own]) -> Iterator[tuple[Key, int]]:
    had = places_provided(option.plan)
    for year in case.years:
        for borough in case.boroughs:
            for service in case.services:
                key = (borough.name, service.name, year)
                if key[:2] in case.demand or key in floors or had.get(key):
                    yield key, had.get(key, 0)


def _row(
    case: Case, table: Table, number: int, floors: Mapping[Key, Own], option: SolvedOption, key: Key, places: int
) -> list[Cell]:
    borough, service, year = key
    demand, floor = case.places_demanded(*key), floors.get(key)
    wanted, had = (table.relative_address(number, name) for name in ("demand", "places"))
    return [
        *(Cell(text) for text in (option.label, case.year_label(year), borough, service, case.service(service).unit)),
        Cell(demand),
        Cell(NONE if floor is None else floor.figure),
        Cell(yes_no(floor is not None and floor.statutory)),
        Cell(places),
        Cell(demand - places, formula=f"={wanted}-{had}"),
        Cell(Fraction(places, demand) if demand else 0, formula=f"=IF({wanted},{had}/{wanted},{wanted})"),
    ]


SHEET = Sheet(
    "Provision",
    "Demand, floor and places of each borough and service, year by year.",
    fill,
    is_included=BoardReport.has_plans,
)
