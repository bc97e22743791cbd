"""What a folder or a workbook gives: a grid for each table, and what could not be read.

It also matches files and sheets to tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from models.case.faults import Fault, closest_name
from models.case.vocabulary import REQUIRED_TABLES
from optimiser.casefiles.reading.grid import Grid
from optimiser.casefiles.schema.columns import normalised_heading
from optimiser.casefiles.schema.tables import BY_NAME
from optimiser.errors import CaseFaults

NOT_TABLES = ("checklist", "contents", "cover", "how_to_fill", "lists", "notes", "readme")


@dataclass(frozen=True)
class Source:
    """The grids of a folder or workbook, the faults of its files or sheets, and its SHA-256.

    `unread`: tables that are present but cannot be read; they are not reported as missing.
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
    """The table of each file or sheet, by its label, and the faults of the others.

    `meant`: tables that are present but cannot be read; they are not reported as missing.
    """

    tables: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    meant: set[str] = field(default_factory=set)


def match_tables(labels: Mapping[str, str], what: str) -> TableMatches:
    """Match files or sheets to tables. `labels`: the name to match, by the label that the user sees."""
    matches = TableMatches()
    for label, name in labels.items():
        table = normalised_heading(name)
        if table in matches.tables.values():
            repeat = Fault(
                table, f"a second {what} for {table}", f"one {what} a table", "Take one of them out.", location=label
            )
            matches.faults.append(repeat)
        elif table in BY_NAME:
            matches.tables[label] = table
    for label, name in labels.items():
        if normalised_heading(name) not in BY_NAME and normalised_heading(name) not in NOT_TABLES:
            _no_table(label, name, what, matches)
    return matches


def _no_table(label: str, name: str, what: str, matches: TableMatches) -> None:
    """A name that resembles a missing table is a fault, because its rows would be lost. Any other is a warning."""
    missing = [table for table in BY_NAME if table not in matches.tables.values()]
    meant = closest_name(normalised_heading(name), missing)
    remedy = (
        f'Did you mean "{meant}"?' if meant else "It is not read. Take it out, or rename it if it is meant as a table."
    )
    matches.faults.append(
        Fault("", f'a {what} "{name}"', f"a {what} named as a table", remedy, location=label, warning=not meant)
    )
    if meant:
        matches.meant.add(meant)


def missing_tables(present: Iterable[str], place: str, what: str) -> Iterator[Fault]:
    """A fault for each required table that is missing."""
    for table in REQUIRED_TABLES:
        if table not in present:
            name = f"{table}.csv" if what == "file" else table
            yield Fault(table, "none", f"a {what} {name}", "Add it.", location=place)
