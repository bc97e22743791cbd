"""A run's folder: what it keeps for later runs, whether it is up to date, and where no other results may be written.

A folder is up to date if it already holds what an appraisal would write, for scripts that run on a schedule. The same
input, changes, settings, requests, versions and code give the same files. A file that is missing or was changed makes
the folder out of date; a changed workbook does not, as a board may have moved weights in it, if it is whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from optimiser.casefiles.reading import CaseFile
from optimiser.engine.answer_cache import AnswerCache, read_cache
from optimiser.engine.folder_lock import is_held_by_command
from optimiser.engine.interruption import interruption
from optimiser.engine.manifest import is_as_written, read_manifest
from optimiser.engine.run import Run
from optimiser.engine.run_record import (
    CODE_FOLDERS,
    RECORD_FILE,
    RunRecord,
    answer_keys,
    read_record,
    record_answers,
)
from optimiser.engine.switch import FOUND_FILE
from optimiser.engine.versions import code_hash, versions
from optimiser.errors import NoRecord, NotWritten
from optimiser.solving.settings import Settings
from optimiser.text import plural

ANSWERS_FILE = "known.json.gz"


def read_answers(folder: Path, record: RunRecord | None) -> AnswerCache:
    """The proven answers kept in a folder, with those of the run in it, whose record is given if there is one.

    An option whose answer a second solver contradicted has none of them.
    """
    kept = read_cache(folder / ANSWERS_FILE)
    if record is None:
        return kept
    of_run = dict(record_answers(record).proven())
    return AnswerCache({**kept.without_options(record.contradicted).answers, **of_run})


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


def with_found(answers: AnswerCache, folder: Path, *, afresh: bool = False) -> AnswerCache:
    """The answers with those that a stopped run into a folder had proven; none of either if `afresh`.

    While a command holds the folder, each proven answer that is added to them is kept there at once.
    """
    log = folder / FOUND_FILE
    found = AnswerCache() if afresh else AnswerCache({**answers.answers, **read_cache(log).answers})
    if is_held_by_command(folder):
        if afresh:
            with suppress(OSError):
                log.unlink()
        found.log = log
        interruption.kept = lambda: _kept_words(folder, len(read_cache(log).answers))
    return found


def _kept_words(folder: Path, count: int) -> str:
    if not count:
        return ""
    kept = f"{plural(count, 'proven answer')} {'is' if count == 1 else 'are'} kept in {folder}"
    return f"{kept}, for the next run of the same command into it."


def refuse_run_folder(folder: Path) -> None:
    """Raises NotWritten if the folder holds a run, whose kept answers would be replaced."""
    if (folder / RECORD_FILE).exists():
        raise NotWritten(f"{folder} cannot be written: it holds a run of appraise, which would be replaced in part.")


def is_up_to_date(
    folder: Path, record: RunRecord | None, case_file: CaseFile, settings: Settings, requested: Mapping[str, str]
) -> bool:
    """Whether the folder holds all that this appraisal would write, each file under its own name.

    A run that a second solver contradicted is never up to date, so that each later run says so again.
    """
    if record is None or record.contradicted:
        return False
    input_now = (case_file.digest, case_file.scenario, case_file.changes)
    same_input = (record.digest, record.scenario, record.changes) == input_now
    same_request = (record.settings, dict(record.requested)) == (settings, dict(requested))
    same_code = (dict(record.versions), record.code_hash) == (versions(), code_hash(*CODE_FOLDERS))
    if not (same_input and same_request and same_code):
        return False
    manifest = read_manifest(folder) or {}
    names = {*record.files, RECORD_FILE, *manifest}
    return all(is_as_written(folder, name, manifest) for name in names)


def is_same_run(record: RunRecord, run: Run) -> bool:
    """Whether a run solved what the recorded one did, with the same answers and the same preferred option."""
    answers = {name: result.answer for name, result in run.results.items()}
    now = (answer_keys(run), answers, run.appraisal.preferred)
    return (dict(record.answer_keys), dict(record.answers), record.preferred) == now
