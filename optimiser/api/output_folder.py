"""The folder that a workflow writes to: what an earlier one left there, and whether it may be written to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from os import PathLike
from pathlib import Path

from models.case.types import Case
from models.mip.distance import shift_years
from models.plan.plan import Plan
from optimiser.analyses.decision import Decision
from optimiser.casefiles.reading import CaseFile
from optimiser.engine.answer_cache import AnswerCache, EarlierResults, read_cache
from optimiser.engine.atomic_write import as_not_written, check_writable, repair
from optimiser.engine.manifest import read_manifest
from optimiser.engine.run_folder import ANSWERS_FILE, read_answers, refuse_run_folder, with_found
from optimiser.engine.run_record import RECORD_FILE, RunRecord, read_record
from optimiser.errors import NoRecord
from optimiser.reports.decision_file import DECISION_FILE, read_decision

Folder = str | PathLike[str] | None


def target(folder: Folder, named: Folder) -> Path:
    """The folder to write to: the one given, else the one that the workflow was called with."""
    if (chosen := named if folder is None else folder) is None:
        raise ValueError("name a folder to write to")
    return Path(chosen)


def proven_answers(folder: Folder, case_file: CaseFile | None = None, *, afresh: bool = False) -> AnswerCache:
    """The proven answers that an earlier workflow left in a folder; none if `afresh`, or without a folder.

    `case_file`: that of a sweep or frontier; None for a comparison, which has none. Raises NotWritten if the folder
    holds a run or that case, or cannot be written to.
    """
    if folder is None:
        return AnswerCache()
    path = Path(folder)
    if case_file is None:
        check_writable(path)
    else:
        from optimiser.reports.folder import check_run_folder  # noqa: PLC0415 - Excel's writer is loaded only where it is used

        check_run_folder(path, Path(case_file.source))
    refuse_run_folder(path)
    repair(path)
    return with_found(read_cache(path / ANSWERS_FILE), path, afresh=afresh)


@dataclass(frozen=True, slots=True)
class EarlierRun:
    """What is known from earlier runs.

    `record`: of the run in the folder that will be written to, None if it holds none or cannot be read; `unreadable`
    then says why it cannot. `results`: answers and plans. `decision`: the board's decision on the run in the folder.
    `decision_is_gone`: one was recorded there, and its file is no longer there.
    """

    record: RunRecord | None = None
    unreadable: str = ""
    results: EarlierResults = field(default_factory=EarlierResults)
    decision: Decision | None = None
    decision_is_gone: bool = False


def earlier_run(folder: Path | None, case: Case, *, stay_close: Path | None, afresh: bool) -> EarlierRun:
    """What is known of a case from the run in a folder, and from the run to stay close to.

    `afresh`: without the answers of the folder. Raises NoRecord if `stay_close` holds no run, and
    BrokenDecision, and NotWritten if the folder cannot be.
    """
    if folder is not None:
        repair(folder)
    record, unreadable = (None, "") if folder is None else _record(folder)
    stay_close_to = {} if stay_close is None else _plans(read_record(stay_close), case)
    if folder is None:
        return EarlierRun(results=EarlierResults(stay_close_to=stay_close_to))
    answers = with_found(read_answers(folder, record), folder, afresh=afresh)
    decision = read_decision(folder) if folder.is_dir() else None
    gone = decision is None and _had_decision(folder, record)
    return EarlierRun(record, unreadable, EarlierResults(answers, stay_close_to), decision, gone)


def _had_decision(folder: Path, record: RunRecord | None) -> bool:
    """Whether a decision was recorded in a folder: the run saw it, or it was recorded on the run."""
    return DECISION_FILE in (read_manifest(folder) or {}) or (record is not None and "decision" in record.requested)


def _record(folder: Path) -> tuple[RunRecord | None, str]:
    """The record of the run in a folder, or why it cannot be read; neither if there is no run."""
    with as_not_written(folder):
        if not (folder / RECORD_FILE).exists():
            return None, ""
    try:
        return read_record(folder), ""
    except NoRecord as error:
        return None, error.found


def _plans(record: RunRecord, case: Case) -> Mapping[str, Plan]:
    """The plans of a run by option, moved to the years of a case that may begin in another year."""
    years = case.first_year - record.first_year
    return {name: shift_years(answer.plan, years) for name, answer in record.answers.items() if answer.plan is not None}
