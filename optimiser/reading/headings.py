"""Headings: which column of a grid is which column of the table, which is a year, which is an option."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from models.faults import Fault, did_you_mean
from optimiser.columns import Table, plain, year_label, year_of
from optimiser.reading.cells import shown, tidy
from optimiser.reading.grid import Grid, Odd
from optimiser.reading.numbers import year_meant


@dataclass(frozen=True)
class Layout:
    """Where each column of a table stands in its grid, by position from 0. `missing`: required columns not there."""

    columns: Mapping[str, int]
    years: Mapping[int, int]
    options: Mapping[str, int]
    missing: tuple[str, ...]
    faults: tuple[Fault, ...]


def layout(grid: Grid, table: Table) -> Layout:
    """Match the headings of a grid; every heading that cannot be matched is a fault."""
    columns: dict[str, int] = {}
    years: dict[int, int] = {}
    options: dict[str, int] = {}
    faults: list[Fault] = []
    for position, raw in enumerate(grid.headings.cells):
        name = tidy(raw) if isinstance(raw, str) else raw
        if name is None or name == "":
            faults.extend(_nameless(grid, table, position))
        elif isinstance(name, str) and plain(name) in table.by_name:
            _put(columns, plain(name), position, grid, table, faults)
        elif table.years and (year := _year(name, position, grid, table, faults)) is not None:
            _put(years, year, position, grid, table, faults)
        elif table.options and not isinstance(name, Odd):
            _put(options, name if isinstance(name, str) else shown(name), position, grid, table, faults)
        else:
            faults.append(_unknown(grid, table, position, name))
    faults.extend(_out_of_order(grid, table, years))
    missing = tuple(c.name for c in table.columns if c.required and c.name not in columns)
    faults.extend(_missing(grid, table, missing))
    return Layout(columns, years, options, missing, tuple(faults))


def _put(where: dict, key: object, position: int, grid: Grid, table: Table, faults: list[Fault]) -> None:  # type: ignore[type-arg]
    if key in where:
        faults.append(
            _fault(grid, table, position, "a second column of that name", "each heading once", "Take one of them out.")
        )
    where.setdefault(key, position)


def _year(name: object, position: int, grid: Grid, table: Table, faults: list[Fault]) -> int | None:
    if isinstance(name, str) and (start := year_of(plain_year(name))) is not None:
        return start
    meant = year_meant(name)
    if meant is not None:
        told = _fault(
            grid,
            table,
            position,
            f"the heading {shown(name)}",
            f"a heading such as {year_label(meant)}",
            f"It is read as {year_label(meant)}; format the heading as text and retype it.",
        )
        faults.append(replace(told, warning=True))
    return meant


def plain_year(heading: str) -> str:
    """A year's heading without a unit: `2010/11 (£)` is `2010/11`."""
    return heading.partition("(")[0].strip()


def _nameless(grid: Grid, table: Table, position: int) -> Iterator[Fault]:
    filled = [line for line in grid.lines if position < len(line.cells) and line.cells[position] not in (None, "")]
    if filled:
        yield _fault(
            grid,
            table,
            position,
            "figures or text under a blank heading",
            "a heading over every column",
            "Give the column its heading, or clear it.",
        )


def _unknown(grid: Grid, table: Table, position: int, name: object) -> Fault:
    years = [year_label(start) for start in range(2000, 2060)] if table.years else []
    known = [*table.by_name, *years]
    remedy = did_you_mean(str(name).replace(" ", "_"), known) if isinstance(name, str) else ""
    return _fault(
        grid,
        table,
        position,
        f"the heading {shown(name)}",
        f"a column of the table {table.name}",
        remedy or "Correct it, or take the column out; remarks go under a heading note.",
    )


def _out_of_order(grid: Grid, table: Table, years: Mapping[int, int]) -> Iterator[Fault]:
    for before, after in pairwise(years):
        if after < before:
            yield _fault(
                grid,
                table,
                years[after],
                f"{year_label(after)} after {year_label(before)}",
                "years in order",
                "Check that each figure stands under its year, and put the columns in order.",
            )


def _missing(grid: Grid, table: Table, missing: tuple[str, ...]) -> Iterator[Fault]:
    headings = [plain(tidy(h)) for h in grid.headings.cells if isinstance(h, str)]
    for name in missing:
        near = did_you_mean(name, [h for h in headings if h not in table.by_name])
        yield Fault(
            table.name,
            "no such column",
            f"a column {name}",
            near.replace("Did you mean", "Is it") or f"Add the column {name}.",
            column=name,
            place=grid.place(grid.headings.number, None, ""),
        )


def _fault(grid: Grid, table: Table, position: int, found: str, expected: str, remedy: str) -> Fault:
    return Fault(table.name, found, expected, remedy, place=grid.place(grid.headings.number, position, ""))
