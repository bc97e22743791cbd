"""Whether an appraisal would only write again what its folder holds: for scripts that run whether or not there is news.

The same input, changes, settings, wishes, versions and code give the same files; a file that is gone or was changed is
news, but for a workbook, in which a board may have moved weights.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from optimiser.casefiles.reading import CaseFile
from optimiser.engine.atomic_write import kept_aside
from optimiser.engine.run import Run
from optimiser.engine.run_record import CODE, RECORD, Record, keys_of, mark_of
from optimiser.engine.versions import code_of, versions
from optimiser.solving.settings import Settings


def unchanged(
    folder: Path, last: Record | None, reading: CaseFile, settings: Settings, asked: Mapping[str, str]
) -> bool:
    """Whether the folder holds all that the run asked for would write, each file under its own name."""
    if last is None:
        return False
    same_input = (last.digest, last.scenario, last.changes) == (reading.digest, reading.scenario, reading.changes)
    same_wishes = (last.settings, dict(last.asked)) == (settings, dict(asked))
    same_programme = (dict(last.versions), last.code) == (versions(), code_of(*CODE))
    return (
        same_input and same_wishes and same_programme and all(_in_place(folder, *each) for each in last.files.items())
    )


def _in_place(folder: Path, name: str, mark: str) -> bool:
    """Whether a file is as it was written, and not an older one that another program held open then."""
    written = (folder / RECORD).stat().st_mtime
    try:
        return mark_of(folder / name) == mark and (folder / name).exists() and not kept_aside(folder, name, written)
    except OSError:
        return False


def same_question(last: Record, found: Run) -> bool:
    """Whether a run asked what the last one did, and was answered alike."""
    answers = {name: result.answer for name, result in found.results.items()}
    preferred = found.appraisal.preferred
    return (dict(last.keys), dict(last.answers), last.preferred) == (keys_of(found), answers, preferred)
