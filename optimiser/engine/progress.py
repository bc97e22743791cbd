"""How far a stage of solving is and how long the rest may take: one clock for every analysis."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class BatchProgress:
    """How far a stage is: answers done of those known to be needed, and seconds left, None if that is not known."""

    stage: str
    done: int
    total: int
    seconds_left: float | None


OnProgress = Callable[[BatchProgress], None]


@dataclass
class ProgressClock:
    """Reports how far a stage is. The rest is expected to go as fast as the work done so far.

    `expected_seconds`: how long all items together may take, if that is known; without it all items count alike.
    """

    stage: str
    total: int
    on_progress: OnProgress | None
    expected_seconds: float | None = None
    done: int = 0
    work_done: float = 0.0
    started_at: float = field(default_factory=time.perf_counter)

    def advance(self, seconds: float = 1.0) -> None:
        """One more item is done, which was expected to take so many seconds."""
        self.done += 1
        self.work_done += seconds if self.expected_seconds is not None else 1.0
        self.report(self._seconds_left())

    def update(self, done: int, total: int) -> None:
        """So many items are done, of a number that may have changed."""
        self.done, self.work_done, self.total = done, float(done), total
        self.report(self._seconds_left())

    def report(self, seconds_left: float | None = None) -> None:
        """Say how far the stage is, if anyone listens and there is something to do."""
        if self.on_progress is not None and self.total:
            self.on_progress(BatchProgress(self.stage, self.done, self.total, seconds_left))

    def _seconds_left(self) -> float | None:
        if self.work_done <= 0:
            return None
        all_work = self.total if self.expected_seconds is None else self.expected_seconds
        return (time.perf_counter() - self.started_at) * (all_work - self.work_done) / self.work_done
