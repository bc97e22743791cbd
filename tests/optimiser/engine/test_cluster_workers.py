"""The workers of a cluster as an executor: what is refused, and what is said where tasks cannot be solved.

Here without a cluster; with one in tests/journeys/test_cluster.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from command_line import small_case
from distributed import KilledWorker

from models.case.types import Case
from optimiser.casefiles.reading import read
from optimiser.engine.parallel import Pool, Task
from optimiser.engine.parallel import cluster as room
from optimiser.engine.parallel.cluster import (
    ClusterExecutor,
    MismatchedWorker,
    connected_cluster,
    environment_differences,
    solver_environment,
)
from optimiser.errors import NoCluster, NotAnOption, WorkersLost
from optimiser.solving.settings import Settings

pytestmark = pytest.mark.cluster


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return read(small_case(tmp_path / "case")).case


class Held(Executor):
    """Takes tasks and solves none: the test says what becomes of each."""

    def __init__(self) -> None:
        self.futures: list[Future[Any]] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:  # noqa: ARG002 - an executor's
        self.futures.append(Future())
        return self.futures[-1]


class Client:
    """What is asked of a Dask client, with its tasks solved by any executor."""

    def __init__(self, executor: Executor, threads: Mapping[str, int]) -> None:
        self.executor = executor
        self.threads = threads

    def get_executor(self, **_: object) -> Executor:
        return self.executor

    def nthreads(self) -> Mapping[str, int]:
        return self.threads


@pytest.fixture
def held() -> Iterator[tuple[Held, ClusterExecutor]]:
    executor = Held()
    workers = ClusterExecutor(Client(executor, {"a": 1, "b": 2}), solver_environment())  # type: ignore[arg-type]
    yield executor, workers
    workers.shutdown(wait=False)


def test_a_cluster_solves_as_many_at_once_as_its_workers_have_threads(held: tuple[Held, ClusterExecutor]) -> None:
    assert held[1].count == 3


def test_what_a_pool_solves_through_a_cluster_is_what_it_solves_itself(case: Case) -> None:
    tasks = [Task(case, option.name, Settings(), 1.0) for option in case.options]
    with ThreadPoolExecutor(2) as threads:
        workers = ClusterExecutor(Client(threads, {"a": 2}), solver_environment())  # type: ignore[arg-type]
        through = Pool(executor=workers).solve(tasks, lambda *_: None)
        workers.shutdown()
    ourselves = Pool(1).solve(tasks, lambda *_: None)
    assert [(each.plan, each.bound) for each in through] == [(each.plan, each.bound) for each in ourselves]


def test_a_worker_that_differs_is_told_by_what_differs() -> None:
    wanted = {"python": "3.11.7", "pulp": "3.3.2", "system": "Linux", "code": "a" * 64}
    found = {"python": "3.11.7", "pulp": "3.3.1", "system": "Windows", "code": "b" * 64}
    assert environment_differences(wanted, wanted) == []
    assert environment_differences(found, wanted) == [
        "it has pulp 3.3.1, here it is 3.3.2",
        "its system is Windows, that of the other workers is Linux",
        "its code is not ours (SHA-256 bbbbbbbbbbbb, here aaaaaaaaaaaa)",
    ]


def test_a_worker_that_joined_since_is_looked_at_by_the_task_itself(case: Case) -> None:
    with ThreadPoolExecutor(1) as threads:
        workers = ClusterExecutor(Client(threads, {"a": 1}), {**solver_environment(), "highspy": "0.1"})  # type: ignore[arg-type]
        with pytest.raises(WorkersLost, match=r"joined since cannot be used: it has highspy .*, here it is 0\.1"):
            Pool(executor=workers).solve([Task(case, "as is", Settings(), 1.0)], lambda *_: None)
        workers.shutdown()


def test_a_task_that_killed_one_worker_after_another_is_named(held: tuple[Held, ClusterExecutor], case: Case) -> None:
    future = held[1].submit(str, Task(case, "alone", Settings(), 1.0))
    held[0].futures[0].set_exception(KilledWorker("key", SimpleNamespace(address="tcp://10.0.0.6:4001"), 3))  # type: ignore[arg-type]
    with pytest.raises(
        WorkersLost, match=r'4 workers in turn died while they had "alone" of two towns; the last was tcp'
    ):
        future.result(timeout=5)


def test_a_task_that_no_worker_can_take_up_says_so(held: tuple[Held, ClusterExecutor], case: Case) -> None:
    future = held[1].submit(str, Task(case, "alone", Settings(), 1.0))
    held[0].futures[0].set_exception(ModuleNotFoundError("No module named 'optimiser'"))
    with pytest.raises(WorkersLost, match=r"No module named 'optimiser'. Install the same versions on every worker"):
        future.result(timeout=5)


def test_tasks_whose_scheduler_is_gone_are_lost(held: tuple[Held, ClusterExecutor], case: Case) -> None:
    future = held[1].submit(str, Task(case, "alone", Settings(), 1.0))
    held[0].futures[0].cancel()
    with pytest.raises(WorkersLost, match='scheduler was lost before it had an answer for "alone" of two towns'):
        future.result(timeout=5)


def test_an_error_of_the_solving_itself_comes_as_it_is(held: tuple[Held, ClusterExecutor]) -> None:
    future = held[1].submit(str)
    held[0].futures[0].set_exception(NotAnOption("no such option"))
    with pytest.raises(NotAnOption, match="no such option"):
        future.result(timeout=5)


def test_what_is_cancelled_here_is_cancelled_there(held: tuple[Held, ClusterExecutor]) -> None:
    first, second = held[1].submit(str), held[1].submit(str)
    assert first.cancel()
    assert [each.cancelled() for each in held[0].futures] == [True, False]
    held[1].shutdown(wait=False, cancel_futures=True)
    assert (second.cancelled(), held[0].futures[1].cancelled()) == (True, True)


def test_work_is_given_up_where_there_is_no_worker_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "POLL_SECONDS", 0.01)
    monkeypatch.setattr(room, "NO_WORKER_SECONDS", 0.03)
    workers = ClusterExecutor(Client(Held(), {}), solver_environment())  # type: ignore[arg-type]
    with pytest.raises(WorkersLost, match="has had no worker"):
        workers.submit(str).result(timeout=20)
    workers.shutdown(wait=False)


def test_an_address_at_which_nobody_answers_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "CONNECT_SECONDS", 0.3)
    with (
        pytest.raises(NoCluster, match=r"no scheduler that answers at tcp://127\.0\.0\.1:9"),
        connected_cluster("tcp://127.0.0.1:9"),
    ):
        pass


def test_other_workers_say_what_differs_in_words_that_cross() -> None:
    assert str(MismatchedWorker("it has pulp 3")) == "it has pulp 3"
