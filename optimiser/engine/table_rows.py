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


def tables_from_json(found: Any) -> Tables:
    """The tables from plain JSON, equal to what they were."""
    if not isinstance(found, dict):
        raise UnexpectedJson("expected tables by their names")
    return {name: tuple(_row(row) for row in _list_of_rows(rows)) for name, rows in found.items()}


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


def _row(found: Any) -> Row:
    if not isinstance(found, dict):
        raise UnexpectedJson(f"expected a row, found {found!r:.60}")
    return {column: _cells_of(column, cell) for column, cell in found.items()}


def _cells_of(column: str, found: Any) -> object:
    """A cell; or the cells by year, whose keys are numbers, or by option."""
    if isinstance(found, dict) and column in (BY_YEAR, BY_OPTION):
        return {int(key) if column == BY_YEAR else key: _cell(value) for key, value in found.items()}
    return _cell(found)


def _cell(found: Any) -> object:
    if isinstance(found, dict):
        if set(found) != {FRACTION}:
            raise UnexpectedJson(f"expected a cell, found {found!r:.60}")
        return Fraction(found[FRACTION])
    if isinstance(found, list):
        return tuple(str(name) for name in found)
    if found is None or isinstance(found, str | int):
        return found
    raise UnexpectedJson(f"expected a cell, found {found!r:.60}")


def _list_of_rows(found: Any) -> list[Any]:
    if not isinstance(found, list):
        raise UnexpectedJson(f"expected rows, found {found!r:.60}")
    return found
