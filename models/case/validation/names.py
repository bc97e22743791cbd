"""Names: the tables that declare them, the cells that refer to them, and the checks of their spelling."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from models.case.faults import did_you_mean
from models.case.validation.row_reader import RowReader, TableReader
from models.case.vocabulary import ALL

T = TypeVar("T")
BLANK = "a blank cell"
SEPARATORS = re.compile(r"\s*(?:[;&+/|]|\band\b)\s*", re.IGNORECASE)


@dataclass(frozen=True)
class KnownNames:
    """The names that a table declares, for cells that refer to them. `positions`: name -> position in the table.

    `description`: what a name stands for, such as "a borough". `is_complete`: every name could be read. If it is false,
    an unknown name is not reported, because the fault in the declaring table is reported already.
    """

    table: str
    description: str
    positions: Mapping[str, int]
    is_complete: bool = True

    def __contains__(self, name: str) -> bool:
        return name in self.positions

    def lookup(self, row: RowReader, column: str) -> str | None:
        """The name in a cell; None, and a fault, if the cell is blank or the name unknown."""
        if not row.require(column):
            return None
        name = row.text(column)
        return name if self.check_known(row, column, name) else None

    def check_known(self, row: RowReader, column: str, name: str, also: Iterable[str] = ()) -> bool:
        """Whether a name is known; a fault if not. `also`: further words that the fault may suggest."""
        if name in self.positions:
            return True
        if self.is_complete:
            words = [*self.positions, *also]
            remedy = did_you_mean(name, words) or f"Add it to {self.table}, or correct it here."
            if ALL in also and (parts := names_apart(name, words)):
                remedy = f"Separate names with commas: {', '.join(parts)}."
            row.fault(column, f'"{name}"', f"{self.description} of the table {self.table}", remedy)
        return False

    def in_table_order(self, names: Iterable[str]) -> tuple[str, ...]:
        """The different names, in the table's order."""
        return tuple(sorted(set(names), key=self.positions.__getitem__))

    def all_names(self) -> tuple[str, ...]:
        """Every name in the table's order."""
        return tuple(self.positions)

    def knows_all(self, row: RowReader, column: str) -> bool:
        """Whether a list cell could be read and every name in it is known."""
        return row.has_value(column) and all(
            name in self.positions or name.casefold() == ALL for name in row.names(column)
        )

    def read_list(self, row: RowReader, column: str) -> tuple[str, ...]:
        """The names in a list cell, in the table's order; `all` or a blank means every name."""
        written = row.names(column, (ALL,))
        check_no_repeats(row, column, written)
        known = [
            name for name in written if name.casefold() != ALL and self.check_known(row, column, name, also=(ALL,))
        ]
        return self.all_names() if any(name.casefold() == ALL for name in written) else self.in_table_order(known)

    def read_required_list(self, row: RowReader, column: str) -> tuple[str, ...]:
        """As `read_list`, but a blank or unreadable cell gives no names."""
        return self.read_list(row, column) if row.has_value(column) else ()


def names_apart(text: str, known: Iterable[str]) -> tuple[str, ...]:
    """The known names in a text that has another sign than commas between them, or only spaces; none if it has others.

    A line break in a cell is read as a space.
    """
    spelt = {name.casefold(): name for name in known}
    parts = [part.casefold() for part in SEPARATORS.split(text)]
    if len(parts) > 1 and all(part in spelt for part in parts):
        return tuple(spelt[part] for part in parts)
    found: list[str] = []
    words = text.casefold().split()
    while words:
        most = next((n for n in range(len(words), 0, -1) if " ".join(words[:n]) in spelt), 0)
        if not most:
            return ()
        found.append(spelt[" ".join(words[:most])])
        words = words[most:]
    return tuple(found) if len(found) > 1 else ()


def declare_names(
    table: TableReader, column: str, description: str, reserved: Iterable[str] = (), in_lists: bool = True
) -> tuple[KnownNames, list[RowReader]]:
    """The names that a table declares, one in each row, and the rows that declare them.

    Faults: a name used twice, also in other capitals; a reserved name; and a comma in a name, if the names are used in
    list cells (`in_lists`).
    """
    positions: dict[str, int] = {}
    rows: list[RowReader] = []
    spelling: dict[str, str] = {}
    is_complete = table.is_present
    for row in table:
        if not row.require(column):
            is_complete = False
            continue
        name = row.text(column)
        check_usable(row, column, name, reserved, in_lists)
        other = spelling.setdefault(name.casefold(), name)
        if name in positions:
            row.fault(column, f'"{name}" a second time', "each name once", "Give it another name, or delete the row.")
            continue
        if other != name:
            row.fault(
                column,
                f'"{name}" beside "{other}"',
                "names that differ by more than capitals",
                "If they are one, delete one of the rows and write the name one way; else give it another name.",
            )
        positions[name] = len(positions)
        rows.append(row)
    return KnownNames(table.table, description, positions, is_complete), rows


def check_no_repeats(row: RowReader, column: str, names: Sequence[str]) -> None:
    """Log a fault for each name that a list repeats."""
    seen: set[str] = set()
    for name in names:
        if name in seen:
            row.fault(column, f'"{name}" twice', "each name once", "Delete one of them.")
        seen.add(name)


def check_one_spelling(rows: Iterable[RowReader], column: str) -> None:
    """Log a fault for each name that is spelt with other capitals than before."""
    spelling: dict[str, str] = {}
    for row in rows:
        if row.has_value(column):
            name = row.text(column)
            other = spelling.setdefault(name.casefold(), name)
            if other != name:
                row.fault(
                    column, f'"{name}" beside "{other}"', "one spelling for one name", f'Write "{other}" here too.'
                )


def check_no_repeated_row(table: TableReader) -> None:
    """Log a fault for each row that repeats an earlier row."""
    seen: set[str] = set()
    for row in table:
        content = repr([(column, value) for column, value in row.cells.items() if not column.startswith("_")])
        if content in seen:
            row.fault("", "a row that repeats an earlier row", "each row once", "Delete one of them.")
        seen.add(content)


def check_usable(row: RowReader, column: str, name: str, reserved: Iterable[str], in_lists: bool = True) -> None:
    """Log a fault for a reserved name, and for a comma in a name that is used in list cells (`in_lists`)."""
    if name.casefold() in reserved:
        row.fault(column, f'"{name}"', "a name without another meaning here", "Give it another name.")
    if in_lists and "," in name:
        row.fault(column, f'"{name}"', "a name without commas, which separate names in a list", "Remove the comma.")


def agreed_value(
    rows: Sequence[RowReader], column: str, read: Callable[[RowReader], T], shown: Callable[[T], str]
) -> T:
    """The value on which all rows of one contract or offer agree; a fault at each row that differs from the first.

    A cell that could not be read, or in which `read` finds a fault, is not compared.
    """
    first, first_is_sound = _read_soundly(rows[0], column, read)
    for row in rows[1:]:
        value, is_sound = _read_soundly(row, column, read)
        if value != first and is_sound and first_is_sound:
            row.fault(
                column,
                _cell_text(row, column, shown(value)),
                f"{_cell_text(rows[0], column, shown(first))}, as in the first row with that name",
                "Rows with one name are one contract: make them agree, or give them different names.",
            )
    return first


def _read_soundly(row: RowReader, column: str, read: Callable[[RowReader], T]) -> tuple[T, bool]:
    """The value of a cell, and whether the cell is readable and was read without a fault."""
    faults_before = len(row.log.faults)
    value = read(row)
    return value, len(row.log.faults) == faults_before and not row.is_unreadable(column)


def _cell_text(row: RowReader, column: str, value: str) -> str:
    """A cell's value in words; for a blank cell, also the value that a blank means."""
    if row.has_value(column) or value == BLANK:
        return value
    return f"{BLANK} (which means {value})"
