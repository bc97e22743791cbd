"""Reads an Excel workbook, one sheet for each table, as grids. It takes stored values and calculates nothing.

`workbook_safety` and `package` open the file and unpack the parts that its relationships name; `markup` and
`shared_parts` read them; `sheet` makes a grid of one sheet. Each part is read once: what is checked is what is read.
"""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from xml.etree import ElementTree as ET

from models.case.faults import Fault
from optimiser.casefiles.reading.calculation import has_chain, may_be_uncalculated
from optimiser.casefiles.reading.files import read_file
from optimiser.casefiles.reading.grid import TITLE_LINES
from optimiser.casefiles.reading.markup import SheetMarkup, scan_markup
from optimiser.casefiles.reading.package import MOST_LIST, TWO_READINGS, Package, Relation, book_part, check_types
from optimiser.casefiles.reading.shared_parts import Shared, Style, read_styles, read_texts
from optimiser.casefiles.reading.sheet import Sheet, Stored, grid, remarks
from optimiser.casefiles.reading.source import Source, unreadable_input
from optimiser.casefiles.reading.table_match import Candidate, match_tables
from optimiser.casefiles.reading.table_names import Head
from optimiser.casefiles.reading.tally import SPACE, Tally
from optimiser.casefiles.reading.workbook_safety import (
    EXPECTED,
    LARGEST_FILE,
    NAME_ONE,
    NO_BOOK,
    SAVE_AGAIN,
    SAVE_AS,
    Refused,
    open_workbook_zip,
)
from optimiser.errors import CaseFaults

T = TypeVar("T")
MAIN = "{" + SPACE.strip() + "}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
STRICT = b"http://purl.oclc.org/ooxml/"
MOST_SHEETS, HEAD_ROWS, HEAD_BYTES = 300, TITLE_LINES + 2, 200_000
ZIP_FAILURES = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError, RuntimeError)


@dataclass(frozen=True, slots=True)
class _SheetPart:
    """A sheet: its name, the part that holds it, its kind, such as "worksheet", and whether it is hidden."""

    name: str
    relation: Relation
    hidden: bool


def read_workbook(path: Path) -> Source:
    """Every table of a workbook. Raises CaseFaults if it cannot be opened."""
    data = read_file(path, LARGEST_FILE)
    archive = _guarded(path, lambda: open_workbook_zip(data), ZIP_FAILURES, "a damaged file")
    return _guarded(path, lambda: _Reader(path, Package(data, archive)).source(), (Exception,), "a damaged workbook")


def _guarded(path: Path, work: Callable[[], T], failures: tuple[type[Exception], ...], what: str) -> T:
    """The result of `work`. Raises CaseFaults if it is refused, or if a library fails in it.

    A damaged part may make a library fail in any way, and the user needs one answer.
    """
    try:
        return work()
    except CaseFaults:
        raise
    except Refused as refused:
        raise unreadable_input(str(path), refused.found, EXPECTED, refused.remedy) from None
    except failures:
        raise unreadable_input(str(path), what, EXPECTED, SAVE_AGAIN) from None


class _Reader:
    """Reads one workbook. Its parts are counted together against the limits."""

    def __init__(self, path: Path, package: Package) -> None:
        self.path, self.package, self.tally = path, package, Tally()
        self.book = _book(package)
        self.related = package.relations(self.book)
        root = _main(package, self.book)
        self.parts = _sheet_parts(root, self.related)
        self.from_1904 = any(one.get("date1904") in ("1", "true") for one in root.findall(f"{MAIN}workbookPr"))
        shared = [relation for relation in self.related.values() if relation.kind in ("sharedStrings", "styles")]
        check_types(package, [*(part.relation for part in self.parts), *shared])
        self.styles = self.bytes_of("styles")
        self.texts = self.bytes_of("sharedStrings")

    def source(self) -> Source:
        """Every table."""
        heads = _Heads(self)
        matched = match_tables([heads.candidate(part) for part in self.parts], "sheet", self.path.name)
        faults = [*_beside(self.path, self.package), *matched.faults]
        calculation = (may_be_uncalculated(self.package, self.book), has_chain(self.package))
        sheets = [
            Sheet(part.name, matched.tables[part.name], part.hidden, self.scan(part), *calculation)
            for part in self.parts
            if part.name in matched.tables
        ]
        for sheet in sheets:
            faults += remarks(sheet)
        readable = [sheet for sheet in sheets if not sheet.unreadable]
        shared = self.shared([sheet.scan for sheet in readable])
        grids = tuple(grid(sheet, _rows(sheet, shared), faults) for sheet in readable)
        unread = {sheet.table for sheet in sheets if sheet.unreadable}
        digest = hashlib.sha256(self.package.data).hexdigest()
        return Source(grids, tuple(faults), digest, frozenset(unread | matched.meant), matched.not_read)

    def scan(self, part: _SheetPart) -> SheetMarkup:
        """The cells of a whole sheet."""
        return scan_markup(self.package.read(part.relation.part), self.tally)

    def shared(self, scans: Sequence[SheetMarkup]) -> Shared:
        """What these sheets share."""
        cells = (raw for scan in scans for row in scan.cells.values() for raw in row.values())
        wanted = {int(raw.content) for raw in cells if raw.kind == "s"}
        texts = read_texts(self.texts, wanted, self.tally) if self.texts and wanted else {}
        styles = read_styles(self.styles, self.tally) if self.styles and scans else ()
        return Shared(texts, styles or (Style(),), self.from_1904)

    def bytes_of(self, kind: str) -> bytes:
        """The part that all sheets share, of a kind; blank if there is none."""
        part = next((relation.part for relation in self.related.values() if relation.kind == kind), "")
        return self.package.read(part) if part else b""


class _Heads:
    """The first lines of the sheets that are not named as tables."""

    def __init__(self, reader: _Reader) -> None:
        self.reader = reader

    def candidate(self, part: _SheetPart) -> Candidate:
        """A sheet that may be a table. A chart holds none."""
        other = "" if part.relation.kind == "worksheet" else "a chart or dialog sheet"
        return Candidate(part.name, part.name, lambda: self.head(part), other)

    def head(self, part: _SheetPart) -> Head:
        """The first filled rows, as text."""
        reader = self.reader
        markup = reader.package.beginning(part.relation.part, HEAD_BYTES)
        scan = scan_markup(markup, reader.tally, HEAD_ROWS, whole=False)
        shared = reader.shared([scan])
        return [[_text(shared.stored(raw)) for raw in row.values()] for row in scan.cells.values()]


def _text(stored: Stored | None) -> str:
    return "" if stored is None else str(stored.value)


def _book(package: Package) -> str:
    """The part of the workbook, of the kind that Excel saves unless it is asked for another."""
    try:
        book = book_part(package)
    except LookupError:
        raise Refused(NO_BOOK, NAME_ONE) from None
    if STRICT in package.read(book, MOST_LIST):
        raise Refused("a workbook in Strict Open XML", SAVE_AS)
    return book


def _main(package: Package, book: str) -> ET.Element:
    return ET.fromstring(package.read(book, MOST_LIST))  # noqa: S314 - `read` let no document type through


def _sheet_parts(root: ET.Element, related: Mapping[str, Relation]) -> list[_SheetPart]:
    """The sheets in their order. Raises KeyError if the workbook is damaged."""
    elements = root.findall(f"{MAIN}sheets/{MAIN}sheet")
    if len(elements) > MOST_SHEETS:
        raise Refused(f"{len(elements):,} sheets", "Keep only the sheets of the case.")
    parts = [
        _SheetPart(one.attrib["name"], related[one.attrib[RELATION]], one.get("state", "visible") != "visible")
        for one in elements
    ]
    if len({part.relation.part.casefold() for part in parts}) < len(parts):
        raise Refused("two sheets of one content", TWO_READINGS)
    return parts


def _beside(path: Path, package: Package) -> Iterator[Fault]:
    """Warnings about a workbook that belong to none of its sheets."""
    if any((path.parent / name).exists() for name in (f"~${path.name}", f".~lock.{path.name}#")):
        found, remedy = "the workbook open in another program", "Changes that are not saved are not read."
        yield Fault("", found, "a saved workbook", remedy, location=path.name, warning=True)
    if any(entry.filename.startswith("xl/externalLinks/") for entry in package.entries()):
        found, remedy = "links to other workbooks", "The figures last fetched are read; check that they are up to date."
        yield Fault("", found, "figures that stand in this workbook", remedy, location=path.name, warning=True)


def _rows(sheet: Sheet, shared: Shared) -> Iterator[list[Stored | None]]:
    """The rows of cells of a sheet, as far as the last that is filled."""
    for number in range(1, sheet.scan.last_row + 1):
        row = sheet.scan.cells.get(number, {})
        yield [shared.stored(row[at]) if at in row else None for at in range(1, sheet.width + 1)]
