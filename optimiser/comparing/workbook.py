"""The workbook of a comparison: its sheets in their order. What stands on each is in `sheets`.

The same comparison gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from optimiser.comparing import sheets
from optimiser.comparing.findings import Compared
from optimiser.comparing.sheets import Book
from optimiser.workbook.looks import FONT, Looks
from optimiser.workbook.page import CONTENTS, Page
from optimiser.workbook.profile import COMPACT
from optimiser.workbook.tables import shortened

CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 - the workbook carries no date; Excel asks for one without a zone
AS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False}

# Each sheet's name, what it holds, who fills it, and whether money stands on it.
SHEETS: tuple[tuple[str, str, Callable[[Book, Page], None], bool], ...] = (
    ("Cover", "Which two runs are compared, what came of it, and how to read it.", sheets.cover, False),
    (CONTENTS, "Every sheet of this workbook; click a name to go there.", sheets.contents, False),
    ("Input changes", "What changed in the input, the settings and the programme, cell by cell.",
     sheets.input_changes, True),
    ("Bridge", "From the old run's cost, outcomes and score to the new run's, by cause.", sheets.bridge, True),
    ("Moved contracts", "Contracts that start, continue or end otherwise than in the old run.",
     sheets.moved_contracts, False),
    ("Moved places", "Who has places with whom that were not there before, and which are gone.",
     sheets.moved_places, False),
    ("Run record", "What the two runs were made of, and what is proven of all between them.", sheets.record, False),
    ("Checks", "What must hold across the sheets; every line passes, or the master check fails.", sheets.checks, False),
)  # fmt: skip
FILLED_LAST = ("Cover", CONTENTS)  # as they refer to the others


def write(found: Compared, path: Path) -> tuple[str, ...]:
    """Write the workbook; return what each check that fails says, none where all pass. Raises OSError."""
    workbook = xlsxwriter.Workbook(str(path), {**AS_TEXT, "default_column_width": COMPACT.column})
    try:
        workbook.set_properties(
            {
                "title": shortened(f"What changed: {found.new.title}"),
                "subject": "Two runs of an options appraisal compared",
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
    for name in sorted(fills, key=lambda each: FILLED_LAST.index(each) if each in FILLED_LAST else -1):
        fills[name](book, book.pages[name])
    for page in book.pages.values():
        page.close()
    book.pages["Cover"].worksheet.activate()


def _title(book: Book, name: str, money: bool) -> str:
    if name == "Cover":
        return f"What changed: {shortened(book.found.new.title or 'untitled', 80)}"
    base = book.found.price_base.strip()
    prices = f"prices of {base}" if base else "prices of a year that the case does not say"
    return f"{name} (£, {shortened(prices, 60)})" if money else name


def _close(workbook: xlsxwriter.Workbook) -> None:
    """Put the file on disk; XlsxWriter wraps what the system says in an error of its own."""
    try:
        workbook.close()
    except FileCreateError as error:
        raise OSError(str(error)) from error
