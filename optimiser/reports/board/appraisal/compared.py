"""Options compared: every measure of every option, outcomes against cost, and the difference from the reference."""

from __future__ import annotations

from collections.abc import Iterator

from models.appraisal.measures import MEASURES, Measure
from optimiser.excel.page import Page
from optimiser.excel.styles import Look
from optimiser.excel.tables import Cell, Column, Table
from optimiser.reports.board.appraisal import outcomes_chart
from optimiser.reports.board.book import Book, Solved
from optimiser.reports.formats import figure, heading, look
from optimiser.text import quoted

BETTER = {True: "more", False: "less", None: "neither"}


def fill(book: Book, page: Page) -> None:
    """Two tables with the same columns: the figures, and their differences from the reference."""
    page.paper = 190.0
    page.caption("Figures")
    means = (Column("better", "Usually better"), Column("means", "What it is", most=72))
    figures = page.table("Measures", [*_columns(book), *means], [_figures(book, each) for each in MEASURES])
    outcomes_chart.fill(book, page, figures)
    page.gap()
    page.caption("Differences from the reference")
    if book.reference is None:
        name = quoted(book.case.reference.name)
        page.text(f"{name}, the reference, has no figures, so that there is nothing to compare with.")
        return
    page.text(f"The reference is {quoted(book.reference.label)}. A minus sign means less than in the reference.")
    rows = [list(_differences(book, book.reference, figures, row)) for row in range(len(MEASURES))]
    page.table("Differences", _columns(book), rows)


def _columns(book: Book) -> list[Column]:
    options = [Column(each.key, each.label, Look.PENCE, most=16) for each in book.solved]
    return [Column("measure", "Measure"), Column("unit", "Unit"), *options]


def _figures(book: Book, measure: Measure) -> list[Cell]:
    shown = [Cell(figure(measure.name, each.measures[measure.name]), look(measure.name)) for each in book.solved]
    return [*_names(measure), *shown, Cell(BETTER[measure.more_is_better]), Cell(measure.sentence)]


def _differences(book: Book, reference: Solved, figures: Table, row: int) -> Iterator[Cell]:
    measure = MEASURES[row]
    yield from _names(measure)
    against = figure(measure.name, reference.measures[measure.name])
    there = figures.here(row, reference.key)
    for each in book.solved:
        own, here = figure(measure.name, each.measures[measure.name]), figures.here(row, each.key)
        absent = own if isinstance(own, str) else against
        value = absent if isinstance(own, str) or isinstance(against, str) else own - against
        formula = f"=IF(ISNUMBER({here}),IF(ISNUMBER({there}),{here}-{there},{there}),{here})"
        yield Cell(value, look(measure.name), formula)


def _names(measure: Measure) -> list[Cell]:
    return [Cell(heading(measure.name)), Cell(measure.unit)]
