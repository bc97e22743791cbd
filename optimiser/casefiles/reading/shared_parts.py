"""What the sheets of a workbook share: texts, number formats, struck-out fonts, and from when its days count.

`Shared.stored` turns what a sheet's XML holds into a value with its number format, and says whether it is struck out.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import NamedTuple

from optimiser.casefiles.reading.markup import MOST_LETTERS, Raw
from optimiser.casefiles.reading.sheet import Stored
from optimiser.casefiles.reading.tally import SPACE, Tally
from optimiser.casefiles.reading.workbook_safety import CLEAR, Refused

ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")  # a letter that XML cannot hold
WHOLE = re.compile(r"\s*[+-]?\d{1,40}\s*", re.ASCII)
GENERAL = "General"
MOST_STYLES = 65_490  # Excel holds no more
TEXT, ITEM, PHONETIC = f"{SPACE}t", f"{SPACE}si", f"{SPACE}rPh"
OWN_FORMAT, STYLES, STYLE = f"{SPACE}numFmt", f"{SPACE}cellXfs", f"{SPACE}xf"
FONTS, FONT, STRIKE = f"{SPACE}fonts", f"{SPACE}font", f"{SPACE}strike"
LOCALE_FORMATS = {  # by number: each country's Excel shows its own; these are the British ones
    **dict.fromkeys((*range(27, 37), *range(50, 59)), "dd/mm/yyyy"),
    **dict.fromkeys((5, 6), "£#,##0;-£#,##0"),
    **dict.fromkeys((7, 8), "£#,##0.00;-£#,##0.00"),
    **dict.fromkeys((37, 38), "#,##0;-#,##0"),
    **dict.fromkeys((39, 40), "#,##0.00;-#,##0.00"),
    41: '_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-',
    42: '_-£* #,##0_-;-£* #,##0_-;_-£* "-"_-;_-@_-',
    43: '_-* #,##0.00_-;-* #,##0.00_-;_-* "-"??_-;_-@_-',
    44: '_-£* #,##0.00_-;-£* #,##0.00_-;_-£* "-"??_-;_-@_-',
}
Moment = date | datetime | time | timedelta


class Style(NamedTuple):
    """The number format of a style, and whether its font is struck out."""

    shown_as: str = GENERAL
    struck: bool = False


@dataclass(frozen=True)
class Shared:
    """The texts by their number, the styles by theirs, and whether days count from 1904."""

    texts: Mapping[int, str] = field(default_factory=dict)
    styles: tuple[Style, ...] = (Style(),)
    from_1904: bool = False

    def stored(self, raw: Raw) -> Stored | None:
        """The value of a cell, None for a blank text. Raises ValueError or LookupError if the cell is damaged."""
        style = self.styles[int(raw.style)]
        stored = self._plain(raw, style.shown_as)
        return replace(stored, struck=True) if stored and style.struck else stored

    def _plain(self, raw: Raw, shown_as: str) -> Stored | None:
        """The value of a cell, before its font is looked at."""
        if raw.kind == "b":
            return Stored(bool(int(raw.content)), False, "")
        if raw.kind in ("n", "d"):
            return self._figure(raw, shown_as)
        if raw.kind == "e":
            return Stored(raw.content, True, shown_as)
        text = self.texts[int(raw.content)] if raw.kind == "s" else unescaped(raw.content)
        return Stored(text, False, shown_as) if text else None

    def _figure(self, raw: Raw, shown_as: str) -> Stored:
        """A number, or a date if the cell's format shows one."""
        if raw.kind == "d":
            return Stored(_moment(raw.content), False, shown_as)
        number = int(raw.content) if WHOLE.fullmatch(raw.content) else float(raw.content)
        if not _shows(shown_as):
            return Stored(number, False, shown_as)
        try:
            return Stored(_from_excel(number, self.from_1904, duration=_shows(shown_as) == "duration"), False, shown_as)
        except (OverflowError, ValueError):
            return Stored("#VALUE!", True, shown_as)


def unescaped(text: str) -> str:
    """A text of the XML as Excel shows it: "_x000D_" stands for a letter that XML cannot hold."""
    return ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


def read_texts(markup: bytes, wanted: Collection[int], tally: Tally) -> dict[int, str]:
    """The shared texts with the numbers `wanted`. Those after the last wanted are not read."""
    reader = _Texts(wanted)
    with suppress(_Enough):
        tally.parse(markup, reader.start, reader.end, reader.text)
    return reader.found


def read_styles(markup: bytes, tally: Tally) -> tuple[Style, ...]:
    """The number format of each style and whether it is struck out, by the style's number."""
    from openpyxl.styles.numbers import BUILTIN_FORMATS  # noqa: PLC0415 - a folder need not wait for openpyxl

    reader = _Styles()
    tally.parse(markup, reader.start, reader.end, lambda _: None)
    by_number = {**BUILTIN_FORMATS, **LOCALE_FORMATS, **reader.own}
    return tuple(Style(by_number.get(number, GENERAL), font in reader.struck) for number, font in reader.pairs)


class _Enough(Exception):
    """No further text is needed."""


class _Texts:
    def __init__(self, wanted: Collection[int]) -> None:
        self.wanted, self.last = frozenset(wanted), max(wanted, default=-1)
        self.found: dict[int, str] = {}
        self.number = -1
        self.letters = 0
        self.inside = self.phonetic = False
        self.content: list[str] = []

    def start(self, element: str, _: dict[str, str]) -> None:
        if element == TEXT:
            self.inside = not self.phonetic and self.number in self.wanted
        elif element == ITEM:
            if self.number == self.last:
                raise _Enough
            self.number += 1
            self.letters = 0
            self.content.clear()
        elif element == PHONETIC:
            self.phonetic = True

    def end(self, element: str) -> None:
        if element == TEXT:
            self.inside = False
        elif element == PHONETIC:
            self.phonetic = False
        elif element == ITEM and self.number in self.wanted:
            self.found[self.number] = unescaped("".join(self.content))

    def text(self, text: str) -> None:
        if self.inside:
            self.letters += len(text)
            if self.letters > MOST_LETTERS:
                raise Refused(f"a cell with more than {MOST_LETTERS:,} letters", "Shorten its text.")
            self.content.append(text)


class _Styles:
    def __init__(self) -> None:
        self.own: dict[int, str] = {}
        self.pairs: list[tuple[int, int]] = []  # of each style, the number of its format and of its font
        self.struck: set[int] = set()
        self.fonts = -1
        self.of_cells = self.of_fonts = False

    def start(self, element: str, given: dict[str, str]) -> None:
        if element == OWN_FORMAT:
            self.own.setdefault(int(given["numFmtId"]), given["formatCode"])
        elif element == STYLES:
            self.of_cells = True
        elif element == FONTS:
            self.of_fonts = True
        elif element == FONT:
            self.fonts += self.of_fonts
        elif element == STRIKE and self.of_fonts and given.get("val", "1") in ("1", "true"):
            self.struck.add(self.fonts)
        elif element == STYLE and self.of_cells:
            self.pairs.append((int(given.get("numFmtId", "0")), int(given.get("fontId", "0"))))
            if len(self.pairs) > MOST_STYLES:
                raise Refused(f"more than {MOST_STYLES:,} formats of cells", CLEAR)

    def end(self, element: str) -> None:
        if element == STYLES:
            self.of_cells = False
        elif element == FONTS:
            self.of_fonts = False


@cache
def _shows(number_format: str) -> str:
    """`date` or `duration` if that is what a number format shows, else a blank."""
    from openpyxl.styles.numbers import is_date_format, is_timedelta_format  # noqa: PLC0415

    if not is_date_format(number_format):
        return ""
    return "duration" if is_timedelta_format(number_format) else "date"


def _from_excel(number: float, from_1904: bool, *, duration: bool) -> Moment:
    from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel  # noqa: PLC0415

    epoch = CALENDAR_MAC_1904 if from_1904 else CALENDAR_WINDOWS_1900
    moment: Moment = from_excel(number, epoch, timedelta=duration)
    return moment


def _moment(text: str) -> Moment | None:
    from openpyxl.utils.datetime import from_ISO8601  # noqa: PLC0415

    moment: Moment | None = from_ISO8601(text)  # type: ignore[no-untyped-call]
    return moment
