"""Names: the tables that declare them, the cells that refer to them, and the rows that share one.

What a row and a finding are is in `rows`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from models.case.faults import did_you_mean
from models.case.validation.rows import RowReader, TableReader
from models.case.vocabulary import ALL

T = TypeVar("T")
BLANK = "a blank cell"


@dataclass(frozen=True)
class KnownNames:
    """The names that a table declares, for cells that refer to them. `whole`: every name can be relied on.

    Where the declaring table itself is missing or has unreadable names, an unknown name is not told again.
    """

    table: str
    description: str
    positions: Mapping[str, int]
    is_complete: bool = True

    def __contains__(self, name: str) -> bool:
        return name in self.positions

    def lookup(self, record: RowReader, column: str) -> str | None:
        """The name in a cell, None (and a fault) where it is blank or not known."""
        if not record.require(column):
            return None
        name = record.text(column)
        return name if self.check_known(record, column, name) else None

    def check_known(self, record: RowReader, column: str, name: str, also: Iterable[str] = ()) -> bool:
        """Whether a name is known; a fault where it is not."""
        if name in self.positions:
            return True
        if self.is_complete:
            remedy = did_you_mean(name, [*self.positions, *also]) or f"Add it to {self.table}, or correct it here."
            record.fault(column, f'"{name}"', f"{self.description} of the table {self.table}", remedy)
        return False

    def in_table_order(self, names: Iterable[str]) -> tuple[str, ...]:
        """Names in the table's order, each once."""
        return tuple(sorted(set(names), key=self.positions.__getitem__))

    def all_names(self) -> tuple[str, ...]:
        """Every name in the table's order."""
        return tuple(self.positions)

    def knows_all(self, record: RowReader, column: str) -> bool:
        """Whether a list cell could be read and names nothing unknown."""
        return record.has_value(column) and all(
            w in self.positions or w.casefold() == ALL for w in record.names(column)
        )

    def read_list(self, record: RowReader, column: str) -> tuple[str, ...]:
        """The names in a list cell, in the table's order; `all` or a blank is every name."""
        words = record.names(column, (ALL,))
        check_no_repeats(record, column, words)
        named = [
            word for word in words if word.casefold() != ALL and self.check_known(record, column, word, also=(ALL,))
        ]
        return self.all_names() if any(word.casefold() == ALL for word in words) else self.in_table_order(named)


def check_no_repeats(record: RowReader, column: str, words: Sequence[str]) -> None:
    """Note a fault where a list names something twice."""
    seen: set[str] = set()
    for word in words:
        if word in seen:
            record.fault(column, f'"{word}" twice', "each name once", "Take one of them out.")
        seen.add(word)


def declare_names(
    table: TableReader, column: str, thing: str, reserved: Iterable[str] = (), listed: bool = True
) -> tuple[KnownNames, list[RowReader]]:
    """The names that a table declares, one a row, and the rows that declare them.

    Faults: a name twice, also in other capitals; a name that means something else; in names that stand in lists
    (`listed`), a comma.
    """
    order: dict[str, int] = {}
    records: list[RowReader] = []
    folded: dict[str, str] = {}
    whole = table.is_present
    for record in table:
        if not record.require(column):
            whole = False
            continue
        name = record.text(column)
        check_usable(record, column, name, reserved, listed)
        other = folded.setdefault(name.casefold(), name)
        if name in order:
            record.fault(
                column, f'"{name}" a second time', "each name once", "Give it another name, or take the row out."
            )
            continue
        if other != name:
            record.fault(
                column,
                f'"{name}" beside "{other}"',
                "names that differ by more than capitals",
                "Write both alike, or give one another name.",
            )
        order[name] = len(order)
        records.append(record)
    return KnownNames(table.table, thing, order, whole), records


def check_usable(record: RowReader, column: str, name: str, reserved: Iterable[str], listed: bool) -> None:
    """Note a fault where a name cannot be one."""
    if name.casefold() in reserved:
        record.fault(column, f'"{name}"', "a name that means nothing else", "Give it another name.")
    if listed and "," in name:
        record.fault(
            column, f'"{name}"', "a name without commas, which separate names in a list", "Leave the comma out."
        )


def check_one_spelling(records: Iterable[RowReader], column: str) -> None:
    """Note a fault where a free name is written in two ways that differ by capitals alone."""
    first: dict[str, str] = {}
    for record in records:
        if record.has_value(column):
            name = record.text(column)
            other = first.setdefault(name.casefold(), name)
            if other != name:
                record.fault(
                    column, f'"{name}" beside "{other}"', "one spelling of one name", f'Write "{other}" here too.'
                )


def check_no_repeated_row(table: TableReader) -> None:
    """Note a fault at each row that says what an earlier row says."""
    seen: set[str] = set()
    for record in table:
        said = repr([(column, value) for column, value in record.cells.items() if not column.startswith("_")])
        if said in seen:
            record.fault("", "a row that stands there already", "each row once", "Take one of them out.")
        seen.add(said)


def agreed_value(
    records: Sequence[RowReader], column: str, read: Callable[[RowReader], T], shown: Callable[[T], str]
) -> T:
    """What the rows of one contract or offer say alike; a fault at each row that says otherwise than the first."""
    first = read(records[0])
    for record in records[1:]:
        if read(record) != first and not record.is_unreadable(column) and not records[0].is_unreadable(column):
            record.fault(
                column,
                _cell_meaning(record, column, shown(read(record))),
                f"{_cell_meaning(records[0], column, shown(first))}, as in the first row of that name",
                "Rows of one name are one contract: make them agree, or give them two names.",
            )
    return first


def _cell_meaning(record: RowReader, column: str, words: str) -> str:
    """What a cell says, and of a blank what it means."""
    if record.has_value(column) or words == BLANK:
        return words
    return f"{BLANK} (which means {words})"
