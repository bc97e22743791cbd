"""A worker process that dies costs its own task one more attempt, and no other task anything."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import BrokenExecutor, Executor, Future
from pathlib import Path
from typing import Any

import crashing
import pytest
from world import line, offer, option, stream, world

from models.case.reduced import solver_inputs
from models.case.types import Case
from models.plan.plan import Answer, Status
from optimiser.engine.parallel import Pool, Task
from optimiser.engine.parallel import pool as pool_module
from optimiser.engine.parallel.pool import TaskLost
from optimiser.errors import WorkersLost
from optimiser.solving.settings import Settings

OPTIONS = ("first", "second", "third", "fourth")


@pytest.fixture
def case() -> Case:
    return world(
        demand=100,
        funding=[stream("grant", "A", 100_000)],
        offers=[offer("S", "P", line("day", price=1000, success="1/2"))],
        options=[option(name) for name in OPTIONS],
    )


@pytest.fixture
def two(monkeypatch: pytest.MonkeyPatch) -> Pool:
    """Two processes however little there is to solve, in which the second option crashes."""
    monkeypatch.setattr(pool_module, "MIN_PARALLEL_SECONDS", 0.0)
    monkeypatch.setattr(pool_module, "solve_task", crashing.solve_task)
    monkeypatch.setenv("CRASHING", "second")
    return Pool(workers=2)


def tasks(case: Case) -> list[Task]:
    return [Task(solver_inputs(case), name, Settings(), 1.0) for name in OPTIONS]


@pytest.mark.slow  # processes are started, ended and started again
def test_a_task_that_crashes_twice_has_no_answer_and_the_others_have_theirs(two: Pool, case: Case) -> None:
    done: list[str] = []
    with two:
        answers = two.solve(tasks(case), lambda task, _: done.append(task.option))
        again = two.solve(tasks(case)[2:], lambda *_: None)
    assert {answer.option: answer.status for answer in answers} == {
        "first": Status.OPTIMAL,
        "second": Status.NO_ANSWER,
        "third": Status.OPTIMAL,
        "fourth": Status.OPTIMAL,
    }
    assert Counter(done) == Counter(OPTIONS)
    lost = answers[1]
    assert (lost.plan, lost.objective_value, lost.bound, lost.gap, lost.solver) == (None, None, None, None, "HiGHS")
    assert [("twice" in remark, "crashed" in remark, "memory" in remark) for remark in lost.remarks] == [(True,) * 3]
    assert [answer.plan for answer in again] == [answer.plan for answer in answers[2:]]


def test_a_task_that_crashes_once_is_solved_in_a_new_process(
    two: Pool, case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CRASHED", str(tmp_path / "crashed"))
    with two:
        answers = two.solve(tasks(case), lambda *_: None)
    assert (tmp_path / "crashed").exists()
    assert [_without_seconds(answer) for answer in answers] == [
        _without_seconds(answer) for answer in Pool(1).solve(tasks(case), lambda *_: None)
    ]


@pytest.mark.slow  # processes are started, ended and started again
def test_a_process_that_dies_while_it_has_nothing_to_do_is_replaced(two: Pool, case: Case) -> None:
    with two:
        first = two.solve(tasks(case)[2:], lambda *_: None)
        for process in two._processes:
            pid = process._first_call.result()
            process._executor._processes[pid].kill()  # type: ignore[attr-defined] # private to the executor
            process._executor._processes[pid].join()  # type: ignore[attr-defined]
        again = two.solve(tasks(case)[2:], lambda *_: None)
    assert [answer.plan for answer in again] == [answer.plan for answer in first]


def test_a_process_that_is_killed_while_it_starts_is_replaced(
    two: Pool, case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool_module, "_start_worker", crashing.no_first_start)
    monkeypatch.setenv("CRASHED", str(tmp_path / "crashed"))
    monkeypatch.setenv("CRASHING", "")
    with two:
        answers = two.solve(tasks(case), lambda *_: None)
    assert (tmp_path / "crashed").exists()
    assert all(answer.plan is not None for answer in answers)


def test_processes_that_cannot_start_are_no_crash_of_a_task(
    two: Pool, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool_module, "_start_worker", crashing.no_start)
    with two, pytest.raises(WorkersLost, match="workers=1"):
        two.solve(tasks(case), lambda *_: None)


def test_a_task_that_an_executor_has_lost_has_no_answer_and_says_why(case: Case) -> None:
    class Loses(Executor):
        """Loses every task."""

        def submit(self, *_: Any, **__: Any) -> Future[Answer]:
            future: Future[Answer] = Future()
            future.set_exception(TaskLost("4 workers in turn died"))
            return future

    answers = Pool(executor=Loses()).solve(tasks(case)[:1], lambda *_: None)
    assert [(answer.status, answer.remarks) for answer in answers] == [(Status.NO_ANSWER, ("4 workers in turn died",))]


def test_an_executor_that_breaks_down_ends_the_work(case: Case) -> None:
    class Breaks(Executor):
        """Breaks down at the first task."""

        def submit(self, *_: Any, **__: Any) -> Future[Answer]:
            raise BrokenExecutor

    with pytest.raises(WorkersLost, match="workers=1"):
        Pool(executor=Breaks()).solve(tasks(case), lambda *_: None)


def _without_seconds(answer: Answer) -> tuple[object, ...]:
    return answer.option, answer.status, answer.plan, answer.objective_value, answer.bound, answer.remarks


def test_a_worker_waits_at_the_end_of_the_pipe_that_can_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows can wait for nothing else; the other end stays with the parent, and closes with it."""
    given: list[Any] = []
    monkeypatch.setattr(pool_module, "_Process", given.append)
    pool = Pool(2)
    pool._start(2)
    assert [(end.readable, end.writable) for end in given] == [(True, False)] * 2
    pool._stop()
