"""Decisions: what the board chose, recorded beside the run that it was made on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from os import PathLike
from pathlib import Path

from optimiser.analyses.decision import Decision, find_thresholds, make_decision
from optimiser.api.workers import BatchReport, Workers, open_pool
from optimiser.engine.answer_cache import AnswerCache, cache_bytes
from optimiser.engine.atomic_write import SavedFiles, check_writable, repair, write_atomically
from optimiser.engine.run_folder import ANSWERS_FILE, read_answers, with_found
from optimiser.engine.run_record import read_record, rebuild_run
from optimiser.reports.decision_file import DECISION_FILE, decisions_text, read_history


@dataclass(frozen=True, slots=True)
class RecordedDecision:
    """A decision in a run's folder, the decisions before it in their order, and the files that were written.

    `contradicted`: the options whose answer in the run a second solver contradicted.
    """

    decision: Decision
    earlier: tuple[Decision, ...]
    saved_files: SavedFiles
    contradicted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PreparedDecision:
    """A decision on the run in a folder, not saved yet. `answers`: those to keep, None if nothing was solved."""

    folder: Path
    decision: Decision
    earlier: tuple[Decision, ...]
    answers: AnswerCache | None = None
    contradicted: tuple[str, ...] = ()

    def save(self) -> RecordedDecision:
        """Write the decision, and the answers, into the folder. Raises NotWritten; then nothing has changed."""
        saved = write_atomically(self.folder, self._fill, adds=True)
        return RecordedDecision(self.decision, self.earlier, saved, self.contradicted)

    def _fill(self, empty: Path) -> None:
        text = decisions_text((*self.earlier, self.decision))
        (empty / DECISION_FILE).write_text(text, encoding="utf-8", newline="")
        if self.answers is not None:
            (empty / ANSWERS_FILE).write_bytes(cache_bytes(self.answers))


def decide(
    folder: str | PathLike[str],
    option: str,
    why: str,
    on: date,
    *,
    by: str = "",
    thresholds: bool = True,
    workers: Workers = None,
    progress: BatchReport = None,
) -> RecordedDecision:
    """Record in a run's folder which option the board chose, why, on which day, and which body decided (`by`).

    Earlier decisions stay in the file and the last one counts. `thresholds`: whether to look for how far funding and
    prices may move until the decision no longer holds; the answers that this takes are kept in the folder. `workers`
    and `progress` are as in `appraise`. Raises `optimiser.NoRecord` if the folder holds no run,
    `optimiser.NotDecidable` for an option that the run does not have, `optimiser.BrokenDecision` if decisions there
    cannot be read, and `optimiser.NotWritten`.
    """
    return prepare(folder, option, why, on, by=by, thresholds=thresholds, workers=workers, progress=progress).save()


def prepare(
    folder: str | PathLike[str],
    option: str,
    why: str,
    on: date,
    *,
    by: str,
    thresholds: bool,
    workers: Workers,
    progress: BatchReport,
) -> PreparedDecision:
    """The same, not saved yet."""
    path = Path(folder)
    repair(path)
    record = read_record(path)
    run = rebuild_run(record)
    decision = make_decision(run, option, why, on, by)
    earlier = read_history(path)
    check_writable(path)
    if not thresholds or not decision.chosen.status.has_figures:
        return PreparedDecision(path, decision, earlier, None, run.contradicted)
    answers = with_found(read_answers(path, record), path)
    with open_pool(workers) as pool:
        decision = replace(decision, thresholds=find_thresholds(run, decision, pool, progress, answers))
    return PreparedDecision(path, decision, earlier, answers.without_options(run.contradicted), run.contradicted)
