"""Who solves: processes of this machine, a Dask cluster, or the caller's executor; and who hears how far it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager

from optimiser.engine.parallel import BatchProgress, Pool

Workers = int | str | Executor | None
BatchReport = Callable[[BatchProgress], None] | None


@contextmanager
def open_pool(workers: Workers) -> Iterator[Pool]:
    """The pool that solves, open until the block ends.

    `workers`: a number of processes, 1 for this one alone, None for one a core; the address of a Dask cluster's
    scheduler, such as tcp://10.0.0.5:8786; or any executor, which is left open. Raises NoCluster.
    """
    if isinstance(workers, str):
        from optimiser.engine.parallel.cluster import connected_cluster  # noqa: PLC0415 - Dask is loaded only where it is used

        with connected_cluster(workers) as executor, Pool(executor.count, executor) as pool:
            yield pool
    elif isinstance(workers, Executor):
        with Pool(None, workers) as pool:
            yield pool
    else:
        with Pool(workers) as pool:
            yield pool
