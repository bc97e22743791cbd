"""What a folder or a workbook yields: a grid for each of its tables, and what could not be read.

Also how a file or sheet is matched to a table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from models.faults import CaseFaults, Fault, did_you_mean
from models.vocabulary import REQUIRED_TABLES
from optimiser.columns import plain
from optimiser.reading.grid import Grid
from optimiser.tables import BY_NAME

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


def refuse(place: str, found: str, expected: str, remedy: str) -> CaseFaults:
    """The fault of an input that cannot be read at all."""
    return CaseFaults([Fault("", found, expected, remedy, place=place)])


def match(names: Iterable[str], what: str) -> tuple[dict[str, str], list[Fault]]:
    """Which table each file or sheet holds, by its name; faults where two hold one, or one is nearly a table."""
    tables: dict[str, str] = {}
    faults: list[Fault] = []
    unknown: list[str] = []
    for name in names:
        table = plain(name)
        if table not in BY_NAME:
            unknown.append(name)
        elif table in tables.values():
            faults.append(
                Fault(table, f"a second {what} for {table}", f"one {what} a table", "Take one of them out.", place=name)
            )
        else:
            tables[name] = table
    faults.extend(_not_a_table(unknown, tables, what))
    return tables, faults


def _not_a_table(unknown: Iterable[str], tables: Mapping[str, str], what: str) -> Iterator[Fault]:
    """A name near a table that is missing is a fault, for its rows would be lost; any other a warning."""
    missing = [table for table in BY_NAME if table not in tables.values()]
    for name in unknown:
        if plain(name) in NOT_TABLES:
            continue
        near = did_you_mean(plain(name), missing)
        yield Fault(
            "",
            f'a {what} "{name}"',
            f"a {what} named as a table",
            near or "It is not read; take it out if it is not meant.",
            place=name,
            warning=not near,
        )


def missing_tables(found: Iterable[str], place: str, what: str) -> Iterator[Fault]:
    """A fault for each table that must be there and is not."""
    for table in REQUIRED_TABLES:
        if table not in found:
            yield Fault(table, f"no {what} {table}", f"a {what} {table}", "Add it.", place=place)
