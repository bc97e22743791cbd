"""Reads a sheet's XML once: its cells as they are stored, merged cells, hidden rows, formulas without values.

`shared_parts` turns what is stored into values. `workbook` chooses the sheets.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import NamedTuple

from optimiser.casefiles.reading.grid import MOST_ROWS
from optimiser.casefiles.reading.tally import SPACE, Tally
from optimiser.casefiles.reading.workbook_safety import Refused

MOST_BLANK_ROWS = 200
THINNEST_ROW, THINNEST_COLUMN = 2, 0.3  # points, and widths of a letter: a thinner one cannot be seen
MOST_LETTERS = 32_767  # in a cell: Excel holds no more
NUMERAL = re.compile(r"\s*[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?\s*", re.ASCII)
NOUGHT = re.compile(r"\s*[+-]?0+(\.0*)?([eE][+-]?\d+)?\s*", re.ASCII)
REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")


class Raw(NamedTuple):
    """A filled cell as the XML holds it: the kind of its value, the value as text, the number of its style."""

    kind: str
    content: str
    style: str


@dataclass
class SheetMarkup:
    """What the XML of a sheet says. Rows and columns count from 1; `filled`: the columns with a value, by row.

    `cells`: the stored values by row and column. `disordered`: the cells do not follow each other, so that it is not
    clear which value counts.
    """

    filled: dict[int, list[int]] = field(default_factory=dict)
    cells: dict[int, dict[int, Raw]] = field(default_factory=dict)
    uncalculated: set[tuple[int, int]] = field(default_factory=set)
    no_zeros: bool = False  # the sheet shows a 0 as a blank
    noughts: set[tuple[int, int]] = field(default_factory=set)  # formulas with a stored 0
    calculated: bool = False  # a formula has another number than 0
    no_numbers: list[tuple[int, int, str]] = field(default_factory=list)  # number cells that hold something else
    merged: list[tuple[int, int, int, int]] = field(
        default_factory=list
    )  # first row, first column, last row, last column
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    filtered: bool = False
    disordered: bool = False

    @cached_property
    def last_row(self) -> int:
        """The last row with a value before 200 blank rows; 0 if there is none."""
        last = 0
        for row in self.filled:
            if row - last > MOST_BLANK_ROWS:
                break
            last = row
        return last


class _Enough(Exception):
    """No further row is needed."""


def scan_markup(markup: bytes, tally: Tally | None = None, rows: int = MOST_ROWS, *, whole: bool = True) -> SheetMarkup:
    """Read a sheet's XML, or the beginning of it if not `whole`, up to the first row after `rows` filled ones.

    Raises ExpatError if it is not well formed, Refused beyond a limit, and ValueError for a cell without a place.
    """
    scanner = _Scanner(rows)
    with suppress(_Enough):
        (tally or Tally()).parse(markup, scanner.start, scanner.end, scanner.text, whole=whole)
    return scanner.scan


class _Scanner:
    """Follows the XML cell by cell and passes over what is of another namespace."""

    def __init__(self, rows: int) -> None:
        self.scan = SheetMarkup()
        self.rows = rows
        self.row = self.column = self.letters = self.values = 0
        self.formula = self.inside = self.phonetic = self.begun = False
        self.content: list[str] = []
        self.kind = self.style = ""

    def start(self, element: str, given: dict[str, str]) -> None:
        handle = STARTS.get(element)
        if handle:
            handle(self, given)

    def end(self, element: str) -> None:
        handle = ENDS.get(element)
        if handle:
            handle(self)

    def text(self, text: str) -> None:
        if self.inside:
            self.letters += len(text)
            if self.letters > MOST_LETTERS:
                raise Refused(f"a cell with more than {MOST_LETTERS:,} letters, in row {self.row}", "Shorten its text.")
            self.content.append(text)

    def start_data(self, _: dict[str, str]) -> None:
        self.scan.disordered |= self.begun
        self.begun = True

    def start_row(self, given: dict[str, str]) -> None:
        if len(self.scan.filled) > self.rows:
            raise _Enough
        row = int(given.get("r", self.row + 1))
        self.scan.disordered |= row <= self.row
        self.row, self.column = row, 0
        if given.get("hidden") in ("1", "true") or _thin(given.get("ht"), THINNEST_ROW):
            self.scan.hidden_rows.add(row)

    def start_cell(self, given: dict[str, str]) -> None:
        row, column = cell_position(given["r"]) if "r" in given else (self.row, self.column + 1)
        self.scan.disordered |= row != self.row or column <= self.column
        self.column = column
        self.kind, self.style = given.get("t", "n"), given.get("s", "0")
        self.formula = False
        self.letters = self.values = 0
        self.content.clear()

    def start_formula(self, _: dict[str, str]) -> None:
        self.formula = True

    def start_value(self, _: dict[str, str]) -> None:
        self.inside = self.kind != "inlineStr"
        self.values += 1

    def start_text(self, _: dict[str, str]) -> None:
        self.inside = self.kind == "inlineStr" and not self.phonetic

    def start_phonetic(self, _: dict[str, str]) -> None:
        self.phonetic = True

    def start_merge(self, given: dict[str, str]) -> None:
        first, _, last = given["ref"].partition(":")
        self.scan.merged.append((*cell_position(first), *cell_position(last or first)))

    def start_columns(self, given: dict[str, str]) -> None:
        if given.get("hidden") in ("1", "true") or _thin(given.get("width"), THINNEST_COLUMN):
            self.scan.hidden_columns.append((int(given["min"]), int(given["max"])))

    def start_filter(self, _: dict[str, str]) -> None:
        self.scan.filtered = True

    def start_view(self, given: dict[str, str]) -> None:
        self.scan.no_zeros |= given.get("showZeros") in ("0", "false")

    def end_text(self) -> None:
        self.inside = False

    def end_phonetic(self) -> None:
        self.phonetic = False

    def end_cell(self) -> None:
        if not self.values and not self.content and not self.formula:
            return  # a blank cell; a sheet may hold many
        self.scan.disordered |= self.values > 1
        content = "".join(self.content)
        if self.formula and not content and self.kind != "str":
            self.scan.uncalculated.add((self.row, self.column))
        elif not content:
            return
        else:
            self.scan.cells.setdefault(self.row, {})[self.column] = Raw(self.kind, content, self.style)
        if self.formula and self.kind == "n" and NOUGHT.fullmatch(content):
            self.scan.noughts.add((self.row, self.column))
        elif content and self.kind == "n" and not NUMERAL.fullmatch(content):
            self.scan.no_numbers.append((self.row, self.column, content[:40]))
        else:
            self.scan.calculated |= self.formula and bool(content) and self.kind == "n"
        self.scan.filled.setdefault(self.row, []).append(self.column)


STARTS = {
    f"{SPACE}sheetData": _Scanner.start_data,
    f"{SPACE}row": _Scanner.start_row,
    f"{SPACE}c": _Scanner.start_cell,
    f"{SPACE}f": _Scanner.start_formula,
    f"{SPACE}v": _Scanner.start_value,
    f"{SPACE}t": _Scanner.start_text,
    f"{SPACE}rPh": _Scanner.start_phonetic,
    f"{SPACE}mergeCell": _Scanner.start_merge,
    f"{SPACE}col": _Scanner.start_columns,
    f"{SPACE}autoFilter": _Scanner.start_filter,
    f"{SPACE}sheetView": _Scanner.start_view,
}
ENDS = {
    f"{SPACE}c": _Scanner.end_cell,
    f"{SPACE}v": _Scanner.end_text,
    f"{SPACE}t": _Scanner.end_text,
    f"{SPACE}rPh": _Scanner.end_phonetic,
}


def _thin(size: str | None, least: float) -> bool:
    """Whether a row or a column is too thin to be seen."""
    return size is not None and NUMERAL.fullmatch(size) is not None and float(size) < least


def cell_position(cell: str) -> tuple[int, int]:
    """The row and column of a cell's name, from 1: F7 is (7, 6). Raises ValueError if it is not a cell's name."""
    match = REFERENCE.fullmatch(cell)
    if not match:
        raise ValueError(cell)
    return int(match[2]), _column(match[1])


@cache
def _column(letters: str) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column


def column_letters(column: int) -> str:
    """A column's letters, from 1: 6 is F, 28 is AB."""
    name = ""
    while column:
        column, digit = divmod(column - 1, 26)
        name = chr(65 + digit) + name
    return name
