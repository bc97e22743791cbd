"""A fault in the input: where, what was found, what was expected, how to put it right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from difflib import get_close_matches


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault. `row` is the position of the data row in its table, from 0, None for the table as a whole.

    `column` is the column's name, blank for the row as a whole. `place` is where the user finds it
    ("funding, cell F7" or "funding.csv, line 4, column 2010/11"); the reader fills it in. `warning`: it may be meant.
    """

    table: str
    found: str
    expected: str
    remedy: str
    row: int | None = None
    column: str = ""
    location: str = ""
    warning: bool = False

    def at_location(self, place: str) -> Fault:
        """The same fault with the place where the user finds it."""
        return replace(self, location=place)

    def __str__(self) -> str:
        return f"{self.location or self.table}: expected {self.expected}, found {self.found}. {self.remedy}"


class CaseFaults(Exception):
    """The input has faults: all of them, in `faults`, in the order of the tables."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(self.faults)

    def __str__(self) -> str:
        return "\n".join(map(str, self.faults))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`Did you mean "x"?`, or a blank where nothing known is near."""
    by_fold = {name.casefold(): name for name in known}
    near = get_close_matches(word.casefold(), by_fold, n=1, cutoff=0.6)
    return f'Did you mean "{by_fold[near[0]]}"?' if near else ""
