"""From a folder of CSV files or a workbook to a case, or to every fault at once.

`cells`, `headings` and `read_table` read one table; `folder` and `workbook` find the tables; `models.case.validation`
brings them together. `describe` puts faults into words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from models.case.faults import Fault
from models.case.types import Case, ScenarioChange
from models.case.validation import Tables, validate
from models.case.vocabulary import TABLE_NAMES
from optimiser.casefiles.reading import folder, workbook
from optimiser.casefiles.reading.case_changes import apply_changes, find_scenario
from optimiser.casefiles.reading.fault_text import describe, in_table_order
from optimiser.casefiles.reading.set_option import Change, parse_set_options, place_of_change
from optimiser.casefiles.reading.source import Source, missing_tables, unreadable_input
from optimiser.casefiles.reading.typed_rows import TypedTable, read_table
from optimiser.errors import CaseFaults

__all__ = ["CaseFile", "Change", "describe", "read", "read_all", "scenario_faults"]


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case and the file or folder that it was read from.

    `digest`: the SHA-256 of the input, 64 hexadecimal digits. `source`: the input's path as the user gave it. Both are
    blank if the case was made in a script. `scenario`: the scenario whose changes were made in the case, blank for
    none. `change_text`: further changes, made after those of the scenario. `tables`: the typed rows that the case was
    made of, with all these changes.

    A workbook's digest is that of its file. A folder's is that of the text `sha256sum` prints for the CSV files of its
    tables, in the order of their names: `LC_ALL=C sha256sum *.csv | sha256sum` where it holds no other CSV file.
    """

    case: Case
    warnings: tuple[Fault, ...] = ()
    digest: str = ""
    source: str = ""
    scenario: str = ""
    tables: Tables = field(default_factory=dict)
    changes: tuple[ScenarioChange, ...] = ()


def read(path: Path | str, scenario: str = "", changes: Sequence[Change] = ()) -> CaseFile:
    """Read a case from a folder of CSV files or a workbook, with a scenario's changes made where one is named.

    `change_text`: each table, where, column and change, as in a row of the table `scenarios`; made in order, after
    those of the scenario. Raises CaseFaults with every fault, each with its place, and NoSuchScenario for a name that
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
    """The case as it stands, each of its scenarios in the table's order, and last, where there are any, the changes.

    Raises CaseFaults with every fault of the case, or where it has none, with those of all the others together.
    """
    reading, tables = _read(Path(path))
    asked_for: list[tuple[str, Sequence[Change]]] = [(name, ()) for name in scenarios_of(reading.case)]
    made = [_changed(reading, tables, *each) for each in [*asked_for, *([("", changes)] if changes else [])]]
    if wrong := [fault for _, faults in made for fault in faults]:
        raise CaseFaults(wrong)
    return (reading, *(each for each, _ in made if each is not None))


def scenario_faults(path: Path | str) -> tuple[Fault, ...]:
    """What would be wrong with the case in any of its scenarios; the case itself has no faults."""
    reading, tables = _read(Path(path))
    names = scenarios_of(reading.case)
    return tuple(fault for name in names for fault in _changed(reading, tables, name, ())[1])


def scenarios_of(case: Case) -> list[str]:
    """The names of a case's scenarios, in the table's order."""
    return list(dict.fromkeys(line.name for line in case.scenario_changes))


def _read(path: Path) -> tuple[CaseFile, Mapping[str, TypedTable]]:
    found = _source(path)
    tables = {grid.table: read_table(grid) for grid in found.grids}
    verdict = validate(_rows(tables))
    faults = [
        *found.faults,
        *(fault for table in tables.values() for fault in table.faults),
        *_placed((*verdict.faults, *verdict.warnings), tables, found, path),
    ]
    wrong = [fault for fault in faults if not fault.warning]
    if wrong or verdict.case is None:
        raise CaseFaults(in_table_order(wrong))
    return CaseFile(verdict.case, in_table_order(faults), found.digest, str(path), tables=_rows(tables)), tables


def _changed(
    reading: CaseFile, tables: Mapping[str, TypedTable], scenario: str, changes: Sequence[Change]
) -> tuple[CaseFile | None, list[Fault]]:
    """The reading with the changes made, None where that has faults; its faults, each with its place."""
    own = reading.case.scenario_changes
    name, positions = find_scenario(own, scenario) if scenario else ("", [])
    lines, unread = parse_set_options(_rows(tables), changes)
    if unread:
        return None, list(unread)
    rows, faults = apply_changes(_rows(tables), (*own, *lines), [*positions, *range(len(own), len(own) + len(lines))])
    verdict = validate(rows)

    def told(fault: Fault) -> Fault:
        """The fault in its place: that of a change of --set has one of its own."""
        if fault.table == "scenarios" and fault.row is not None and fault.row >= len(own):
            return fault.at_location(place_of_change(fault.row - len(own), fault.column))
        return _in_it(name, changes, fault.at_location(tables[fault.table].place(fault.row, fault.column)))

    known = {fault.at_location("") for fault in reading.warnings}
    wrong = [told(fault) for fault in (*faults, *verdict.faults)]
    if wrong or verdict.case is None:
        return None, wrong
    warnings = (*reading.warnings, *(told(fault) for fault in verdict.warnings if fault.at_location("") not in known))
    kept = {"scenarios": each} if (each := reading.tables.get("scenarios")) else {}
    case = replace(verdict.case, scenario_changes=own)
    return replace(reading, case=case, scenario=name, changes=lines, warnings=warnings, tables={**rows, **kept}), []


def _in_it(scenario: str, changes: Sequence[Change], fault: Fault) -> Fault:
    """The same fault, with what was changed in its place."""
    what = [f'scenario "{scenario}"'] * bool(scenario) + ["--set"] * bool(changes)
    return fault.at_location(f"{' and '.join(what)}, {fault.location}")


def _source(path: Path) -> Source:
    try:
        if path.is_dir():
            return folder.read_folder(path)
        if not path.exists():
            raise unreadable_input(
                str(path), "nothing there", "a folder of CSV files or an Excel workbook", "Check the name."
            )
        return workbook.read_workbook(path)
    except OSError as error:
        raise unreadable_input(
            str(path), f"no way to read it ({error.strerror})", "a file that may be read", "Check its permissions."
        ) from None


def _rows(tables: Mapping[str, TypedTable]) -> Tables:
    """The typed rows of each table, in the order of the tables."""
    return {name: tables[name].rows for name in TABLE_NAMES if name in tables}


def _placed(faults: tuple[Fault, ...], tables: Mapping[str, TypedTable], found: Source, path: Path) -> Iterator[Fault]:
    """The faults between tables, each with the place where the user finds it."""
    what = "file" if path.is_dir() else "sheet"
    yield from missing_tables({*tables, *found.unread}, path.name, what)
    for fault in faults:
        if fault.table in tables:
            yield fault.at_location(tables[fault.table].place(fault.row, fault.column))
