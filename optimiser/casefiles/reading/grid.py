"""A table as it stands in a file or on a sheet, before its cells are read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

from optimiser.casefiles.schema.columns import normalised_heading, year_of
from optimiser.casefiles.schema.tables import BY_NAME

MOST_ROWS, MOST_COLUMNS = 10_000, 64
TITLE_LINES = 10  # lines above the headings that may hold a title and a sentence, in their first cell alone

Place = Callable[[int | None, int | None, str], str]


class Unreadable(Enum):
    """Stands in the cells of a line that cannot be split into cells. Its fault is already known."""

    SPOILT = "spoilt"


@dataclass(frozen=True, slots=True)
class NoValue:
    """A cell that holds no value: an error, or a formula that was never calculated."""

    found: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Line:
    """A row of cells that is not blank. `number`: its line in the file or its row on the sheet, from 1."""

    number: int
    cells: tuple[object, ...]


@dataclass(frozen=True)
class Grid:
    """The headings and rows of one table.

    A blank cell is None. Any other is a str or, from a workbook, also a bool, int, float, date or NoValue. `name`: the
    file or sheet as the user named it. `place(line, column, heading)` says where a cell is; `column` counts from 0, or
    is None for the whole row. `typed`: whether numbers come as numbers (a workbook) or as text (CSV).
    `titles`: the lines above the headings.
    """

    table: str
    name: str
    headings: Line
    lines: Sequence[Line]
    place: Place
    typed: bool = False
    titles: Sequence[Line] = ()


def split_at_headings(table: str, lines: Sequence[Line]) -> tuple[Line, Sequence[Line]]:
    """The line of headings and the rows below it: the first line, or the first known headings under a title.

    Up to ten lines of title may stand above the headings, with text in their first cell only.
    """
    for position, line in enumerate(lines[:TITLE_LINES]):
        if _known(table, line):
            return line, lines[position + 1 :]
        if any(cell is not None for cell in line.cells[1:]):
            break
    return lines[0], lines[1:]


def _known(table: str, line: Line) -> bool:
    """Whether a line names a column of the table and has another filled cell."""
    named = [cell for cell in line.cells if isinstance(cell, str)]
    known = [cell for cell in named if normalised_heading(cell) in BY_NAME[table].by_name or year_of(cell) is not None]
    return bool(known) and len(line.cells) - line.cells.count(None) > 1


def titles_above(headings: Line, lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines above the headings."""
    return tuple(line for line in lines[:TITLE_LINES] if line.number < headings.number)
