"""Lines of text among or under the rows of a table: a heading of a block, a source, a remark."""

from __future__ import annotations

from collections.abc import Iterable

from models.case.faults import Fault
from optimiser.casefiles.reading.grid import Grid, Line
from optimiser.casefiles.reading.shown import Shown
from optimiser.casefiles.schema.columns import Column, Kind, Table

REMEDY = (
    "Delete it, or put it above the headings or in the column note. If it is a row of the table, fill in its other "
    "cells."
)
MOST_SHOWN = 60  # letters of a line that a message repeats


def stray_lines(lines: Iterable[Line], grid: Grid, columns: dict[int, Column], table: Table) -> dict[int, Fault]:
    """By its number, the fault of each line whose only filled cell is text, if its table needs two more of a row.

    `columns`: by position, the column of the table that stands there.
    """
    needed = {
        column.name
        for column in (*table.columns, table.years)
        if column and column.required and column.kind is not Kind.TEXT
    }
    found: dict[int, Fault] = {}
    if table.columns[0] not in columns.values():  # then every row is incomplete
        return found
    for line in lines:
        filled = [(at, cell) for at, cell in enumerate(line.cells) if cell is not None]
        if len(filled) != 1:
            continue
        [(at, cell)] = filled
        own = {columns[at].name} if at in columns else set[str]()
        if (text := _text(cell)) and (len(needed - own) > 1 or table.options):
            shown = text if len(text) <= MOST_SHOWN else f"{text[:MOST_SHOWN]}…"
            what, place = f'a line of text, "{shown}"', grid.place(line.number, at, "")
            found[line.number] = Fault(table.name, what, "rows of the table alone", REMEDY, location=place)
    return found


def _text(cell: object) -> str:
    """The text of a cell; blank if it holds something else."""
    held = cell.held if isinstance(cell, Shown) else cell
    return held.strip() if isinstance(held, str) and any(letter.isalpha() for letter in held) else ""
