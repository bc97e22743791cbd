"""Makes the changes of a scenario, or of --set, in the typed rows of a case, and checks each new figure.

`models.case.validation.row_conditions` finds the rows that a change names, always among the rows as they were read.
Several changes of one cell are made one after another. Changed money is rounded half up to a penny, a changed
unit price to six decimals of a pound, a changed count to a whole number. The source of a changed row says what was
changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from models.case.appraisal_inputs import ScenarioChange
from models.case.faults import Fault, name_remedy
from models.case.money import round_half_up
from models.case.text import fold_name
from models.case.types import financial_year
from models.case.validation import UNREADABLE, Row, Tables, validate
from models.case.validation.row_conditions import YEAR_PATTERN, cell_value, matching_positions
from optimiser.casefiles.reading.cells import Cell, read_cell
from optimiser.casefiles.reading.complaint import Complaint
from optimiser.casefiles.reading.grid import Grid, Line
from optimiser.casefiles.reading.typed_rows import effective_column, read_table, row_description
from optimiser.casefiles.schema.columns import Column, Kind, Table, expected_text
from optimiser.casefiles.schema.tables import BY_NAME, MINIMUM
from optimiser.errors import NoSuchScenario

SET = "--set"  # what such a change is called where a scenario has its name
HEADINGS = ("scenario", "table", "where", "column", "change")

Change = tuple[str, str, str, str]  # table, where, column, change; a blank where means every row
Cells = dict[str, object]


def parse_set_options(
    tables: Tables, changes: Sequence[Change]
) -> tuple[tuple[ScenarioChange, ...], tuple[Fault, ...]]:
    """The changes of `--set TABLE WHERE COLUMN CHANGE` as rows of a scenario, checked against the case.

    They are read as rows of the table `scenarios` are: the same meaning, checks and faults. Only their place differs.
    If any has a fault, no changes are given but every fault, each with its place.
    """
    if not changes:
        return (), ()
    table = read_table(_set_grid(changes))
    verdict = validate({**tables, "scenarios": table.rows})
    placed = [
        fault.at_location(place_of_change(fault.row, fault.column))
        for fault in verdict.faults
        if fault.table == "scenarios"
    ]
    faults = (*(fault for fault in table.faults if not fault.warning), *placed)
    return (() if faults or verdict.case is None else verdict.case.scenario_changes), faults


def place_of_change(row: int | None, column: str) -> str:
    """Where a change has a fault: `--set number 1, its WHERE`."""
    return f"{SET} number {(row or 0) + 1}" + (f", its {column.upper()}" if column in HEADINGS[1:] else "")


def find_scenario(scenarios: Sequence[ScenarioChange], name: str) -> tuple[str, list[int]]:
    """A scenario's name as the table spells it, and the positions of its rows. Raises NoSuchScenario."""
    names = list(dict.fromkeys(line.name for line in scenarios))
    spelt = next((known for known in names if fold_name(known) == fold_name(name)), None)
    if spelt is None:
        raise NoSuchScenario(f'The case has no scenario "{name}". {name_remedy(name, names)}')
    return spelt, [position for position, line in enumerate(scenarios) if line.name == spelt]


def apply_changes(
    tables: Tables, scenarios: Sequence[ScenarioChange], positions: Sequence[int]
) -> tuple[Tables, list[Fault]]:
    """Every table but `scenarios` with these changes made, and a fault for each change that cannot be made."""
    before = {name: rows for name, rows in tables.items() if name != "scenarios"}
    after: dict[str, list[Row]] = {name: list(rows) for name, rows in before.items()}
    faults: list[Fault] = []
    for position in positions:
        line = scenarios[position]
        for row in matching_positions(line.where, before[line.table]):
            try:
                after[line.table][row] = _row(BY_NAME[line.table], after[line.table][row], line)
            except Complaint as wrong:
                faults.append(
                    Fault("scenarios", wrong.found, wrong.expected, wrong.remedy, row=position, column="change")
                )
    return after, list(dict.fromkeys(faults))


def column_of(table: Table, cells: Row, name: str) -> Column:
    """The declaration of a cell's column, whether its heading is a name, a year or an option."""
    if name in table.by_name:
        return effective_column(table.by_name[name], cells)
    inner = table.years if YEAR_PATTERN.fullmatch(name) and table.years else table.options
    if inner is None:
        raise KeyError(name)
    return inner


def _counts_places(table: Table, cells: Row) -> bool:
    """Whether the row's figures are places: true for a minimum unless it counts people."""
    return table is MINIMUM and cells.get("measure") in (None, "places")


def _row(table: Table, cells: Row, line: ScenarioChange) -> Row:
    """The row with the changed cell and a new description."""
    column = column_of(table, cells, line.column)
    value = cell_value(cells, line.column)
    if value is UNREADABLE:
        return cells
    if column is table.years and _counts_places(table, cells):
        column = replace(column, kind=Kind.COUNT)
    made = _put(cells, line.column, _value(column, value, line))
    return {**made, **row_description(table, made), "source": _source(made.get("source"), line)}


def _put(cells: Row, name: str, value: object) -> Cells:
    if name in cells:
        return {**cells, name: value}
    year = YEAR_PATTERN.fullmatch(name)
    part, key = ("years", int(year[1])) if year and "years" in cells else ("options", name)
    inner = cells[part]
    if not isinstance(inner, Mapping):
        raise TypeError(f"{part} holds {inner!r}")
    return {**cells, part: {**inner, key: value}}


def _value(column: Column, value: object, line: ScenarioChange) -> object:
    """The new value of a cell. Raises Complaint if the column may not hold it."""
    change = line.change
    if change.startswith("="):
        held = _held(column, change[1:].strip(), change)
        # what would be rounded to nothing stays, so that the check of the case can tell it
        return (_rounded(column, held) or held) if column.kind is Kind.MONEY and isinstance(held, Fraction) else held
    if not isinstance(value, (int, Fraction)) or (column.kind is Kind.YEAR and change.endswith("%")):
        raise Complaint(f'"{change}" on {line.column}', "Begin it with = to put a value there.", expected_text(column))
    share = change.endswith("%")
    by = Fraction(change.removesuffix("%"))
    exact = value * (1 + by / 100) if share else value + by
    if column.kind is Kind.YEAR:
        return int(exact)
    return _held(column, _rounded(column, exact), change)


def _rounded(column: Column, exact: Fraction) -> Fraction:
    if column.kind is Kind.MONEY:
        return Fraction(round_half_up(exact * 10**column.decimals), 10**column.decimals)
    return Fraction(round_half_up(exact)) if column.kind is Kind.COUNT else exact


def _held(column: Column, value: str | Fraction, change: str) -> object:
    """A text or a figure that was worked out, read as any cell is read."""
    cell = Cell(value, column, typed=False)
    try:
        read = read_cell(cell)
    except Complaint as wrong:
        found = f'"{change}", which makes {wrong.found}'
        remedy = wrong.remedy if isinstance(value, str) else "Make the change smaller."
        raise Complaint(found, remedy, wrong.expected or expected_text(column)) from None
    if isinstance(read, int) and column.kind is Kind.YEAR and cell.warnings:
        raise Complaint(f'"{change}"', f"Write ={financial_year(read)} if that is meant.", expected_text(column))
    return read


def _source(source: object, line: ScenarioChange) -> object:
    """The row's new source. A figure that was changed is no longer marked as given."""
    if not isinstance(source, str):
        return source
    quality = "illustrative" if source.casefold().startswith("illustrative") else "derived"
    by = line.name if line.name == SET else f'scenario "{line.name}"'
    return f"{quality}: {by} makes {line.column} {line.change}; before: {source}"


def _set_grid(changes: Sequence[Change]) -> Grid:
    lines = [Line(number, (SET, *map(_set_cell, change))) for number, change in enumerate(changes, 1)]
    return Grid("scenarios", SET, Line(0, HEADINGS), lines, _set_place)


def _set_cell(text: str) -> str | None:
    return text if text.strip() else None


def _set_place(line: int | None, column: int | None, _: str) -> str:
    return place_of_change((line or 1) - 1, HEADINGS[column] if column is not None else "")
