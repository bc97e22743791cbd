"""Solves every option of many cases at once, in a pool of workers, and verifies each answer in its own case.

An answer is used again for every case in which the option's solver reads the same inputs: the cost of a hub does not
change the answer of an option without hubs. Each task is solved by itself, as a run of that case alone would solve it:
an answer depends neither on the other cases nor on how many workers there are.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from models.case.reduced import solver_inputs
from models.case.types import Case
from models.plan.ledger import Ledger
from models.plan.plan import Answer
from optimiser.engine.answer_cache import AnswerCache, answer_key
from optimiser.engine.parallel.pool import Pool, Task
from optimiser.engine.progress import OnProgress, ProgressClock
from optimiser.engine.run import Result, options_to_solve, verified_result
from optimiser.solving.settings import Settings

Key = TypeVar("Key", bound=Hashable)
UNKNOWN_SECONDS = 1.0  # what an option is expected to take if nothing is known of it


@dataclass
class BatchSolver:
    """Solves in the pool whatever the cache does not hold, and adds each answer to the cache.

    `base_answers`: by option, the answer in a similar case; the option is expected to take as long.
    `clock`: the progress of several calls of `solve` together; without it each call has its own clock.
    """

    settings: Settings
    pool: Pool
    cache: AnswerCache = field(default_factory=AnswerCache)
    base_answers: Mapping[str, Answer] = field(default_factory=dict)
    progress: OnProgress | None = None
    clock: ProgressClock | None = None
    _keys: dict[tuple[int, str], tuple[Case, str]] = field(default_factory=dict)

    def key(self, case: Case, option: str) -> str:
        """The cache key of an option of a case, worked out once."""
        at = id(case), option
        if at not in self._keys:
            self._keys[at] = case, answer_key(case, option, self.settings)  # holding the case keeps its id unique
        return self._keys[at][1]

    def solve(
        self,
        stage: str,
        cases: Mapping[Key, Case],
        *,
        ready: Callable[[Key, str], Answer | None] = lambda _key, _option: None,
    ) -> dict[Key, dict[str, Result]]:
        """The result of every option of every case, by the case's key and the option's name.

        `ready`: an answer that is known without solving, None if there is none.
        Raises BrokenAnswer if an answer fails its verification, NotAnOption for an option that a case does not have,
        and WorkersLost.
        """
        tasks = dict(self._tasks(cases, ready))
        clock = self.clock or self._new_clock(stage, list(tasks.values()))
        key_of = {id(task): key for key, task in tasks.items()}

        def done(task: Task, answer: Answer) -> None:
            if id(task) in key_of:
                self.cache.add(key_of[id(task)], answer)  # at once, so that it is kept if the command is stopped
            clock.advance(task.seconds)

        answers = self.pool.solve(list(tasks.values()), done)
        for key, answer in zip(tasks, answers, strict=True):
            self.cache.add(key, answer)
        return {key: self._results(key, case, ready) for key, case in cases.items()}

    def _new_clock(self, stage: str, tasks: list[Task]) -> ProgressClock:
        seconds = sum(task.seconds for task in tasks)
        clock = ProgressClock(stage, len(tasks), self.progress, seconds)
        clock.report(seconds / self.pool.parallel_tasks())
        return clock

    def _tasks(
        self, cases: Mapping[Key, Case], ready: Callable[[Key, str], Answer | None]
    ) -> Iterator[tuple[str, Task]]:
        """What is still to be solved: its cache key and the task."""
        for name, case in cases.items():
            for option in options_to_solve(case, self.settings.options):
                key = self.key(case, option.name)
                if key not in self.cache and ready(name, option.name) is None:
                    base = self.base_answers.get(option.name)
                    seconds = base.seconds if base else UNKNOWN_SECONDS
                    yield key, Task(solver_inputs(case), option.name, self.settings, seconds)

    def _results(self, key: Key, case: Case, ready: Callable[[Key, str], Answer | None]) -> dict[str, Result]:
        results: dict[str, Result] = {}
        reference: Ledger | None = None
        for option in options_to_solve(case, self.settings.options):
            answer = ready(key, option.name) or self.cache[self.key(case, option.name)]
            results[option.name] = verified_result(case, self.settings, answer, reference)
            reference = results[option.name].ledger if option is case.reference else reference
        return results
