"""Whether an appraisal would only write again what its folder holds: for scripts that run whether or not there is news.

The same input, changes, settings, wishes, versions and code give the same files; a file that is gone or was changed is
news, but for a workbook, in which a board may have moved weights.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from optimiser.casefiles.reading import CaseFile
from optimiser.engine.atomic_write import dated_copy_exists
from optimiser.engine.run import Run
from optimiser.engine.run_record import CODE_FOLDERS, RECORD_FILE, RunRecord, answer_keys, file_hash
from optimiser.engine.versions import code_hash, versions
from optimiser.solving.settings import Settings


def is_up_to_date(
    folder: Path, last: RunRecord | None, reading: CaseFile, settings: Settings, asked: Mapping[str, str]
) -> bool:
    """Whether the folder holds all that the run asked for would write, each file under its own name."""
    if last is None:
        return False
    same_input = (last.digest, last.scenario, last.changes) == (reading.digest, reading.scenario, reading.changes)
    same_wishes = (last.settings, dict(last.requested)) == (settings, dict(asked))
    same_programme = (dict(last.versions), last.code_hash) == (versions(), code_hash(*CODE_FOLDERS))
    return (
        same_input
        and same_wishes
        and same_programme
        and all(_in_place(folder, *each) for each in last.file_hashes.items())
    )


def _in_place(folder: Path, name: str, mark: str) -> bool:
    """Whether a file is as it was written, and not an older one that another program held open then."""
    written = (folder / RECORD_FILE).stat().st_mtime
    try:
        return (
            file_hash(folder / name) == mark
            and (folder / name).exists()
            and not dated_copy_exists(folder, name, written)
        )
    except OSError:
        return False


def is_same_run(last: RunRecord, found: Run) -> bool:
    """Whether a run asked what the last one did, and was answered alike."""
    answers = {name: result.answer for name, result in found.results.items()}
    preferred = found.appraisal.preferred
    return (dict(last.answer_keys), dict(last.answers), last.preferred) == (answer_keys(found), answers, preferred)
