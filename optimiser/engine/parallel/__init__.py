"""Many programmes at once: changed cases on a bench, solved in processes of this machine or of a cluster.

`pool` is the one seam to a `concurrent.futures.Executor`; `bench` solves every option of many cases, each programme
once, and judges each answer.
"""

from __future__ import annotations

from optimiser.engine.parallel.batch import BatchProgress, BatchSolver
from optimiser.engine.parallel.pool import Pool, Task

__all__ = ["BatchProgress", "BatchSolver", "Pool", "Task"]
