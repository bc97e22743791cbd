"""Reads a folder of CSV files, one for each table, as grids.

Files are UTF-8, with or without a byte order mark; a file in Windows-1252 is read with a warning. Commas, semicolons or
tabs separate the cells.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path

from models.case.faults import Fault
from optimiser.casefiles.reading.files import CHECK_PERMISSIONS, candidate, is_quiet, read_file
from optimiser.casefiles.reading.grid import (
    MOST_COLUMNS,
    MOST_ROWS,
    TITLE_LINES,
    Grid,
    Line,
    Place,
    Unreadable,
    split_at_headings,
    titles_above,
)
from optimiser.casefiles.reading.source import Source, unreadable_input
from optimiser.casefiles.reading.table_match import match_tables
from optimiser.casefiles.reading.table_names import Head
from optimiser.errors import CaseFaults

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
MOST_FILES = 1_000
LARGEST_TABLE, MOST_CELLS = 5_000_000, 200_000  # bytes and cells of one table
LONGEST_LINE, MOST_LINES_OF_A_ROW = 100_000, 1_000
HEAD_BYTES, HEAD_LINES = 200_000, TITLE_LINES + 2
RUN_RECORD = "run.json"  # stands in the folder of a run's results
EXPECTED = "a folder with a CSV file for each table"
SEPARATOR = re.compile(r'"?sep=(?P<sign>[,;\t|])"?[,;\t]*\r?\n', re.IGNORECASE)
WIDE = (b"\xff\xfe", b"\xfe\xff")


def read_folder(folder: Path) -> Source:
    """Every table of a folder. Raises CaseFaults if there is none, or if the folder holds more than any case."""
    entries = [path for path in sorted(folder.iterdir()) if not is_quiet(path.name)]
    if len(entries) > MOST_FILES:
        raise unreadable_input(
            str(folder), f"{len(entries):,} files", EXPECTED, "Keep the files of the case alone in it."
        )
    candidates = [each for path in entries if (each := candidate(path, _head))]
    matched = match_tables(candidates, "file", folder.name or str(folder))
    if not matched.tables and not matched.faults and not any(path.suffix.casefold() == ".csv" for path in entries):
        raise _nothing_in(folder)
    if "settings" not in matched.tables.values() and (folder / RUN_RECORD).is_file():
        raise unreadable_input(str(folder), "the results of a run", EXPECTED, "Name the case that was run.")
    grids, digests = [], {}
    for name, table in matched.tables.items():
        try:
            data = _bytes(folder / name, table)
            digests[name] = hashlib.sha256(data).hexdigest()
            grids.append(_grid(name, table, data, matched.faults))
        except CaseFaults as unreadable:
            matched.faults.extend(unreadable.faults)
            matched.meant.add(table)
    return Source(tuple(grids), tuple(matched.faults), folder_hash(digests), frozenset(matched.meant), matched.not_read)


def folder_hash(digests: Mapping[str, str]) -> str:
    """The SHA-256 of the text that `sha256sum` prints for files, from the SHA-256 of each by its name.

    In a folder that holds only tables, `LC_ALL=C sha256sum *.csv | sha256sum` gives the same.
    """
    lines = [f"{digests[name]}  {name}\n" for name in sorted(digests, key=str.encode)]
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _nothing_in(folder: Path) -> CaseFaults:
    workbooks = [path.name for path in sorted(folder.glob("*.xlsx")) if not path.name.startswith("~$")]
    remedy = (
        f"Name the workbook itself: {folder / workbooks[0]}." if workbooks else "Put a CSV file for each table in it."
    )
    return unreadable_input(str(folder), "no CSV file", EXPECTED, remedy)


def _bytes(path: Path, table: str) -> bytes:
    try:
        data = read_file(path, LARGEST_TABLE)
    except OSError as error:
        raise _unreadable(path.name, table, f"no way to read it ({error.strerror})", CHECK_PERMISSIONS) from None
    if len(data) > LARGEST_TABLE:
        found = f"a file of more than {LARGEST_TABLE / 1e6:.0f} MB"
        raise _unreadable(path.name, table, found, "Take out blank rows and columns, or divide the case.")
    return data


def _head(path: Path) -> Head:
    """The first filled lines of a file that may be a table; none if it cannot be read as one."""
    try:
        data = read_file(path, HEAD_BYTES)
        whole = data.rpartition(b"\n")[0] if len(data) > HEAD_BYTES else data
        lines = islice(_lines(path.name, "", _text(path.name, "", whole, [])), HEAD_LINES)
        return [[str(cell or "") for cell in line.cells] for line in lines]
    except (CaseFaults, OSError):
        return []


def _grid(name: str, table: str, data: bytes, faults: list[Fault]) -> Grid:
    text = _text(name, table, data, faults)
    lines = tuple(_lines(name, table, text))
    if not lines:
        raise _unreadable(name, table, "an empty file", "Write the headings and rows, or take the file out.")
    heading, rows = split_at_headings(table, lines)
    width = len(heading.cells) - next((i for i, cell in enumerate(reversed(heading.cells)) if cell), 0)
    place = _places(name, heading)
    kept = []
    for line in rows:
        wrong = _ragged(line, width)
        if wrong:
            faults.append(Fault(table, *wrong, location=place(line.number, None, "")))
        kept.append(Line(line.number, (Unreadable.SPOILT,) * width) if wrong else line)
    return Grid(table, name, heading, tuple(kept), place, titles=titles_above(heading, lines))


def _ragged(line: Line, width: int) -> tuple[str, str, str] | None:
    """What is wrong with a line whose cells do not match the headings."""
    cells = len(line.cells)
    if any(line.cells[width:]):
        return (
            f"{cells} cells under {width} headings",
            f"{width} cells",
            "Put quotes round names or figures with a comma in them.",
        )
    if cells < width:
        return f"{cells} cells under {width} headings", f"{width} cells", "Write a comma for each blank cell too."
    return None


def _places(name: str, heading: Line) -> Place:
    def place(line: int | None, column: int | None, asked: str) -> str:
        title = asked
        if column is not None and column < len(heading.cells):
            title = " ".join(str(heading.cells[column] or "").split()) or f"number {column + 1}"
        at = f"{name}, line {line}" if line is not None else name
        return f'{at}, column "{title}"' if title else at

    return place


def _text(name: str, table: str, data: bytes, faults: list[Fault]) -> str:
    if data.startswith((ZIP, OLE)):
        raise _unreadable(name, table, "an Excel workbook under the name of a CSV file", "Save the sheet as CSV UTF-8.")
    if data.startswith(WIDE) or b"\0" in data:
        raise _unreadable(name, table, "a file in another encoding", "Save it as CSV UTF-8.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _windows(name, table, data, faults)


def _windows(name: str, table: str, data: bytes, faults: list[Fault]) -> str:
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        raise _unreadable(name, table, "a file in another encoding", "Save it as CSV UTF-8.") from None
    faults.append(
        Fault(
            table,
            "letters that are not UTF-8",
            "CSV UTF-8",
            "It is read as Windows-1252; save it as CSV UTF-8.",
            location=name,
            warning=True,
        )
    )
    return text


def _lines(name: str, table: str, text: str) -> Iterator[Line]:
    """The lines that are not blank, each with the number of the line on which it begins."""
    physical = _Physical(name, table, text)
    stated = SEPARATOR.match(text)  # a first line that Excel writes, no row of the table
    if stated:
        next(physical)
        physical.begins += 1
    reader = csv.reader(physical, delimiter=stated["sign"] if stated else _delimiter(text), strict=True)
    cells_read = 0
    try:
        for cells in reader:
            number, physical.begins = physical.begins, reader.line_num + 1 + bool(stated)
            if any(cell.strip() for cell in cells):
                yield Line(number, tuple(cell if cell.strip() else None for cell in cells))
            cells_read += len(cells)
            _not_too_much(name, table, number, cells, cells_read)
    except csv.Error as error:
        raise _unreadable(
            f"{name}, line {physical.begins}",
            table,
            f"quotes that do not match ({error})",
            "Write a quote inside quotes twice, and close every quote.",
        ) from None


class _Physical:
    """The lines of a text as they are written, for the reader of CSV. `begins`: where the row being read begins.

    Raises CaseFaults for a line, or a row on many lines, that is longer than any table's.
    """

    def __init__(self, name: str, table: str, text: str) -> None:
        self.name, self.table = name, table
        self.lines = enumerate(io.StringIO(text, newline=""), 1)
        self.begins = 1

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        number, line = next(self.lines)
        if len(line) > LONGEST_LINE or number - self.begins > MOST_LINES_OF_A_ROW:
            much = f"{LONGEST_LINE:,} letters" if len(line) > LONGEST_LINE else f"{MOST_LINES_OF_A_ROW:,} lines"
            found, remedy = f"a row of more than {much}", "Close every quote, and end each row with a new line."
            raise _unreadable(f"{self.name}, line {self.begins}", self.table, found, remedy)
        return line


def _not_too_much(name: str, table: str, number: int, cells: list[str], cells_read: int) -> None:
    if number > MOST_ROWS or cells_read > MOST_CELLS:
        found = f"more than {MOST_ROWS:,} lines" if number > MOST_ROWS else f"more than {MOST_CELLS:,} cells"
        raise _unreadable(name, table, found, "Take out blank rows and columns, or divide the case.")
    if len(cells) > MOST_COLUMNS and any(cells[MOST_COLUMNS:]):
        raise _unreadable(
            name, table, f"more than {MOST_COLUMNS} columns", "Take out the columns that are not of the table."
        )


def _delimiter(text: str) -> str:
    """The commonest of comma, semicolon and tab on the first line that is not blank."""
    head = next((line for line in io.StringIO(text[:LONGEST_LINE]) if line.strip()), "")
    return max(",;\t", key=head.count)


def _unreadable(place: str, table: str, found: str, remedy: str) -> CaseFaults:
    return CaseFaults([Fault(table, found, "a table as CSV", remedy, location=place)])
