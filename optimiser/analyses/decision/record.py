"""A decision recorded in a run's folder: read from the run's record, with its thresholds, and put beside it.

What was decided before stays in the file; the last decision stands. Answers that were worked out for the thresholds
are kept in the folder too, so that an unchanged run solves nothing again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from optimiser.analyses.decision.decide import make_decision
from optimiser.analyses.decision.decision_file import DECISION_FILE, decisions_text, read_history
from optimiser.analyses.decision.results import Decision, Thresholds
from optimiser.analyses.decision.thresholds import find_thresholds
from optimiser.engine.answer_cache import AnswerCache, cache_bytes
from optimiser.engine.atomic_write import SavedFiles, check_writable, write_atomically
from optimiser.engine.parallel import BatchProgress, Pool
from optimiser.engine.run import Run
from optimiser.engine.run_folder import ANSWERS_FILE, read_answers
from optimiser.engine.run_record import read_record, rebuild_run


@dataclass(frozen=True, slots=True)
class RecordedDecision:
    """What was recorded: the decision, those before it in their order, and what stands on disk."""

    decision: Decision
    earlier: tuple[Decision, ...]
    saved_files: SavedFiles


@dataclass(frozen=True, slots=True)
class Choice:
    """What a board chose, in the user's words: see `optimiser.analyses.decision.decided`."""

    option: str
    why: str
    on: date
    by: str = ""


def record_decision(
    folder: Path,
    choice: Choice,
    *,
    limits: bool = True,
    pool: Pool | None = None,
    progress: Callable[[BatchProgress], None] | None = None,
) -> RecordedDecision:
    """Record a decision on the run that a folder holds; nothing is changed where anything is wrong.

    `limits`: whether its thresholds are looked for, in `pool`, else in this process alone. Raises
    NoRecord where the folder holds no run, NotDecidable, BrokenDecision where the
    decisions there cannot be read, NotWritten, and what `thresholds` raises.
    """
    found = read_record(folder)
    run = rebuild_run(found)
    decision = make_decision(run, choice.option, choice.why, choice.on, choice.by)
    earlier = read_history(folder)
    check_writable(folder)
    if not limits or not decision.chosen.status.has_figures:
        return RecordedDecision(
            decision, earlier, write_atomically(folder, lambda empty: _put(empty, (*earlier, decision)))
        )
    known = read_answers(folder, found)
    whole = replace(decision, thresholds=_limits(run, decision, pool, progress, known))
    return RecordedDecision(
        whole, earlier, write_atomically(folder, lambda empty: _put(empty, (*earlier, whole), known))
    )


def _limits(
    run: Run,
    decision: Decision,
    pool: Pool | None,
    progress: Callable[[BatchProgress], None] | None,
    known: AnswerCache,
) -> Thresholds:
    if pool is not None:
        return find_thresholds(run, decision, pool, progress, known)
    with Pool(1) as own:
        return find_thresholds(run, decision, own, progress, known)


def _put(empty: Path, decisions: tuple[Decision, ...], known: AnswerCache | None = None) -> None:
    """The decisions, and where answers were worked out, all that are known now."""
    (empty / DECISION_FILE).write_text(decisions_text(decisions), encoding="utf-8", newline="")
    if known is not None:
        (empty / ANSWERS_FILE).write_bytes(cache_bytes(known))
