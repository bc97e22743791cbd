"""What a run's folder keeps for the next run, and which folders a run may not write to."""

from __future__ import annotations

from pathlib import Path

from optimiser.engine.answer_cache import AnswerCache, read_cache
from optimiser.engine.run_record import RECORD_FILE, RunRecord, read_record, record_answers
from optimiser.errors import NoRecord, NotWritten

ANSWERS_FILE = "known.json.gz"


def read_answers(folder: Path, record: RunRecord | None) -> AnswerCache:
    """The proven answers that a folder remembers, with those of the run that it holds, where it holds one."""
    own = dict(record_answers(record).proven()) if record else {}
    return AnswerCache({**read_cache(folder / ANSWERS_FILE).answers, **own})


def remembered_scenarios(folder: Path) -> AnswerCache:
    """The proven answers of the scenario pack that a folder holds, with those of each scenario's own run."""
    found = read_cache(folder / ANSWERS_FILE)
    for subfolder in sorted(folder.iterdir()) if folder.is_dir() else []:
        try:
            answers = record_answers(read_record(subfolder)) if subfolder.is_dir() else AnswerCache()
        except NoRecord:
            continue  # the folder is not a run's
        for key, answer in answers.proven():
            found.add(key, answer)
    return found


def refuse_run_folder(folder: Path) -> None:
    """Raises NotWritten where the folder holds a run, whose kept answers other files would replace."""
    if (folder / RECORD_FILE).exists():
        raise NotWritten(f"{folder} cannot be written: it holds a run of appraise, which would be replaced in part.")
