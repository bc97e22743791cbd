"""Makes the tables of a case smaller while a disagreement of the same kind remains."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from copy import deepcopy

from benchmarks.fuzz.figures import Tables

StillShows = Callable[[Tables], bool]


def minimised(tables: Tables, still_shows: StillShows, seconds: float) -> Tables:
    """The smallest tables found in some seconds: without rows, years and cells that are not needed, figures halved."""
    ends_at, smaller = time.perf_counter() + seconds, True
    while smaller:
        smaller = False
        for change in (_without_table, _without_row, _without_last_year, _without_cell, _halved):
            tables, changed = _shrunk(tables, change, still_shows, ends_at)
            smaller = smaller or changed
            if time.perf_counter() > ends_at:
                return tables
    return tables


def _shrunk(
    tables: Tables, change: Callable[[Tables], Iterator[Tables]], still_shows: StillShows, ends_at: float
) -> tuple[Tables, bool]:
    """Make one change after another for as long as any of its kind can be made."""
    changed = True
    ever = False
    while changed and time.perf_counter() < ends_at:
        changed = False
        for candidate in change(tables):
            if still_shows(candidate):
                tables, changed, ever = candidate, True, True
                break
            if time.perf_counter() > ends_at:
                break
    return tables, ever


def _without_table(tables: Tables) -> Iterator[Tables]:
    for name in tables:
        yield {other: rows for other, rows in tables.items() if other != name}


def _without_row(tables: Tables) -> Iterator[Tables]:
    for name, rows in tables.items():
        for place in range(len(rows)):
            if len(rows) > 1:
                yield {**tables, name: [*rows[:place], *rows[place + 1 :]]}


def _without_last_year(tables: Tables) -> Iterator[Tables]:
    years = next((row["value"] for row in tables["settings"] if row["setting"] == "years"), "1")
    if years.isdigit() and int(years) > 1:
        last = max(heading for row in tables["demand"] for heading in row if heading[:2] == "20")
        fewer = {
            name: [{heading: cell for heading, cell in row.items() if heading != last} for row in rows]
            for name, rows in tables.items()
        }
        fewer["settings"] = [
            {**row, "value": str(int(years) - 1)} if row["setting"] == "years" else row for row in fewer["settings"]
        ]
        yield fewer


def _without_cell(tables: Tables) -> Iterator[Tables]:
    yield from _with_cells(tables, lambda cell: "" if cell else None)


def _halved(tables: Tables) -> Iterator[Tables]:
    yield from _with_cells(tables, _half)


def _half(cell: str) -> str | None:
    """Half a whole number, or a number with fewer digits; None if there is nothing to make smaller."""
    if not cell.replace(".", "", 1).isdigit() or float(cell) <= 1:
        return None
    whole, _, decimals = cell.partition(".")
    return whole if decimals else str(int(whole) // 2)


def _with_cells(tables: Tables, change: Callable[[str], str | None]) -> Iterator[Tables]:
    for name, rows in tables.items():
        for place, row in enumerate(rows):
            for heading, cell in row.items():
                if (other := change(cell)) is not None and not (name == "settings" and row["setting"] == "years"):
                    changed = deepcopy(tables)
                    changed[name][place][heading] = other
                    yield changed
