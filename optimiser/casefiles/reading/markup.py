"""Reads from a sheet's XML what openpyxl's row reader does not give: merged cells, hidden rows, formulas without
values.

`workbook` reads the values.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from xml.parsers import expat

MOST_BLANK_ROWS = 200
THINNEST_ROW, THINNEST_COLUMN = 2, 0.3  # points, and widths of a letter: a thinner one cannot be seen
NUMERAL = re.compile(r"\s*[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?\s*", re.ASCII)
NOUGHT = re.compile(r"\s*[+-]?0+(\.0*)?([eE][+-]?\d+)?\s*", re.ASCII)
REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")


@dataclass
class SheetMarkup:
    """What the XML of a sheet says. Rows and columns count from 1; `filled`: the columns with a value, by row."""

    filled: dict[int, list[int]] = field(default_factory=dict)
    uncalculated: set[tuple[int, int]] = field(default_factory=set)
    noughts: set[tuple[int, int]] = field(default_factory=set)  # formulas with a stored 0
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


def scan_markup(markup: bytes) -> SheetMarkup:
    """Read a sheet's XML once. Raises expat.ExpatError if it is not well formed."""
    scanner = _Scanner()
    parser = expat.ParserCreate()
    parser.StartElementHandler = scanner.start
    parser.EndElementHandler = scanner.end
    parser.CharacterDataHandler = scanner.text
    parser.Parse(markup, True)
    return scanner.scan


class _Scanner:
    """Follows the XML cell by cell and ignores the prefix of an element's name."""

    def __init__(self) -> None:
        self.scan = SheetMarkup()
        self.row = self.column = 0
        self.formula = self.inside = False
        self.content: list[str] = []
        self.kind = ""

    def start(self, element: str, given: dict[str, str]) -> None:
        name = element.rpartition(":")[2]
        if name in STARTS:
            STARTS[name](self, given)

    def end(self, element: str) -> None:
        name = element.rpartition(":")[2]
        if name == "c":
            self._end_cell()
        elif name in ("v", "t"):
            self.inside = False

    def text(self, text: str) -> None:
        if self.inside:
            self.content.append(text)

    def start_row(self, given: dict[str, str]) -> None:
        row = int(given.get("r", self.row + 1))
        self.scan.disordered |= row <= self.row
        self.row, self.column = row, 0
        if given.get("hidden") in ("1", "true") or _thin(given.get("ht"), THINNEST_ROW):
            self.scan.hidden_rows.add(row)

    def start_cell(self, given: dict[str, str]) -> None:
        row, column = cell_position(given["r"]) if "r" in given else (self.row, self.column + 1)
        self.scan.disordered |= row != self.row or column <= self.column
        self.column = column
        self.kind = given.get("t", "n")
        self.formula = False
        self.content.clear()

    def start_formula(self, _: dict[str, str]) -> None:
        self.formula = True

    def start_value(self, _: dict[str, str]) -> None:
        self.inside = True

    def start_merge(self, given: dict[str, str]) -> None:
        first, _, last = given["ref"].partition(":")
        self.scan.merged.append((*cell_position(first), *cell_position(last or first)))

    def start_columns(self, given: dict[str, str]) -> None:
        if given.get("hidden") in ("1", "true") or _thin(given.get("width"), THINNEST_COLUMN):
            self.scan.hidden_columns.append((int(given["min"]), int(given["max"])))

    def start_filter(self, _: dict[str, str]) -> None:
        self.scan.filtered = True

    def _end_cell(self) -> None:
        content = "".join(self.content)
        if self.formula and not content and self.kind != "str":
            self.scan.uncalculated.add((self.row, self.column))
        elif not content:
            return
        elif self.formula and self.kind == "n" and NOUGHT.fullmatch(content):
            self.scan.noughts.add((self.row, self.column))
        elif self.kind == "n" and not NUMERAL.fullmatch(content):
            self.scan.no_numbers.append((self.row, self.column, content[:40]))
        self.scan.filled.setdefault(self.row, []).append(self.column)


STARTS = {
    "row": _Scanner.start_row,
    "c": _Scanner.start_cell,
    "f": _Scanner.start_formula,
    "v": _Scanner.start_value,
    "t": _Scanner.start_value,
    "mergeCell": _Scanner.start_merge,
    "col": _Scanner.start_columns,
    "autoFilter": _Scanner.start_filter,
}


def _thin(size: str | None, least: float) -> bool:
    """Whether a row or a column is too thin to be seen."""
    return size is not None and NUMERAL.fullmatch(size) is not None and float(size) < least


def cell_position(cell: str) -> tuple[int, int]:
    """The row and column of a cell's name, from 1: F7 is (7, 6). Raises ValueError if it is not a cell's name."""
    match = REFERENCE.fullmatch(cell)
    if not match:
        raise ValueError(cell)
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column


def column_letters(column: int) -> str:
    """A column's letters, from 1: 6 is F, 28 is AB."""
    name = ""
    while column:
        column, digit = divmod(column - 1, 26)
        name = chr(65 + digit) + name
    return name
