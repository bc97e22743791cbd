"""Solves one option of a case in every way that must agree, and says what does not.

The ways: with HiGHS at gap 0 and at the default gap, without presolve and with rows in another order; with CBC; the
second solver on the second programme; and, where the case is small, by trying every plan.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from random import Random
from unittest.mock import patch

from benchmarks.contradictions import contradict
from benchmarks.fuzz.oracles import Best, best, is_small
from models.case.reduced import for_objective
from models.case.types import Case, Option
from models.plan.plan import Answer, Plan, Status
from optimiser.analyses.second_opinion import Agreement, OptionOpinion, judged
from optimiser.engine.run import Result, verified_result
from optimiser.solving import highs, second_solver, solve
from optimiser.solving.second_solver import SecondAnswer, solve_again
from optimiser.solving.settings import Settings

SECONDS = 10.0  # for each way
EXACT, CLOSE = 1e-6, 1e-9  # relative: what counts as the optimum, and as the same value
SECONDARY_GAP = 0.0002
UNORDERED = ("demand", "minimums", "savings_targets", "contracts", "offers", "services")


@dataclass
class Trial:
    """One option of a case, and what each way finds of it; each way is gone once, when it is first asked for."""

    case: Case
    option: Option

    @cached_property
    def exact(self) -> Result:
        """HiGHS at gap 0."""
        return self._solved(Settings(gap=0.0))

    @cached_property
    def default(self) -> Result:
        """HiGHS at the default gap."""
        return self._solved(Settings())

    @cached_property
    def cbc(self) -> Result:
        """CBC at gap 0."""
        return self._solved(Settings(solver="CBC", gap=0.0))

    @cached_property
    def cbc_default(self) -> Result:
        """CBC at the default gap."""
        return self._solved(Settings(solver="CBC"))

    @cached_property
    def without_presolve(self) -> Result:
        """HiGHS at gap 0 without presolve."""
        with patch.dict(highs.HIGHS_OPTIONS, presolve="off"):
            return self._solved(Settings(gap=0.0))

    @cached_property
    def reordered(self) -> Result:
        """HiGHS at gap 0, with the rows of tables whose order has no meaning in another order."""
        return _solved(_reordered(self.case), self.option, Settings(gap=0.0))

    @cached_property
    def second(self) -> SecondAnswer:
        """The second solver at gap 0."""
        case = for_objective(self.case, self.case.objective)
        return solve_again(case, self.option, self.case.objective, 0.0, SECONDS)

    @cached_property
    def oracle(self) -> Best | None:
        """The best of all plans."""
        return best(for_objective(self.case, self.case.objective), self.option)

    @property
    def is_small(self) -> bool:
        """Whether every plan can be tried."""
        return is_small(self.case, self.option)

    def opinion(self, result: Result, gap: float) -> OptionOpinion:
        """What the second solver says of a result."""
        return judged(result, self.second, gap)

    def _solved(self, settings: Settings) -> Result:
        return _solved(self.case, self.option, settings)


def _solved(case: Case, option: Option, settings: Settings) -> Result:
    settings = replace(settings, time_limit=SECONDS)
    answer = solve(case, case.option(option.name), settings)
    return verified_result(case, settings, answer, None)


def _reordered(case: Case) -> Case:
    draw = Random("order")  # noqa: S311 - an order, no secret
    changed: dict[str, object] = {}
    for name in UNORDERED:
        rows = list(getattr(case, name).items() if name == "demand" else getattr(case, name))
        draw.shuffle(rows)
        changed[name] = dict(rows) if name == "demand" else tuple(rows)
    return replace(case, **changed)  # type: ignore[arg-type]


def _crash(trial: Trial) -> Iterator[str]:
    """Nothing but an answer may come of any way: anything else ends the command with 70."""
    for name in ("exact", "default", "cbc", "cbc_default", "without_presolve", "reordered"):
        try:
            getattr(trial, name)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is found
            yield f"{name}: {type(error).__name__}: {str(error)[:200]}"


def _second_solver(trial: Trial) -> Iterator[str]:
    for name, gap in (("exact", 0.0), ("default", Settings().gap), ("cbc", 0.0), ("cbc_default", Settings().gap)):
        found = trial.opinion(getattr(trial, name), gap)
        if found.agreement is Agreement.CONTRADICTS:
            yield f"{name} {_told(getattr(trial, name).answer)}: {found.why} ({found.value or found.bound})"


def _each_other(trial: Trial) -> Iterator[str]:
    """No answer rules out what another has."""
    ways = ("exact", "default", "cbc", "cbc_default", "without_presolve")
    for place, name in enumerate(ways):
        for other in ways[:place]:
            one, two = getattr(trial, name).answer, getattr(trial, other).answer
            if contradict(one, two):
                yield f"{name} {_told(one)}, {other} {_told(two)}"


def _no_answer(trial: Trial) -> Iterator[str]:
    """A way that ends before its time has an answer that is proven."""
    for name in ("exact", "default", "cbc", "cbc_default", "without_presolve"):
        answer = getattr(trial, name).answer
        if answer.status in (Status.NO_ANSWER, Status.UNPROVEN) and answer.seconds < SECONDS / 2:
            yield f"{name} {_told(answer)} after {answer.seconds:.1f} s; remarks: {'; '.join(answer.remarks)}"


def _order(trial: Trial) -> Iterator[str]:
    """The order of rows changes neither the status nor what is decided."""
    one, two = trial.exact.answer, trial.reordered.answer
    if (one.status, one.objective_value) != (two.status, two.objective_value):
        yield f"{_told(one)}, in another order {_told(two)}"
    elif one.plan is not None and two.plan is not None and _decided(one.plan) != _decided(two.plan):
        yield "another plan if the rows are in another order"


def _oracle(trial: Trial) -> Iterator[str]:
    """Trying every plan finds the same values."""
    if not trial.is_small:
        return
    found = trial.oracle
    for name in ("exact", "default", "cbc", "without_presolve"):
        result, gap = getattr(trial, name), 0.0 if name != "default" else Settings().gap
        if result.answer.status is Status.NO_ANSWER:
            continue  # it claims nothing; another check asks for an answer
        if found is None or result.ledger is None:
            if (found is None) != (result.answer.status is Status.INFEASIBLE):
                yield f"{name} {_told(result.answer)}, best of all plans {found and float(found.primary)}"
        else:
            yield from _off(trial, name, result, found, gap)


def _off(trial: Trial, name: str, result: Result, found: Best, gap: float) -> Iterator[str]:
    answer, objectives = result.answer, result.ledger.objectives  # type: ignore[union-attr]
    sign = 1 if trial.case.objective == "cost" else -1  # so that less is better
    value, size = objectives.of(trial.case.objective), abs(found.primary)
    room = Fraction(EXACT) * size + Fraction(1, 10**12)
    if abs(value - found.primary) > Fraction(gap) * abs(value) + room and answer.status is not Status.UNPROVEN:
        yield f"{name} {_told(answer)}, best of all plans {float(found.primary)}"
    if answer.bound is not None and sign * (Fraction(answer.bound) - found.primary) > room:
        yield f"{name}: bound {answer.bound}, best of all plans {float(found.primary)}"
    if value == found.primary and answer.secondary_bound is not None:
        other = objectives.secondary_to(trial.case.objective)
        if abs(other - found.second) > Fraction(EXACT if answer.ties_settled else SECONDARY_GAP) * abs(found.second):
            yield f"{name}: secondary objective {float(other)}, best of all plans {float(found.second)}"
        if sign * (found.second - Fraction(answer.secondary_bound)) > Fraction(EXACT) * abs(found.second):
            yield f"{name}: secondary bound {answer.secondary_bound}, best of all plans {float(found.second)}"


def _told(answer: Answer) -> str:
    return f"{answer.status} {answer.objective_value} (bound {answer.bound})"


def _decided(plan: Plan) -> tuple[object, ...]:
    return plan.arrangements, plan.kept, dict(plan.used), plan.live, dict(plan.bands), dict(plan.bought)


CHECKS: Mapping[str, Callable[[Trial], Iterator[str]]] = {
    "crash": _crash,
    "every plan": _oracle,
    "second solver": _second_solver,
    "each other": _each_other,
    "no answer": _no_answer,
    "order of rows": _order,
}


def disagreements(trial: Trial, kinds: Mapping[str, Callable[[Trial], Iterator[str]]] = CHECKS) -> dict[str, str]:
    """What does not agree: the first finding of each kind of check. After a crash nothing else is tried."""
    found: dict[str, str] = {}
    for kind, check in kinds.items():
        if kind == "second solver" and not second_solver.is_installed():
            continue
        if (said := next(check(trial), None)) is not None:
            found[kind] = said
        if kind == "crash" and found:
            break
    return found
