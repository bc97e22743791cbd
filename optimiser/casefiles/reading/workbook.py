"""Reads an Excel workbook, one sheet for each table, as grids. It takes stored values and calculates nothing.

`workbook_safety` opens the file; openpyxl reads the values; `markup` reads what openpyxl does not give; `sheet` joins
the two.
"""

from __future__ import annotations

import hashlib
import io
import posixpath
import warnings
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from xml.etree import ElementTree as ET

from models.case.faults import Fault
from optimiser.casefiles.reading.calculation import may_be_uncalculated
from optimiser.casefiles.reading.markup import scan_markup
from optimiser.casefiles.reading.sheet import Sheet, Stored, grid, remarks
from optimiser.casefiles.reading.source import Source, match_tables, unreadable_input
from optimiser.casefiles.reading.workbook_safety import EXPECTED, open_workbook_zip

if TYPE_CHECKING:
    from openpyxl.cell import Cell, MergedCell
    from openpyxl.cell.read_only import ReadOnlyCell
    from openpyxl.workbook.workbook import Workbook

T = TypeVar("T")
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
LOCALE_DATES = (*range(27, 37), *range(50, 59))  # formats of dates without a text, which openpyxl does not know
LOCALE_FORMATS = {  # by number: each country's Excel shows its own currency and signs; these are the British ones
    **dict.fromkeys((5, 6), "£#,##0;-£#,##0"),
    **dict.fromkeys((7, 8), "£#,##0.00;-£#,##0.00"),
    **dict.fromkeys((37, 38), "#,##0;-#,##0"),
    **dict.fromkeys((39, 40), "#,##0.00;-#,##0.00"),
    41: '_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-',
    42: '_-£* #,##0_-;-£* #,##0_-;_-£* "-"_-;_-@_-',
    43: '_-* #,##0.00_-;-* #,##0.00_-;_-* "-"??_-;_-@_-',
    44: '_-£* #,##0.00_-;-£* #,##0.00_-;_-£* "-"??_-;_-@_-',
}
STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


@dataclass(frozen=True, slots=True)
class _SheetPart:
    """A sheet: its name, the part that holds it, and whether it is hidden."""

    name: str
    path: str
    hidden: bool


def read_workbook(path: Path) -> Source:
    """Every table of a workbook. Raises CaseFaults if it cannot be opened."""
    data = path.read_bytes()
    archive = open_workbook_zip(str(path), data)
    parts = _guarded(path, lambda: _sheet_parts(archive))
    matched = match_tables({part.name: part.name for part in parts}, "sheet")
    faults = [*_beside(path, archive), *matched.faults]
    of_tables = [part for part in parts if part.name in matched.tables]
    scans = _guarded(path, lambda: [scan_markup(archive.read(part.path)) for part in of_tables])
    uncalculated = _guarded(path, lambda: may_be_uncalculated(archive, _book_part(archive)))
    sheets = [
        Sheet(part.name, matched.tables[part.name], part.hidden, s, uncalculated)
        for part, s in zip(of_tables, scans, strict=True)
    ]
    for sheet in sheets:
        faults += remarks(sheet)
    readable = [sheet for sheet in sheets if not sheet.unreadable]
    values = _guarded(path, lambda: _values(data, readable))
    grids = tuple(grid(sheet, rows, faults) for sheet, rows in zip(readable, values, strict=True))
    unread = {sheet.table for sheet in sheets if sheet.unreadable}
    return Source(grids, tuple(faults), hashlib.sha256(data).hexdigest(), frozenset(unread | matched.meant))


def _guarded(path: Path, work: Callable[[], T]) -> T:
    """The result of `work`. Raises CaseFaults if a library fails in it."""
    try:
        return work()
    except Exception:  # noqa: BLE001 - a damaged part may make a library fail in any way; the user needs one answer
        raise unreadable_input(
            str(path), "a damaged workbook", EXPECTED, "Open it in Excel and save it again."
        ) from None


def _sheet_parts(archive: zipfile.ZipFile) -> list[_SheetPart]:
    """The worksheets in their order. Raises KeyError or ParseError if the workbook is damaged."""
    book = _book_part(archive)
    related = _relations(archive, book)
    parts = []
    for element in ET.fromstring(archive.read(book)).iter():  # noqa: S314 - behind the gate
        if element.tag.rpartition("}")[2] == "sheet":
            kind, path = related[element.get(RELATION) or element.get(STRICT_RELATION) or ""]
            if kind == "worksheet":
                parts.append(_SheetPart(element.get("name") or "", path, element.get("state", "visible") != "visible"))
    return parts


def _book_part(archive: zipfile.ZipFile) -> str:
    """The part that lists the sheets."""
    return next(path for kind, path in _relations(archive, "").values() if kind == "officeDocument")


def _relations(archive: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """The parts that a part refers to: kind and path, by id."""
    folder, name = posixpath.split(part)
    root = ET.fromstring(archive.read(posixpath.join(folder, "_rels", f"{name}.rels")))  # noqa: S314 - behind the gate
    relations = {}
    for element in root:
        target = element.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        relations[element.get("Id", "")] = (element.get("Type", "").rpartition("/")[2], path)
    return relations


def _beside(path: Path, archive: zipfile.ZipFile) -> Iterator[Fault]:
    """Warnings about a workbook that belong to none of its sheets."""
    if any((path.parent / name).exists() for name in (f"~${path.name}", f".~lock.{path.name}#")):
        found, remedy = "the workbook open in another program", "Changes that are not saved are not read."
        yield Fault("", found, "a saved workbook", remedy, location=path.name, warning=True)
    if any(name.startswith("xl/externalLinks/") for name in archive.namelist()):
        found, remedy = "links to other workbooks", "The figures last fetched are read; check that they are up to date."
        yield Fault("", found, "figures that stand in this workbook", remedy, location=path.name, warning=True)


def _values(data: bytes, sheets: Sequence[Sheet]) -> list[list[list[Stored | None]]]:
    """The rows of cells of each sheet, as far as the last that is filled."""
    if not sheets:
        return []
    book = _book(data)
    return [list(_rows(book, sheet)) for sheet in sheets]


def _book(data: bytes) -> Workbook:
    from openpyxl import load_workbook  # noqa: PLC0415 - a quarter of a second that a folder need not wait for

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of extensions that openpyxl does not keep: nothing is written back
        return load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)


def _rows(book: Workbook, sheet: Sheet) -> Iterator[list[Stored | None]]:
    page = book[sheet.name]
    page.reset_dimensions()  # a wrong dimension element would drop rows
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for row in page.iter_rows(min_row=1, max_row=sheet.scan.last_row, min_col=1, max_col=sheet.width):
            yield [_stored(cell, book.epoch) for cell in row]


def _stored(cell: ReadOnlyCell | Cell | MergedCell, epoch: datetime) -> Stored | None:
    value: object = cell.value
    if value is None:
        return None
    number = getattr(getattr(cell, "style_array", None), "numFmtId", 0)
    if number in LOCALE_DATES and isinstance(value, (int, float)) and not isinstance(value, bool):
        value = _date(value, epoch)
    shown_as = "" if isinstance(value, bool) else LOCALE_FORMATS.get(number) or cell.number_format
    return Stored(value, cell.data_type == "e", shown_as)


def _date(days: float, epoch: datetime) -> object:
    """The date of a number of days in the workbook's calendar; the number itself if it is no date."""
    from openpyxl.utils.datetime import from_excel  # noqa: PLC0415 - as in _book

    try:
        return from_excel(days, epoch)
    except (ValueError, OverflowError):
        return days
