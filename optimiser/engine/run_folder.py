"""What a run's folder keeps for the next run, and which folders a run may not write to."""

from __future__ import annotations

from pathlib import Path

from optimiser.engine.answer_cache import Known, unpacked
from optimiser.engine.run_record import RECORD, Record, known_of, read
from optimiser.errors import NoRecord, NotWritten

KNOWN = "known.json.gz"


def remembered(folder: Path, record: Record | None) -> Known:
    """The proven answers that a folder remembers, with those of the run that it holds, where it holds one."""
    own = dict(known_of(record).proven()) if record else {}
    return Known({**unpacked(folder / KNOWN).answers, **own})


def remembered_scenarios(folder: Path) -> Known:
    """The proven answers of the scenario pack that a folder holds, with those of each scenario's own run."""
    found = unpacked(folder / KNOWN)
    for subfolder in sorted(folder.iterdir()) if folder.is_dir() else []:
        try:
            answers = known_of(read(subfolder)) if subfolder.is_dir() else Known()
        except NoRecord:
            continue  # the folder is not a run's
        for key, answer in answers.proven():
            found.add(key, answer)
    return found


def no_run(folder: Path) -> None:
    """Raises NotWritten where the folder holds a run, whose kept answers other files would replace."""
    if (folder / RECORD).exists():
        raise NotWritten(f"{folder} cannot be written: it holds a run of appraise, which would be replaced in part.")
