"""Reads the changes of `--set TABLE WHERE COLUMN CHANGE` as rows of the table `scenarios` are read.

They have the same meaning, checks and faults; only their place differs. `case_changes` makes them.
"""

from __future__ import annotations

from collections.abc import Sequence

from models.case.appraisal_inputs import ScenarioChange
from models.case.faults import Fault
from models.case.validation import Tables, validate
from optimiser.casefiles.reading.grid import Grid, Line
from optimiser.casefiles.reading.typed_rows import read_table

SET = "--set"  # what such a change is called where a scenario has its name
HEADINGS = ("scenario", "table", "where", "column", "change")

Change = tuple[str, str, str, str]  # table, where, column, change; a blank where means every row


def parse_set_options(
    tables: Tables, changes: Sequence[Change]
) -> tuple[tuple[ScenarioChange, ...], tuple[Fault, ...]]:
    """The changes as rows of a scenario, checked against the case; or every fault, each with its place."""
    if not changes:
        return (), ()
    table = read_table(_grid(changes))
    verdict = validate({**tables, "scenarios": table.rows})
    found = [
        fault.at_location(place_of_change(fault.row, fault.column))
        for fault in verdict.faults
        if fault.table == "scenarios"
    ]
    faults = (*(fault for fault in table.faults if not fault.warning), *found)
    return (() if faults or verdict.case is None else verdict.case.scenario_changes), faults


def place_of_change(row: int | None, column: str) -> str:
    """Where a change has a fault: `--set number 1, its WHERE`."""
    return f"{SET} number {(row or 0) + 1}" + (f", its {column.upper()}" if column in HEADINGS[1:] else "")


def _grid(changes: Sequence[Change]) -> Grid:
    lines = [Line(number, (SET, *map(_cell, change))) for number, change in enumerate(changes, 1)]
    return Grid("scenarios", SET, Line(0, HEADINGS), lines, _place)


def _cell(text: str) -> str | None:
    return text if text.strip() else None


def _place(line: int | None, column: int | None, _: str) -> str:
    return place_of_change((line or 1) - 1, HEADINGS[column] if column is not None else "")
