"""A workbook's file: opened with what all of ours have in common, filled sheet by sheet, and put on disk.

The same content gives the same bytes: nothing here reads a clock. Which sheets there are, and what is on them, is the
caller's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol, TypeVar

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from optimiser.excel.page import Page
from optimiser.excel.profile import COMPACT, Profile
from optimiser.excel.styles import FONT, Looks
from optimiser.excel.tables import shortened

AS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False}
CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 - the workbook carries no date; Excel asks for one without a zone
COVER = "Cover"


class Open(Protocol):
    """A workbook while it is being written."""

    workbook: Any
    looks: Looks
    pages: dict[str, Page]


Book = TypeVar("Book", bound=Open)
Leaf = tuple[str, str, Callable[[Book, Page], None], bool]  # name, what it holds, who fills it, whether it has money


@contextmanager
def opened(path: Path, title: str, subject: str, profile: Profile = COMPACT) -> Iterator[Any]:
    """XlsxWriter's workbook, on disk once left. `title`, `subject`: its properties. Raises OSError."""
    workbook = xlsxwriter.Workbook(str(path), {**AS_TEXT, "default_column_width": profile.column})
    try:
        workbook.set_properties(
            {"title": shortened(title), "subject": subject, "author": "optimiser", "created": CREATED}
        )
        workbook.formats[0].set_font_name(FONT)
        workbook.formats[0].set_font_size(profile.size)
        yield workbook
    finally:
        _close(workbook)


def fill(book: Book, leaves: Sequence[Leaf[Book]], last: Sequence[str], title: str, prices: str) -> None:
    """Make every sheet, in their order, and fill it: those of `last` after the others, as they refer to them.

    `title`: of the cover; `prices`: of which year money is.
    """
    fills: Mapping[str, Callable[[Book, Page], None]] = {name: filled for name, _, filled, _ in leaves}
    for name, sentence, _, money in leaves:
        said = title if name == COVER else f"{name} (£, {shortened(prices, 60)})" if money else name
        book.pages[name] = Page(book.workbook.add_worksheet(name), book.looks, said, sentence)
    for name in sorted(fills, key=lambda each: last.index(each) if each in last else -1):
        fills[name](book, book.pages[name])
    for page in book.pages.values():
        page.close()
    book.pages[COVER].worksheet.activate()


def _close(workbook: Any) -> None:
    """Put the file on disk; XlsxWriter wraps what the system says in an error of its own."""
    try:
        workbook.close()
    except FileCreateError as error:
        raise OSError(str(error)) from error
