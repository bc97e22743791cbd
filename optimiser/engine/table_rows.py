"""The typed rows of a case's tables as JSON and back, exactly, so that a run's folder keeps its whole input.

A cell is a text, a whole number, yes or no, blank, a fraction, or a list of names; a row may hold cells by year and by
option. The place of each row in the user's file is kept too, for the assumptions log. Raises UnexpectedJson.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from models.case.validation import Row, Tables
from optimiser.engine.serialisation import UnexpectedJson

FRACTION, BY_YEAR, BY_OPTION = "exact", "years", "options"


def tables_to_json(tables: Tables) -> dict[str, list[dict[str, Any]]]:
    """The tables as plain JSON. Raises TypeError for a cell of another type."""
    return {
        name: [{column: _cell_to_json(cell) for column, cell in row.items()} for row in rows]
        for name, rows in tables.items()
    }


def tables_from_json(contents: Any) -> Tables:
    """The tables from plain JSON, equal to what they were."""
    if not isinstance(contents, dict):
        raise UnexpectedJson("expected tables by their names")
    return {name: tuple(_row(row) for row in _list_of_rows(rows)) for name, rows in contents.items()}


def _cell_to_json(cell: object) -> Any:
    if isinstance(cell, Fraction):
        return {FRACTION: f"{cell.numerator}/{cell.denominator}"}
    if isinstance(cell, Mapping):
        return {str(key): _cell_to_json(value) for key, value in cell.items()}
    if isinstance(cell, tuple):
        return list(cell)
    if cell is None or isinstance(cell, str | int):
        return cell
    raise TypeError(f"a cell that holds {type(cell).__name__} cannot be kept")


def _row(contents: Any) -> Row:
    if not isinstance(contents, dict):
        raise UnexpectedJson(f"expected a row, found {contents!r:.60}")
    return {column: _cells_of(column, cell) for column, cell in contents.items()}


def _cells_of(column: str, contents: Any) -> object:
    """A cell; or the cells by year, whose keys are numbers, or by option."""
    if isinstance(contents, dict) and column in (BY_YEAR, BY_OPTION):
        return {int(key) if column == BY_YEAR else key: _cell(value) for key, value in contents.items()}
    return _cell(contents)


def _cell(contents: Any) -> object:
    if isinstance(contents, dict):
        if set(contents) != {FRACTION}:
            raise UnexpectedJson(f"expected a cell, found {contents!r:.60}")
        return Fraction(contents[FRACTION])
    if isinstance(contents, list):
        return tuple(str(name) for name in contents)
    if contents is None or isinstance(contents, str | int):
        return contents
    raise UnexpectedJson(f"expected a cell, found {contents!r:.60}")


def _list_of_rows(contents: Any) -> list[Any]:
    if not isinstance(contents, list):
        raise UnexpectedJson(f"expected rows, found {contents!r:.60}")
    return contents
