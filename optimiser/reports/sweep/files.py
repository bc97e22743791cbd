"""The files of a sweep: sweep.xlsx, sweep.csv, and known.json.gz for the next sweep; all of them or none."""

from __future__ import annotations

from pathlib import Path

from optimiser.analyses.sweep.results import Sweep
from optimiser.engine.answer_cache import Known, packed
from optimiser.engine.atomic_write import save
from optimiser.engine.run_folder import KNOWN
from optimiser.reports.data.sweep_table import SWEEP
from optimiser.reports.folder import Written
from optimiser.reports.sweep.workbook import write as write_workbook

LISTING, WORKBOOK = "sweep.csv", "sweep.xlsx"


def write(sweep: Sweep, folder: Path, answers: Known) -> Written:
    """Write the files into a folder. `answers`: those to keep. Raises NotWritten; then nothing has changed."""

    def fill(empty: Path) -> None:
        write_workbook(sweep, empty / WORKBOOK)
        (empty / LISTING).write_text(SWEEP.csv(sweep), encoding="utf-8", newline="")
        (empty / KNOWN).write_bytes(packed(answers))

    return Written(save(folder, fill))
