"""The files of a comparison: the workbook, the files for scripts, and known.json.gz for the next time; all or none."""

from __future__ import annotations

from pathlib import Path

from optimiser.analyses.comparison.results import Compared
from optimiser.engine.answer_cache import Known, packed
from optimiser.engine.atomic_write import save
from optimiser.engine.run_folder import KNOWN
from optimiser.reports.comparison.workbook import write as write_workbook
from optimiser.reports.data.comparison_tables import COMPARISON_TABLES
from optimiser.reports.data.data_table import csv_files
from optimiser.reports.folder import Written

WORKBOOK = "changes.xlsx"


def write(found: Compared, folder: Path, known: Known | None = None) -> Written:
    """Write the files into a folder. `known`: answers to keep. Raises NotWritten; then nothing has
    changed.
    """
    failing: list[str] = []

    def fill(empty: Path) -> None:
        failing.extend(write_workbook(found, empty / WORKBOOK))
        for name, text in csv_files(COMPARISON_TABLES, found).items():
            (empty / name).write_text(text, encoding="utf-8", newline="")
        (empty / KNOWN).write_bytes(packed(known or Known()))

    return Written(save(folder, fill), tuple(failing))
