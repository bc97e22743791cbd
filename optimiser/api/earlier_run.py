"""What an appraisal uses of earlier runs: proven answers, plans to start from or to stay close to, and a decision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from models.case.types import Case
from models.mip.distance import shift_years
from models.plan.plan import Plan
from optimiser.analyses.decision import Decision
from optimiser.engine.answer_cache import AnswerCache, EarlierResults
from optimiser.engine.run_folder import read_answers
from optimiser.engine.run_record import RECORD_FILE, RunRecord, read_record
from optimiser.errors import NoRecord
from optimiser.reports.decision_file import read_decision


@dataclass(frozen=True, slots=True)
class EarlierRun:
    """What is known from earlier runs.

    `record`: of the run in the folder that will be written to, None if it holds none or cannot be read; `unreadable`
    then says why it cannot. `results`: answers and plans. `decision`: the board's decision on the run in the folder.
    """

    record: RunRecord | None = None
    unreadable: str = ""
    results: EarlierResults = field(default_factory=EarlierResults)
    decision: Decision | None = None


def earlier_run(folder: Path | None, case: Case, *, stay_close: Path | None, afresh: bool) -> EarlierRun:
    """What is known of a case from the run in a folder, and from the run to stay close to.

    `afresh`: without the answers and plans of the folder. Raises NoRecord if `stay_close` holds no run, and
    BrokenDecision.
    """
    record, unreadable = (None, "") if folder is None else _record(folder)
    stay_close_to = {} if stay_close is None else _plans(read_record(stay_close), case)
    if folder is None:
        return EarlierRun(results=EarlierResults(start_plans=stay_close_to, stay_close_to=stay_close_to))
    answers = AnswerCache() if afresh else read_answers(folder, record)
    start_plans = {} if record is None or afresh else _plans(record, case)
    decision = read_decision(folder) if folder.is_dir() else None
    return EarlierRun(
        record, unreadable, EarlierResults(answers, {**stay_close_to, **start_plans}, stay_close_to), decision
    )


def _record(folder: Path) -> tuple[RunRecord | None, str]:
    """The record of the run in a folder, or why it cannot be read; neither if there is no run."""
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
