"""The workers of a Dask cluster in place of processes of this machine, as a `concurrent.futures.Executor`.

A worker is used only if it has the code and versions that are installed here, and the system and processor of the other
workers: other code could give wrong figures that look right. Only tasks, answers and a worker's `solver_environment`
cross the network. Which worker solves a task changes no answer.
"""

from __future__ import annotations

import logging
import platform
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor, Future, InvalidStateError
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from optimiser.engine.answer_cache import ANSWER_CODE, ANSWER_LIBRARIES
from optimiser.engine.parallel.pool import Task, TaskLost
from optimiser.engine.versions import code_hash, installed_version, versions
from optimiser.errors import NoCluster, WorkersLost

if TYPE_CHECKING:
    from distributed import Client

ENVIRONMENT_PACKAGES = (*ANSWER_LIBRARIES, "numpy")  # the same version everywhere
SAME_AMONG_WORKERS = (
    "system",
    "processor",
)  # what has to be one among the workers: figures may differ in their last place
CODE = "code"
CONNECT_SECONDS = 10.0  # seconds within which the scheduler answers
FIRST_WORKER_SECONDS = 10.0  # seconds within which there is a first worker
NO_WORKER_SECONDS = 30.0  # seconds without any worker after which the work is given up
POLL_SECONDS = 2.0  # seconds between two looks at who is there
ALIKE_EVERYWHERE = "Install the same versions on every worker and start it again: docs/cluster.md says how."


class MismatchedWorker(Exception):
    """A worker that was asked to solve differs from those that were checked. The message says how."""


@contextmanager
def connected_cluster(address: str) -> Iterator[ClusterExecutor]:
    """The workers of the cluster whose scheduler is at an address. Raises NoCluster, before anything is solved."""
    with _quiet(), _client(address) as client:
        executor = ClusterExecutor(client, _agreed(client))
        try:
            yield executor
        finally:
            executor.shutdown(wait=False, cancel_futures=True)


def solver_environment() -> dict[str, str]:
    """What decides this process's answers, by name: versions, system, processor and code. Workers report theirs."""
    there = versions()
    found = {name: there.get(name) or installed_version(name) for name in ENVIRONMENT_PACKAGES}
    return {**found, "system": platform.system(), "processor": platform.machine(), CODE: code_hash(*ANSWER_CODE)}


def environment_differences(found: Mapping[str, str], wanted: Mapping[str, str]) -> list[str]:
    """How a worker differs from what is wanted, as phrases. `found`, `wanted`: as `solver_environment` gives them."""
    return [
        _differs(name, found.get(name, "nothing"), value) for name, value in wanted.items() if found.get(name) != value
    ]


class ClusterExecutor(Executor):
    """The workers of a cluster. `count`: how many tasks they solve at once.

    Any free worker solves a task. If a worker dies, another takes its tasks. If no worker can solve a task, its future
    raises WorkersLost.
    """

    def __init__(self, client: Client, wanted: Mapping[str, str]) -> None:
        self._client = client
        self._wanted = dict(wanted)
        self._dask = client.get_executor(pure=False)
        self._pending: set[Future[Any]] = set()
        self._over = threading.Event()
        self.count = max(1, sum(client.nthreads().values()))
        threading.Thread(target=self._watch, daemon=True).start()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Have a worker call `fn`."""
        inner = self._dask.submit(_checked, self._wanted, fn, args, kwargs)
        outer: Future[Any] = Future()
        self._pending.add(outer)
        outer.add_done_callback(lambda done: inner.cancel() if done.cancelled() else None)
        outer.add_done_callback(self._pending.discard)
        inner.add_done_callback(partial(_hand_on, outer, _named(args)))
        return outer

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Leave the workers running. `cancel_futures`: cancel the tasks that have not begun."""
        self._over.set()
        if cancel_futures:
            for each in list(self._pending):
                each.cancel()
        self._dask.shutdown(wait=wait)

    def _watch(self) -> None:
        """Fail all pending tasks after NO_WORKER_SECONDS without a worker: Dask itself would wait for ever."""
        alone = 0.0
        while not self._over.wait(POLL_SECONDS):
            alone = 0.0 if self._anybody() else alone + POLL_SECONDS
            if alone >= NO_WORKER_SECONDS:
                for each in list(self._pending):
                    _fail(
                        each,
                        WorkersLost(f"The cluster has had no worker for {NO_WORKER_SECONDS:.0f} seconds. Start some."),
                    )

    def _anybody(self) -> bool:
        try:
            return bool(self._client.nthreads())
        except (OSError, RuntimeError, ValueError):  # no scheduler: its futures say so themselves
            return True


@dataclass(frozen=True, slots=True)
class _Call:
    """A task as error messages name it."""

    words: str

    def lost(self, error: BaseException | None) -> WorkersLost:
        """The error that says why no worker solved the task."""
        from distributed import KilledWorker  # noqa: PLC0415 - loaded only where a cluster is used

        if isinstance(error, KilledWorker):
            died = f"{error.allowed_failures + 1} workers in turn died while they had {self.words}"
            last = f"the last was {error.last_worker.address}"
            return TaskLost(f"{died}; {last}. It may need more memory than a worker has: the worker's log may say.")
        if isinstance(error, MismatchedWorker):
            return WorkersLost(f"A worker that joined since cannot be used: {error}. {ALIKE_EVERYWHERE}")
        if isinstance(error, ImportError):
            return WorkersLost(f"A worker could not take up {self.words}: {error}. {ALIKE_EVERYWHERE}")
        return WorkersLost(f"The cluster's scheduler was lost before it had an answer for {self.words}.")


def _checked(wanted: Mapping[str, str], fn: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """What a worker does: check its own environment, then make the call.

    It checks because a worker that joins during a run was not checked at the start.
    """
    if wrong := environment_differences(solver_environment(), wanted):
        raise MismatchedWorker("; ".join(wrong))
    return fn(*args, **kwargs)


def _hand_on(outer: Future[Any], call: _Call, inner: Future[Any]) -> None:
    """Pass the outcome of a task on the cluster to the future that the caller holds."""
    if inner.cancelled():
        _fail(outer, call.lost(None))
        return
    error = inner.exception()
    if error is None:
        _settle(outer.set_result, inner.result())
    else:
        _fail(outer, call.lost(error) if _of_the_cluster(error) else error)


def _of_the_cluster(error: BaseException) -> bool:
    from distributed import KilledWorker  # noqa: PLC0415 - as above

    return isinstance(error, (KilledWorker, MismatchedWorker, ImportError))


def _fail(outer: Future[Any], error: BaseException) -> None:
    _settle(outer.set_exception, error)


def _settle(settle: Callable[[Any], None], value: object) -> None:
    """Settle a future, unless it was cancelled or has failed already."""
    with suppress(InvalidStateError):
        settle(value)


def _named(args: tuple[Any, ...]) -> _Call:
    tasks = [each for each in args if isinstance(each, Task)]
    return _Call(f'"{tasks[0].option}" of {tasks[0].case.title or "the case"}' if tasks else "a task")


@contextmanager
def _client(address: str) -> Iterator[Client]:
    try:
        from distributed import Client  # noqa: PLC0415 - an extra, loaded only where a cluster is used
    except ImportError as missing:
        raise NoCluster(
            f'--cluster needs the package distributed, which is not here ({missing}): pip install "optimiser[cluster]"'
        ) from missing
    try:
        client = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, ImportError, RuntimeError, TypeError, ValueError) as error:
        said = " ".join(str(error).split())
        raise NoCluster(
            f"There is no scheduler that answers at {address}: {said.rstrip('.')}. Is it started there, and may it be"
            " reached from here? docs/cluster.md says how, with TLS too."
        ) from error
    try:
        yield client
    finally:
        client.close(timeout=CONNECT_SECONDS)


def _agreed(client: Client) -> dict[str, str]:
    """The environment of every worker. Raises NoCluster if one differs from this process or from the other workers."""
    from distributed import TimeoutError as TooLate  # noqa: PLC0415 - as above

    try:
        client.wait_for_workers(1, timeout=FIRST_WORKER_SECONDS)
    except TooLate:
        raise NoCluster(
            f"The cluster has no workers. Start some, with the scheduler's address: {_address(client)}"
        ) from None
    found = dict(sorted(client.run(solver_environment, on_error="return").items()))
    if not found:
        raise NoCluster("The cluster's workers were gone as soon as they were asked.")
    wanted = solver_environment()
    first = next((each for each in found.values() if isinstance(each, dict)), {})
    wanted |= {name: first.get(name, wanted[name]) for name in SAME_AMONG_WORKERS}
    wrong = [f"{worker}: {said}" for worker, each in found.items() if (said := _wrong(each, wanted))]
    if wrong:
        lines = "\n  ".join(wrong)
        raise NoCluster(
            f"The cluster cannot be used, for these workers would not answer as we do:\n  {lines}\n{ALIKE_EVERYWHERE}"
        )
    return wanted


def _wrong(found: object, wanted: Mapping[str, str]) -> str:
    if isinstance(found, dict):
        return "; ".join(environment_differences(found, wanted))
    return f"it cannot be asked ({type(found).__name__}: {found})"


def _differs(name: str, found: str, wanted: str) -> str:
    if name == CODE:
        return f"its code is not ours (SHA-256 {found[:12]}, here {wanted[:12]})"
    if name in SAME_AMONG_WORKERS:
        return f"its {name} is {found}, that of the other workers is {wanted}"
    return f"it has {name} {found}, here it is {wanted}"


def _address(client: Client) -> str:
    return str(client.scheduler.address) if client.scheduler is not None else "not known"


@contextmanager
def _quiet() -> Iterator[None]:
    """Silence Dask's log of its connections: our own errors report them."""
    log = logging.getLogger("distributed")
    before = log.level
    log.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        log.setLevel(before)
