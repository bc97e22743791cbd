"""A table as it stands in a file or on a sheet, before anything is made of its cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Odd:
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

    A cell is None where blank, else a str, or, from a workbook, also a bool, int, float, date or Odd. `name` is the
    file or sheet as the user named it; `place(line, column, heading)` says where a cell is, `column` from 0 or None
    for the whole row; `typed`: whether numbers come as numbers (a workbook) or as text (CSV).
    """

    table: str
    name: str
    headings: Line
    lines: Sequence[Line]
    place: Callable[[int | None, int | None, str], str]
    typed: bool = False
    notes: tuple[str, ...] = field(default=())
