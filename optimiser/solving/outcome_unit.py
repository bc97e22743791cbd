"""The unit in which weighted outcomes are counted while an option is solved.

Solvers compare with fixed tolerances. If all places of an option bring very few or very many weighted outcomes, these
are therefore counted in another unit, a power of ten. A case whose weights are all multiplied by a power of ten so has
the same plan, and the same claim in its own unit. If the plan found has so few outcomes that a tolerance could hide
more, it is solved again in a finer unit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction

from models.case.types import Case, Option
from models.case.vocabulary import SECONDARY_OBJECTIVE
from models.plan.plan import Answer
from optimiser.solving.search import SECONDARY_STAGE
from optimiser.solving.settings import SolveRequest
from optimiser.solving.status import SIGNIFICANT_DIGITS, Progress

SMALLEST, LARGEST = Fraction(1, 1000), 1000  # the most outcomes of a place of an option that is solved in its own unit
FAINT = Fraction(1, 1000)  # of the unit: a plan with fewer outcomes is solved again in a finer unit
OUTCOMES = "outcomes"


def outcome_unit(case: Case, option: Option) -> Fraction:
    """The weighted outcomes that count as one while an option is solved; 1 if they are of a usual size."""
    most = max(_outcomes_of_places(case, option), default=Fraction(1))
    return Fraction(1) if SMALLEST <= most < LARGEST else _power_of_ten(most)


def finer_unit(case: Case, option: Option, answer: Answer, unit: Fraction) -> Fraction | None:
    """A unit in which more outcomes would show, if the plan has almost none in this one; else None."""
    if answer.objective != OUTCOMES or answer.objective_value is None or case.most_per_outcome is not None:
        return None
    if abs(Fraction(answer.objective_value)) >= FAINT * unit:
        return None
    hidden = [each for each in _outcomes_of_places(case, option) if each < FAINT * unit]
    return _power_of_ten(max(hidden)) if hidden else None


def _outcomes_of_places(case: Case, option: Option) -> Iterator[Fraction]:
    """The weighted outcomes of a place of each contract and offer that somebody has demand for, if there are any."""
    wanted = {key for key, places in case.demand.items() if any(places)}
    weight = {service.name: service.outcome_weight for service in case.services}
    for contract in case.contracts:
        for line in contract.lines:
            if line.success_rate and weight[line.service] and any((b, line.service) in wanted for b in line.boroughs):
                yield weight[line.service] * line.success_rate
    for offer in case.offers:
        for offered in offer.lines if option.name in offer.options else ():
            by = any((borough, offered.service) in wanted for borough in offer.boroughs)
            if by and offered.success_rate and weight[offered.service]:
                yield weight[offered.service] * offered.success_rate


def _power_of_ten(most: Fraction) -> Fraction:
    """The largest power of ten that is not above a number."""
    unit = Fraction(1)
    while most < unit:
        unit /= 10
    while most >= 10 * unit:
        unit *= 10
    return unit


def case_in_unit(case: Case, unit: Fraction) -> Case:
    """The case with outcomes counted in the unit."""
    if unit == 1:
        return case
    services = tuple(replace(each, outcome_weight=each.outcome_weight / unit) for each in case.services)
    most = case.most_per_outcome
    return replace(case, services=services, most_per_outcome=None if most is None else most * unit)


def request_in_unit(request: SolveRequest, objective: str, unit: Fraction) -> SolveRequest:
    """What is asked of an option, with outcomes counted in the unit."""
    least, known = request.least_outcomes, request.known_bound
    return replace(
        request,
        least_outcomes=None if least is None else least / unit,
        known_bound=known if known is None or objective != OUTCOMES else known / float(unit),
    )


def answer_times(answer: Answer, factor: Fraction) -> Answer:
    """An answer with its weighted outcomes multiplied; all but the status, the gap and the plan."""
    if factor == 1:
        return answer
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
    if on_progress is None or factor == 1:
        return on_progress

    def report(progress: Progress) -> None:
        counted = SECONDARY_OBJECTIVE[objective] if progress.stage == SECONDARY_STAGE else objective
        if counted != OUTCOMES:
            on_progress(progress)
            return
        on_progress(replace(progress, best=_times(progress.best, factor), bound=_times(progress.bound, factor)))

    return report


def _times(value: float | None, factor: Fraction) -> float | None:
    """The product to the digits that a solver's figure has."""
    return None if value is None else float(f"{value * float(factor):.{SIGNIFICANT_DIGITS}g}")
