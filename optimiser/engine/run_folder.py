"""What a run's folder keeps for the next run, and which folders a run may not write to."""

from __future__ import annotations

from pathlib import Path

from optimiser.engine.answer_cache import Known, unpacked
from optimiser.engine.run_record import RECORD, Record, known_of
from optimiser.errors import NotWritten

KNOWN = "known.json.gz"


def remembered(folder: Path, record: Record | None) -> Known:
    """The proven answers that a folder remembers, with those of the run that it holds, where it holds one."""
    own = dict(known_of(record).proven()) if record else {}
    return Known({**unpacked(folder / KNOWN).answers, **own})


def no_run(folder: Path) -> None:
    """Raises NotWritten where the folder holds a run, whose kept answers other files would replace."""
    if (folder / RECORD).exists():
        raise NotWritten(f"{folder} cannot be written: it holds a run of appraise, which would be replaced in part.")
