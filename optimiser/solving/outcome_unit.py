"""The unit in which weighted outcomes are counted while a case is solved.

Solvers compare with fixed tolerances. If all outcome weights are very small or very large, outcomes are therefore
counted in another unit, a power of ten, in which the largest weight is from 1 to 10. A case whose weights are all
multiplied by a power of ten so has the same plan, and the same claim in its own unit.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from models.case.types import Case
from models.case.vocabulary import SECONDARY_OBJECTIVE
from models.plan.plan import Answer
from optimiser.solving.status import SIGNIFICANT_DIGITS, Progress

SMALLEST, LARGEST = Fraction(1, 10), 1000  # the largest weight of a case that is solved in its own unit
OUTCOMES = "outcomes"


def outcome_unit(case: Case) -> Fraction:
    """The weighted outcomes that count as one while the case is solved; 1 if the weights are of a usual size."""
    largest = max((service.outcome_weight for service in case.services), default=Fraction(1))
    unit = Fraction(1)
    if not largest or SMALLEST <= largest < LARGEST:
        return unit
    while largest < unit:
        unit /= 10
    while largest >= 10 * unit:
        unit *= 10
    return unit


def case_in_unit(case: Case, unit: Fraction) -> Case:
    """The case with outcomes counted in the unit."""
    services = tuple(replace(each, outcome_weight=each.outcome_weight / unit) for each in case.services)
    most = case.most_per_outcome
    return replace(case, services=services, most_per_outcome=None if most is None else most * unit)


def answer_times(answer: Answer, factor: Fraction) -> Answer:
    """An answer with its weighted outcomes multiplied; all but the status, the gap and the plan."""
    if answer.objective == OUTCOMES:
        return replace(
            answer, objective_value=_times(answer.objective_value, factor), bound=_times(answer.bound, factor)
        )
    if SECONDARY_OBJECTIVE[answer.objective] == OUTCOMES:
        return replace(answer, secondary_bound=_times(answer.secondary_bound, factor))
    return answer


def progress_times(
    on_progress: Callable[[Progress], None] | None, objective: str, factor: Fraction
) -> Callable[[Progress], None] | None:
    """A progress callback that is told weighted outcomes in the unit, and tells them in the case's own."""
    if on_progress is None or objective != OUTCOMES:
        return on_progress

    def report(progress: Progress) -> None:
        on_progress(replace(progress, best=_times(progress.best, factor), bound=_times(progress.bound, factor)))

    return report


def _times(value: float | None, factor: Fraction) -> float | None:
    """The product to the digits that a solver's figure has."""
    return None if value is None else float(f"{value * float(factor):.{SIGNIFICANT_DIGITS}g}")
