"""The output folder of a run: the board's workbook and the files for scripts, all of them or none."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from optimiser.results import files
from optimiser.running import Run
from optimiser.saving import NotWritten, Saved, check, save
from optimiser.workbook import write as write_workbook

WORKBOOK = "appraisal.xlsx"
OF_A_CASE = "settings.csv"  # a folder that holds it holds a case, some of whose tables have names of our files


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in the folder now, and what each check of the workbook that fails says."""

    saved: Saved
    failing: tuple[str, ...] = ()


def ready(folder: Path) -> None:
    """Raises `saving.NotWritten` where a run could not be written to the folder; changes nothing."""
    _holds_no_case(folder)
    check(folder)


def write(run: Run, folder: Path) -> Written:
    """Write appraisal.xlsx, result.json and the CSV files. Raises `saving.NotWritten`; then nothing has changed."""
    _holds_no_case(folder)
    failing: list[str] = []

    def fill(empty: Path) -> None:
        failing.extend(write_workbook(run, empty / WORKBOOK))
        for name, text in files(run).items():
            (empty / name).write_text(text, encoding="utf-8", newline="")

    return Written(save(folder, fill), tuple(failing))


def _holds_no_case(folder: Path) -> None:
    if (folder / OF_A_CASE).exists():
        raise NotWritten(f"{folder} cannot be written: it holds a case, whose own tables would be replaced.")
