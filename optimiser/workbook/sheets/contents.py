"""Contents: every sheet with a link and what it holds."""

from __future__ import annotations

from optimiser.workbook.book import Book
from optimiser.workbook.page import CONTENTS, Page
from optimiser.workbook.tables import Cell, Column


def fill(book: Book, page: Page) -> None:
    """One row a sheet, this one left out."""
    rows = [
        [Cell(other.name, link=f"'{other.name}'!A1"), Cell(other.sentence)]
        for other in book.pages.values()
        if other.name != CONTENTS
    ]
    page.table("Contents", [Column("sheet", "Sheet", most=30), Column("holds", "What it holds", most=100)], rows)
