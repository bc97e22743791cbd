"""Readers of typed rows and tables, and the log of their faults.

A row maps each column to a typed value: None if the cell is blank, UNREADABLE if the reader of the file has already
reported a fault in the cell. A typed value is a `str`, a `bool`, an `int` (a whole number, or the calendar year in
which a financial year starts), a `Fraction` (pounds, a share, a number) or a tuple of names as written. A row may also
hold `years` (calendar year -> value), `options` (option -> judgement) and three texts for the assumptions log:
`"_place"`, `"_row"` and `"_values"`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction
from typing import TypeVar

from models.case.faults import Fault
from models.case.money import PRICE_DECIMALS, price_in_pence, to_pence

Row = Mapping[str, object]
Tables = Mapping[str, Sequence[Row]]
T = TypeVar("T")
ROUNDED_AWAY = Fraction(5, 1000)  # of a figure: a change that is told


class Unreadable(Enum):
    """The value of a cell that could not be read and whose fault is already reported."""

    UNREADABLE = "unreadable"


UNREADABLE = Unreadable.UNREADABLE


@dataclass
class FaultLog:
    """The faults and warnings so far, in the order in which they were found."""

    faults: list[Fault] = field(default_factory=list)

    def add_fault(
        self, table: str, found: str, expected: str, remedy: str, row: int | None = None, column: str = ""
    ) -> None:
        """Add a fault."""
        self.faults.append(Fault(table, found, expected, remedy, row, column))

    def add_warning(
        self, table: str, found: str, expected: str, remedy: str, row: int | None = None, column: str = ""
    ) -> None:
        """Add a warning: the input is usable, but may not be what the user meant."""
        self.faults.append(Fault(table, found, expected, remedy, row, column, warning=True))


@dataclass(frozen=True)
class RowReader:
    """One row of a table. It reads cells with their defaults and logs faults. `position`: from 0."""

    table: str
    position: int
    cells: Row
    log: FaultLog

    def has_value(self, column: str) -> bool:
        """Whether the cell holds a readable value."""
        return self.cells.get(column) is not None and self.cells[column] is not UNREADABLE

    def is_unreadable(self, column: str) -> bool:
        """Whether the cell could not be read."""
        return self.cells.get(column) is UNREADABLE

    def text(self, column: str, default: str = "") -> str:
        """The cell's text; the default if the cell is blank or unreadable, as in all methods below."""
        return self._read(column, str, default)

    def whole_number(self, column: str, default: int = 0) -> int:
        """The cell's whole number."""
        return self._read(column, int, default)

    def optional_whole_number(self, column: str) -> int | None:
        """The cell's whole number, None if it is blank."""
        return self.whole_number(column) if self.has_value(column) else None

    def number(self, column: str, default: Fraction = Fraction(0)) -> Fraction:
        """The cell's exact number."""
        return self._read(column, Fraction, default)

    def optional_number(self, column: str) -> Fraction | None:
        """The cell's exact number, None if it is blank."""
        return self.number(column) if self.has_value(column) else None

    def pence(self, column: str, default: int = 0) -> int:
        """The cell's pounds as whole pence, rounded half up, with a warning if that changes the figure much."""
        return self.rounded(column, self.number(column)) if self.has_value(column) else default

    def rounded(self, column: str, pounds: Fraction) -> int:
        """A figure of the row as whole pence, with a warning if rounding changes it by more than ROUNDED_AWAY."""
        pence = to_pence(pounds)
        if abs(pence - pounds * 100) > ROUNDED_AWAY * abs(pounds * 100):
            self.warn_of_rounding(column, 2, pence)
        return pence

    def price(self, column: str) -> Fraction:
        """The cell's pounds as pence with parts of a penny; a warning if it has more decimals than a price keeps."""
        pounds = self.number(column)
        pence = price_in_pence(pounds)
        if pounds and not pence:
            least = f"0, or £0.{1:0{PRICE_DECIMALS}} or more"
            self.fault(column, "less than a millionth of a pound", least, "Give the price of more than one place.")
        elif pence != pounds * 100:
            self.warn_of_rounding(column, PRICE_DECIMALS, pence)
        return pence

    def warn_of_rounding(self, column: str, decimals: int, pence: Fraction | int) -> None:
        """Warn that a figure in pounds has more decimals than are kept."""
        found, expected = f"more than {decimals} decimals", f"at most {decimals} decimals of a pound"
        self.warn(column, found, expected, f"It is read as £{float(pence) / 100:.{decimals}f}.")

    def yes_or_no(self, column: str, default: bool = False) -> bool:
        """Whether the cell says yes."""
        return self._read(column, bool, default)

    def names(self, column: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        """The names in a list cell, as written."""
        return self._read(column, tuple, default)

    def figures_by_year(self) -> Mapping[int, object]:
        """The figures by calendar year."""
        return self._read("years", Mapping, {})  # type: ignore[type-abstract]

    def judgements_by_option(self) -> Mapping[str, object]:
        """The judgements by option."""
        return self._read("options", Mapping, {})  # type: ignore[type-abstract]

    def require(self, *columns: str) -> bool:
        """Log a fault for each of these cells that is blank. Returns whether all could be read."""
        return self._require(columns, "Fill it in.")

    def require_figures(self, *columns: str) -> bool:
        """As `require`, for figures: the remedy mentions that 0 means none."""
        return self._require(columns, "Fill it in; write 0 if you mean none.")

    def _require(self, columns: Sequence[str], remedy: str) -> bool:
        for column in columns:
            if self.cells.get(column) is None:
                self.fault(column, "a blank cell", f"the {column.replace('_', ' ')}", remedy)
        return all(self.has_value(column) for column in columns)

    def fault(self, column: str, found: str, expected: str, remedy: str) -> None:
        """Log a fault of a cell, or of the row if `column` is blank."""
        self.log.add_fault(self.table, found, expected, remedy, self.position, column)

    def warn(self, column: str, found: str, expected: str, remedy: str) -> None:
        """Log a warning about a cell, or about the row if `column` is blank."""
        self.log.add_warning(self.table, found, expected, remedy, self.position, column)

    def _read(self, column: str, kind: type[T], default: T) -> T:
        value = self.cells.get(column)
        if value is None or value is UNREADABLE:
            return default
        if not isinstance(value, kind):
            raise TypeError(f"{self.table} row {self.position} {column}: expected {kind.__name__}, found {value!r}")
        return value


def cell_place(row: RowReader, column: str) -> str:
    """Where the user finds a cell of another row: `funding.csv, line 4, column "carry_forward"`."""
    return f'{row.text("_place", f"{row.table}, row {row.position + 1}")}, column "{column}"'


@dataclass
class TableReader:
    """The rows of one table. `is_present`: whether the case has the table."""

    table: str
    rows: tuple[RowReader, ...]
    is_present: bool
    log: FaultLog

    def __iter__(self) -> Iterator[RowReader]:
        return iter(self.rows)

    def fault(self, found: str, expected: str, remedy: str, column: str = "") -> None:
        """Log a fault of the table as a whole, or of one of its columns."""
        self.log.add_fault(self.table, found, expected, remedy, None, column)

    def warn(self, found: str, expected: str, remedy: str, column: str = "") -> None:
        """Log a warning about the table as a whole, or about one of its columns."""
        self.log.add_warning(self.table, found, expected, remedy, None, column)

    def is_readable(self, *columns: str) -> bool:
        """Whether the table is present and none of these columns has an unreadable cell."""
        return self.is_present and not any(row.is_unreadable(column) for row in self for column in columns)

    def rows_by_name(self, column: str) -> dict[str, list[RowReader]]:
        """The rows by the name in a column, in the order of each name's first row. A blank name is a fault."""
        groups: dict[str, list[RowReader]] = {}
        for row in self:
            if row.require(column):
                groups.setdefault(row.text(column), []).append(row)
        return groups


def read_table(tables: Tables, name: str, log: FaultLog) -> TableReader:
    """A reader of one table."""
    rows = tables.get(name)
    readers = tuple(RowReader(name, position, cells, log) for position, cells in enumerate(rows or ()))
    return TableReader(name, readers, rows is not None, log)
