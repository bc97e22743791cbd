"""Contents: every sheet with a link, what it holds, and whether it is for the board or the detail behind it."""

from __future__ import annotations

from optimiser.excel.page import CONTENTS, Page
from optimiser.excel.tables import Cell, Column
from optimiser.reports.board.book import Book

# The sheets of the board's part, which stand before all others.
BOARD = (
    *("Cover", CONTENTS, "Summary", "Options and gates", "Appraisal matrix", "Judgement and measure"),
    *("Scores", "Scoring basis", "Scale"),
    *("Options compared", "Economic case", "Risks", "Robustness", "Changes", "Settled or open", "Decision"),
    *("Action plan", "Own actions"),
    "Who pays, who gains",
    *("Who loses, who moves", "Cost per person", "Coverage grid", "Year by year", "Allocation by tier", "Today"),
)


def fill(book: Book, page: Page) -> None:
    """One row a sheet, this one left out; then how to print the board's part alone."""
    columns = [Column("sheet", "Sheet", most=30), Column("holds", "What it holds", most=100), Column("part", "Part")]
    page.table("Contents", columns, [_row(other) for other in book.pages.values() if other.name != CONTENTS])
    page.gap()
    first, *_, last = [name for name in book.pages if name in BOARD]
    page.text(
        f"To print the board's part alone: click the tab {first}, hold Shift, click the tab {last}, and print the"
        " selected sheets. The detail is long: it has every option, year and contract."
    )


def _row(other: Page) -> list[Cell]:
    part = "board" if other.name in BOARD else "detail"
    return [Cell(other.name, link=f"'{other.name}'!A1"), Cell(other.sentence), Cell(part)]
