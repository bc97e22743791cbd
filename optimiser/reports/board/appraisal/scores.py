"""Scores: each option's score on each criterion, from 0 to 100, as a live formula over the scoring basis."""

from __future__ import annotations

from optimiser.excel.page import Page
from optimiser.excel.styles import Look
from optimiser.excel.tables import Cell, Column
from optimiser.reports.board.appraisal.scale import BEST, NO_SPREAD, WORST
from optimiser.reports.board.book import Book


def fill(book: Book, page: Page) -> None:
    """One row a criterion, one column an option."""
    options = [Column(each.key, each.label, Look.TENTH, most=16) for each in book.solved]
    rows = [
        [Cell(criterion.name), Cell("points"), *_scores(book, number)]
        for number, criterion in enumerate(book.case.criteria)
    ]
    page.table("Scores", [Column("criterion", "Criterion", most=60), Column("unit", "Unit"), *options], rows)


def _scores(book: Book, number: int) -> list[Cell]:
    basis, scale = book.table("Basis"), book.table("Scale")
    best, worst, middle = (scale.cell(row, "figure") for row in (BEST, WORST, NO_SPREAD))
    zero, full = basis.cell(number, "zero"), basis.cell(number, "full")
    cells = []
    for each in book.solved:
        value = basis.cell(number, each.key)
        along = f"{worst}+({best}-{worst})*({value}-{zero})/({full}-{zero})"
        spread = f"IF({full}={zero},{middle},MEDIAN({worst},{best},{along}))"
        score = book.run.appraisal.standings[each.name].scores[number].score
        cells.append(Cell(score, formula=f"=IF(ISNUMBER({value}),{spread},{worst})"))
    return cells
