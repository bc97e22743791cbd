"""Many options solved at once: `batch` solves the options of many cases, `pool` and `cluster` are the workers."""

from __future__ import annotations

from optimiser.engine.parallel.batch import BatchSolver
from optimiser.engine.parallel.pool import Pool, Task
from optimiser.engine.progress import BatchProgress

__all__ = ["BatchProgress", "BatchSolver", "Pool", "Task"]
