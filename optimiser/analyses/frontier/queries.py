"""The queries of a frontier: the best plan of an option for an objective, under a ceiling on present cost.

Queries are solved in waves. What a search starts from, and the bound that it is given, are fixed before its wave
begins, so that the answers do not depend on who solves them, or in which order. A query whose answer follows from
another is not solved. Every answer is verified.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import floor, isfinite

from models.appraisal.frontier import KnownPlan, OptionCurve, OutcomeBound
from models.case.reduced import for_objective, solver_inputs, without_outcome_limit
from models.case.types import Case
from models.plan.ledger import Violation
from models.plan.plan import Answer, Plan, Status
from optimiser.engine.answer_cache import PROVEN_STATUSES, AnswerCache, answer_key
from optimiser.engine.parallel import Pool, Task
from optimiser.engine.progress import OnProgress, ProgressClock
from optimiser.engine.run import Result, verified_result
from optimiser.engine.serialisation import json_text
from optimiser.errors import BrokenAnswer
from optimiser.solving.settings import Settings

UNKNOWN_SECONDS = 1.0  # what an option is expected to take if nothing is known of it


@dataclass(frozen=True, slots=True)
class Query:
    """The best plan of an option for an objective, at a present cost of at most `ceiling` pence; None: no ceiling.

    `with_limit`: whether the case's `most_per_outcome` counts, as in an appraisal; otherwise outcomes count whole.
    """

    option: str
    objective: str
    ceiling: int | None = None
    with_limit: bool = False


@dataclass
class QuerySolver:
    """Solves queries. `cache`: answers of earlier runs. `results` and `used_answers` gain every answer.

    `reused_answers`: how many came from the cache. `contradicted_queries`: those answered "no plan" although a plan
    under the ceiling is known.
    """

    case: Case
    settings: Settings
    pool: Pool
    cache: AnswerCache = field(default_factory=AnswerCache)
    progress: OnProgress | None = None
    results: dict[Query, Result] = field(default_factory=dict)
    used_answers: AnswerCache = field(default_factory=AnswerCache)
    reused_answers: int = 0
    contradicted_queries: list[Query] = field(default_factory=list)

    def solve(self, stage: str, queries: Sequence[Query]) -> None:
        """Solve these queries. Raises BrokenAnswer if an answer fails its verification, and WorkersLost."""
        unsolved = (query for query in dict.fromkeys(queries) if query not in self.results)
        tasks = {query: self._task(query) for query in list(unsolved) if not self.follows_from_solved(query)}
        keys = {query: _key(self._case(query), task) for query, task in tasks.items()}
        answers = self._answers(stage, tasks, keys)
        for query in tasks:
            self.used_answers.add(keys[query], answers[query])
            self.results[query] = self._verified(query, answers[query])

    def appraised(self, option: str) -> Query:
        """The query whose plan is that of the appraisal."""
        objective = self.settings.objective or self.case.objective
        limited = for_objective(self.case, objective).most_per_outcome is not None
        return Query(option, objective, with_limit=limited)

    def follows_from_solved(self, query: Query) -> bool:
        """Whether the best plan under a higher ceiling also keeps this one: then it is the best here too, as proven."""
        if query.ceiling is None or query.objective != "outcomes":
            return False
        return any(
            other.option == query.option
            and other.objective == query.objective
            and not other.with_limit
            and (other.ceiling is None or other.ceiling >= query.ceiling)
            and result.answer.status in PROVEN_STATUSES
            and result.ledger is not None
            and result.ledger.objectives.cost <= query.ceiling
            for other, result in self.results.items()
        )

    def curve(self, option: str) -> OptionCurve:
        """The plans and bounds known of an option so far."""
        results = self._results_of(option)
        plans = tuple(known_plan(result) for result in results.values() if result.ledger is not None)
        bounds = [
            OutcomeBound(query.ceiling, Fraction(bound))
            for query, result in results.items()
            if query.objective == "outcomes"
            and not query.with_limit
            and (bound := result.answer.bound) is not None
            and isfinite(bound)
        ]
        cheapest = results.get(Query(option, "cost"))
        bound = cheapest.answer.bound if cheapest else None
        lowest_cost = floor(bound) if bound is not None and isfinite(bound) else 0
        return OptionCurve(plans, tuple(bounds), Fraction(lowest_cost))

    def result(self, option: str, plan: KnownPlan) -> Result:
        """The first result of an option whose plan has these figures."""
        results = self._results_of(option).values()
        return next(result for result in results if result.ledger is not None and known_plan(result) == plan)

    def _case(self, query: Query) -> Case:
        return self.case if query.with_limit else without_outcome_limit(self.case)

    def _results_of(self, option: str) -> dict[Query, Result]:
        return {query: result for query, result in self.results.items() if query.option == option}

    def _task(self, query: Query) -> Task:
        """A query as a task: it starts from the plan nearest in cost, with the bound that is proven already."""
        bound = self.curve(query.option).bound(query.ceiling) if query.ceiling is not None else None
        return Task(
            case=solver_inputs(self._case(query)),
            option=query.option,
            settings=replace(self.settings, objective=query.objective, options=()),
            seconds=self._expected_seconds(query),
            start=self._nearest_plan(query),
            ceiling=query.ceiling,
            known_bound=None if bound is None else float(bound),
        )

    def _nearest_plan(self, query: Query) -> Plan | None:
        """The known plan whose cost is nearest to the ceiling; None without a ceiling or a plan."""
        results = [result for result in self._results_of(query.option).values() if result.ledger is not None]
        if query.ceiling is None or not results:
            return None
        ceiling = query.ceiling
        return min(results, key=lambda result: abs(known_plan(result).cost - ceiling)).answer.plan

    def _expected_seconds(self, query: Query) -> float:
        taken = [result.answer.seconds for result in self._results_of(query.option).values()]
        return max(taken, default=0.0) or UNKNOWN_SECONDS

    def _answers(self, stage: str, tasks: Mapping[Query, Task], keys: Mapping[Query, str]) -> dict[Query, Answer]:
        """The answers that the cache holds, and the others solved."""
        cached = {query: self.cache[key] for query, key in keys.items() if key in self.cache}
        rest = {query: task for query, task in tasks.items() if query not in cached}
        self.reused_answers += len(cached)
        clock = ProgressClock(stage, len(rest), self.progress)
        solved = self.pool.solve(list(rest.values()), lambda task, _: clock.advance(task.seconds))
        return {**cached, **dict(zip(rest, solved, strict=True))}

    def _verified(self, query: Query, answer: Answer) -> Result:
        result = verified_result(self._case(query), replace(self.settings, objective=query.objective), answer, None)
        cost = result.ledger.objectives.cost if result.ledger else None
        if query.ceiling is not None and cost is not None and cost > query.ceiling:
            violation = Violation("ceiling", "present cost", str(cost), f"at most {query.ceiling}")
            raise BrokenAnswer(query.option, [violation])
        if answer.status is Status.INFEASIBLE and self._has_known_plan(query):
            self.contradicted_queries.append(query)
        return result

    def _has_known_plan(self, query: Query) -> bool:
        plans = self.curve(query.option).plans
        return any(query.ceiling is None or plan.cost <= query.ceiling for plan in plans)


def known_plan(result: Result) -> KnownPlan:
    """The cost and outcomes of a result with a plan. Raises ValueError if it has none."""
    if result.ledger is None:
        raise ValueError(f"{result.option.name} has no plan")
    return KnownPlan(result.ledger.objectives.cost, result.ledger.objectives.outcomes)


def _key(case: Case, task: Task) -> str:
    """The cache key: the start and the bound decide the answer too, so a kept answer is the one that would be found."""
    extra = (task.ceiling, task.start, task.known_bound)
    return answer_key(case, task.option, task.settings, "" if extra == (None, None, None) else json_text(extra))
