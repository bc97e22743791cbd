"""The rows of a table that meet a scenario's conditions, and the cell of a row in a named column."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction

from models.case.validation.row_reader import UNREADABLE, Row

YEAR_PATTERN = re.compile(r"(\d{4})/\d{2}", re.ASCII)


def matching_positions(where: Sequence[tuple[str, str]], rows: Sequence[Row]) -> list[int]:
    """The positions of the rows that meet every condition (column, value); all rows if there are no conditions.

    In a column that holds yes or no in any row, a blank counts as no.
    """
    blanks = {name: _meaning_of_blank([cell_value(cells, name) for cells in rows]) for name, _ in where}
    return [
        position
        for position, cells in enumerate(rows)
        if all(_meets(cell_value(cells, name), value, blanks[name]) for name, value in where)
    ]


def cell_value(cells: Row, column: str) -> object:
    """The value of a row in a column, which is named by its heading: a column name, a year or an option."""
    if column in cells:
        return cells[column]
    years, options = cells.get("years"), cells.get("options")
    if isinstance(years, Mapping) and (match := YEAR_PATTERN.fullmatch(column)):
        return years.get(int(match[1]))
    return options.get(column) if isinstance(options, Mapping) else None


def is_number(value: object) -> bool:
    """Whether a cell holds a number."""
    return isinstance(value, (int, Fraction)) and not isinstance(value, bool)


def _meaning_of_blank(column: Sequence[object]) -> bool | None:
    """The value that a blank cell of the column stands for."""
    return False if any(isinstance(value, bool) for value in column) else None


def _meets(value: object, wanted: str, blank: bool | None) -> bool:
    """Whether a cell has the wanted value. An unreadable cell counts as having it."""
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
    """The number in a text; for a financial year, the calendar year in which it starts."""
    if match := YEAR_PATTERN.fullmatch(text):
        return Fraction(match[1])
    return Fraction(text) if re.fullmatch(r"-?\d{1,15}(\.\d{1,15})?", text, re.ASCII) else None
