"""scenarios.xlsx: its sheets in their order. What stands on each is in a module of its own; looks are the board's.

The same pack gives the same bytes: nothing here reads a clock.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from optimiser.scenarios import about, changes, checks, differences, promises, side_by_side
from optimiser.scenarios.book import Book
from optimiser.scenarios.pack import Pack
from optimiser.workbook.looks import FONT, Looks
from optimiser.workbook.page import CONTENTS, Page
from optimiser.workbook.profile import COMPACT
from optimiser.workbook.tables import shortened
from optimiser.workbook.words import prices

CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 - the workbook carries no date; Excel asks for one without a zone
AS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False}

# Each sheet's name, what it holds, who fills it, and whether money stands on it.
SHEETS: tuple[tuple[str, str, Callable[[Book, Page], None], bool], ...] = (
    ("Cover", "What this workbook is, for whom, and how to read it.", about.cover, False),
    (CONTENTS, "Every sheet of this workbook; click a name to go there.", about.contents, False),
    ("Summary", "Which option is preferred in each scenario, and what the promises cost.", about.summary, True),
    ("Standing", "How each option stands, its score and what is proven of it, scenario by scenario.",
     side_by_side.stand, False),
    ("Figures", "Cost, saving, outcomes and coverage of each option, scenario by scenario.",
     side_by_side.figures, True),
    ("Differences", "How each figure differs from the case as it stands, in words and as a figure.",
     differences.fill, True),
    ("What changes", "What each scenario changes, in words, and every figure before and after.", changes.fill, True),
    ("No promises", "A yardstick that nobody can choose: each option without the case's promises.",
     promises.fill, True),
    ("Run record", "What was asked, of what input, with which versions, and what is proven.", about.record, True),
    ("Checks", "What must hold across the sheets; every line passes, or the master check fails.", checks.fill, True),
)  # fmt: skip
FILLED_LAST = ("Checks", "Summary", "Cover", CONTENTS)  # after what they refer to


def write(pack: Pack, path: Path) -> tuple[str, ...]:
    """Write the workbook; return what each check that fails says, none where all pass. Raises OSError."""
    workbook = xlsxwriter.Workbook(str(path), {**AS_TEXT, "default_column_width": COMPACT.column})
    try:
        workbook.set_properties({
            "title": shortened(f"Scenarios: {pack.case.title}"),
            "subject": "Every scenario of a case beside the case as it stands",
            "author": "optimiser",
            "created": CREATED,
        })  # fmt: skip
        workbook.formats[0].set_font_name(FONT)
        workbook.formats[0].set_font_size(COMPACT.size)
        book = Book(pack, workbook, Looks(workbook))
        _fill(book)
    finally:
        _close(workbook)
    return book.failing


def _fill(book: Book) -> None:
    fills = {}
    for name, sentence, fill, money in SHEETS:
        book.pages[name] = Page(book.workbook.add_worksheet(name), book.looks, _title(book, name, money), sentence)
        fills[name] = fill
    for name in sorted(fills, key=lambda each: FILLED_LAST.index(each) if each in FILLED_LAST else -1):
        fills[name](book, book.pages[name])
    for page in book.pages.values():
        page.close()
    book.pages["Cover"].worksheet.activate()


def _title(book: Book, name: str, money: bool) -> str:
    """What A1 says: money with its unit and price base; the cover has the case's title."""
    if name == "Cover":
        return f"Scenarios: {shortened(book.pack.case.title or 'untitled', 80)}"
    return f"{name} (£, {shortened(prices(book.pack.base.run), 60)})" if money else name


def _close(workbook: Any) -> None:
    """Put the file on disk; XlsxWriter wraps what the system says in an error of its own."""
    try:
        workbook.close()
    except FileCreateError as error:
        raise OSError(str(error)) from error
