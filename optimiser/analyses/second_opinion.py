"""Whether a second solver, on a programme written separately, finds of each option what the run says.

It agrees with a plan if it proves that no plan is better by more than twice the run's gap: each of the two solvers is
right within one. It agrees that there is no plan if it proves that too. It contradicts the run if what one has proven
rules out what the other has. Everything else is not verified.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from models.case.reduced import for_objective
from models.plan.ledger import ObjectiveValues
from models.plan.plan import Status
from optimiser.engine.run import Result, Run
from optimiser.solving import Progress
from optimiser.solving.second_solver import SecondAnswer, second_solver_version, solve_again

STAGE = "the second solver"
TOLERANCE = Fraction(1, 10**6)  # relative: what floating point leaves open of a bound
SIZE_TOLERANCE = Fraction(1, 10**9)  # of the sums that a value is the difference of
LEAST = Fraction(1, 10**12)


class Agreement(StrEnum):
    """What the second solver says of an option."""

    AGREES = "agrees"
    CONTRADICTS = "contradicts"
    NOT_VERIFIED = "not verified"


@dataclass(frozen=True, slots=True)
class OptionOpinion:
    """What the second solver found of one option. Values are weighted outcomes or pence.

    `agreement`: what it says. `value`: of its own plan, exact, if the audit accepts that. `bound`: what it proved for
    every plan.
    `within`: by which share of the run's value a plan may be better at most, as it proved; None if it proved nothing.
    `is_infeasible`: it proved that there is no plan. `why`: why it does not agree, in words; blank if it agrees.
    """

    option: str
    objective: str
    agreement: Agreement
    value: Fraction | None = None
    bound: float | None = None
    within: Fraction | None = None
    is_infeasible: bool = False
    why: str = ""
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class SecondOpinion:
    """The second solver's name and version, and what it found of each option."""

    solver: str
    options: Mapping[str, OptionOpinion]

    def with_agreement(self, agreement: Agreement) -> list[OptionOpinion]:
        """The options of which the second solver says this."""
        return [each for each in self.options.values() if each.agreement is agreement]

    @property
    def contradicted(self) -> tuple[str, ...]:
        """The options whose answer it contradicts."""
        return tuple(each.option for each in self.with_agreement(Agreement.CONTRADICTS))

    @property
    def agrees(self) -> bool:
        """Whether it agrees on every option."""
        return len(self.with_agreement(Agreement.AGREES)) == len(self.options)


def without_seconds(opinion: SecondOpinion | None) -> SecondOpinion | None:
    """The same with no time taken, so that the same run is recorded in the same words."""
    if opinion is None:
        return None
    return replace(opinion, options={name: replace(each, seconds=0.0) for name, each in opinion.options.items()})


def ask_second_solver(run: Run, progress: Callable[[Progress], None] | None = None) -> SecondOpinion:
    """Solve every option of a run again with the second solver. Raises NoSecondSolver if it is not installed."""
    found: dict[str, OptionOpinion] = {}
    solver = second_solver_version()
    for name, result in run.results.items():
        if progress is not None:
            progress(Progress(name, STAGE, None, None, 0.0))
        settings, objective = run.settings_of(name), result.answer.objective
        case = for_objective(run.case, objective)
        limit, plan = run.settings.time_limit, result.answer.plan
        answer = solve_again(case, result.option, objective, settings.gap, limit, plan=plan)
        found[name] = judged(result, answer, settings.gap)
    return SecondOpinion(solver, found)


def judged(result: Result, second: SecondAnswer, gap: float) -> OptionOpinion:
    """What the second solver's answer says of a result that was solved to a gap."""
    agreement, why = _agreement(result, second, gap)
    value = None if second.ledger is None else second.ledger.objectives.of(result.answer.objective)
    own = None if result.ledger is None else result.ledger.objectives
    return OptionOpinion(
        option=result.option.name,
        objective=result.answer.objective,
        agreement=agreement,
        value=value,
        bound=second.bound,
        within=None if own is None or second.bound is None else _within(result.answer.objective, own, second.bound),
        is_infeasible=second.is_infeasible,
        why=why,
        seconds=second.seconds,
    )


def _agreement(result: Result, second: SecondAnswer, gap: float) -> tuple[Agreement, str]:
    if result.ledger is None:
        return _of_no_plan(result.answer.status, second)
    objective, own = result.answer.objective, result.ledger.objectives
    if second.missed or _is_beyond_bound(result, second):
        found = "it found a plan that meets every rule and is beyond the bound of the run"
        return Agreement.CONTRADICTS, f'the plan shown misses its rule "{second.missed}"' if second.missed else found
    if second.is_infeasible:
        return _of_disproved(second, "it proved that there is no plan, but the plan shown meets every rule")
    if second.bound is None:
        return Agreement.NOT_VERIFIED, _open(second, "it proved no bound")
    room, tolerance = _better_by(objective, Fraction(second.bound), own.of(objective)), _tolerance(objective, own)
    if room < -tolerance:
        return _of_disproved(second, "the plan shown meets every rule and is beyond the bound that it proved")
    is_near = room <= 2 * Fraction(gap) * abs(own.of(objective)) + 2 * tolerance
    open_ = "" if is_near else _open(second, "its bound leaves more open than twice the gap")
    return (Agreement.AGREES if is_near else Agreement.NOT_VERIFIED), open_


def _of_disproved(second: SecondAnswer, why: str) -> tuple[Agreement, str]:
    """What follows if the run's plan disproves what the second solver says it proved.

    If the plan meets every row of the second programme, in exact numbers, the two programmes agree on it, and the
    second solver has erred in floating point: then nothing is verified, and nothing contradicted.
    """
    if second.missed == "":
        return Agreement.NOT_VERIFIED, f"{why}, and meets every row of its programme, so its tolerances have misled it"
    return Agreement.CONTRADICTS, why


def _is_beyond_bound(result: Result, second: SecondAnswer) -> bool:
    """Whether the second solver's own plan is better than the run has proven any plan to be."""
    if second.ledger is None or result.answer.bound is None:
        return False
    objective, theirs = result.answer.objective, second.ledger.objectives
    return _better_by(objective, theirs.of(objective), Fraction(result.answer.bound)) > _tolerance(objective, theirs)


def _of_no_plan(status: Status, second: SecondAnswer) -> tuple[Agreement, str]:
    if second.is_infeasible and status is Status.INFEASIBLE:
        return Agreement.AGREES, ""
    if second.ledger is not None and status is Status.INFEASIBLE:
        return Agreement.CONTRADICTS, "it found a plan that meets every rule, but the run says that there is none"
    if status is Status.INFEASIBLE:
        return Agreement.NOT_VERIFIED, _open(second, "it did not prove that there is no plan")
    return Agreement.NOT_VERIFIED, "the run has no answer to verify"


def _open(second: SecondAnswer, why: str) -> str:
    """Why nothing follows; a plan that the audit refuses is told, as is the end of the time."""
    parts = [why, *([f"its plan does not count: {second.refused}"] if second.refused else ())]
    return "; ".join([*parts, *(() if second.is_finished else ("its time ended",))])


def _better_by(objective: str, value: Fraction, other: Fraction) -> Fraction:
    """By how much a value is better than another."""
    return other - value if objective == "cost" else value - other


def _within(objective: str, own: ObjectiveValues, bound: float) -> Fraction | None:
    """The share of the run's value by which a plan may be better, with what floating point leaves open."""
    value = own.of(objective)
    room = max(_better_by(objective, Fraction(bound), value), Fraction(0)) + _tolerance(objective, own)
    return room / abs(value) if value else None


def _tolerance(objective: str, values: ObjectiveValues) -> Fraction:
    """How far a value may lie beyond a bound that was proven in floating point."""
    size = values.outcomes if objective == "outcomes" and values.most_per_outcome is None else abs(values.cost)
    if objective == "outcomes" and values.most_per_outcome is not None:
        size = values.outcomes + values.cost / values.most_per_outcome
    if objective == "value":
        size = abs(values.value + values.cost) + abs(values.cost)
    return TOLERANCE * abs(values.of(objective)) + SIZE_TOLERANCE * size + LEAST
