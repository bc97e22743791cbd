"""What a folder or a workbook yields: a grid for each of its tables, and what could not be read.

Also how a file or sheet is matched to a table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from models.case.faults import Fault, did_you_mean
from models.case.vocabulary import REQUIRED_TABLES
from optimiser.casefiles.reading.grid import Grid
from optimiser.casefiles.schema.columns import normalised_heading
from optimiser.casefiles.schema.tables import BY_NAME
from optimiser.errors import CaseFaults

NOT_TABLES = ("checklist", "contents", "cover", "how_to_fill", "lists", "notes", "readme")


@dataclass(frozen=True)
class Source:
    """The grids of a folder or workbook; what was found wrong with its files or sheets; its SHA-256.

    `unread`: tables that are there but could not be read, so that nobody is told that they are missing.
    """

    grids: tuple[Grid, ...]
    faults: tuple[Fault, ...]
    digest: str
    unread: frozenset[str] = frozenset()


def unreadable_input(place: str, found: str, expected: str, remedy: str) -> CaseFaults:
    """The fault of an input that cannot be read at all."""
    return CaseFaults([Fault("", found, expected, remedy, location=place)])


@dataclass
class TableMatches:
    """Which table each file or sheet holds, by its label; what is wrong with the others.

    `meant`: tables that are there in some way but cannot be read, so that nobody is told that they are missing.
    """

    tables: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    meant: set[str] = field(default_factory=set)


def match_tables(labels: Mapping[str, str], what: str) -> TableMatches:
    """Match files or sheets to tables. `labels`: the name to be matched, by the label that the user knows it by."""
    found = TableMatches()
    for label, name in labels.items():
        table = normalised_heading(name)
        if table in found.tables.values():
            told = Fault(
                table, f"a second {what} for {table}", f"one {what} a table", "Take one of them out.", location=label
            )
            found.faults.append(told)
        elif table in BY_NAME:
            found.tables[label] = table
    for label, name in labels.items():
        if normalised_heading(name) not in BY_NAME and normalised_heading(name) not in NOT_TABLES:
            _no_table(label, name, what, found)
    return found


def _no_table(label: str, name: str, what: str, found: TableMatches) -> None:
    """A name near a table that is missing is a fault, for its rows would be lost; any other a warning."""
    missing = [table for table in BY_NAME if table not in found.tables.values()]
    near = did_you_mean(normalised_heading(name), missing)
    remedy = near or "It is not read; take it out if it is not meant."
    found.faults.append(
        Fault("", f'a {what} "{name}"', f"a {what} named as a table", remedy, location=label, warning=not near)
    )
    if near:
        found.meant.add(near.partition('"')[2].partition('"')[0])


def missing_tables(found: Iterable[str], place: str, what: str) -> Iterator[Fault]:
    """A fault for each table that must be there and is not."""
    for table in REQUIRED_TABLES:
        if table not in found:
            name = f"{table}.csv" if what == "file" else table
            yield Fault(table, "none", f"a {what} {name}", "Add it.", location=place)
