"""Positions in the workbook to fill in: rows, columns and ranges of cells."""

from __future__ import annotations

from xlsxwriter.utility import xl_col_to_name, xl_range_abs

from optimiser.casefiles.schema.columns import Column, Table
from optimiser.casefiles.schema.tables import BY_NAME, EVIDENCE, SETTING
from optimiser.casefiles.template.content import MOST_OPTIONS, MOST_YEARS

HEADINGS = 3  # the row of the headings, from 0; the rows of the table follow
LAST = 999  # the last row, from 0, that a formula looks at


def positions(table: Table) -> list[tuple[Column, int | None]]:
    """The columns of a sheet from the left, each with the number of its year or option from 0. Source and note come
    last.
    """
    own = [(column, None) for column in table.columns if column not in EVIDENCE]
    years = [(table.years, number) for number in range(MOST_YEARS)] if table.years else []
    options = [(table.options, number) for number in range(MOST_OPTIONS)] if table.options else []
    return [*own, *years, *options, *((column, None) for column in EVIDENCE)]


def position(table: str, column: str) -> int:
    """The position of a column on its sheet, from 0."""
    return next(at for at, (each, _) in enumerate(positions(BY_NAME[table])) if each.name == column)


def cells(table: str, column: str) -> str:
    """The range of a column's cells, for a formula: `contracts!$A$5:$A$1000`."""
    at = position(table, column)
    return f"{table}!{xl_range_abs(HEADINGS + 1, at, LAST, at)}"


def first_cell(table: str, column: str) -> str:
    """The first cell of a column, for a link: `contracts!F5`."""
    return f"{table}!{xl_col_to_name(position(table, column))}{HEADINGS + 2}"


def setting_cell(names: list[str], name: str) -> str:
    """The cell that holds a setting's value, given the settings in the order of their rows."""
    assert set(names) == set(SETTING)
    return f"settings!$B${HEADINGS + 2 + names.index(name)}"
