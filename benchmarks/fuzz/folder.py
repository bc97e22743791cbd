"""Writes tables as a folder of CSV files, and reads them back as a case."""

from __future__ import annotations

import csv
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.fuzz.figures import Tables
from optimiser.casefiles.reading import CaseFile, read
from optimiser.errors import CaseFaults


def write_tables(tables: Tables, folder: Path) -> None:
    """Write each table as a CSV file; a column stands where a row first has it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        headings = list(dict.fromkeys(heading for row in rows for heading in row))
        with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, headings, restval="")
            writer.writeheader()
            writer.writerows(rows)


def read_tables(tables: Tables) -> CaseFile | None:
    """The case of some tables, read from files as a user's would be; None if there are faults in it."""
    with TemporaryDirectory() as folder:
        write_tables(tables, Path(folder))
        try:
            return read(Path(folder))
        except CaseFaults:
            return None
