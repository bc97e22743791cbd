"""What a run's folder keeps for later runs, and the folders that other results may not be written to."""

from __future__ import annotations

from pathlib import Path

from optimiser.engine.answer_cache import AnswerCache, read_cache
from optimiser.engine.run_record import RECORD_FILE, RunRecord, read_record, record_answers
from optimiser.errors import NoRecord, NotWritten

ANSWERS_FILE = "known.json.gz"


def read_answers(folder: Path, record: RunRecord | None) -> AnswerCache:
    """The proven answers kept in a folder, with those of the run in it, whose record is given if there is one."""
    of_run = dict(record_answers(record).proven()) if record else {}
    return AnswerCache({**read_cache(folder / ANSWERS_FILE).answers, **of_run})


def read_scenario_answers(folder: Path) -> AnswerCache:
    """The proven answers kept in the folder of a scenario pack, with those of each scenario's own run."""
    answers = read_cache(folder / ANSWERS_FILE)
    for subfolder in sorted(folder.iterdir()) if folder.is_dir() else []:
        try:
            of_run = record_answers(read_record(subfolder)) if subfolder.is_dir() else AnswerCache()
        except NoRecord:
            continue  # the folder is not a run's
        for key, answer in of_run.proven():
            answers.add(key, answer)
    return answers


def refuse_run_folder(folder: Path) -> None:
    """Raises NotWritten if the folder holds a run, whose kept answers would be replaced."""
    if (folder / RECORD_FILE).exists():
        raise NotWritten(f"{folder} cannot be written: it holds a run of appraise, which would be replaced in part.")
