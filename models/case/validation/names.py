"""Names: the tables that declare them, the cells that refer to them, and the rows that share one.

What a row and a finding are is in `rows`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from models.case.faults import did_you_mean
from models.case.validation.rows import Record, Sheet
from models.case.vocabulary import ALL

T = TypeVar("T")
BLANK = "a blank cell"


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

    def all_known(self, record: Record, column: str) -> bool:
        """Whether a list cell could be read and names nothing unknown."""
        return record.known(column) and all(w in self.order or w.casefold() == ALL for w in record.words(column))

    def listed(self, record: Record, column: str) -> tuple[str, ...]:
        """The names in a list cell, in the table's order; `all` or a blank is every name."""
        words = record.words(column, (ALL,))
        twice_told(record, column, words)
        named = [word for word in words if word.casefold() != ALL and self.check(record, column, word, also=(ALL,))]
        return self.all() if any(word.casefold() == ALL for word in words) else self.sort(named)


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
    return Names(table.table, thing, order, whole), records


def usable_name(record: Record, column: str, name: str, reserved: Iterable[str], listed: bool) -> None:
    """Note a fault where a name cannot be one."""
    if name.casefold() in reserved:
        record.fault(column, f'"{name}"', "a name that means nothing else", "Give it another name.")
    if listed and "," in name:
        record.fault(
            column, f'"{name}"', "a name without commas, which separate names in a list", "Leave the comma out."
        )


def one_spelling(records: Iterable[Record], column: str) -> None:
    """Note a fault where a free name is written in two ways that differ by capitals alone."""
    first: dict[str, str] = {}
    for record in records:
        if record.known(column):
            name = record.text(column)
            other = first.setdefault(name.casefold(), name)
            if other != name:
                record.fault(
                    column, f'"{name}" beside "{other}"', "one spelling of one name", f'Write "{other}" here too.'
                )


def each_row_once(table: Sheet) -> None:
    """Note a fault at each row that says what an earlier row says."""
    seen: set[str] = set()
    for record in table:
        said = repr([(column, value) for column, value in record.cells.items() if not column.startswith("_")])
        if said in seen:
            record.fault("", "a row that stands there already", "each row once", "Take one of them out.")
        seen.add(said)


def agreed(records: Sequence[Record], column: str, read: Callable[[Record], T], shown: Callable[[T], str]) -> T:
    """What the rows of one contract or offer say alike; a fault at each row that says otherwise than the first."""
    first = read(records[0])
    for record in records[1:]:
        if read(record) != first and not record.broken(column) and not records[0].broken(column):
            record.fault(
                column,
                _said(record, column, shown(read(record))),
                f"{_said(records[0], column, shown(first))}, as in the first row of that name",
                "Rows of one name are one contract: make them agree, or give them two names.",
            )
    return first


def _said(record: Record, column: str, words: str) -> str:
    """What a cell says, and of a blank what it means."""
    if record.known(column) or words == BLANK:
        return words
    return f"{BLANK} (which means {words})"
