"""From a folder of CSV files or a workbook to a case, or to every fault at once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from models.assembly import Verdict, examine
from models.case import Case
from models.faults import CaseFaults, Fault
from optimiser.reading import folder
from optimiser.reading.typed import Typed, typed
from optimiser.tables import TABLES

__all__ = ["Reading", "read"]


@dataclass(frozen=True, slots=True)
class Reading:
    """A case as read. `digest`: the input's SHA-256; `source`: the input as the user named it."""

    case: Case
    warnings: tuple[Fault, ...]
    digest: str
    source: str


def read(path: Path | str) -> Reading:
    """Read a case. Raises CaseFaults with every fault, each with its place."""
    source, path = str(path), Path(path)
    faults: list[Fault] = []
    found = {grid.table: typed(grid) for grid in folder.grids(path, faults)}
    verdict = examine({t.name: found[t.name].rows for t in TABLES if t.name in found})
    faults += [fault for table in found.values() for fault in table.faults]
    faults += [_placed(fault, found) for fault in (*verdict.faults, *verdict.warnings)]
    wrong = [fault for fault in faults if not fault.warning]
    if wrong or verdict.case is None:
        raise CaseFaults(wrong)
    return Reading(verdict.case, tuple(f for f in faults if f.warning), folder.digest(path, [t.grid.name for t in found.values()]), source)


def _placed(fault: Fault, found: dict[str, Typed]) -> Fault:
    if fault.place or fault.table not in found:
        return fault
    return fault.at(found[fault.table].place(fault.row, fault.column))
