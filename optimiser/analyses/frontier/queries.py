"""What is asked of the solver for a frontier, in waves: an option, an aim, a ceiling on present cost.

What a search starts from, and the bound it is told, are fixed before its wave begins, so that the answers are the same
whoever solves them, in whatever order. What follows from an answer that is there is not solved. Each answer is judged.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import floor, isfinite

from models.appraisal.frontier import KnownPlan, OptionCurve, OutcomeBound
from models.case.dependencies import solver_inputs
from models.case.types import Case
from models.plan.ledger import Violation
from models.plan.plan import Answer, Plan, Status
from optimiser.engine.answer_cache import PROVEN_STATUSES, AnswerCache, answer_key
from optimiser.engine.parallel import BatchProgress, Pool, Task
from optimiser.engine.run import Result, verified_result
from optimiser.engine.serialisation import json_text
from optimiser.errors import BrokenAnswer
from optimiser.solving.settings import Settings

UNKNOWN_SECONDS = 1.0  # seconds that an option may take of which nothing is known


@dataclass(frozen=True, slots=True)
class Query:
    """The best plan of an option for an aim, at no more present cost than `ceiling` pence where there is one."""

    option: str
    objective: str
    ceiling: int | None = None


@dataclass
class QuerySolver:
    """Answers what is asked. `known`: answers of earlier runs. `results` and `used` gain every answer that was needed.

    `wrong`: asks answered by "there is no plan" though one is known that keeps the ceiling.
    """

    case: Case
    settings: Settings
    pool: Pool
    cache: AnswerCache = field(default_factory=AnswerCache)
    progress: Callable[[BatchProgress], None] | None = None
    results: dict[Query, Result] = field(default_factory=dict)
    used_answers: AnswerCache = field(default_factory=AnswerCache)
    reused_answers: int = 0
    contradicted_queries: list[Query] = field(default_factory=list)

    def solve(self, stage: str, asks: Sequence[Query]) -> None:
        """Answer these. Raises BrokenAnswer where an answer does not stand up to its check, and WorkersLost."""
        fresh = [ask for ask in dict.fromkeys(asks) if ask not in self.results and not self.follows_from_solved(ask)]
        tasks = {ask: self._task(ask) for ask in fresh}
        keys = {ask: _key(self.case, task) for ask, task in tasks.items()}
        answers = self._answers(stage, tasks, keys)
        for ask in fresh:
            self.used_answers.add(keys[ask], answers[ask])
            self.results[ask] = self._judged(ask, answers[ask])

    def follows_from_solved(self, ask: Query) -> bool:
        """Whether the best plan at a higher ceiling keeps this one: then it is the best here too, as proven."""
        if ask.ceiling is None or ask.objective != "outcomes":
            return False
        return any(
            other.option == ask.option
            and other.objective == ask.objective
            and (other.ceiling is None or other.ceiling >= ask.ceiling)
            and result.answer.status in PROVEN_STATUSES
            and result.ledger is not None
            and result.ledger.objectives.cost <= ask.ceiling
            for other, result in self.results.items()
        )

    def curve(self, option: str) -> OptionCurve:
        """What is known of an option so far."""
        mine = {ask: result for ask, result in self.results.items() if ask.option == option}
        found = tuple(known_plan(result) for result in mine.values() if result.ledger is not None)
        proofs = [
            OutcomeBound(ask.ceiling, Fraction(bound))
            for ask, result in mine.items()
            if ask.objective == "outcomes" and (bound := result.answer.bound) is not None and isfinite(bound)
        ]
        cheapest = mine.get(Query(option, "cost"))
        bound = cheapest.answer.bound if cheapest else None
        least = floor(bound) if bound is not None and isfinite(bound) else 0
        return OptionCurve(found, tuple(proofs), Fraction(least))

    def result(self, option: str, found: KnownPlan) -> Result:
        """The first result whose plan has these figures."""
        return next(
            result
            for ask, result in self.results.items()
            if ask.option == option and result.ledger is not None and known_plan(result) == found
        )

    def _task(self, ask: Query) -> Task:
        """An aim's own settings, the plan nearest in cost, and the bound that is proven already."""
        settings = replace(self.settings, objective=ask.objective, options=())
        curve = self.curve(ask.option)
        bound = curve.bound(ask.ceiling) if ask.ceiling is not None else None
        known = None if bound is None else float(bound)
        return Task(
            solver_inputs(self.case), ask.option, settings, self._seconds(ask), self._nearest(ask), ask.ceiling, known
        )

    def _nearest(self, ask: Query) -> Plan | None:
        if ask.ceiling is None:
            return None
        plans = [result for other, result in self.results.items() if other.option == ask.option and result.ledger]
        if not plans:
            return None
        ceiling = ask.ceiling
        return min(plans, key=lambda each: abs(known_plan(each).cost - ceiling)).answer.plan

    def _seconds(self, ask: Query) -> float:
        taken = [result.answer.seconds for other, result in self.results.items() if other.option == ask.option]
        return max(taken, default=0.0) or UNKNOWN_SECONDS

    def _answers(self, stage: str, tasks: Mapping[Query, Task], keys: Mapping[Query, str]) -> dict[Query, Answer]:
        """Those known, and the rest solved."""
        there = {ask: self.cache[key] for ask, key in keys.items() if key in self.cache}
        rest = {ask: task for ask, task in tasks.items() if ask not in there}
        self.reused_answers += len(there)
        clock = _Clock(stage, len(rest), self.progress)
        solved = self.pool.solve(list(rest.values()), clock.tick)
        return {**there, **dict(zip(rest, solved, strict=True))}

    def _judged(self, ask: Query, answer: Answer) -> Result:
        result = verified_result(self.case, replace(self.settings, objective=ask.objective), answer, None)
        cost = result.ledger.objectives.cost if result.ledger else None
        if ask.ceiling is not None and cost is not None and cost > ask.ceiling:
            raise BrokenAnswer(ask.option, [Violation("ceiling", "present cost", str(cost), f"at most {ask.ceiling}")])
        if answer.status is Status.INFEASIBLE and self._contradicted(ask):
            self.contradicted_queries.append(ask)
        return result

    def _contradicted(self, ask: Query) -> bool:
        best = self.curve(ask.option).plans
        return any(ask.ceiling is None or each.cost <= ask.ceiling for each in best)


def known_plan(result: Result) -> KnownPlan:
    """The two figures of a result that has a plan."""
    if result.ledger is None:
        raise ValueError(f"{result.option.name} has no plan")
    return KnownPlan(result.ledger.objectives.cost, result.ledger.objectives.outcomes)


def _key(case: Case, task: Task) -> str:
    """What decides the answer: where the search starts from too, so that what is kept is what would be found."""
    further = (task.ceiling, task.start, task.known_bound)
    return answer_key(case, task.option, task.settings, "" if further == (None, None, None) else json_text(further))


@dataclass
class _Clock:
    """Tells how far a stage is, and how long it may still take."""

    stage: str
    total: int
    progress: Callable[[BatchProgress], None] | None
    done: int = 0
    began: float = field(default_factory=time.perf_counter)

    def tick(self, _: Task) -> None:
        self.done += 1
        passed = time.perf_counter() - self.began
        if self.progress is not None:
            self.progress(
                BatchProgress(self.stage, self.done, self.total, passed * (self.total - self.done) / self.done)
            )
