"""What goes with a case: the board's actions and the assumptions log."""

from __future__ import annotations

from collections.abc import Iterator

from models.case.appraisal_inputs import Action, Assumption
from models.case.validation.rows import FaultLog, RowReader, TableReader, Tables


def actions(table: TableReader) -> tuple[Action, ...]:
    """The board's own lines for the action plan."""
    found = []
    for row in table:
        row.require("objective", "action")
        found.append(Action(row.text("objective"), row.text("action"), row.text("by_when"), row.text("by_whom")))
    return tuple(found)


def assumptions(tables: Tables) -> tuple[Assumption, ...]:
    """Where each row's figures come from, a row of each table at a time."""
    return tuple(_log(tables))


def _log(tables: Tables) -> Iterator[Assumption]:
    for name, rows in tables.items():
        for position, cells in enumerate(rows):
            row = RowReader(name, position, cells, FaultLog())
            if name == "settings" and row.cells.get("value") is None:
                continue  # a setting left blank assumes nothing of its own
            yield Assumption(
                table=name,
                location=row.text("_place", f"{name}, row {position + 1}"),
                row=row.text("_row", f"row {position + 1}"),
                values=row.text("_values"),
                source=row.text("source"),
                note=row.text("note"),
            )
