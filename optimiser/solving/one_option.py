"""Optimises one option of a case, with its outcomes counted in a unit that a solver handles well."""

from __future__ import annotations

import time
from collections.abc import Callable
from fractions import Fraction

from models.case.reduced import for_objective
from models.case.types import Case, Option
from models.mip.row_order import in_name_order, ordered_instance
from models.plan.plan import Answer, Plan
from optimiser.solving.algorithm import Algorithm
from optimiser.solving.outcome_unit import (
    answer_times,
    case_in_unit,
    finer_unit,
    outcome_unit,
    progress_times,
    request_in_unit,
)
from optimiser.solving.settings import Settings, SolveRequest
from optimiser.solving.status import Progress


def solve(
    case: Case,
    option: Option,
    settings: Settings,
    on_progress: Callable[[Progress], None] | None = None,
    *,
    start: Plan | None = None,
    ceiling: int | None = None,
    least_outcomes: Fraction | None = None,
    near: Plan | None = None,
    known_bound: float | None = None,
) -> Answer:
    """Optimise one option of a case. Raises NoSuchSolver if the solver cannot be used.

    `start`: a plan of a similar case, from which the search begins; not used at gap 0. It is not trusted: it may name
    what the case does not have or break every rule. The same case and start always give the same plan.
    `ceiling`: pence that the discounted cost over the horizon may not exceed, exactly. Infeasible if no plan is within.
    `least_outcomes`: weighted outcomes that the plan has at least, under the objective cost.
    `near`: among the plans within the gap, the one nearest to this plan is taken.
    `known_bound`: a limit to the objective that is proven already, in the sense and units of `Answer.bound`. It is
    believed, so it must be the bound of this option, or of one that allows every plan that this one allows: the same
    case with more money in every stream or a higher ceiling.
    """
    objective = settings.objective or case.objective
    case = for_objective(case, objective)
    start, near = (None if plan is None else in_name_order(plan) for plan in (start, near))
    request = SolveRequest(start, ceiling, least_outcomes, near, known_bound)

    def answer_in(unit: Fraction) -> Answer:
        report, in_unit = progress_times(on_progress, objective, unit), case_in_unit(case, unit)
        asked = request_in_unit(request, objective, unit)
        instance = ordered_instance(in_unit, option)
        found = Algorithm(instance, settings, report, asked, started_at=started_at).answer(in_unit)
        return answer_times(found, unit)

    started_at = time.perf_counter()  # the time limit is for all units together
    unit: Fraction | None = outcome_unit(case, option)
    answer = None
    while unit is not None:
        found = answer_in(unit)
        answer = found if answer is None or found.plan is not None else answer
        is_late = time.perf_counter() - started_at > settings.time_limit
        unit = None if is_late else finer_unit(case, option, answer, unit)
    assert answer is not None
    return answer
