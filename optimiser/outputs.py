"""The output folder of a run: the board's workbook and the files for scripts, all of them or none."""

from __future__ import annotations

from pathlib import Path

from optimiser.results import files
from optimiser.running import Run
from optimiser.saving import Saved, save
from optimiser.workbook import write as write_workbook

WORKBOOK = "appraisal.xlsx"


def write(run: Run, folder: Path) -> Saved:
    """Write appraisal.xlsx, result.json and the CSV files. Raises `saving.NotWritten`; then nothing has changed."""

    def fill(empty: Path) -> None:
        write_workbook(run, empty / WORKBOOK)
        for name, text in files(run).items():
            (empty / name).write_text(text, encoding="utf-8", newline="")

    return save(folder, fill)
