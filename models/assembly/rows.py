"""Typed rows and what is found wrong with them: the tools with which the other modules of this package read.

A row is a mapping of column to typed value, None where the cell is blank, UNREADABLE where its own fault has been
told already. A typed value is a `str`, `bool`, `int` (a whole number, or the calendar year in which a financial year
starts), `Fraction` (pounds, a share, a number) or a tuple of names as written. Beside its columns a row may hold
`years` (calendar year -> value), `options` (option -> judgement), and, for the assumptions log, `_place`, `_row`
and `_values` (texts).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction
from typing import TypeVar

from models.faults import Fault, did_you_mean
from models.money import pence

Row = Mapping[str, object]
Tables = Mapping[str, Sequence[Row]]
T = TypeVar("T")


class Unreadable(Enum):
    """Stands in a cell that could not be read and whose fault is known already."""

    UNREADABLE = "unreadable"


UNREADABLE = Unreadable.UNREADABLE


@dataclass
class Findings:
    """The faults and warnings found so far."""

    faults: list[Fault] = field(default_factory=list)

    def fault(self, table: str, found: str, expected: str, remedy: str, row: int | None = None, column: str = "") -> None:
        """Note a fault."""
        self.faults.append(Fault(table, found, expected, remedy, row, column))

    def warn(self, table: str, found: str, expected: str, remedy: str, row: int | None = None, column: str = "") -> None:
        """Note what may be meant, but had better be looked at."""
        self.faults.append(Fault(table, found, expected, remedy, row, column, warning=True))


@dataclass(frozen=True)
class Record:
    """One row of a table, read with defaults; a needed cell that is blank is noted as a fault."""

    table: str
    position: int
    cells: Row
    findings: Findings

    def known(self, column: str) -> bool:
        """Whether the cell holds a value that could be read."""
        return self.cells.get(column) is not None and self.cells[column] is not UNREADABLE

    def broken(self, column: str) -> bool:
        """Whether the cell holds what could not be read."""
        return self.cells.get(column) is UNREADABLE

    def text(self, column: str, default: str = "") -> str:
        """The cell's text, the default where it is blank."""
        return self._read(column, str, default)

    def whole(self, column: str, default: int = 0) -> int:
        """The cell's whole number."""
        return self._read(column, int, default)

    def limit(self, column: str) -> int | None:
        """The cell's whole number, None where it is blank."""
        return self.whole(column) if self.known(column) else None

    def exact(self, column: str, default: Fraction = Fraction(0)) -> Fraction:
        """The cell's number, exact."""
        return self._read(column, Fraction, default)

    def bound(self, column: str) -> Fraction | None:
        """The cell's number, None where it is blank."""
        return self.exact(column) if self.known(column) else None

    def pence(self, column: str, default: int = 0) -> int:
        """The cell's pounds as whole pence, half up."""
        return pence(self.exact(column)) if self.known(column) else default

    def yes(self, column: str, default: bool = False) -> bool:
        """Whether the cell says yes."""
        return self._read(column, bool, default)

    def words(self, column: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        """The names in a list cell, as written."""
        return self._read(column, tuple, default)

    def by_year(self) -> Mapping[int, object]:
        """The figures by calendar year."""
        return self._read("years", Mapping, {})  # type: ignore[type-abstract]

    def by_option(self) -> Mapping[str, object]:
        """The judgements by option."""
        return self._read("options", Mapping, {})  # type: ignore[type-abstract]

    def need(self, *columns: str) -> bool:
        """Note a fault for each of these cells that is blank; whether all could be read."""
        for column in columns:
            if self.cells.get(column) is None:
                self.fault(column, "a blank cell", "a value", "Fill it in; write 0 where you mean none.")
        return all(self.known(column) for column in columns)

    def fault(self, column: str, found: str, expected: str, remedy: str) -> None:
        """Note a fault of a cell, or of the row where the column is blank."""
        self.findings.fault(self.table, found, expected, remedy, self.position, column)

    def warn(self, column: str, found: str, expected: str, remedy: str) -> None:
        """Note what may be meant."""
        self.findings.warn(self.table, found, expected, remedy, self.position, column)

    def _read(self, column: str, kind: type[T], default: T) -> T:
        value = self.cells.get(column)
        if value is None or value is UNREADABLE:
            return default
        if not isinstance(value, kind):
            raise TypeError(f"{self.table} row {self.position} {column}: expected {kind.__name__}, found {value!r}")
        return value


@dataclass
class Sheet:
    """The rows of one table, and whether it is there at all."""

    table: str
    records: tuple[Record, ...]
    present: bool
    findings: Findings

    def __iter__(self) -> Iterator[Record]:
        return iter(self.records)

    def fault(self, found: str, expected: str, remedy: str, column: str = "") -> None:
        """Note a fault of the table as a whole, or of one of its columns."""
        self.findings.fault(self.table, found, expected, remedy, None, column)

    def warn(self, found: str, expected: str, remedy: str, column: str = "") -> None:
        """Note what may be meant about the table as a whole."""
        self.findings.warn(self.table, found, expected, remedy, None, column)

    def grouped(self, column: str) -> dict[str, list[Record]]:
        """The records by the name in a column, in the order of their first row; rows without one left out."""
        groups: dict[str, list[Record]] = {}
        for record in self:
            if record.need(column):
                groups.setdefault(record.text(column), []).append(record)
        return groups


def sheet(tables: Tables, name: str, findings: Findings) -> Sheet:
    """One table of the tables, as records."""
    rows = tables.get(name)
    records = tuple(Record(name, i, row, findings) for i, row in enumerate(rows or ()))
    return Sheet(name, records, rows is not None, findings)


@dataclass(frozen=True)
class Names:
    """The names that a table declares, for cells that refer to them. `whole`: every name can be relied on.

    Where the declaring table itself is missing or has unreadable names, an unknown name is not told again.
    """

    table: str
    thing: str
    order: Mapping[str, int]
    whole: bool = True

    def __contains__(self, name: str) -> bool:
        return name in self.order

    def find(self, record: Record, column: str) -> str | None:
        """The name in a cell, None (and a fault) where it is blank or not known."""
        if not record.need(column):
            return None
        name = record.text(column)
        return name if self.check(record, column, name) else None

    def check(self, record: Record, column: str, name: str, also: Iterable[str] = ()) -> bool:
        """Whether a name is known; a fault where it is not."""
        if name in self.order:
            return True
        if self.whole:
            remedy = did_you_mean(name, [*self.order, *also]) or f"Add it to {self.table}, or correct it here."
            record.fault(column, f'"{name}"', f"{self.thing} of the table {self.table}", remedy)
        return False

    def sort(self, names: Iterable[str]) -> tuple[str, ...]:
        """Names in the table's order, each once."""
        return tuple(sorted(set(names), key=self.order.__getitem__))

    def all(self) -> tuple[str, ...]:
        """Every name in the table's order."""
        return tuple(self.order)

    def listed(self, record: Record, column: str) -> tuple[str, ...]:
        """The names in a list cell, in the table's order; `all` or a blank is every name."""
        words = record.words(column, ("all",))
        twice_told(record, column, words)
        if any(word.casefold() == "all" for word in words):
            return self.all()
        return self.sort(word for word in words if self.check(record, column, word, also=("all",)))


def twice_told(record: Record, column: str, words: Sequence[str]) -> None:
    """Note a fault where a list names something twice."""
    seen: set[str] = set()
    for word in words:
        if word in seen:
            record.fault(column, f'"{word}" twice', "each name once", "Take one of them out.")
        seen.add(word)


def declare(
    table: Sheet, column: str, thing: str, reserved: Iterable[str] = (), listed: bool = True
) -> tuple[Names, list[Record]]:
    """The names that a table declares, one a row, and the rows that declare them.

    Faults: a name twice, also in other capitals; a name that means something else; in names that stand in lists
    (`listed`), a comma.
    """
    order: dict[str, int] = {}
    records: list[Record] = []
    folded: dict[str, str] = {}
    whole = table.present
    for record in table:
        if not record.need(column):
            whole = False
            continue
        name = record.text(column)
        usable_name(record, column, name, reserved, listed)
        other = folded.setdefault(name.casefold(), name)
        if name in order:
            record.fault(column, f'"{name}" a second time', "each name once", "Give it another name, or take the row out.")
            continue
        if other != name:
            record.fault(column, f'"{name}" beside "{other}"', "names that differ by more than capitals",
                         "Write both alike, or give one another name.")
        order[name] = len(order)
        records.append(record)
    return Names(table.table, thing, order, whole), records


def usable_name(record: Record, column: str, name: str, reserved: Iterable[str], listed: bool) -> None:
    """Note a fault where a name cannot be one."""
    if name.casefold() in reserved:
        record.fault(column, f'"{name}"', "a name that means nothing else", "Give it another name.")
    if listed and "," in name:
        record.fault(column, f'"{name}"', "a name without commas, which separate names in a list", "Leave the comma out.")


def one_spelling(records: Iterable[Record], column: str) -> None:
    """Note a fault where a free name is written in two ways that differ by capitals alone."""
    first: dict[str, str] = {}
    for record in records:
        if record.known(column):
            name = record.text(column)
            other = first.setdefault(name.casefold(), name)
            if other != name:
                record.fault(column, f'"{name}" beside "{other}"', "one spelling of one name", f'Write "{other}" here too.')


def agreed(records: Sequence[Record], column: str, read: Callable[[Record], T], shown: Callable[[T], str]) -> T:
    """What the rows of one contract or offer say alike; a fault at each row that says otherwise than the first."""
    first = read(records[0])
    for record in records[1:]:
        if read(record) != first and not record.broken(column) and not records[0].broken(column):
            record.fault(column, shown(read(record)), f"{shown(first)}, as in the first row of that name",
                         "Rows of one name are one contract: make them agree, or give them two names.")
    return first
