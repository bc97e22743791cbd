"""From a folder of CSV files or a workbook to a case, or to every fault at once.

`cells`, `headings` and `typed` read one table; `folder` and `workbook` find the tables; `models.assembly` brings them
together. `describe` puts faults into words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from models.assembly import Tables, examine
from models.case import Case
from models.faults import CaseFaults, Fault
from models.vocabulary import TABLE_NAMES
from optimiser.reading import folder, workbook
from optimiser.reading.showing import describe, in_order
from optimiser.reading.source import Source, missing_tables, refuse
from optimiser.reading.typed import Typed, typed

__all__ = ["Reading", "describe", "read"]


@dataclass(frozen=True, slots=True)
class Reading:
    """A case as read. `digest`: the input's SHA-256 (64 hexadecimal digits); `source`: the input as the user named it.

    A workbook's digest is that of its file. A folder's is that of the text `sha256sum` prints for the CSV files of its
    tables, in the order of their names: `LC_ALL=C sha256sum *.csv | sha256sum` where it holds no other CSV file.
    """

    case: Case
    warnings: tuple[Fault, ...]
    digest: str
    source: str


def read(path: Path | str) -> Reading:
    """Read a case from a folder of CSV files or a workbook. Raises CaseFaults with every fault, each with its place."""
    found = _source(Path(path))
    tables = {grid.table: typed(grid) for grid in found.grids}
    verdict = examine(_rows(tables))
    faults = [
        *found.faults,
        *(fault for table in tables.values() for fault in table.faults),
        *_placed((*verdict.faults, *verdict.warnings), tables, found, Path(path)),
    ]
    wrong = [fault for fault in faults if not fault.warning]
    if wrong or verdict.case is None:
        raise CaseFaults(in_order(wrong))
    return Reading(verdict.case, in_order(faults), found.digest, str(path))


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
