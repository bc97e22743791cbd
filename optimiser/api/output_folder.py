"""The folder that a workflow writes to: what an earlier one left there, and whether it may be written to."""

from __future__ import annotations

from os import PathLike
from pathlib import Path

from optimiser.casefiles.reading import CaseFile
from optimiser.engine.answer_cache import AnswerCache, read_cache
from optimiser.engine.run_folder import ANSWERS_FILE, refuse_run_folder

Folder = str | PathLike[str] | None


def proven_answers(folder: Folder, case_file: CaseFile, *, afresh: bool) -> AnswerCache:
    """The proven answers that a sweep or frontier left in a folder; none if `afresh`, or without a folder.

    Raises NotWritten if the folder holds a case or a run, or cannot be written to.
    """
    if folder is None:
        return AnswerCache()
    from optimiser.reports.folder import check_run_folder  # noqa: PLC0415 - Excel's writer is loaded only where it is used

    path = Path(folder)
    check_run_folder(path, Path(case_file.source))
    refuse_run_folder(path)
    return AnswerCache() if afresh else read_cache(path / ANSWERS_FILE)


def target(folder: Folder, named: Folder) -> Path:
    """The folder to write to: the one given, else the one that the workflow was called with."""
    if (chosen := named if folder is None else folder) is None:
        raise ValueError("name a folder to write to")
    return Path(chosen)
