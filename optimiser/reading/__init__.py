"""From a folder of CSV files or a workbook to a case, or to every fault at once.

`cells`, `headings` and `typed` read one table; `folder` and `workbook` find the tables; `models.assembly` brings them
together. `describe` puts faults into words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from models.assembly import Tables, examine
from models.case import Case
from models.faults import CaseFaults, Fault
from models.vocabulary import TABLE_NAMES
from optimiser.reading import folder, workbook
from optimiser.reading.changing import NoSuchScenario, changed, named
from optimiser.reading.showing import describe, in_order
from optimiser.reading.source import Source, missing_tables, refuse
from optimiser.reading.typed import Typed, typed

__all__ = ["NoSuchScenario", "Reading", "describe", "read", "scenario_faults"]


@dataclass(frozen=True, slots=True)
class Reading:
    """A case as read. `digest`: the input's SHA-256 (64 hexadecimal digits); `source`: the input as the user named it.

    `scenario`: the scenario whose changes are made in the case, blank for the case as it stands; `tables`: the typed
    rows that the case was made of, with those changes.

    A workbook's digest is that of its file. A folder's is that of the text `sha256sum` prints for the CSV files of its
    tables, in the order of their names: `LC_ALL=C sha256sum *.csv | sha256sum` where it holds no other CSV file.
    """

    case: Case
    warnings: tuple[Fault, ...]
    digest: str
    source: str
    scenario: str = ""
    tables: Tables = field(default_factory=dict)


def read(path: Path | str, scenario: str = "") -> Reading:
    """Read a case from a folder of CSV files or a workbook, with a scenario's changes made where one is named.

    Raises CaseFaults with every fault, each with its place, and NoSuchScenario for a name that the case does not have.
    """
    return _read(Path(path), scenario)[0]


def scenario_faults(path: Path | str) -> tuple[Fault, ...]:
    """What would be wrong with the case in any of its scenarios; the case itself has no faults."""
    reading, tables = _read(Path(path))
    names = dict.fromkeys(line.name for line in reading.case.scenarios)
    return tuple(fault for name in names for fault in _in_scenario(reading, tables, name)[1])


def _read(path: Path, scenario: str = "") -> tuple[Reading, Mapping[str, Typed]]:
    found = _source(path)
    tables = {grid.table: typed(grid) for grid in found.grids}
    verdict = examine(_rows(tables))
    faults = [
        *found.faults,
        *(fault for table in tables.values() for fault in table.faults),
        *_placed((*verdict.faults, *verdict.warnings), tables, found, path),
    ]
    wrong = [fault for fault in faults if not fault.warning]
    if wrong or verdict.case is None:
        raise CaseFaults(in_order(wrong))
    reading = Reading(verdict.case, in_order(faults), found.digest, str(path), tables=_rows(tables))
    if scenario:
        changed_reading, wrong_there = _in_scenario(reading, tables, scenario)
        if wrong_there or changed_reading is None:
            raise CaseFaults(wrong_there)
        return changed_reading, tables
    return reading, tables


def _in_scenario(reading: Reading, tables: Mapping[str, Typed], scenario: str) -> tuple[Reading | None, list[Fault]]:
    """The reading with a scenario's changes made, None where that has faults; its faults, each with its place."""
    name, positions = named(reading.case.scenarios, scenario)
    rows, faults = changed(_rows(tables), reading.case.scenarios, positions)
    verdict = examine(rows)
    found = (*faults, *verdict.faults, *verdict.warnings)
    told = [fault.at(tables[fault.table].place(fault.row, fault.column)) for fault in found]
    wrong = [_in_it(name, fault) for fault in told if not fault.warning]
    if wrong or verdict.case is None:
        return None, wrong
    case = replace(verdict.case, scenarios=reading.case.scenarios)
    new = (_in_it(name, fault) for fault in told if fault not in reading.warnings)
    kept = {"scenarios": rows_of} if (rows_of := reading.tables.get("scenarios")) else {}
    return replace(reading, case=case, scenario=name, warnings=(*reading.warnings, *new), tables={**rows, **kept}), []


def _in_it(scenario: str, fault: Fault) -> Fault:
    """The same fault, with the scenario in its place."""
    return fault.at(f'scenario "{scenario}", {fault.place}')


def _source(path: Path) -> Source:
    try:
        if path.is_dir():
            return folder.source(path)
        if not path.exists():
            raise refuse(str(path), "nothing there", "a folder of CSV files or an Excel workbook", "Check the name.")
        return workbook.source(path)
    except OSError as error:
        raise refuse(
            str(path), f"no way to read it ({error.strerror})", "a file that may be read", "Check its permissions."
        ) from None


def _rows(tables: Mapping[str, Typed]) -> Tables:
    """The typed rows of each table, in the order of the tables."""
    return {name: tables[name].rows for name in TABLE_NAMES if name in tables}


def _placed(faults: tuple[Fault, ...], tables: Mapping[str, Typed], found: Source, path: Path) -> Iterator[Fault]:
    """The faults between tables, each with the place where the user finds it."""
    what = "file" if path.is_dir() else "sheet"
    yield from missing_tables({*tables, *found.unread}, path.name, what)
    for fault in faults:
        if fault.table in tables:
            yield fault.at(tables[fault.table].place(fault.row, fault.column))
