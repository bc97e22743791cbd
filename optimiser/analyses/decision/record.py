"""A decision on the run in a folder: made from the run's record, with its thresholds, and saved beside the run.

Earlier decisions stay in the file and the last one counts. The answers that were found for the thresholds are saved
too, so that an unchanged run solves nothing again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from optimiser.analyses.decision.decide import make_decision
from optimiser.analyses.decision.decision_file import DECISION_FILE, decisions_text, read_history
from optimiser.analyses.decision.results import Decision
from optimiser.analyses.decision.thresholds import find_thresholds
from optimiser.engine.answer_cache import AnswerCache, cache_bytes
from optimiser.engine.atomic_write import SavedFiles, check_writable, write_atomically
from optimiser.engine.parallel import BatchProgress, Pool
from optimiser.engine.run_folder import ANSWERS_FILE, read_answers
from optimiser.engine.run_record import read_record, rebuild_run


@dataclass(frozen=True, slots=True)
class Choice:
    """What a board chose, in the user's words; see `make_decision`."""

    option: str
    why: str
    on: date
    by: str = ""


@dataclass(frozen=True, slots=True)
class RecordedDecision:
    """A decision in a run's folder, the decisions before it in their order, and the files that were written."""

    decision: Decision
    earlier: tuple[Decision, ...]
    saved_files: SavedFiles


@dataclass(frozen=True, slots=True)
class PreparedDecision:
    """A decision on the run in a folder, not saved yet. `answers`: those to keep, None if nothing was solved."""

    folder: Path
    decision: Decision
    earlier: tuple[Decision, ...]
    answers: AnswerCache | None = None

    def save(self) -> RecordedDecision:
        """Write the decision, and the answers, into the folder. Raises NotWritten; then nothing has changed."""
        return RecordedDecision(self.decision, self.earlier, write_atomically(self.folder, self._fill))

    def _fill(self, empty: Path) -> None:
        text = decisions_text((*self.earlier, self.decision))
        (empty / DECISION_FILE).write_text(text, encoding="utf-8", newline="")
        if self.answers is not None:
            (empty / ANSWERS_FILE).write_bytes(cache_bytes(self.answers))


def prepare_decision(
    folder: Path, choice: Choice, pool: Pool | None, progress: Callable[[BatchProgress], None] | None = None
) -> PreparedDecision:
    """Make a decision on the run in a folder, which stays as it is.

    `pool`: solves for the thresholds, which are left out without it. Raises NoRecord if the folder holds no run,
    NotDecidable, BrokenDecision if the decisions in it cannot be read, NotWritten if it cannot be written to, and what
    `find_thresholds` raises.
    """
    record = read_record(folder)
    run = rebuild_run(record)
    decision = make_decision(run, choice.option, choice.why, choice.on, choice.by)
    earlier = read_history(folder)
    check_writable(folder)
    if pool is None or not decision.chosen.status.has_figures:
        return PreparedDecision(folder, decision, earlier)
    answers = read_answers(folder, record)
    thresholds = find_thresholds(run, decision, pool, progress, answers)
    return PreparedDecision(folder, replace(decision, thresholds=thresholds), earlier, answers)
