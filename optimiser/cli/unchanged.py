"""Whether an appraisal would only write again what its folder holds: for scripts that run whether or not there is news.

The same input, changes, settings, wishes, versions and code give the same files; a file that is gone is news.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from optimiser.reading import Reading
from optimiser.record import CODE, Record, keys_of
from optimiser.running import Run
from optimiser.settings import Settings
from optimiser.versions import code_of, versions


def unchanged(
    folder: Path, last: Record | None, reading: Reading, settings: Settings, asked: Mapping[str, str]
) -> bool:
    """Whether the folder holds all that the run asked for would write."""
    if last is None:
        return False
    same_input = (last.digest, last.scenario, last.changes) == (reading.digest, reading.scenario, reading.changes)
    same_wishes = (last.settings, dict(last.asked)) == (settings, dict(asked))
    same_programme = (dict(last.versions), last.code) == (versions(), code_of(*CODE))
    return same_input and same_wishes and same_programme and all((folder / name).exists() for name in last.files)


def same_question(last: Record, found: Run) -> bool:
    """Whether a run asked what the last one did, and was answered alike."""
    answers = {name: result.answer for name, result in found.results.items()}
    preferred = found.appraisal.preferred
    return (dict(last.keys), dict(last.answers), last.preferred) == (keys_of(found), answers, preferred)
