"""A folder of CSV files, one a table, as grids."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from pathlib import Path

from models.faults import Fault
from optimiser.reading.grid import Grid, Line
from optimiser.tables import BY_NAME

ENCODINGS = ("utf-8-sig", "cp1252")


def grids(folder: Path, faults: list[Fault]) -> Iterator[Grid]:
    """Every table of the folder; what cannot be read is added to the faults."""
    for path in sorted(folder.glob("*.csv")):
        if path.stem in BY_NAME:
            grid = _grid(path, faults)
            if grid:
                yield grid


def digest(folder: Path, names: list[str]) -> str:
    """The SHA-256 of what `sha256sum` prints for these files in that folder, names in order."""
    lines = [f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in sorted(names)]
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _grid(path: Path, faults: list[Fault]) -> Grid | None:
    text = _text(path)
    reader = csv.reader(text.splitlines(keepends=True), delimiter=_delimiter(text), strict=True)
    lines: list[Line] = []
    start = 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            lines.append(Line(start, tuple(cells)))
        start = reader.line_num + 1
    if not lines:
        return None

    def place(line: int | None, column: int | None, heading: str) -> str:
        name = heading or (lines[0].cells[column] if column is not None and column < len(lines[0].cells) else "")
        at = f"{path.name}, line {line}" if line is not None else path.name
        return f'{at}, column "{name}"' if column is not None and name else at

    return Grid(path.stem, path.name, lines[0], lines[1:], place)


def _text(path: Path) -> str:
    data = path.read_bytes()
    try:
        return data.decode(ENCODINGS[0])
    except UnicodeDecodeError:
        return data.decode(ENCODINGS[1])


def _delimiter(text: str) -> str:
    head = text.split("\n", 1)[0]
    return ";" if head.count(";") > head.count(",") else ","
