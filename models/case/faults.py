"""A fault in the input: where, what was found, what was expected, how to put it right.

`describe` writes faults for a person: in the order of the tables, with similar faults as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

from models.case.text import listed
from models.case.vocabulary import TABLE_NAMES

MOST_PLACES, MOST_ALIKE = 6, 6
PARTICULARS = re.compile(r"\"[^\"]*\"|[A-Z]{1,3}\d+|[\d.,/£%]*\d[\d.,/£%]*")  # what differs among faults of one kind
PLACE = re.compile(r"(?P<before>.*, )(?:cell (?P<cell>[A-Z]+\d+)|(?P<kind>line|row) (?P<item>\d+)(?P<after>.*))")


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
    """One fault a line. Faults that differ only by place share a line: `funding, cells F7, F8 and F9`.

    Of many that differ only in what was found, the first six are told, and the number of the others.
    """
    groups: dict[tuple[str, ...], list[Fault]] = {}
    for fault in in_table_order(faults):
        before, kind, _, after = _apart(fault.location or fault.table)
        key = (before, kind, after, fault.expected, fault.found, fault.remedy)
        groups.setdefault(key, []).append(fault)
    kinds: dict[tuple[str, ...], list[list[Fault]]] = {}
    for (before, kind, after, expected, found, remedy), group in groups.items():
        alike = (before, kind, after, expected, PARTICULARS.sub("", found), PARTICULARS.sub("", remedy))
        kinds.setdefault(alike, []).append(group)
    return "\n".join(line for alike in kinds.values() for line in _lines(alike))


def in_table_order(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """Faults in the order of the tables, then of lines and cells; faults of the whole input come first."""
    return tuple(sorted(faults, key=_order))


def _order(fault: Fault) -> tuple[int, int, int, str]:
    table = TABLE_NAMES.index(fault.table) if fault.table in TABLE_NAMES else -1
    item = _apart(fault.location)[2]
    column = item.rstrip("0123456789")
    return table, int(item[len(column) :] or 0), len(column), column


def _lines(alike: Sequence[Sequence[Fault]]) -> Iterator[str]:
    """The lines of groups of one kind."""
    few = len(alike) <= MOST_ALIKE + 1
    yield from (_line(group) for group in (alike if few else alike[:MOST_ALIKE]))
    if not few:
        first, more = alike[0][0], sum(map(len, alike[MOST_ALIKE:]))
        before, _, _, after = _apart(first.location or first.table)
        yield f"{before.removesuffix(', ')}{after}: {more:,} more of this kind, expected {first.expected}."


def _line(alike: Sequence[Fault]) -> str:
    first = alike[0]
    before, kind, _, after = _apart(first.location or first.table)
    items = list(dict.fromkeys(_apart(fault.location)[2] for fault in alike))
    place = f"{before}{kind}{'s' if len(items) > 1 else ''} {listed(items, MOST_PLACES)}{after}" if kind else before
    return f"{place}: expected {first.expected}, found {first.found}. {first.remedy}"


def _apart(place: str) -> tuple[str, str, str, str]:
    """The parts of a place: the text before its cell, line or row; which of these it is; its name; the text after."""
    match = PLACE.fullmatch(place)
    if not match:
        return place, "", "", ""
    return match["before"], match["kind"] or "cell", match["cell"] or match["item"], match["after"] or ""
