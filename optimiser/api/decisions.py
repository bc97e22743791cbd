"""Decisions: what the board chose, recorded beside the run that it was made on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from os import PathLike
from pathlib import Path

from optimiser.analyses.decision.record import Choice, PreparedDecision, RecordedDecision, prepare_decision
from optimiser.api.workers import Workers, open_pool
from optimiser.engine.parallel import BatchProgress


def decide(
    folder: str | PathLike[str],
    option: str,
    why: str,
    on: date,
    *,
    by: str = "",
    thresholds: bool = True,
    workers: Workers = None,
    progress: Callable[[BatchProgress], None] | None = None,
) -> RecordedDecision:
    """Record in a run's folder which option the board chose, why, on which day, and which body decided (`by`).

    `thresholds`: whether to look for how far funding and prices may move until the decision no longer holds. `workers`
    and `progress` are as in `appraise`. Raises `optimiser.NoRecord` if the folder holds no run,
    `optimiser.NotDecidable` for an option that the run does not have, `optimiser.BrokenDecision` if decisions there
    cannot be read, and `optimiser.NotWritten`.
    """
    return prepare(Path(folder), Choice(option, why, on, by), thresholds, workers, progress).save()


def prepare(
    folder: Path,
    choice: Choice,
    thresholds: bool,
    workers: Workers,
    progress: Callable[[BatchProgress], None] | None,
) -> PreparedDecision:
    """The same, not saved yet."""
    with open_pool(workers) as pool:
        return prepare_decision(folder, choice, pool if thresholds else None, progress)
