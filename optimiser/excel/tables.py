"""A table of a sheet: its columns and cells, and the addresses that formulas use to refer to them.

Text is always written as text, so that a name which begins with `=` stays a name. `page` decides where a table stands
and how wide its columns are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from optimiser.excel.styles import Alignment, NumberFormat, Styles

LONGEST_TEXT = 32_000  # Excel holds 32,767 characters a cell
LONGEST_HEADING = 200  # Excel holds 255 in a table's heading
NO_TOTAL = "no total"  # below a column that is not added up, in a profile in which no cell may be blank
Value = str | int | float | Fraction


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its value, and how it differs from the rest of its column.

    `value`: with a formula, the value that the formula has now. `number_format`: None for the column's.
    `editable`: a reader may type another value. `align_left`: a figure among words. `link`: where a click leads.
    """

    value: Value
    number_format: NumberFormat | None = None
    formula: str = ""
    editable: bool = False
    bold: bool = False
    align_left: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column. `key`: its name in addresses; `max_width`: in digits; `total`: whether its values are added up."""

    key: str
    heading: str
    number_format: NumberFormat = NumberFormat.TEXT
    max_width: int = 34
    total: bool = False


@dataclass
class Table:
    """A table at its place on a sheet. `top`: the row of its headings, from 0; `row_count`: rows of data.

    Rows are numbered from 0 in every address; row -1 is the headings, row `row_count` the totals.
    """

    name: str
    sheet: str
    worksheet: Any
    styles: Styles
    top: int
    columns: tuple[Column, ...]
    row_count: int
    displayed: list[list[str]] = field(default_factory=list)  # by column: its heading and values as they appear
    _totals: dict[int, Fraction] = field(default_factory=dict)

    def __post_init__(self) -> None:
        keys = [column.key for column in self.columns]
        if len(set(keys)) < len(keys):
            raise ValueError(f"{self.name} has two columns of one key, and a formula would mean the first: {keys}")

    @property
    def bottom(self) -> int:
        """Its last row on the sheet, from 0, including the row of totals."""
        return self.top + self.row_count + self.has_totals

    @property
    def has_totals(self) -> bool:
        """Whether it has a row of totals."""
        return any(column.total for column in self.columns)

    def address(self, row: int, key: str) -> str:
        """The absolute address of a cell with its sheet: `'Coverage'!$C$7`."""
        return f"'{self.sheet}'!{self.local_address(row, key)}"

    def local_address(self, row: int, key: str) -> str:
        """The absolute address of a cell within its sheet: `$C$7`."""
        return str(xl_rowcol_to_cell(self.top + 1 + row, self._position(key), row_abs=True, col_abs=True))

    def relative_address(self, row: int, key: str) -> str:
        """The relative address of a cell within its sheet: `"C7"`. A formula then looks the same in every row."""
        return str(xl_rowcol_to_cell(self.top + 1 + row, self._position(key)))

    def relative_range(self, rows: tuple[int, int], keys: tuple[str, str]) -> str:
        """The relative address of a block of cells, from first to last row and column: `C7:F9`."""
        return ":".join(self.relative_address(row, key) for row, key in zip(rows, keys, strict=True))

    def column_range(self, key: str) -> str:
        """The absolute address of all data of a column."""
        return f"{self.address(0, key)}:{self.local_address(self.row_count - 1, key)}"

    def row_range(self, row: int, first: str, last: str) -> str:
        """The absolute address of the cells of a row, from one column to another."""
        return f"{self.address(row, first)}:{self.local_address(row, last)}"

    def sum_across(self, row: int, first: str, last: str) -> str:
        """The formula that adds up a row from one column to another."""
        return f"=SUM({self.relative_range((row, row), (first, last))})"

    def sum_down(self, first: int, last: int, key: str) -> str:
        """The formula that adds up a column from one row to another."""
        return f"=SUM({self.relative_range((first, last), (key, key))})"

    def fill(self, rows: Iterable[Sequence[Cell | Value]]) -> None:
        """Write the data, then the table around it."""
        self.displayed = [[column.heading] for column in self.columns]
        for row_number, row in enumerate(rows):
            for position, (column, value) in enumerate(zip(self.columns, row, strict=True)):
                self._write(row_number, position, column, value if isinstance(value, Cell) else Cell(value))
        self._add_table()

    def _position(self, key: str) -> int:
        return next(position for position, column in enumerate(self.columns) if column.key == key)

    def _alignment(self, position: int) -> Alignment:
        if self.columns[position].number_format.numeric:
            return Alignment.RIGHT
        return Alignment.INSET if position and self.columns[position - 1].number_format.numeric else Alignment.LEFT

    def _write(self, row: int, position: int, column: Column, cell: Cell) -> None:
        value = cell.value
        plain_text = isinstance(value, str) and not cell.formula
        number_format = NumberFormat.TEXT if plain_text else cell.number_format or column.number_format
        alignment = Alignment.LEFT if cell.align_left else self._alignment(position)
        style = self.styles.table_cell(number_format, alignment, editable=cell.editable, bold=cell.bold)
        place = (self.top + 1 + row, position)
        write_cell(self.worksheet, place, cell, self.styles.link() if cell.link else style)
        self.displayed[position].append(number_format.display(value))
        if column.total and not isinstance(value, str):
            self._totals[position] = self._totals.get(position, Fraction(0)) + Fraction(value)

    def _add_table(self) -> None:
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
                "total_row": self.has_totals,
                "columns": [self._column_options(position, column) for position, column in enumerate(self.columns)],
            },
        )
        for position, column in enumerate(self.columns if self.has_totals else ()):
            self._write_total(position, column)

    def _column_options(self, position: int, column: Column) -> dict[str, Any]:
        options = {"header": column.heading, "header_format": self.styles.column_heading(self._alignment(position))}
        if column.total:
            options |= {"total_function": self._sum(column)}
        elif self.has_totals and position == 0:
            options |= {"total_string": "Total"}
        return options

    def _sum(self, column: Column) -> str:
        return f"SUM({self.local_address(0, column.key)}:{self.local_address(self.row_count - 1, column.key)})"

    def _write_total(self, position: int, column: Column) -> None:
        """Write the total again, with its style and its value: `add_table` writes the formula alone."""
        style = self.styles.table_cell(column.number_format, self._alignment(position), total=True)
        if column.total:
            value = self._totals.get(position, Fraction(0))
            self.worksheet.write_formula(self.bottom, position, "=" + self._sum(column), style, float(value))
            self.displayed[position].append(column.number_format.display(value))
        else:
            word = (NO_TOTAL if self.styles.profile.plain else "") if position else "Total"
            self.worksheet.write_string(self.bottom, position, word, style)
            self.displayed[position].append(word)


def write_cell(worksheet: Any, place: tuple[int, int], cell: Cell, style: Any) -> None:
    """Write one cell at a row and column from 0: a link, a formula with its value, text as text, or a number."""
    value = cell.value
    if cell.link:
        worksheet.write_url(*place, f"internal:{cell.link}", style, string=str(value))
    elif cell.formula:
        worksheet.write_formula(*place, cell.formula, style, value if isinstance(value, str) else float(value))
    elif isinstance(value, str):
        worksheet.write_string(*place, _printable(value)[:LONGEST_TEXT], style)
    else:
        worksheet.write_number(*place, float(value), style)


def difference_formula(this: str, other: str) -> str:
    """The formula for one cell less another. If either holds words, those words (those of `this` first)."""
    return f"=IF(ISNUMBER({this}),IF(ISNUMBER({other}),{this}-{other},{other}),{this})"


def difference(this: Value, other: Value) -> Value:
    """The value of `difference_formula`."""
    if isinstance(this, str):
        return this
    return other if isinstance(other, str) else Fraction(this) - Fraction(other)


def unique_headings(headings: Iterable[str]) -> list[str]:
    """The headings on one line each and not too long; those that differ only in capitals get a number."""
    unique: list[str] = []
    used: set[str] = set()
    for heading in headings:
        short = shorten(heading)
        name, number = short, 1
        while name.casefold() in used:
            number += 1
            name = f"{short} ({number})"
        used.add(name.casefold())
        unique.append(name)
    return unique


def table_letters(number: int) -> str:
    """A, B, ..., Z, AA, ...: the end of a table's name, in which digits could read as the address of a cell."""
    before, last = divmod(number, 26)
    return (table_letters(before - 1) if before else "") + chr(ord("A") + last)


def shorten(text: str, longest: int = LONGEST_HEADING) -> str:
    """The text on one line, cut with an ellipsis if it is longer than `longest` characters."""
    line = " ".join(_printable(text).split()) or "(no name)"
    return line if len(line) <= longest else line[: longest - 1] + "…"


def _printable(text: str) -> str:
    """The text without characters that no cell can show."""
    if text.isprintable():
        return text
    return "".join(character for character in text if character in "\n\t" or character.isprintable())
