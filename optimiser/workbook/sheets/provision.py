"""Provision: demand, floor and places of every borough and service."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction
from functools import partial

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
Key = tuple[str, str, int]  # borough, service, year
Floors = dict[Key, list[Floor]]


def fill(book: Book, page: Page) -> None:
    """One row for each option, year, borough and service with demand, a floor or places."""
    floors = own_floors(book.case)
    rows = [(each, key, places) for each in book.solved for key, places in _rows(book.case, each, floors)]
    if not rows:
        page.text("No option provides anything.")
        return
    table = page.reserve("Provision", COLUMNS, len(rows))
    table.fill([_row(book.case, table, number, floors, *row) for number, row in enumerate(rows)])


def own_floors(case: Case) -> Floors:
    """The floors in places for one borough and one service alone, the highest first; the others are on Floors."""
    found: Floors = defaultdict(list)
    for floor in case.floors:
        if (len(floor.boroughs), len(floor.services), floor.people) == (1, 1, False):
            for year in case.years:
                if floor.figures[year] is not None:
                    found[floor.boroughs[0], floor.services[0], year].append(floor)
    for (_, _, year), floors in found.items():
        floors.sort(key=partial(_figure, year=year), reverse=True)
    return found


def _figure(floor: Floor, year: int) -> Fraction:
    return floor.figures[year] or Fraction(0)


def _rows(case: Case, each: Solved, floors: Floors) -> Iterator[tuple[Key, int]]:
    had = provided(each.plan)
    for year in case.years:
        for borough in case.boroughs:
            for service in case.services:
                key = (borough.name, service.name, year)
                if key[:2] in case.demand or key in floors or had.get(key):
                    yield key, had.get(key, 0)


def _row(case: Case, table: Table, number: int, floors: Floors, each: Solved, key: Key, places: int) -> list[Cell]:
    borough, service, year = key
    demand, least = case.wanted(*key), floors.get(key, [])
    wanted, had = (table.here(number, name).replace("$", "") for name in ("demand", "places"))
    return [
        *(Cell(text) for text in (each.label, case.label(year), borough, service, case.service(service).unit)),
        Cell(demand),
        Cell(_figure(least[0], year) if least else NONE),
        Cell(yes(any(floor.statutory for floor in least))),
        Cell(places),
        Cell(demand - places, formula=f"={wanted}-{had}"),
        Cell(Fraction(places, demand) if demand else 0, formula=f"=IF({wanted},{had}/{wanted},{wanted})"),
    ]
