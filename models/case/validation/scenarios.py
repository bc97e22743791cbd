"""Scenarios: which rows of which table each line changes, and how. The change itself is the reader's to make."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from models.case.appraisal_inputs import ScenarioChange
from models.case.faults import did_you_mean
from models.case.validation.context import CaseContext
from models.case.validation.matching import YEAR_PATTERN, cell_value, is_number, matching_positions
from models.case.validation.rows import UNREADABLE, Row, RowReader, TableReader, Tables
from models.case.vocabulary import REQUIRED_TABLES

BESIDE = ("source", "note")  # what a row holds beside its own columns, and years and options where they are headings
CHANGE = re.compile(r"([+-]\d+(\.\d+)?%?)|=.*\S.*", re.ASCII)


def scenario_changes(table: TableReader, tables: Tables, ground: CaseContext) -> tuple[ScenarioChange, ...]:
    """The changes of each scenario, in the table's order; columns under the names that the tables have."""
    return tuple(_scenario(row, tables, ground) for row in table)


def _scenario(row: RowReader, tables: Tables, ground: CaseContext) -> ScenarioChange:
    complete = row.require("scenario", "table", "column", "change") and not row.is_unreadable("where")
    target = row.text("table").casefold()
    columns = _columns(tables.get(target, ()), ground)
    where = _conditions(row, columns)
    column = _column_name(row.text("column"), columns)
    if complete:
        _check_change(row)
        if target not in tables or target == "scenarios":
            _fault_unknown_table(row, target, tables)
        elif columns and _check_columns(
            row, [(column, "column"), *((name, "where") for name, _ in where)], columns, ground
        ):
            _check_cells(row, where, column, tables[target])
    return ScenarioChange(row.text("scenario"), target, where, column, row.text("change"))


def _columns(rows: Sequence[Row], ground: CaseContext) -> list[str]:
    """The names of a table's columns, those headed by a year or an option among them."""
    if not rows:
        return []
    named = (column for column, value in rows[0].items() if not isinstance(value, Mapping))
    own = [column for column in named if column not in BESIDE and not column.startswith("_")]
    options = rows[0].get("options")
    years = [label for _, label in ground.year_labels()] if "years" in rows[0] else []
    return [*own, *years, *(map(str, options) if isinstance(options, Mapping) else ())]


def _column_name(text: str, columns: Sequence[str]) -> str:
    """A column as the table names it, whatever its capitals and spaces."""
    plain = re.sub(r"[\s_]+", "_", text.strip()).casefold()
    return next((column for column in columns if re.sub(r"[\s_]+", "_", column).casefold() == plain), plain)


def _conditions(row: RowReader, columns: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """`stream=a, borough=b` as pairs; a comma that no `word=` follows belongs to the name before it."""
    text = row.text("where")
    if not text:
        return ()
    pairs = [part.partition("=") for part in re.split(r",\s*(?=[^,=]+=)", text)]
    if any(not sign or not column.strip() or not value.strip() for column, sign, value in pairs):
        remedy = "Write it as stream=pooled treatment budget, borough=Halton."
        row.fault("where", f'"{text}"', "column=value, separated by commas", remedy)
        return ()
    return tuple((_column_name(column, columns), value.strip()) for column, _, value in pairs)


def _check_change(row: RowReader) -> None:
    change = row.text("change")
    if not CHANGE.fullmatch(change):
        remedy = "Begin it with +, - or =; on a sheet, format the cell as text first."
        row.fault("change", f'"{change}"', "a change as -10%, +5000 or =120000", remedy)


def _fault_unknown_table(row: RowReader, target: str, tables: Tables) -> None:
    if target in REQUIRED_TABLES:
        return  # that it is missing is told already
    near = did_you_mean(target, [name for name in tables if name != "scenarios"])
    row.fault("table", f'"{row.text("table")}"', "a table of this case", near or "Correct the name.")


def _check_columns(
    row: RowReader, asked: Sequence[tuple[str, str]], columns: Sequence[str], ground: CaseContext
) -> bool:
    unknown = [(name, cell) for name, cell in asked if name not in columns]
    for name, cell in unknown:
        if ground.year_labels() or not YEAR_PATTERN.fullmatch(name):
            near = did_you_mean(name, columns) or "Correct the name."
            row.fault(cell, f'"{name}"', f"a column of the table {row.text('table')}", near)
    return not unknown


def _check_cells(row: RowReader, where: Sequence[tuple[str, str]], column: str, rows: Sequence[Row]) -> None:
    """At least one row matches, and what is to be raised or lowered is a figure."""
    matched = [rows[position] for position in matching_positions(where, rows)]
    if not matched:
        found = f'"{row.text("where")}", which no row of {row.text("table")} matches'
        near = _suggestion(where, rows) or "Write the names as the table does."
        row.fault("where", found, "at least one row that matches", near)
    values = [cell_value(cells, column) for cells in matched]
    if not row.text("change").startswith("=") and not all(is_number(value) or value is UNREADABLE for value in values):
        found = f'"{row.text("change")}" on cells of {column} that hold no figure'
        row.fault("change", found, "a figure to be raised or lowered", "Begin it with = to put a value there.")


def _suggestion(where: Sequence[tuple[str, str]], rows: Sequence[Row]) -> str:
    """What the first condition that no row meets may have meant."""
    for name, value in where:
        if not matching_positions([(name, value)], rows):
            return did_you_mean(value, [text for cells in rows if isinstance(text := cell_value(cells, name), str)])
    return ""
