"""A fault in the input: where, what was found, what was expected, how to put it right.

`describe` writes faults for a person: in the order of the tables, with similar faults as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

from models.case.text import listed
from models.case.vocabulary import TABLE_NAMES

MOST_PLACES = 6
CELL = re.compile(r"(?P<before>.*, )cell (?P<item>[A-Z]+\d+)(?P<after>)")
ROW = re.compile(r"(?P<before>.*, )row (?P<item>\d+)(?P<after>.*)")
LINE = re.compile(r"(?P<before>.*, )line (?P<item>\d+)(?P<after>.*)")
KINDS = (("cell", CELL), ("line", LINE), ("row", ROW))


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault. `row`: the position of the data row in its table, from 0; None for the table as a whole.

    `column`: the column's name, blank for the row as a whole. `location`: where the user finds the fault, such as
    "funding, cell F7" or "funding.csv, line 4, column 2010/11"; the reader of the file fills it in.
    `warning`: the input is usable, but may not be what the user meant.
    """

    table: str
    found: str
    expected: str
    remedy: str
    row: int | None = None
    column: str = ""
    location: str = ""
    warning: bool = False

    def at_location(self, location: str) -> Fault:
        """The same fault with its location."""
        return replace(self, location=location)

    def __str__(self) -> str:
        return f"{self.location or self.table}: expected {self.expected}, found {self.found}. {self.remedy}"


class CaseFaults(Exception):
    """The input has faults. `faults` holds all of them, in the order of the tables."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(self.faults)

    def __str__(self) -> str:
        return "\n".join(map(str, self.faults))


def did_you_mean(word: str, names: Iterable[str]) -> str:
    """`Did you mean "x"?` with the most similar known name, or a blank if no known name is similar."""
    name = closest_name(word, names)
    return f'Did you mean "{name}"?' if name else ""


def closest_name(word: str, names: Iterable[str]) -> str:
    """The name that is most similar to a word, or a blank if none is similar."""
    name_of = {name.casefold(): name for name in names}
    similar = get_close_matches(word.casefold(), name_of, n=1, cutoff=0.6)
    return name_of[similar[0]] if similar else ""


def name_remedy(word: str, names: Sequence[str]) -> str:
    """What to write instead of a name that is not there: `Did you mean "x"?`, or the names that are."""
    return did_you_mean(word, names) or (f"It has: {', '.join(names)}." if names else "It has none.")


def describe(faults: Iterable[Fault]) -> str:
    """One fault a line. Faults that differ only by place share a line: `funding, cells F7, F8 and F9`."""
    groups: dict[tuple[str, ...], list[Fault]] = {}
    for fault in in_table_order(faults):
        before, kind, _, after = _apart(fault.location or fault.table)
        key = (before, kind, after, fault.expected, fault.found, fault.remedy)
        groups.setdefault(key, []).append(fault)
    return "\n".join(_line(group) for group in groups.values())


def in_table_order(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """Faults in the order of the tables, then of lines and cells; faults of the whole input come first."""
    return tuple(sorted(faults, key=_order))


def _order(fault: Fault) -> tuple[int, int, int, str]:
    table = TABLE_NAMES.index(fault.table) if fault.table in TABLE_NAMES else -1
    item = _apart(fault.location)[2]
    column, row = re.fullmatch(r"([A-Z]*)(\d*)", item).groups()  # type: ignore[union-attr]
    return table, int(row or 0), len(column), column


def _line(alike: Sequence[Fault]) -> str:
    first = alike[0]
    before, kind, _, after = _apart(first.location or first.table)
    items = list(dict.fromkeys(_apart(fault.location)[2] for fault in alike))
    place = f"{before}{kind}{'s' if len(items) > 1 else ''} {listed(items, MOST_PLACES)}{after}" if kind else before
    return f"{place}: expected {first.expected}, found {first.found}. {first.remedy}"


def _apart(place: str) -> tuple[str, str, str, str]:
    """The parts of a place: the text before its cell, line or row; which of these it is; its name; the text after."""
    for kind, pattern in KINDS:
        if match := pattern.fullmatch(place):
            return match["before"], kind, match["item"], match["after"]
    return place, "", "", ""
