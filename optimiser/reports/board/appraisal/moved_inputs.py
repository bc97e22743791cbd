"""Inputs tested: every point at which an input was moved, and how each option stands there."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from optimiser.analyses.sensitivity import Found, Point
from optimiser.excel.page import Page
from optimiser.excel.styles import Look
from optimiser.excel.tables import Cell, Column
from optimiser.reports.board.book import Book
from optimiser.reports.formats import NO_FIGURE, to_pounds

COLUMNS = (
    Column("input", "Input", most=22),
    Column("by", "Change (share)", Look.SHARE),
    Column("option", "Option", most=34),
    Column("status", "Status", most=14),
    Column("cost", "Cost (£)", Look.MONEY),
    Column("outcomes", "Outcomes (number)", Look.TENTH),
    Column("score", "Weighted score (points)", Look.TENTH),
    Column("rank", "Rank (number)", Look.COUNT),
    Column("stands", "How it stands", most=30),
)


def has_tested(book: Book) -> bool:
    """Whether inputs were tested."""
    return bool(book.findings.sensitivity.inputs)


def fill(book: Book, page: Page) -> None:
    """One row an input, change and option."""
    rows = [
        [Cell(each.name), Cell(point.by), Cell(book.label(name)), *_cells(point, name, found)]
        for each in book.findings.sensitivity.inputs or ()
        for point in each.points
        for name, found in point.options.items()
    ]
    page.table("InputsTested", COLUMNS, rows)


def _cells(point: Point, name: str, found: Found) -> Iterator[Cell]:
    yield Cell(found.status.value)
    cost = None if found.cost is None else to_pounds(found.cost)
    for figure in (cost, found.outcomes, found.score, found.rank):
        yield Cell(NO_FIGURE if figure is None else Fraction(figure))
    yield Cell(_stands(point, name, found))


def _stands(point: Point, name: str, found: Found) -> str:
    if not found.status.has_figures:
        return "has no figures"
    if name == point.preferred:
        return "preferred" if point.proven else "first, but not all is proven"
    return "may be preferred" if found.passes else "fails a gate, or is not scored"
