"""What a folder or a workbook gives: a grid for each table, and what could not be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from models.case.faults import Fault
from models.case.vocabulary import REQUIRED_TABLES
from optimiser.casefiles.reading.grid import Grid
from optimiser.errors import CaseFaults


@dataclass(frozen=True)
class Source:
    """The grids of a folder or workbook, the faults of its files or sheets, and its SHA-256.

    `unread`: tables that are present but cannot be read; they are not reported as missing. `not_read`: a warning that
    lists the files or sheets that are not read; None if all are.
    """

    grids: tuple[Grid, ...]
    faults: tuple[Fault, ...]
    digest: str
    unread: frozenset[str] = frozenset()
    not_read: Fault | None = None


def unreadable_input(place: str, found: str, expected: str, remedy: str) -> CaseFaults:
    """The fault of an input that cannot be read at all."""
    return CaseFaults([Fault("", found, expected, remedy, location=place)])


def missing_tables(present: Iterable[str], place: str, what: str) -> Iterator[Fault]:
    """A fault for each required table that is missing."""
    for table in REQUIRED_TABLES:
        if table not in present:
            name = f"{table}.csv" if what == "file" else table
            yield Fault(table, "none", f"a {what} {name}", "Add it.", location=place)
