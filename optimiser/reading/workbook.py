"""An Excel workbook, a sheet a table, as grids: behind the gate, values as they stand, nothing evaluated.

openpyxl reads the values; `scan` says of the markup what openpyxl does not; `sheet` brings the two together.
"""

from __future__ import annotations

import hashlib
import io
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from models.faults import Fault
from optimiser.reading.gate import EXPECTED, opened
from optimiser.reading.grid import Grid
from optimiser.reading.parts import sheets
from optimiser.reading.scan import scan
from optimiser.reading.sheet import Sheet, grid, remarks
from optimiser.reading.source import Source, match, refuse

if TYPE_CHECKING:
    from openpyxl.workbook.workbook import Workbook


def source(path: Path) -> Source:
    """Every table of a workbook. Raises CaseFaults where it cannot be opened."""
    data = path.read_bytes()
    archive = opened(str(path), data)
    faults = list(_beside(path, archive))
    try:
        grids, unread = _tables(data, archive, faults)
    except Exception:  # noqa: BLE001 - a damaged part may make a library fail in any way; the user needs one answer
        raise refuse(str(path), "a damaged workbook", EXPECTED, "Open it in Excel and save it again.") from None
    return Source(tuple(grids), tuple(faults), hashlib.sha256(data).hexdigest(), frozenset(unread))


def _beside(path: Path, archive: zipfile.ZipFile) -> Iterator[Fault]:
    """What a reader of the workbook should know that stands on no sheet."""
    if any((path.parent / name).exists() for name in (f"~${path.name}", f".~lock.{path.name}#")):
        yield Fault(
            "",
            "the workbook open in another program",
            "a saved workbook",
            "Changes that are not saved are not read.",
            place=path.name,
            warning=True,
        )
    if any(name.startswith("xl/externalLinks/") for name in archive.namelist()):
        yield Fault(
            "",
            "links to other workbooks",
            "figures that stand in this workbook",
            "The figures last fetched are read; check that they are up to date.",
            place=path.name,
            warning=True,
        )


def _tables(data: bytes, archive: zipfile.ZipFile, faults: list[Fault]) -> tuple[list[Grid], list[str]]:
    """The grid of each sheet that holds a table, and the tables that could not be read."""
    parts = sheets(archive)
    tables, unmatched = match([part.name for part in parts], "sheet")
    faults += unmatched
    found = [
        Sheet(part.name, tables[part.name], part.hidden, scan(archive.read(part.path)))
        for part in parts
        if part.name in tables
    ]
    unread = [each.table for each in found if each.unreadable]
    for each in found:
        faults += remarks(each)
    return list(_grids(data, [each for each in found if not each.unreadable], faults)), unread


def _grids(data: bytes, found: Sequence[Sheet], faults: list[Fault]) -> Iterator[Grid]:
    if not found:
        return
    book = _book(data)
    for each in found:
        values = book[each.name]
        values.reset_dimensions()
        yield grid(each, values.iter_rows(min_row=1, max_row=each.scan.last_row, min_col=1, max_col=each.width), faults)


def _book(data: bytes) -> Workbook:
    """The workbook's values, read only as they are asked for."""
    from openpyxl import load_workbook  # noqa: PLC0415 - a quarter of a second that a folder need not wait for

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of extensions that openpyxl does not keep: nothing is written back
        return load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
