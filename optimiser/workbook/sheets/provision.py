"""Provision: demand, floor and places of every borough and service."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from models.case import Case, Floor
from optimiser.workbook.book import Book, Solved
from optimiser.workbook.facts import provided
from optimiser.workbook.looks import Look
from optimiser.workbook.page import Page
from optimiser.workbook.tables import Cell, Column, Table
from optimiser.workbook.words import NONE, yes

COLUMNS = (
    Column("option", "Option", most=24),
    Column("year", "Year"),
    Column("borough", "Borough", most=24),
    Column("service", "Service", most=30),
    Column("unit", "What a place is", most=16),
    Column("demand", "Demand (places)", Look.COUNT),
    Column("floor", "Floor (places)", Look.EXACT),
    Column("statutory", "Statutory floor"),
    Column("places", "Provided (places)", Look.COUNT),
    Column("unmet", "Unmet demand (places)", Look.COUNT),
    Column("met", "Demand met (share)", Look.SHARE),
)
Cells = tuple[Solved, int, str, str, int, int]  # option, year, borough, service, demand, places


def fill(book: Book, page: Page) -> None:
    """One row for each option, year, borough and service with demand, a floor or places."""
    rows = [row for each in book.solved for row in _rows(book.case, each)]
    if not rows:
        page.text("No option provides anything.")
        return
    table = page.reserve("Provision", COLUMNS, len(rows))
    table.fill([_row(book.case, table, number, row) for number, row in enumerate(rows)])


def _rows(case: Case, each: Solved) -> Iterator[Cells]:
    had = provided(each.plan)
    for year in case.years:
        for borough in case.boroughs:
            for service in case.services:
                key = borough.name, service.name
                places = had.get((*key, year), 0)
                if key in case.demand or places or own_floors(case, *key, year):
                    yield each, year, *key, case.wanted(*key, year), places


def own_floors(case: Case, borough: str, service: str, year: int) -> list[Floor]:
    """The floors in places for this borough and this service alone, the highest first; the rest is on Floors."""
    scope = ((borough,), (service,), False)
    found = [f for f in case.floors if (f.boroughs, f.services, f.people) == scope and f.figures[year] is not None]
    return sorted(found, key=lambda floor: floor.figures[year] or Fraction(0), reverse=True)


def _row(case: Case, table: Table, number: int, row: Cells) -> list[Cell]:
    each, year, borough, service, demand, places = row
    floors = own_floors(case, borough, service, year)
    wanted, had = (table.here(number, key).replace("$", "") for key in ("demand", "places"))
    return [
        *(Cell(text) for text in (each.label, case.label(year), borough, service, case.service(service).unit)),
        Cell(demand),
        Cell((floors[0].figures[year] or 0) if floors else NONE),
        Cell(yes(any(floor.statutory for floor in floors))),
        Cell(places),
        Cell(demand - places, formula=f"={wanted}-{had}"),
        Cell(Fraction(places, demand) if demand else 0, formula=f"=IF({wanted},{had}/{wanted},{had})"),
    ]
