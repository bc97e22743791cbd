"""The files of a frontier: frontier.csv, crossings.csv, frontier.xlsx, and known.json.gz for the next time."""

from __future__ import annotations

from pathlib import Path

from optimiser.analyses.frontier.results import Frontiers
from optimiser.engine.answer_cache import packed
from optimiser.engine.atomic_write import save
from optimiser.engine.run_folder import KNOWN
from optimiser.reports.data.data_table import csv_files
from optimiser.reports.data.frontier_tables import FRONTIER_TABLES
from optimiser.reports.folder import Written
from optimiser.reports.frontier.workbook import write as write_workbook

WORKBOOK = "frontier.xlsx"


def write(found: Frontiers, folder: Path) -> Written:
    """Write all the files into a folder, or none. Raises NotWritten if they cannot be; then nothing has changed."""
    failing: list[str] = []

    def fill(empty: Path) -> None:
        failing.extend(write_workbook(found, empty / WORKBOOK))
        for name, text in csv_files(FRONTIER_TABLES, found).items():
            (empty / name).write_text(text, encoding="utf-8", newline="")
        (empty / KNOWN).write_bytes(packed(found.used))

    return Written(save(folder, fill), tuple(failing))
