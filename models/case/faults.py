"""A fault in the input: where, what was found, what was expected, how to put it right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from difflib import get_close_matches


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


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`Did you mean "x"?` with the most similar known name, or a blank if no known name is similar."""
    name_of = {name.casefold(): name for name in known}
    similar = get_close_matches(word.casefold(), name_of, n=1, cutoff=0.6)
    return f'Did you mean "{name_of[similar[0]]}"?' if similar else ""
