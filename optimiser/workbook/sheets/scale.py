"""Scale: the figures and the words that the formulas of the appraisal refer to, so that none is hidden in a formula."""

from __future__ import annotations

from models.case import Case
from optimiser.workbook.book import Book
from optimiser.workbook.looks import Look
from optimiser.workbook.page import Page
from optimiser.workbook.tables import Cell, Column

HIGH, MEDIUM, LOW, BEST, WORST, NO_SPREAD, DIGITS = range(7)  # the rows of the scale
HIGHER, LOWER, FAILS, NOBODY, FIRST, PASSES = range(6)  # the rows of the words
USES = {
    "higher": "a criterion on which more is better",
    "lower": "a criterion on which less is better",
    "fails a gate": "shown for an option that misses a gate",
    "none may be preferred": "shown where no option passes every gate",
    "preferred": "shown for the first of the options that pass every gate",
    "passes": "shown for another option that passes every gate",
}
WORDS = tuple(USES)
COMPARED_DIGITS = 9


def fill(book: Book, page: Page) -> None:
    """Two small tables."""
    name, what = Column("rule", "Name", most=24), Column("what", "What it does", most=70)
    figure = Column("figure", "Figure (in its unit)", Look.EXACT)
    page.caption("Figures")
    page.table("Scale", [name, what, figure, Column("unit", "Unit")], _scale(book.case))
    page.gap()
    page.caption("Words")
    page.table(
        "ScaleWords", [Column("word", "Word", most=24), what], [[Cell(word), Cell(use)] for word, use in USES.items()]
    )


def _scale(case: Case) -> list[list[Cell]]:
    points = "points"
    return [
        [Cell("High"), Cell("the least score shown as High"), Cell(case.band_high, typed=True), Cell(points)],
        [Cell("Medium"), Cell("the least score shown as Medium"), Cell(case.band_medium, typed=True), Cell(points)],
        [Cell("Low"), Cell("any lower score"), Cell(0), Cell(points)],
        [Cell("Best"), Cell("the score at the better end of a criterion"), Cell(100), Cell(points)],
        [Cell("Worst"), Cell("the score at the worse end, and of a figure that is absent"), Cell(0), Cell(points)],
        [Cell("No spread"), Cell("the score where both ends are the same"), Cell(50), Cell(points)],
        [Cell("Digits"), Cell("how exactly scores are compared"), Cell(COMPARED_DIGITS), Cell("decimals")],
    ]
