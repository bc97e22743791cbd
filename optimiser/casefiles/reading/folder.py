"""Reads a folder of CSV files, one for each table, as grids.

Files are UTF-8, with or without a byte order mark; a file in Windows-1252 is read with a warning. Commas, semicolons or
tabs separate the cells.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator, Mapping
from pathlib import Path

from models.case.faults import Fault
from optimiser.casefiles.reading.grid import MOST_COLUMNS, MOST_ROWS, Grid, Line, Place, Unreadable, split_at_headings
from optimiser.casefiles.reading.source import Source, match_tables, unreadable_input
from optimiser.errors import CaseFaults

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
WIDE = (b"\xff\xfe", b"\xfe\xff")


def read_folder(folder: Path) -> Source:
    """Every table of a folder. Raises CaseFaults if there is none."""
    files = {
        path.name: path
        for path in sorted(folder.iterdir())
        if path.suffix.casefold() == ".csv" and path.is_file() and not path.name.startswith(".")
    }
    if not files:
        raise _nothing_in(folder)
    matched = match_tables({name: path.stem for name, path in files.items()}, "file")
    contents = {name: files[name].read_bytes() for name in matched.tables}
    grids = []
    for name, table in matched.tables.items():
        try:
            grids.append(_grid(name, table, contents[name], matched.faults))
        except CaseFaults as unreadable:
            matched.faults.extend(unreadable.faults)
            matched.meant.add(table)
    return Source(tuple(grids), tuple(matched.faults), folder_hash(contents), frozenset(matched.meant))


def folder_hash(contents: Mapping[str, bytes]) -> str:
    """The SHA-256 of the text that `sha256sum` prints for these files, in the order of their names.

    In a folder that holds only tables, `LC_ALL=C sha256sum *.csv | sha256sum` gives the same.
    """
    lines = [f"{hashlib.sha256(contents[name]).hexdigest()}  {name}\n" for name in sorted(contents, key=str.encode)]
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _nothing_in(folder: Path) -> CaseFaults:
    workbooks = [path.name for path in sorted(folder.glob("*.xlsx")) if not path.name.startswith("~$")]
    remedy = (
        f"Name the workbook itself: {folder / workbooks[0]}." if workbooks else "Put a CSV file for each table in it."
    )
    return unreadable_input(str(folder), "no CSV file", "a folder with a CSV file for each table", remedy)


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
    return Grid(table, name, heading, tuple(kept), place)


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
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    number = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield Line(number, tuple(cell if cell.strip() else None for cell in cells))
            number = reader.line_num + 1
            _not_too_much(name, table, number, cells)
    except csv.Error as error:
        raise _unreadable(
            f"{name}, line {number}",
            table,
            f"quotes that do not match ({error})",
            "Write a quote inside quotes twice, and close every quote.",
        ) from None


def _not_too_much(name: str, table: str, number: int, cells: list[str]) -> None:
    if number > MOST_ROWS:
        raise _unreadable(name, table, f"more than {MOST_ROWS:,} lines", "Divide the case.")
    if len(cells) > MOST_COLUMNS and any(cells[MOST_COLUMNS:]):
        raise _unreadable(
            name, table, f"more than {MOST_COLUMNS} columns", "Take out the columns that are not of the table."
        )


def _delimiter(text: str) -> str:
    """The commonest of comma, semicolon and tab on the first line that is not blank."""
    head = next((line for line in text.split("\n") if line.strip()), "")
    return max(",;\t", key=head.count)


def _unreadable(place: str, table: str, found: str, remedy: str) -> CaseFaults:
    return CaseFaults([Fault(table, found, "a table as CSV", remedy, location=place)])
