"""Reads a folder of CSV files or a workbook into a case, or finds every fault in it.

`folder` and `workbook` find the tables; `headings`, `cells` and `typed_rows` read one table; `models.case.validation`
checks the tables against each other. `models.case.faults` puts faults into words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from models.case.appraisal_inputs import ScenarioChange
from models.case.faults import Fault, describe, in_table_order
from models.case.types import Case
from models.case.validation import Tables, validate
from models.case.vocabulary import TABLE_NAMES
from optimiser.casefiles.reading import folder, workbook
from optimiser.casefiles.reading.case_changes import (
    Change,
    apply_changes,
    find_scenario,
    parse_set_options,
    place_of_change,
)
from optimiser.casefiles.reading.files import CHECK_PERMISSIONS
from optimiser.casefiles.reading.source import Source, missing_tables, unreadable_input
from optimiser.casefiles.reading.table_units import unit_of_input
from optimiser.casefiles.reading.typed_rows import TypedTable, read_table
from optimiser.errors import CaseFaults

__all__ = ["CaseFile", "Change", "describe", "read", "read_all", "scenario_faults"]


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case and the file or folder that it was read from.

    `digest`: the SHA-256 of the input, 64 hexadecimal digits. `source`: the input's path as the user gave it. Both are
    blank if the case was made in a script. `scenario`: the scenario whose changes were made in the case, blank for
    none. `changes`: further changes, made after those of the scenario. `tables`: the typed rows that the case was made
    of, with all these changes.

    A workbook's digest is that of its file. A folder's is that of the text that `sha256sum` prints for the CSV files of
    its tables, in the order of their names: `LC_ALL=C sha256sum *.csv | sha256sum` if it holds no other CSV file.
    """

    case: Case
    warnings: tuple[Fault, ...] = ()
    digest: str = ""
    source: str = ""
    scenario: str = ""
    tables: Tables = field(default_factory=dict)
    changes: tuple[ScenarioChange, ...] = ()


def read(path: Path | str, scenario: str = "", changes: Sequence[Change] = ()) -> CaseFile:
    """Read a case from a folder of CSV files or a workbook, with the changes of a scenario if one is named.

    `changes`: each a table, where, column and change, as in a row of the table `scenarios`. They are made in order,
    after those of the scenario. Raises CaseFaults with every fault and its place, and NoSuchScenario for a name that
    the case does not have.
    """
    reading, tables = _read(Path(path))
    if not scenario and not changes:
        return reading
    made, wrong = _changed(reading, tables, scenario, changes)
    if wrong or made is None:
        raise CaseFaults(wrong)
    return made


def read_all(path: Path | str, changes: Sequence[Change] = ()) -> tuple[CaseFile, ...]:
    """The case without changes, then each of its scenarios in the table's order, then the case with `changes` if any.

    Raises CaseFaults with every fault of the case or, if the case has none, with those of all the others together.
    """
    reading, tables = _read(Path(path))
    asked_for: list[tuple[str, Sequence[Change]]] = [(name, ()) for name in scenarios_of(reading.case)]
    made = [_changed(reading, tables, *each) for each in [*asked_for, *([("", changes)] if changes else [])]]
    if wrong := [fault for _, faults in made for fault in faults]:
        raise CaseFaults(wrong)
    return (reading, *(each for each, _ in made if each is not None))


def scenario_faults(path: Path | str) -> tuple[Fault, ...]:
    """The faults that the case would have in any of its scenarios. The case itself must have none."""
    reading, tables = _read(Path(path))
    names = scenarios_of(reading.case)
    return tuple(fault for name in names for fault in _changed(reading, tables, name, ())[1])


def scenarios_of(case: Case) -> list[str]:
    """The names of a case's scenarios, in the table's order."""
    return list(dict.fromkeys(line.name for line in case.scenario_changes))


def _read(path: Path) -> tuple[CaseFile, Mapping[str, TypedTable]]:
    source = _source(path)
    tables = {grid.table: read_table(grid) for grid in source.grids}
    verdict = validate(_rows(tables))
    faults = [
        *unit_of_input(path.name),
        *source.faults,
        *(fault for table in tables.values() for fault in table.faults),
        *_placed((*verdict.faults, *verdict.warnings), tables, source, path),
    ]
    wrong = [fault for fault in faults if not fault.warning]
    if wrong or verdict.case is None:
        raise CaseFaults(in_table_order(wrong))
    return CaseFile(verdict.case, in_table_order(faults), source.digest, str(path), tables=_rows(tables)), tables


def _changed(
    reading: CaseFile, tables: Mapping[str, TypedTable], scenario: str, changes: Sequence[Change]
) -> tuple[CaseFile | None, list[Fault]]:
    """The case with the changes made, or None if that has faults; and its faults, each with its place."""
    scenario_rows = reading.case.scenario_changes
    name, positions = find_scenario(scenario_rows, scenario) if scenario else ("", [])
    lines, unread = parse_set_options(_rows(tables), changes)
    if unread:
        return None, list(unread)
    all_lines, in_table = (*scenario_rows, *lines), len(scenario_rows)
    rows, faults = apply_changes(_rows(tables), all_lines, [*positions, *range(in_table, len(all_lines))])
    verdict = validate(rows)

    def placed(fault: Fault) -> Fault:
        """The fault with its place. A change of --set has a place of its own."""
        if fault.table == "scenarios" and fault.row is not None and fault.row >= in_table:
            return fault.at_location(place_of_change(fault.row - in_table, fault.column))
        return _in_it(name, changes, fault.at_location(tables[fault.table].place(fault.row, fault.column)))

    earlier = {fault.at_location("") for fault in reading.warnings}
    wrong = [placed(fault) for fault in (*faults, *verdict.faults)]
    if wrong or verdict.case is None:
        return None, wrong
    new = (placed(fault) for fault in verdict.warnings if fault.at_location("") not in earlier)
    kept = {"scenarios": scenario_table} if (scenario_table := reading.tables.get("scenarios")) else {}
    case = replace(verdict.case, scenario_changes=scenario_rows)
    warnings = (*reading.warnings, *new)
    return replace(reading, case=case, scenario=name, changes=lines, warnings=warnings, tables={**rows, **kept}), []


def _in_it(scenario: str, changes: Sequence[Change], fault: Fault) -> Fault:
    """The same fault; its place also names the scenario or --set that caused it."""
    what = [f'scenario "{scenario}"'] * bool(scenario) + ["--set"] * bool(changes)
    return fault.at_location(f"{' and '.join(what)}, {fault.location}")


def _source(path: Path) -> Source:
    try:
        return folder.read_folder(path) if path.is_dir() else workbook.read_workbook(path)
    except OSError as error:
        raise unreadable_input(
            str(path), f"no way to read it ({error.strerror})", "an input that may be read", CHECK_PERMISSIONS
        ) from None


def _rows(tables: Mapping[str, TypedTable]) -> Tables:
    """The typed rows of each table, in the order of the tables."""
    return {name: tables[name].rows for name in TABLE_NAMES if name in tables}


def _placed(faults: tuple[Fault, ...], tables: Mapping[str, TypedTable], source: Source, path: Path) -> Iterator[Fault]:
    """The faults that were found between tables, each with the place where the user finds it."""
    what = "file" if path.is_dir() else "sheet"
    missing = list(missing_tables({*tables, *source.unread}, path.name or str(path), what))
    yield from missing
    if source.not_read:
        yield replace(source.not_read, warning=not missing)
    for fault in faults:
        if fault.table in tables:
            yield fault.at_location(tables[fault.table].place(fault.row, fault.column))
