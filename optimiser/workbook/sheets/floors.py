"""Floors: the minimums that Provision cannot show, over several boroughs or services or in people."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from models.case import Case, Floor
from optimiser.workbook.book import Book, Solved
from optimiser.workbook.facts import provided
from optimiser.workbook.looks import Look
from optimiser.workbook.page import Page
from optimiser.workbook.tables import Cell, Column, Table
from optimiser.workbook.words import comma, yes

COLUMNS = (
    Column("option", "Option", most=24),
    Column("year", "Year"),
    Column("boroughs", "Boroughs", most=32),
    Column("services", "Services", most=36),
    Column("counts", "Counts"),
    Column("statutory", "Statutory"),
    Column("floor", "Floor (places or people, as counted)", Look.EXACT),
    Column("had", "Provided (as counted)", Look.EXACT),
    Column("above", "Above the floor (as counted)", Look.EXACT),
)
Row = tuple[Solved, int, Floor, Fraction, Fraction]  # option, year, floor, its figure, what is provided


def fill(book: Book, page: Page) -> None:
    """One row for each option, year and floor."""
    rows = [row for each in book.solved for row in _rows(book.case, each)]
    if not rows:
        page.text("The case sets no floor.")
        return
    table = page.reserve("Floors", COLUMNS, len(rows))
    table.fill([_row(book.case, table, number, row) for number, row in enumerate(rows)])


def wide(case: Case) -> list[Floor]:
    """The floors that are not in places of one service in one borough."""
    return [floor for floor in case.floors if floor.people or len(floor.boroughs) > 1 or len(floor.services) > 1]


def _rows(case: Case, each: Solved) -> Iterator[Row]:
    had = provided(each.plan)
    a_place = {service.name: service.people_per_place for service in case.services}
    for year in case.years:
        for floor in wide(case):
            if (figure := floor.figures[year]) is not None:
                counted = sum(
                    (
                        had.get((b, s, year), 0) * (a_place[s] if floor.people else Fraction(1))
                        for b in floor.boroughs
                        for s in floor.services
                    ),
                    Fraction(0),
                )
                yield each, year, floor, figure, counted


def _row(case: Case, table: Table, number: int, row: Row) -> list[Cell]:
    each, year, floor, figure, counted = row
    least, had = (table.here(number, key).replace("$", "") for key in ("floor", "had"))
    everywhere = len(floor.boroughs) == len(case.boroughs) > 1
    return [
        Cell(each.label),
        Cell(case.label(year)),
        Cell("all together" if everywhere else comma(floor.boroughs)),
        Cell(comma(floor.services)),
        Cell("people" if floor.people else "places"),
        Cell(yes(floor.statutory)),
        Cell(figure),
        Cell(counted),
        Cell(counted - figure, formula=f"={had}-{least}"),
    ]
