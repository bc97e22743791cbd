"""What goes with a case: scenarios, the board's actions, and the assumptions log."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from models.assembly.ground import Ground
from models.assembly.rows import UNREADABLE, Findings, Record, Row, Sheet, Tables
from models.case import Action, Assumption, Scenario
from models.faults import did_you_mean
from models.vocabulary import REQUIRED_TABLES

BESIDE = ("source", "note", "years", "options")  # what a row holds beside its own columns


def scenarios(table: Sheet, tables: Tables, ground: Ground) -> tuple[Scenario, ...]:
    """The changes of each scenario, in the table's order."""
    return tuple(_scenario(row, tables, ground) for row in table)


def _scenario(row: Record, tables: Tables, ground: Ground) -> Scenario:
    complete = row.need("scenario", "table", "column", "change")
    target = row.text("table").casefold()
    where = _conditions(row)
    if complete:
        _check_change(row, row.text("change"))
        _check_target(row, target, where, tables, ground)
    return Scenario(row.text("scenario"), target, where, _column_name(row.text("column")), row.text("change"))


def _conditions(row: Record) -> tuple[tuple[str, str], ...]:
    """`stream=a, borough=b` as pairs; a comma that no `word=` follows belongs to the name before it."""
    text = row.text("where")
    if not text:
        return ()
    parts = re.split(r",\s*(?=[^,=]+=)", text)
    pairs = [part.partition("=") for part in parts]
    if any(not sign or not column.strip() or not value.strip() for column, sign, value in pairs):
        row.fault(
            "where",
            f'"{text}"',
            "column=value, separated by commas",
            "Write it as stream=pooled treatment budget, borough=Halton.",
        )
        return ()
    return tuple((_column_name(column), value.strip()) for column, _, value in pairs)


def _check_change(row: Record, change: str) -> None:
    if not re.fullmatch(r"[+-]\d+(\.\d+)?%?|=.*\S.*", change):
        row.fault(
            "change",
            f'"{change}"',
            "a change as -10%, +5000 or =120000",
            "Begin it with +, - or =; on a sheet, format the cell as text first.",
        )


def _check_target(row: Record, target: str, where: Sequence[tuple[str, str]], tables: Tables, ground: Ground) -> None:
    if target not in tables or target == "scenarios":
        _no_such_table(row, target, tables)
        return
    columns = _columns(tables[target], ground)
    asked = [(_column_name(row.text("column")), "column"), *((name, "where") for name, _ in where)]
    unknown = [(name, cell) for name, cell in asked if columns and name not in columns]
    for name, cell in unknown:
        if ground.labels() or not _is_year(name):
            near = did_you_mean(name, columns) or "Correct the name."
            row.fault(cell, f'"{name}"', f"a column of the table {target}", near)
    if columns and not unknown and not any(_matches(cells, where) for cells in tables[target]):
        found = f'"{row.text("where")}", which no row of {target} matches'
        row.fault("where", found, "at least one row that matches", "Write the names as the table does.")


def _no_such_table(row: Record, target: str, tables: Tables) -> None:
    if target in REQUIRED_TABLES:
        return  # that it is missing is told already
    near = did_you_mean(target, [name for name in tables if name != "scenarios"])
    row.fault("table", f'"{row.text("table")}"', "a table of this case", near or "Correct the name.")


def _is_year(name: str) -> bool:
    return re.fullmatch(r"\d{4}/\d{2}", name) is not None


def _columns(rows: Sequence[Row], ground: Ground) -> list[str]:
    if not rows:
        return []
    own = [column for column in rows[0] if column not in BESIDE and not column.startswith("_")]
    options = rows[0].get("options")
    years = [label for _, label in ground.labels()] if "years" in rows[0] else []
    return [*own, *years, *(map(str, options) if isinstance(options, dict) else ())]


def _matches(cells: Row, where: Sequence[tuple[str, str]]) -> bool:
    return all(cells.get(column) is UNREADABLE or _said(cells.get(column)) == _plain(value) for column, value in where)


def _said(value: object) -> str:
    """A cell's value as a condition would write it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return _plain(", ".join(map(str, value)))
    if isinstance(value, Fraction):
        return f"{float(value):g}"
    return "" if value is None else _plain(str(value))


def _plain(text: str) -> str:
    return " ".join(text.split())


def _column_name(text: str) -> str:
    return re.sub(r"[\s_]+", "_", text.strip()).casefold()


def actions(table: Sheet) -> tuple[Action, ...]:
    """The board's own lines for the action plan."""
    found = []
    for row in table:
        row.need("objective", "action")
        found.append(Action(row.text("objective"), row.text("action"), row.text("by_when"), row.text("by_whom")))
    return tuple(found)


def assumptions(tables: Tables) -> tuple[Assumption, ...]:
    """Where each row's figures come from, a row of each table at a time."""
    return tuple(_log(tables))


def _log(tables: Tables) -> Iterator[Assumption]:
    for name, rows in tables.items():
        for position, cells in enumerate(rows):
            row = Record(name, position, cells, Findings())
            if name == "settings" and row.cells.get("value") is None:
                continue  # a setting left blank assumes nothing of its own
            yield Assumption(
                table=name,
                place=row.text("_place", f"{name}, row {position + 1}"),
                row=row.text("_row", f"row {position + 1}"),
                values=row.text("_values"),
                source=row.text("source"),
                note=row.text("note"),
            )
