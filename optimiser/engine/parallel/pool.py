"""Solves many tasks at once, in processes of this machine or through a given `concurrent.futures.Executor`.

Such an executor may be that of a cluster. The workers change how soon the answers come, not the answers.
"""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from contextlib import contextmanager
from dataclasses import dataclass, field
from fractions import Fraction
from types import TracebackType
from typing import TYPE_CHECKING, Self

from models.case.types import Case
from models.plan.plan import Answer, Plan, Status
from optimiser.errors import WorkersLost
from optimiser.solving.settings import Settings

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnContext

MIN_PARALLEL_SECONDS = 5.0  # seconds of work below which starting processes costs more than it brings
INTERRUPT_SECONDS = 0.2  # seconds within which a Ctrl-C is heard while others work
MAX_FAILED_STARTS = 2  # one may have been killed; if every process dies as it starts, none will do
NOT_STARTED = (
    "The processes that were to solve could not start, or were ended. Solve in one process: --workers 1, or workers=1"
    ' in a script. A script that is to start others must make the call under `if __name__ == "__main__":`.'
)
DIED_TWICE = "the process that solved it died twice: the solver crashed, or memory ran out"


@dataclass(frozen=True, slots=True)
class Task:
    """One option of one case, to be solved.

    `seconds`: how long it is expected to take. `start`, `ceiling`, `known_bound`, `least_outcomes`: see
    `optimiser.solving.solve`.
    """

    case: Case
    option: str
    settings: Settings
    seconds: float
    start: Plan | None = None
    ceiling: int | None = None
    known_bound: float | None = None
    least_outcomes: Fraction | None = None


Done = Callable[[Task, Answer], None]  # called with a task that has finished and its answer


class TaskLost(WorkersLost):
    """One task killed the workers that had it; the message says so in words. Other tasks can still be solved."""


@dataclass
class Pool:
    """Solves tasks in `workers` processes, one a core if None, or through a given `executor`, which is left open."""

    workers: int | None = None
    executor: Executor | None = None
    _processes: list[_Process] = field(default_factory=list)
    _alive: list[Connection] = field(default_factory=list)
    _failed_starts: int = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None) -> None:
        """End the workers, at once if an exception was raised."""
        if kind is not None:
            self._stop()
        for process in self._processes:
            process.shutdown(wait=kind is None)
        self._processes = []
        self._stop()

    def solve(self, tasks: Sequence[Task], done: Done) -> list[Answer]:
        """The answers, in the order of the tasks. `done` is called as each task finishes. Raises WorkersLost.

        A task that kills its process twice, or that the executor reports as a TaskLost, has no answer and a remark.
        """
        if self.executor is not None:
            return _through(self.executor, tasks, done)
        if self._worth_processes(tasks):
            return self._in_processes(tasks, done)
        return [_reported(task, solve_task(task), done) for task in tasks]

    def parallel_tasks(self) -> int:
        """How many tasks are solved at once, if there is enough work to start processes."""
        return max(1, self.workers or _usable_cores())

    def _worth_processes(self, tasks: Sequence[Task]) -> bool:
        return (
            self.parallel_tasks() > 1 and len(tasks) > 1 and sum(task.seconds for task in tasks) > MIN_PARALLEL_SECONDS
        )

    def _in_processes(self, tasks: Sequence[Task], done: Done) -> list[Answer]:
        """Each process has one task at a time, so that it is known which task a process died of."""
        waiting, retried = deque(_longest_first(tasks)), set[int]()
        answers: dict[int, Answer] = {}
        idle = self._start(min(self.parallel_tasks(), len(tasks)))
        busy: dict[Future[Answer], tuple[int, _Process]] = {}
        while waiting or busy:
            while waiting and idle:
                number = waiting.popleft()
                future, process = self._submitted(idle.pop(), tasks[number])
                busy[future] = number, process
            for future in wait(busy, INTERRUPT_SECONDS, FIRST_COMPLETED).done:  # awake often enough to hear a Ctrl-C
                number, process = busy.pop(future)
                answer, process = self._outcome(future, process, tasks[number], last=number in retried)
                idle.append(process)
                if answer is None:
                    retried.add(number)
                    waiting.appendleft(number)
                else:
                    answers[number] = _reported(tasks[number], answer, done)
        return [answers[number] for number in range(len(tasks))]

    def _outcome(
        self, future: Future[Answer], process: _Process, task: Task, *, last: bool
    ) -> tuple[Answer | None, _Process]:
        """The answer, None if the process has died and this was not the last attempt; and the process to use next."""
        try:
            return future.result(), process
        except BrokenExecutor as broken:
            return without_answer(task, DIED_TWICE) if last else None, self._in_place_of(process, broken)

    def _start(self, count: int) -> list[_Process]:
        """Return `count` processes, and start those that are missing."""
        if not self._alive:
            theirs, ours = multiprocessing_context().Pipe(duplex=False)  # a worker waits at the end that can be read
            self._alive = [ours, theirs]
        while len(self._processes) < count:
            self._processes.append(_Process(self._alive[-1]))
        return self._processes[:count]

    def _submitted(self, process: _Process, task: Task) -> tuple[Future[Answer], _Process]:
        """Give a task to a process, or to a new one if this one has died while idle."""
        try:
            return process.submit(solve_task, task), process
        except BrokenExecutor as broken:
            new = self._in_place_of(process, broken)
            return new.submit(solve_task, task), new

    def _in_place_of(self, dead: _Process, broken: BrokenExecutor) -> _Process:
        """A new process for one that has died. Raises WorkersLost if too many have died before they had started."""
        if not dead.started():
            self._failed_starts += 1
            if self._failed_starts > MAX_FAILED_STARTS:
                raise WorkersLost(NOT_STARTED) from broken
        dead.shutdown(wait=False)
        self._processes[self._processes.index(dead)] = new = _Process(self._alive[-1])
        return new

    def _stop(self) -> None:
        """Close the pipe to the workers: every worker then ends at once."""
        for end in self._alive:
            end.close()
        self._alive = []


class _Process:
    """One worker process. It is spawned, not forked: that works on every system and beside a solver's threads."""

    def __init__(self, alive: Connection) -> None:
        from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - loaded only where processes are started

        self._executor = ProcessPoolExecutor(1, multiprocessing_context(), _start_worker, (alive,))
        with _without_ctrl_c():
            self._first_call = self._executor.submit(os.getpid)

    def submit(self, call: Callable[[Task], Answer], task: Task) -> Future[Answer]:
        return self._executor.submit(call, task)

    def started(self) -> bool:
        """Whether it has lived to answer its first call, which asks for nothing."""
        return self._first_call.done() and self._first_call.exception() is None

    def shutdown(self, *, wait: bool) -> None:
        self._executor.shutdown(wait=wait, cancel_futures=True)


@contextmanager
def _without_ctrl_c() -> Iterator[None]:
    """Processes that are started meanwhile do not hear Ctrl-C, not even while they start."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def multiprocessing_context() -> SpawnContext:
    """The context in which processes are spawned."""
    import multiprocessing  # noqa: PLC0415 - loaded only where processes are started

    return multiprocessing.get_context("spawn")


def without_answer(task: Task, remark: str) -> Answer:
    """The answer for a task that could not be solved, with a remark that says why."""
    objective = task.settings.objective or task.case.objective
    return Answer(task.option, objective, Status.NO_ANSWER, solver=task.settings.solver, remarks=(remark,))


def solve_task(task: Task) -> Answer:
    """The answer of one task; what a worker does."""
    from optimiser.solving import solve  # noqa: PLC0415 - the solver is loaded only where it is used

    option = task.case.option(task.option)
    return solve(
        task.case,
        option,
        task.settings,
        start=task.start,
        ceiling=task.ceiling,
        known_bound=task.known_bound,
        least_outcomes=task.least_outcomes,
    )


def _through(executor: Executor, tasks: Sequence[Task], done: Done) -> list[Answer]:
    """The answers of the caller's executor, which chooses its own order and workers."""
    futures: dict[Future[Answer], int] = {}
    answers: dict[int, Answer] = {}
    try:
        for number in _longest_first(tasks):
            futures[executor.submit(solve_task, tasks[number])] = number
        pending = set(futures)
        while pending:
            ready, pending = wait(pending, INTERRUPT_SECONDS, FIRST_COMPLETED)  # awake often enough to hear a Ctrl-C
            for number, future in ((futures[future], future) for future in ready):
                answers[number] = _reported(tasks[number], _answer_of(future, tasks[number]), done)
    except BrokenExecutor as broken:
        raise WorkersLost(NOT_STARTED) from broken
    except BaseException:
        for future in futures:
            future.cancel()
        raise
    return [answers[number] for number in range(len(tasks))]


def _longest_first(tasks: Sequence[Task]) -> list[int]:
    return sorted(range(len(tasks)), key=lambda number: -tasks[number].seconds)


def _answer_of(future: Future[Answer], task: Task) -> Answer:
    try:
        return future.result()
    except TaskLost as lost:
        return without_answer(task, str(lost))


def _reported(task: Task, answer: Answer, done: Done) -> Answer:
    done(task, answer)
    return answer


def _start_worker(alive: Connection) -> None:
    """A worker ignores Ctrl-C, and ends as soon as its parent process closes its end of the pipe or dies."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_exit_with_parent, args=(alive,), daemon=True).start()


def _exit_with_parent(alive: Connection) -> None:
    from multiprocessing.connection import wait as until  # noqa: PLC0415 - only in a worker

    until([alive])
    os._exit(1)


def _usable_cores() -> int:
    """The cores that this process may use."""
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed else os.cpu_count() or 1
