"""The sheet Provision: demand, minimum and places of every borough and service, year by year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from models.case.types import Case
from optimiser.excel.page import Page
from optimiser.excel.report import Sheet
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column, Table
from optimiser.reports.board.allocations import places_provided
from optimiser.reports.board.provision.floors import Key, ServiceMinimum, service_minimums
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
    """Write a row for each option, year, borough and service with demand, a minimum or places."""
    case = report.case
    minimums = service_minimums(case)
    rows = [(option, key, places) for option in report.options for key, places in _places(case, option, minimums)]
    page.write_formula_table_or_text(
        "No option provides anything.",
        "Provision",
        COLUMNS,
        rows,
        lambda table, number, row: _row(case, table, number, minimums, *row),
    )


def _places(case: Case, option: SolvedOption, minimums: Mapping[Key, ServiceMinimum]) -> Iterator[tuple[Key, int]]:
    provided = places_provided(option.plan)
    for year in case.years:
        for borough in case.boroughs:
            for service in case.services:
                key = (borough.name, service.name, year)
                if key[:2] in case.demand or key in minimums or provided.get(key):
                    yield key, provided.get(key, 0)


def _row(
    case: Case,
    table: Table,
    row: int,
    minimums: Mapping[Key, ServiceMinimum],
    option: SolvedOption,
    key: Key,
    places: int,
) -> list[Cell]:
    borough, service, year = key
    demand, minimum = case.places_demanded(*key), minimums.get(key)
    demand_cell, places_cell = (table.relative_address(row, name) for name in ("demand", "places"))
    return [
        *(Cell(text) for text in (option.label, case.year_label(year), borough, service, case.service(service).unit)),
        Cell(demand),
        Cell(NONE if minimum is None else minimum.figure),
        Cell(yes_no(minimum is not None and minimum.statutory)),
        Cell(places),
        Cell(demand - places, formula=f"={demand_cell}-{places_cell}"),
        Cell(
            Fraction(places, demand) if demand else 0,
            formula=f"=IF({demand_cell},{places_cell}/{demand_cell},{demand_cell})",
        ),
    ]


SHEET = Sheet(
    "Provision",
    "Demand, minimum and places of each borough and service, year by year.",
    fill,
    is_included=BoardReport.has_plans,
)
