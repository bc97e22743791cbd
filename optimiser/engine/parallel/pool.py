"""Many programmes solved at once: the one seam to a `concurrent.futures.Executor`.

In processes of this machine, or through any executor that is given, such as one of a cluster. What comes out is the
same whatever the workers: only when it comes differs.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from dataclasses import dataclass, field
from types import TracebackType
from typing import TYPE_CHECKING, Self

from models.case.types import Case
from models.plan.plan import Answer, Plan
from optimiser.errors import WorkersLost
from optimiser.solving.settings import Settings

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing.connection import Connection

PAYS = 5.0  # seconds of work below which starting processes costs more than it brings
MOST = 61 if sys.platform == "win32" else 1000  # processes: Windows cannot wait for more than that at one time
HEARD = 0.2  # seconds within which a Ctrl-C is heard while others work


@dataclass(frozen=True, slots=True)
class Task:
    """One option of one case, to be solved.

    `seconds`: what it may take, as far as is known. `start`, `ceiling`, `bound_known`: see `optimiser.solving.solve`.
    """

    case: Case
    option: str
    settings: Settings
    seconds: float
    start: Plan | None = None
    ceiling: int | None = None
    bound_known: float | None = None


@dataclass
class Pool:
    """Solves tasks with so many workers, one a core for None. `executor`: somebody else's, used as it is, left open."""

    workers: int | None = None
    executor: Executor | None = None
    _own: ProcessPoolExecutor | None = None
    _alive: list[Connection] = field(default_factory=list)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None) -> None:
        """Let the workers go; at once where something went wrong."""
        if kind is not None:
            self._stop()
        if self._own is not None:
            self._own.shutdown(wait=kind is None, cancel_futures=True)
        self._stop()

    def solve(self, tasks: Sequence[Task], done: Callable[[Task], None]) -> list[Answer]:
        """The answers, in the order of the tasks. `done` is told of each as it is there. Raises WorkersLost."""
        executor = self._for(tasks)
        if executor is None:
            return [_told(task, solved(task), done) for task in tasks]
        asked: dict[int, Future[Answer]] = {}
        try:
            for number, task in sorted(enumerate(tasks), key=lambda each: -each[1].seconds):  # the longest first
                asked[number] = executor.submit(solved, task)
            _all({future: tasks[number] for number, future in asked.items()}, done)
        except BrokenExecutor as broken:
            raise WorkersLost(
                "The processes that were to solve could not start, or were ended. In a script, make the call under"
                ' `if __name__ == "__main__":`, or ask for workers=1.'
            ) from broken
        except BaseException:
            for future in asked.values():
                future.cancel()
            raise
        return [asked[number].result() for number in range(len(tasks))]

    def at_once(self) -> int:
        """How many are solved at once, once it pays."""
        return max(1, self.workers or _cores())

    def _for(self, tasks: Sequence[Task]) -> Executor | None:
        """Who solves them; None for ourselves in turn."""
        if self.executor is not None:
            return self.executor
        worth = self.at_once() > 1 and len(tasks) > 1 and sum(task.seconds for task in tasks) > PAYS
        return (self._own or self._start()) if worth else None

    def _start(self) -> Executor:
        """Processes begun anew, not forked: so on every system, and with a solver's threads in ours."""
        import multiprocessing  # noqa: PLC0415 - loaded only where processes are started
        from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - as above

        context = multiprocessing.get_context("spawn")
        theirs, ours = context.Pipe(duplex=False)
        self._alive = [ours, theirs]
        self._own = ProcessPoolExecutor(min(self.at_once(), MOST), context, _serve, (theirs,))
        return self._own

    def _stop(self) -> None:
        """Close our end of the pipe, at which every worker ends at once."""
        for end in self._alive:
            end.close()
        self._alive = []


def solved(task: Task) -> Answer:
    """The answer of one task; what a worker does."""
    from optimiser.solving import solve  # noqa: PLC0415 - the solver is loaded only where it is used

    option = task.case.option(task.option)
    return solve(task.case, option, task.settings, start=task.start, ceiling=task.ceiling, bound_known=task.bound_known)


def _all(futures: dict[Future[Answer], Task], done: Callable[[Task], None]) -> None:
    """Wait for all, awake often enough to hear a Ctrl-C; an error of one is raised."""
    pending = set(futures)
    while pending:
        ready, pending = wait(pending, HEARD, FIRST_COMPLETED)
        for future in ready:
            _told(futures[future], future.result(), done)


def _told(task: Task, answer: Answer, done: Callable[[Task], None]) -> Answer:
    done(task)
    return answer


def _serve(alive: Connection) -> None:
    """A worker leaves Ctrl-C to who started it, and ends as soon as that one has closed its end or is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(alive,), daemon=True).start()


def _end_with(alive: Connection) -> None:
    from multiprocessing.connection import wait as until  # noqa: PLC0415 - only in a worker

    until([alive])
    os._exit(1)


def _cores() -> int:
    """The cores that this process may use."""
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed else os.cpu_count() or 1
