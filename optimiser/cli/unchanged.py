"""Whether an appraisal would only write again what its folder holds: for scripts that run whether or not there is news.

The same input, scenario, settings, wishes, versions and code give the same files; a file that is gone is news.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from optimiser.reading import Reading
from optimiser.record import CODE, Record
from optimiser.settings import Settings
from optimiser.versions import code_of, versions


def unchanged(
    folder: Path, last: Record | None, reading: Reading, settings: Settings, asked: Mapping[str, str]
) -> bool:
    """Whether the folder holds all that the run asked for would write."""
    if last is None:
        return False
    same_input = (last.digest, last.scenario) == (reading.digest, reading.scenario)
    same_wishes = (last.settings, dict(last.asked)) == (settings, dict(asked))
    same_programme = (dict(last.versions), last.code) == (versions(), code_of(*CODE))
    return same_input and same_wishes and same_programme and all((folder / name).exists() for name in last.files)
