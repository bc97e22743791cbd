"""The bench on which many cases are solved and judged, with what is known used again.

An answer is used again where everything that the option's programme reads is as it was: the hub's cost does not move
an option without hubs. Each is judged anew in its own case. What has to be solved starts from a plan that is fixed
beforehand, so that the answers are the same whoever solves them, and in whatever order.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from models.case.dependencies import solver_inputs
from models.case.types import Case
from models.plan.ledger import Ledger
from models.plan.plan import Answer, Plan
from optimiser.engine.answer_cache import AnswerCache, answer_key
from optimiser.engine.parallel.pool import Pool, Task
from optimiser.engine.run import Result, options_to_solve, verified_result
from optimiser.solving.settings import Settings

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class BatchProgress:
    """How far a stage is: programmes solved of those known to be needed, and seconds left, None where unknown."""

    stage: str
    done: int
    total: int
    seconds_left: float | None


@dataclass
class BatchSolver:
    """Solves, in the pool, what is not known.

    `base`: by option, an answer of a case much like those to come: what is solved starts from its plan, and may take as
    long. `known` gains every answer.
    """

    settings: Settings
    pool: Pool
    cache: AnswerCache = field(default_factory=AnswerCache)
    base_answers: Mapping[str, Answer] = field(default_factory=dict)
    progress: Callable[[BatchProgress], None] | None = None
    _keys: dict[tuple[int, str], tuple[Case, str]] = field(default_factory=dict)

    def key(self, case: Case, option: str) -> str:
        """The key of a question, worked out once."""
        at = id(case), option
        if at not in self._keys:
            self._keys[at] = (
                case,
                answer_key(case, option, self.settings),
            )  # the case is kept, so that its id stays its own
        return self._keys[at][1]

    def solve(
        self,
        stage: str,
        cases: Mapping[Key, Case],
        *,
        ready: Callable[[Key, str], Answer | None] = lambda _key, _option: None,
        start: Callable[[Key, str], Plan | None] | None = None,
        bound: Callable[[Key, str], float | None] = lambda _key, _option: None,
    ) -> dict[Key, dict[str, Result]]:
        """Every option that the settings ask for, of every case, by the case's key and the option's name.

        `ready`: an answer that follows without solving, None where none does. `start`: the plan that a programme
        starts from, that of `base` where it is None. `bound`: a limit to its first aim that is proven already; see
        `optimiser.solving.solve`. Raises BrokenAnswer where an answer does not stand up to its check, NotAnOption for
        an option that a case does not have, and WorkersLost.
        """
        tasks = {
            key: replace(task, start=(start or self._start)(name, task.option), known_bound=bound(name, task.option))
            for name, key, task in self._tasks(cases, ready)
        }
        clock = _Clock(stage, list(tasks.values()), self.pool.parallel_tasks(), self.progress)
        for key, answer in zip(tasks, self.pool.solve(list(tasks.values()), clock.tick), strict=True):
            self.cache.add(key, answer)
        return {key: self._judged(key, case, ready) for key, case in cases.items()}

    def _tasks(
        self, cases: Mapping[Key, Case], ready: Callable[[Key, str], Answer | None]
    ) -> Iterator[tuple[Key, str, Task]]:
        """What is still to be solved: whose it is, its content, and the task from scratch."""
        for name, case in cases.items():
            for option in options_to_solve(case, self.settings.options):
                key = self.key(case, option.name)
                if key not in self.cache and ready(name, option.name) is None:
                    seconds = self.base_answers[option.name].seconds if option.name in self.base_answers else 1.0
                    yield name, key, Task(solver_inputs(case), option.name, self.settings, seconds)

    def _start(self, _key: Hashable, option: str) -> Plan | None:
        return self.base_answers[option].plan if option in self.base_answers else None

    def _judged(self, key: Key, case: Case, ready: Callable[[Key, str], Answer | None]) -> dict[str, Result]:
        results: dict[str, Result] = {}
        reference: Ledger | None = None
        for option in options_to_solve(case, self.settings.options):
            answer = ready(key, option.name) or self.cache[self.key(case, option.name)]
            results[option.name] = verified_result(case, self.settings, answer, reference)
            reference = results[option.name].ledger if option is case.reference else reference
        return results


@dataclass
class _Clock:
    """Tells how far a stage is, and how long it may still take: as the work done so far took against what it might."""

    stage: str
    tasks: Sequence[Task]
    workers: int
    progress: Callable[[BatchProgress], None] | None
    done: int = 0
    behind: float = 0.0
    began: float = field(default_factory=time.perf_counter)

    def __post_init__(self) -> None:
        self._tell(sum(task.seconds for task in self.tasks) / self.workers)

    def tick(self, task: Task) -> None:
        """One more is solved."""
        self.done += 1
        self.behind += task.seconds
        ahead = sum(each.seconds for each in self.tasks) - self.behind
        passed = time.perf_counter() - self.began
        self._tell(passed * ahead / self.behind if self.behind > 0 else None)

    def _tell(self, left: float | None) -> None:
        if self.progress is not None and self.tasks:
            self.progress(BatchProgress(self.stage, self.done, len(self.tasks), left))
