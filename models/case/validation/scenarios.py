"""Scenarios: the table, the rows, the column and the change of each line.

`optimiser.casefiles.reading.case_changes` makes the changes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction

from models.case.appraisal_inputs import ScenarioChange
from models.case.faults import did_you_mean
from models.case.text import exact_number
from models.case.validation.context import CaseContext
from models.case.validation.row_conditions import YEAR_PATTERN, cell_value, is_number, matching_positions
from models.case.validation.row_reader import UNREADABLE, Row, RowReader, TableReader, Tables
from models.case.vocabulary import REQUIRED_TABLES, SETTING_NAMES

EVIDENCE_COLUMNS = ("source", "note")  # these change no figure, so no scenario changes them
CHANGE_PATTERN = re.compile(r"([+-]\d+(\.\d+)?%?)|=.*\S.*", re.ASCII)


def scenario_changes(table: TableReader, tables: Tables, context: CaseContext) -> tuple[ScenarioChange, ...]:
    """The changes of all scenarios, in the table's order. Columns have the names that their tables use."""
    return tuple(_scenario_change(row, tables, context) for row in table)


def _scenario_change(row: RowReader, tables: Tables, context: CaseContext) -> ScenarioChange:
    is_complete = row.require("scenario", "table", "column", "change") and not row.is_unreadable("where")
    target = row.text("table").casefold()
    columns = _columns(tables.get(target, ()), context)
    where = _conditions(row, columns)
    column = _column_name(row.text("column"), columns)
    if is_complete:
        _check_change(row)
        if target not in tables or target == "scenarios":
            _fault_unknown_table(row, target, tables)
        elif columns:
            named = [(column, "column"), *((name, "where") for name, _ in where)]
            if _check_columns(row, named, columns, context):
                _check_cells(row, where, column, tables[target])
    return ScenarioChange(row.text("scenario"), target, where, column, row.text("change"))


def _columns(rows: Sequence[Row], context: CaseContext) -> list[str]:
    """The names of a table's columns, including those headed by a year or an option."""
    if not rows:
        return []
    single = (column for column, value in rows[0].items() if not isinstance(value, Mapping))
    columns = [column for column in single if column not in EVIDENCE_COLUMNS and not column.startswith("_")]
    options = rows[0].get("options")
    years = [label for _, label in context.year_labels()] if "years" in rows[0] else []
    return [*columns, *years, *(map(str, options) if isinstance(options, Mapping) else ())]


def _column_name(text: str, columns: Sequence[str]) -> str:
    """The column that a text names, whatever its capitals and spaces."""
    plain = _plain(text.strip())
    return next((column for column in columns if _plain(column) == plain), plain)


def _plain(text: str) -> str:
    return re.sub(r"[\s_]+", "_", text).casefold()


def _conditions(row: RowReader, columns: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """`stream=a, borough=b` as pairs. A comma that is not followed by `word=` is part of the value before it."""
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
    if not CHANGE_PATTERN.fullmatch(change):
        remedy = "Begin it with +, - or =; on a sheet, format the cell as text first."
        row.fault("change", f'"{change}"', "a change such as -10%, +5000 or =120000", remedy)


def _fault_unknown_table(row: RowReader, target: str, tables: Tables) -> None:
    if target in REQUIRED_TABLES:
        return  # the missing table is reported already
    suggestion = did_you_mean(target, [name for name in tables if name != "scenarios"])
    row.fault("table", f'"{row.text("table")}"', "a table of this case", suggestion or "Correct the name.")


def _check_columns(
    row: RowReader, named: Sequence[tuple[str, str]], columns: Sequence[str], context: CaseContext
) -> bool:
    """Whether the table has every named column. `named`: each column with the cell of the row that names it."""
    unknown = [(column, cell) for column, cell in named if column not in columns]
    for column, cell in unknown:
        if context.year_labels() or not YEAR_PATTERN.fullmatch(column):
            remedy = did_you_mean(column, columns) or "Correct the name."
            row.fault(cell, f'"{column}"', f"a column of the table {row.text('table')}", remedy)
    return not unknown


def _check_cells(row: RowReader, where: Sequence[tuple[str, str]], column: str, rows: Sequence[Row]) -> None:
    """Check that at least one row matches, and that cells to be raised or lowered hold figures."""
    matched = [rows[position] for position in matching_positions(where, rows)]
    if not matched:
        found = f'"{row.text("where")}", which no row of {row.text("table")} matches'
        remedy = _missing_setting(row, where) or _suggestion(where, rows) or "Write the names as the table does."
        row.fault("where", found, "at least one row that matches", remedy)
    values = [cell_value(cells, column) for cells in matched]
    _warn_of_small_change(row, values)
    if not row.text("change").startswith("=") and not all(is_number(value) or value is UNREADABLE for value in values):
        found = f'"{row.text("change")}" on cells of {column} that hold no figure'
        row.fault(
            "change",
            found,
            "a figure to be raised or lowered",
            "To replace the value instead, begin the change with =.",
        )


def _warn_of_small_change(row: RowReader, values: Sequence[object]) -> None:
    """Warn of a change by less than 1 of figures of 100 or more: -0.1 where -10% may be meant."""
    change = row.text("change")
    figures = [Fraction(value) for value in values if isinstance(value, (int, Fraction))]
    if re.fullmatch(r"[+-]0+\.\d+", change) and figures and min(map(abs, figures)) >= 100:
        share = exact_number(abs(Fraction(change)) * 100)
        row.warn(
            "change",
            f'"{change}" on figures of 100 and more',
            "a change in the unit of the figures, or a per cent",
            f"It is read as it stands. Write {change[0]}{share}% if a share of each figure is meant.",
        )


def _missing_setting(row: RowReader, where: Sequence[tuple[str, str]]) -> str:
    """The remedy for a setting that the case has no row for; blank if that is not what the conditions name."""
    if row.text("table").casefold() != "settings" or len(where) != 1 or where[0][0] != "setting":
        return ""
    name = _plain(where[0][1])
    value = "; its value may stay blank" if row.text("change").startswith("=") else ", with its value"
    return f"Add a row {name} to the table settings{value}." if name in SETTING_NAMES else ""


def _suggestion(where: Sequence[tuple[str, str]], rows: Sequence[Row]) -> str:
    """A value that the user may have meant in the first condition that no row meets."""
    for name, value in where:
        if not matching_positions([(name, value)], rows):
            return did_you_mean(value, [text for cells in rows if isinstance(text := cell_value(cells, name), str)])
    return ""
