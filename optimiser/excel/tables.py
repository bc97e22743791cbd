"""A table of a sheet: its columns, its cells, and the addresses that formulas on other sheets use.

Text is always written as text, so that a name that begins with `=` stays a name. Where the table stands and how wide
its columns are is the page's business.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from optimiser.excel.styles import At, Look, Looks

LONGEST = 32_000  # Excel holds 32,767 characters a cell
LONGEST_HEADING = 200  # Excel holds 255 in a table's heading
NO_TOTAL = "no total"  # below a column that is not added up, where no cell may be blank
Value = str | int | float | Fraction


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its value (with a formula, the value it has now), and what sets it apart from its column.

    `look`: None for the column's. `typed`: a reader may type another value. `left`: a figure among words.
    `link`: where a click leads.
    """

    value: Value
    look: Look | None = None
    formula: str = ""
    typed: bool = False
    strong: bool = False
    left: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `key` is what formulas call it, `most` its greatest width in digits, `total` whether it is summed."""

    key: str
    heading: str
    look: Look = Look.TEXT
    most: int = 34
    total: bool = False


@dataclass
class Table:
    """A table that has its place: `top` is the row of its headings, from 0; `count` its rows of data."""

    name: str
    sheet: str
    worksheet: Any
    looks: Looks
    top: int
    columns: tuple[Column, ...]
    count: int
    shown: list[list[str]] = field(default_factory=list)
    sums: dict[int, Fraction] = field(default_factory=dict)

    @property
    def bottom(self) -> int:
        """Its last row, from 0, with the row of totals."""
        return self.top + self.count + self.totalled

    @property
    def totalled(self) -> bool:
        """Whether it has a row of totals."""
        return any(column.total for column in self.columns)

    def cell(self, row: int, key: str) -> str:
        """The absolute address of one cell, as any sheet may use it; row -1 is the heading, `count` the total."""
        return f"{_quoted(self.sheet)}!{self.here(row, key)}"

    def here(self, row: int, key: str) -> str:
        """The absolute address of one cell within its sheet."""
        return str(xl_rowcol_to_cell(self.top + 1 + row, self._at(key), row_abs=True, col_abs=True))

    def column(self, key: str) -> str:
        """The absolute address of all data of one column."""
        return f"{self.cell(0, key)}:{self.here(self.count - 1, key)}"

    def row(self, row: int, first: str, last: str) -> str:
        """The absolute address of the cells of one row from one column to another."""
        return f"{self.cell(row, first)}:{self.here(row, last)}"

    def __post_init__(self) -> None:
        keys = [column.key for column in self.columns]
        if len(set(keys)) < len(keys):
            raise ValueError(f"{self.name} has two columns of one key, and a formula would mean the first: {keys}")

    def fill(self, rows: Iterable[Sequence[Cell | Value]]) -> None:
        """Write the data, then the table around them."""
        self.shown = [[column.heading] for column in self.columns]
        for position, row in enumerate(rows):
            for number, (column, value) in enumerate(zip(self.columns, row, strict=True)):
                self._write(position, number, column, value if isinstance(value, Cell) else Cell(value))
        self._frame()

    def _at(self, key: str) -> int:
        return next(number for number, column in enumerate(self.columns) if column.key == key)

    def _side(self, number: int) -> At:
        if self.columns[number].look.numeric:
            return At.RIGHT
        return At.INSET if number and self.columns[number - 1].look.numeric else At.LEFT

    def _write(self, position: int, number: int, column: Column, cell: Cell) -> None:
        value = cell.value
        look = Look.TEXT if isinstance(value, str) and not cell.formula else cell.look or column.look
        style = self.looks.body(
            look, At.LEFT if cell.left else self._side(number), typed=cell.typed, strong=cell.strong
        )
        at = (self.top + 1 + position, number)
        write_cell(self.worksheet, at, cell, self.looks.link() if cell.link else style)
        self.shown[number].append(look.shown(value))
        if column.total and not isinstance(value, str):
            self.sums[number] = self.sums.get(number, Fraction(0)) + Fraction(value)

    def _frame(self) -> None:
        last = (self.bottom, len(self.columns) - 1)
        self.worksheet.add_table(
            self.top,
            0,
            *last,
            {
                "name": self.name,
                "style": None,  # the cells have their own: not every program draws table styles
                "autofilter": False,
                "banded_rows": False,
                "total_row": self.totalled,
                "columns": [self._framed(number, column) for number, column in enumerate(self.columns)],
            },
        )
        for number, column in enumerate(self.columns if self.totalled else ()):
            self._total(number, column)

    def _framed(self, number: int, column: Column) -> dict[str, Any]:
        framed = {"header": column.heading, "header_format": self.looks.heading(self._side(number))}
        if column.total:
            framed |= {"total_function": self._sum(column)}
        elif self.totalled and number == 0:
            framed |= {"total_string": "Total"}
        return framed

    def _sum(self, column: Column) -> str:
        return f"SUM({self.here(0, column.key)}:{self.here(self.count - 1, column.key)})"

    def _total(self, number: int, column: Column) -> None:
        """The row of totals once more, with its look and its value."""
        style = self.looks.body(column.look, self._side(number), total=True)
        if column.total:
            value = self.sums.get(number, Fraction(0))
            self.worksheet.write_formula(self.bottom, number, "=" + self._sum(column), style, float(value))
            self.shown[number].append(column.look.shown(value))
        else:
            word = (NO_TOTAL if self.looks.profile.plain else "") if number else "Total"
            self.worksheet.write_string(self.bottom, number, word, style)
            self.shown[number].append(word)


def write_cell(worksheet: Any, at: tuple[int, int], cell: Cell, style: Any) -> None:
    """Write one cell: a link, a formula with its value, text as text, or a number."""
    value = cell.value
    if cell.link:
        worksheet.write_url(*at, f"internal:{cell.link}", style, string=str(value))
    elif cell.formula:
        worksheet.write_formula(*at, cell.formula, style, value if isinstance(value, str) else float(value))
    elif isinstance(value, str):
        worksheet.write_string(*at, printable(value)[:LONGEST], style)
    else:
        worksheet.write_number(*at, float(value), style)


def printable(text: str) -> str:
    """The text without characters that no cell can show."""
    if text.isprintable():
        return text
    return "".join(character for character in text if character in "\n\t" or character.isprintable())


def distinct(headings: Iterable[str]) -> list[str]:
    """The same headings on one line each, not too long, and told apart where they are alike but for capitals."""
    found: list[str] = []
    seen: set[str] = set()
    for heading in headings:
        short = shortened(heading)
        name, number = short, 1
        while name.casefold() in seen:
            number += 1
            name = f"{short} ({number})"
        seen.add(name.casefold())
        found.append(name)
    return found


def shortened(text: str, longest: int = LONGEST_HEADING) -> str:
    """The text on one line, cut with an ellipsis where it is longer."""
    line = " ".join(printable(text).split()) or "(no name)"
    return line if len(line) <= longest else line[: longest - 1] + "…"


def _quoted(sheet: str) -> str:
    return f"'{sheet}'"
