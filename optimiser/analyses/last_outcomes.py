"""What the last outcomes of a run's preferred option cost: how much cheaper a plan without them would be.

The least discounted cost is searched among the plans with at least 99% of the plan's weighted outcomes. A plan that is
found gives a least figure, since it exists; the bound of the search gives a most figure. docs/model.md, section 6, has
the definition.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import isfinite

from models.case.reduced import solver_inputs
from models.plan.plan import Answer
from optimiser.engine.answer_cache import PROVEN_STATUSES, AnswerCache, answer_key
from optimiser.engine.parallel import Pool, Task
from optimiser.engine.progress import OnProgress, ProgressClock
from optimiser.engine.run import Result, Run, verified_result
from optimiser.engine.serialisation import json_text
from optimiser.errors import BrokenAnswer
from optimiser.solving.settings import Settings

STAGE = "last outcomes"
LAST_SHARE = Fraction(1, 100)  # of the weighted outcomes that a plan may do without
LAST_GAP = 0.001  # to which the least cost without them is searched, relative
MOST_SECONDS = 30.0  # and at most the time limit of the run


@dataclass(frozen=True, slots=True)
class LastOutcomes:
    """What the last outcomes of an option cost. Outcomes are weighted, money is pence, all exact.

    `outcomes`: of the option's plan. Compared with it, the cheaper plan that was found has `fewer` outcomes,
    `present_cost_less` discounted cost and `cost_less` cost; all None if none was found. `most_less`: proven, no plan
    with at least 99% of the outcomes has a lower discounted cost by more than that; None if nothing is proven.
    `cut`: whether the time limit ended the search before its gap was reached.
    """

    option: str
    outcomes: Fraction
    fewer: Fraction | None = None
    present_cost_less: Fraction | None = None
    cost_less: Fraction | None = None
    most_less: Fraction | None = None
    cut: bool = False

    @property
    def least_each(self) -> Fraction | None:
        """What each of the last outcomes costs at least, on average; proven by the cheaper plan."""
        return self.present_cost_less / self.fewer if self.fewer and self.present_cost_less is not None else None

    @property
    def most_each(self) -> Fraction | None:
        """What each of them costs at most, on average; proven by the bound of the search."""
        return self.most_less / self.fewer if self.fewer and self.most_less is not None else None


def assess_last_outcomes(
    runs: Sequence[Run], pool: Pool, *, cache: AnswerCache | None = None, progress: OnProgress | None = None
) -> list[LastOutcomes | None]:
    """What the last outcomes cost, of each run; None if its objective is not outcomes, or there is no outcome.

    `cache`: answers that need not be searched again; it gains every other. Raises WorkersLost.
    """
    cache = AnswerCache() if cache is None else cache
    keyed = [_keyed_task(run) for run in runs]
    to_solve = {key: task for key, task in filter(None, keyed) if key not in cache}
    clock = ProgressClock(STAGE, len(to_solve), progress)
    clock.report()
    solved = pool.solve(list(to_solve.values()), lambda task, _: clock.advance(task.seconds))
    for key, answer in zip(to_solve, solved, strict=True):
        cache.add(key, answer)
    return [
        None if each is None else _finding(run, each[1], cache[each[0]]) for run, each in zip(runs, keyed, strict=True)
    ]


def searched_answer(run: Run, cache: AnswerCache) -> AnswerCache:
    """What a cache holds of the search for the last outcomes of a run, for a later run of the same case."""
    keyed = _keyed_task(run)
    return AnswerCache({keyed[0]: cache[keyed[0]]} if keyed is not None and keyed[0] in cache else {})


def _keyed_task(run: Run) -> tuple[str, Task] | None:
    task = _task(run)
    return None if task is None else (_key(task), task)


def _task(run: Run) -> Task | None:
    """The search for the cheapest plan with all but the last outcomes, from the plan in hand."""
    result = run.results.get(run.appraisal.preferred or run.case.reference.name)
    if result is None or result.ledger is None or result.answer.objective != "outcomes":
        return None
    outcomes = result.ledger.objectives.outcomes
    if outcomes <= 0:
        return None
    return Task(
        case=solver_inputs(run.case),
        option=result.option.name,
        settings=Settings(
            solver=run.settings.solver,
            gap=LAST_GAP,
            time_limit=min(MOST_SECONDS, run.settings.time_limit),
            objective="cost",
        ),
        seconds=result.answer.seconds,
        start=result.answer.plan,
        least_outcomes=outcomes * (1 - LAST_SHARE),
    )


def _key(task: Task) -> str:
    return answer_key(task.case, task.option, task.settings, json_text((task.start, task.least_outcomes)))


def _finding(run: Run, task: Task, answer: Answer) -> LastOutcomes:
    """What is known of the last outcomes from an answer; nothing if that answer fails its verification."""
    plan, without = run.results[task.option], LastOutcomes(task.option, _outcomes(run.results[task.option]))
    try:
        cheaper = verified_result(run.case, task.settings, answer, None)
    except BrokenAnswer:
        return without
    cut = answer.status not in PROVEN_STATUSES
    bound = None if answer.bound is None or not isfinite(answer.bound) else Fraction(answer.bound)
    most = None if bound is None else max(_present_cost(plan) - bound, Fraction(0))
    if cheaper.ledger is None or cheaper.measures is None or plan.measures is None:
        return LastOutcomes(task.option, without.outcomes, most_less=most, cut=cut)
    fewer, less = without.outcomes - _outcomes(cheaper), _present_cost(plan) - _present_cost(cheaper)
    if not 0 < fewer <= LAST_SHARE * without.outcomes or less <= 0:
        return LastOutcomes(task.option, without.outcomes, most_less=most, cut=cut)
    costs = [Fraction(measures["cost"] or 0) for measures in (plan.measures, cheaper.measures)]
    return LastOutcomes(task.option, without.outcomes, fewer, less, costs[0] - costs[1], most, cut)


def _outcomes(result: Result) -> Fraction:
    return result.ledger.objectives.outcomes if result.ledger else Fraction(0)


def _present_cost(result: Result) -> Fraction:
    return result.ledger.objectives.cost if result.ledger else Fraction(0)
