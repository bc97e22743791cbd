"""Scale: the figures and the words that the formulas of the appraisal refer to, so that none is hidden in a formula."""

from __future__ import annotations

from models.case import Case
from optimiser.workbook.book import Book
from optimiser.workbook.looks import Look
from optimiser.workbook.page import Page
from optimiser.workbook.tables import Cell, Column

HIGH, MEDIUM, LOW, BEST, WORST, NO_SPREAD, DIGITS = range(7)  # the rows of the scale
HIGHER, LOWER, FAILS, NOBODY = range(4)  # the rows of the words
WORDS = ("higher", "lower", "fails a gate", "none may be preferred")
COMPARED_DIGITS = 9


def fill(book: Book, page: Page) -> None:
    """Two small tables."""
    page.caption("Figures")
    columns = [
        Column("rule", "Name", most=24),
        Column("figure", "Figure (in its unit)", Look.EXACT),
        Column("unit", "Unit"),
        Column("what", "What it does", most=70),
    ]
    page.table("Scale", columns, _scale(book.case))
    page.gap()
    page.caption("Words")
    uses = ("a criterion on which more is better", "a criterion on which less is better",
            "shown for an option that misses a gate", "shown where no option passes every gate")  # fmt: skip
    words = [[Cell(word), Cell("word"), Cell("text"), Cell(use)] for word, use in zip(WORDS, uses, strict=True)]
    page.table("ScaleWords", [Column("word", "Word", most=24), *columns[1:]], words)


def _scale(case: Case) -> list[list[Cell]]:
    points = "points"
    return [
        [Cell("High"), Cell(case.band_high, typed=True), Cell(points), Cell("the least score shown as High")],
        [Cell("Medium"), Cell(case.band_medium, typed=True), Cell(points), Cell("the least score shown as Medium")],
        [Cell("Low"), Cell(0), Cell(points), Cell("any lower score")],
        [Cell("Best"), Cell(100), Cell(points), Cell("the score at the better end of a criterion")],
        [Cell("Worst"), Cell(0), Cell(points), Cell("the score at the worse end, and of a figure that is absent")],
        [Cell("No spread"), Cell(50), Cell(points), Cell("the score where both ends are the same")],
        [
            Cell("Digits"),
            Cell(COMPARED_DIGITS),
            Cell("decimals"),
            Cell("how exactly scores are compared with each other"),
        ],
    ]
