"""Which rows of a table a scenario's line means, and the cell of a row under a column's name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction

from models.case.validation.rows import UNREADABLE, Row

YEAR_PATTERN = re.compile(r"(\d{4})/\d{2}", re.ASCII)


def matching_positions(where: Sequence[tuple[str, str]], rows: Sequence[Row]) -> list[int]:
    """The positions of the rows that meet every condition, a pair of column and what it says; all where none is.

    A blank in a column that says yes or no anywhere says no.
    """
    blanks = {name: _meaning_of_blank([cell_value(cells, name) for cells in rows]) for name, _ in where}
    return [
        position
        for position, cells in enumerate(rows)
        if all(_meets(cell_value(cells, name), value, blanks[name]) for name, value in where)
    ]


def cell_value(cells: Row, column: str) -> object:
    """The value under a column, be it headed by its name, a year or an option."""
    if column in cells:
        return cells[column]
    years, options = cells.get("years"), cells.get("options")
    if isinstance(years, Mapping) and (found := YEAR_PATTERN.fullmatch(column)):
        return years.get(int(found[1]))
    return options.get(column) if isinstance(options, Mapping) else None


def is_number(value: object) -> bool:
    """Whether a cell holds a number."""
    return isinstance(value, (int, Fraction)) and not isinstance(value, bool)


def _meaning_of_blank(column: Sequence[object]) -> bool | None:
    """What a blank cell of a column is read as."""
    return False if any(isinstance(value, bool) for value in column) else None


def _meets(value: object, wanted: str, blank: bool | None) -> bool:
    """Whether a cell says what a condition wants; one that could not be read may."""
    wanted = " ".join(wanted.split())
    if value is None:
        value = blank
    if value is UNREADABLE:
        return True
    if isinstance(value, bool):
        return wanted.casefold() == ("yes" if value else "no")
    if isinstance(value, (int, Fraction)):
        return _as_number(wanted) == value
    if isinstance(value, tuple):
        return [str(name) for name in value] == [" ".join(name.split()) for name in wanted.split(",")]
    return str(value or "") == wanted


def _as_number(text: str) -> Fraction | None:
    """The number in a text, of a financial year the year in which it starts."""
    if found := YEAR_PATTERN.fullmatch(text):
        return Fraction(found[1])
    return Fraction(text) if re.fullmatch(r"-?\d{1,15}(\.\d{1,15})?", text, re.ASCII) else None
