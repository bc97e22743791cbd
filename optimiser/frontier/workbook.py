"""The workbook of a frontier: its sheets in their order. What stands on a sheet is in `sheets`, how it looks in the
board's workbook. The same frontier gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from optimiser.frontier import about, picture, sheets
from optimiser.frontier.book import Book, prices
from optimiser.frontier.checks import fill as checks
from optimiser.frontier.points import Frontiers
from optimiser.workbook.looks import FONT, Looks
from optimiser.workbook.page import CONTENTS, Page
from optimiser.workbook.profile import COMPACT
from optimiser.workbook.tables import shortened

CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 - the workbook carries no date; Excel asks for one without a zone
AS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False}

# Each sheet's name, what it holds, who fills it, and whether money stands on it.
SHEETS: tuple[tuple[str, str, Callable[[Book, Page], None], bool], ...] = (
    ("Cover", "What this workbook is, for whom, and how to read it.", about.cover, False),
    (CONTENTS, "Every sheet of this workbook; click a name to go there.", about.contents, False),
    ("Summary", "Which option has most outcomes at which cost, and what £100,000 does beside each plan.",
     sheets.summary, True),
    ("Picture", "Most outcomes at each present cost, a line an option, with the plans of the appraisal.",
     picture.fill, False),
    ("Frontier", "For each option, the most outcomes under each ceiling on present cost, with the proven bound.",
     sheets.frontier, True),
    ("Crossings", "At which present cost which option has most outcomes, and every cost at which they were compared.",
     sheets.crossings, True),
    ("Run record", "What was asked, of what input, and with which versions.", about.record, False),
    ("Checks", "What must hold across the sheets; every line passes, or the master check fails.", checks, False),
)  # fmt: skip
FILLED = (
    "Frontier",
    "Crossings",
    "Run record",
    "Checks",
    "Summary",
    "Picture",
    "Cover",
    CONTENTS,
)  # after what they refer to


def write(found: Frontiers, path: Path) -> tuple[str, ...]:
    """Write the workbook; return what each check that fails says, none where all pass. Raises OSError."""
    workbook = xlsxwriter.Workbook(str(path), {**AS_TEXT, "default_column_width": COMPACT.column})
    try:
        workbook.set_properties(
            {
                "title": shortened(f"Frontier: {found.case.title}"),
                "subject": "Outcomes against cost of each option",
                "author": "optimiser",
                "created": CREATED,
            }
        )
        workbook.formats[0].set_font_name(FONT)
        workbook.formats[0].set_font_size(COMPACT.size)
        book = Book(found, workbook, Looks(workbook))
        _fill(book)
    finally:
        _close(workbook)
    return book.failing


def _fill(book: Book) -> None:
    fills = {}
    for name, sentence, fill, money in SHEETS:
        page = Page(book.workbook.add_worksheet(name), book.looks, _title(book, name, money), sentence)
        book.pages[name], fills[name] = page, fill
    for name in FILLED:
        fills[name](book, book.pages[name])
    for page in book.pages.values():
        page.close()
    book.pages["Cover"].worksheet.activate()


def _title(book: Book, name: str, money: bool) -> str:
    if name == "Cover":
        return f"Frontier: {shortened(book.found.case.title or 'untitled', 80)}"
    return f"{name} (£, {shortened(prices(book), 60)})" if money else name


def _close(workbook: xlsxwriter.Workbook) -> None:
    """Put the file on disk; XlsxWriter wraps what the system says in an error of its own."""
    try:
        workbook.close()
    except FileCreateError as error:
        raise OSError(str(error)) from error
