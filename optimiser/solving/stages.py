"""The steps by which one option is solved."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from models.case import Case, Option
from models.plan import Answer, Plan, Status
from models.pots import THOUSAND_POUNDS
from models.programme import SECOND_AIM, Contradiction, Programme, build
from models.question import Question
from models.reading_off import amount, bills, decisions, plan
from models.whopays import who_pays
from optimiser.running import Settings
from optimiser.solving.choosing import door
from optimiser.solving.doors import Door, Found, Limits

EXACT = 1e-6  # a gap that counts as none
RELAXED = 0.5  # the share of the gap that continuous places may take; whole places have the rest
WORSENED = 1e-9  # how much of the first aim's value the second aim may cost, relative
TRACE_OF_ZERO = 1e-12  # what floating point leaves of nothing
ROOM = 1e-7  # what the first aim is held with: less, and a solver finds its own plan impossible (a hundredth of a penny)
GRACE = 10.0  # seconds that the steps after the first have at least
DUST = 1e-7  # how far beyond its bound a value may lie, relative, before the bound counts as disproved
SMALL_GAP = 1e-6  # for the programmes in which only places and money are left to choose
SECOND_STAGE = "second aim"


@dataclass(frozen=True, slots=True)
class Progress:
    """Where the solving of an option stands: `best` so far and `bound`, in weighted outcomes or pounds."""

    option: str
    stage: str
    best: float | None
    bound: float | None
    seconds: float


def solve(case: Case, option: Option, settings: Settings, progress: Callable[[Progress], None] | None = None) -> Answer:
    """Optimise one option of a case. Raises NoSuchSolver where the solver cannot be used."""
    return _Solving(Question(case, option), settings, progress).answer()


class _NoPlan(Exception):
    """There is no plan: what was found instead."""

    def __init__(self, found: Found) -> None:
        self.found = found
        super().__init__("no plan")


@dataclass
class _Solving:
    question: Question
    settings: Settings
    progress: Callable[[Progress], None] | None
    began: float = field(default_factory=time.perf_counter)
    remarks: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.door: Door = door(self.settings.solver)
        self.aim = self.settings.objective or self.question.case.objective

    def answer(self) -> Answer:
        """Solve, and say what may be claimed."""
        try:
            first, bound = self._first_aim()
            best = self._second_aim(first)
            return self._claim(self._paid(best), bound)
        except Contradiction as broken:
            self.remarks.append(f"rule {broken.rule} cannot hold for {_place(self.question, broken.index)}")
            return self._without_plan(Status.INFEASIBLE)
        except _NoPlan as nothing:
            return self._without_plan(Status.INFEASIBLE if nothing.found.infeasible else Status.NO_ANSWER)

    def _first_aim(self) -> tuple[_Stand, float]:
        """The best plan for the first aim, and the bound to it, both minimised."""
        if self.settings.gap <= EXACT:
            whole = build(self.question, whole=True)
            found = self._run(whole, self.aim, "whole places", 0.0, self._left())
            return _Stand(whole, found.value or 0.0), found.bound
        relaxed = build(self.question)
        found = self._run(relaxed, self.aim, "contracts", self.settings.gap * RELAXED, self._left())
        rounded = self._rounded(relaxed)
        if rounded is not None and _gap(found.bound, rounded.value) <= self.settings.gap:
            return rounded, found.bound
        return self._whole(rounded, found.bound)

    def _rounded(self, relaxed: Programme) -> _Stand | None:
        """Whole places for the decisions that stand in a solved programme."""
        try:
            fixed = build(self.question, whole=True, fixed=decisions(relaxed.variables))
            found = self._run(fixed, self.aim, "whole places", SMALL_GAP, GRACE)
        except (Contradiction, _NoPlan):
            return None
        return _Stand(fixed, found.value or 0.0)

    def _whole(self, rounded: _Stand | None, bound: float) -> tuple[_Stand, float]:
        """Whole places from the start, because those of the relaxed decisions are none or too far from the bound."""
        whole = build(self.question, whole=True)
        try:
            found = self._run(whole, self.aim, "whole places", self.settings.gap, self._left())
        except _NoPlan as nothing:
            if rounded is None:
                raise
            return rounded, bound if nothing.found.infeasible else max(bound, nothing.found.bound)
        bound = max(bound, found.bound)
        if rounded is not None and rounded.value <= (found.value or 0.0):
            return rounded, bound
        return _Stand(whole, found.value or 0.0), bound

    def _second_aim(self, first: _Stand) -> _Stand:
        """The best plan for the second aim among those that leave the first where it is."""
        second = SECOND_AIM[self.aim]
        if self.settings.gap <= EXACT:
            return self._held(build(self.question, whole=True), first, 0.0, second) or first
        best = self._settled(first, decisions(first.programme.variables), second) or first
        if self.aim == "outcomes" and self._money_left(best):
            best = self._reconsidered(first, best, second)
        return best

    def _settled(self, first: _Stand, decided: Plan, second: str) -> _Stand | None:
        """The second aim with the yes-or-no decisions settled."""
        try:
            return self._held(build(self.question, whole=True, fixed=decided), first, SMALL_GAP, second)
        except Contradiction:
            return None

    def _held(self, programme: Programme, first: _Stand, gap: float, second: str) -> _Stand | None:
        programme.hold(self.aim, _no_worse(first.value))
        try:
            found = self._run(programme, second, SECOND_STAGE, gap, max(self._left(), GRACE))
        except _NoPlan:
            return None
        if amount(programme.aims[self.aim]) > first.value + WORSENED * abs(first.value) + TRACE_OF_ZERO:
            return None
        return _Stand(programme, first.value, found.value)

    def _reconsidered(self, first: _Stand, best: _Stand, second: str) -> _Stand:
        """The second aim over all decisions: worth it where demand, not money, keeps the first from rising."""
        free = build(self.question)
        free.hold(self.aim, _no_worse(first.value))
        try:
            self._run(free, second, SECOND_STAGE, self.settings.gap, max(self._left(), GRACE), nodes=200)
        except _NoPlan:
            return best
        other = self._settled(first, decisions(free.variables), second)
        return other if other is not None and (other.second or 0.0) < (best.second or math.inf) else best

    def _money_left(self, stand: _Stand) -> bool:
        billed = sum(bills(stand.programme.variables).values())
        return billed < 0.99 * sum(sum(stream.amounts) for stream in self.question.case.funding)

    def _paid(self, stand: _Stand) -> tuple[Plan, float]:
        v = stand.programme.variables
        paid = who_pays(self.question, bills(v))
        value = amount(stand.programme.aims[self.aim])
        return replace(plan(v), spent=paid.spent, carried=paid.carried), value

    def _run(
        self,
        programme: Programme,
        aim: str,
        stage: str,
        gap: float,
        seconds: float,
        nodes: int | None = None,
    ) -> Found:
        programme.aim_at(aim)
        trace = self._trace(aim, stage) if self.progress else None
        found = self.door(programme.problem, Limits(gap, seconds, nodes), trace)
        if found.value is None:
            raise _NoPlan(found)
        return found

    def _trace(self, aim: str, stage: str) -> Callable[[float | None, float | None], None]:
        def tell(best: float | None, bound: float | None) -> None:
            assert self.progress is not None
            seconds = time.perf_counter() - self.began
            self.progress(Progress(self.question.option.name, stage, _shown(aim, best), _shown(aim, bound), seconds))

        return tell

    def _left(self) -> float:
        return max(0.1, self.settings.time_limit - (time.perf_counter() - self.began))

    def _claim(self, paid: tuple[Plan, float], bound: float) -> Answer:
        chosen, value = paid
        if bound > value + DUST * max(abs(value), 1.0):
            self.remarks.append("the solver's bound was disproved by its own plan, and does not count")
            bound = -math.inf
        gap = _gap(bound, value) if math.isfinite(bound) else None
        status = Status.UNPROVEN
        if gap is not None and gap <= self.settings.gap:
            status = Status.WITHIN_GAP
        if gap is not None and gap <= EXACT:
            status = Status.OPTIMAL
        return self._answer(status, chosen, value, min(bound, value), gap)

    def _without_plan(self, status: Status) -> Answer:
        return self._answer(status, None, None, -math.inf, None)

    def _answer(
        self, status: Status, chosen: Plan | None, value: float | None, bound: float, gap: float | None
    ) -> Answer:
        return Answer(
            option=self.question.option.name,
            objective=self.aim,
            status=status,
            plan=chosen,
            primary=None if value is None else _claimed(self.aim, value),
            bound=_claimed(self.aim, bound) if math.isfinite(bound) else None,
            gap=gap,
            seconds=time.perf_counter() - self.began,
            solver=self.door.name,
            remarks=tuple(self.remarks),
        )


@dataclass(frozen=True, slots=True)
class _Stand:
    """A solved programme with whole places. `value` of the first aim and `second` of the second, minimised."""

    programme: Programme
    value: float
    second: float | None = None


def _place(question: Question, index: tuple[object, ...]) -> str:
    """A row's index in words: the last number is a year, where it is one."""
    words = [str(part) if not isinstance(part, tuple) else ", ".join(map(str, part)) for part in index]
    if isinstance(index[-1], int) and index[-1] in question.case.years:
        words[-1] = question.case.label(index[-1])
    return ", ".join(words)


def _no_worse(value: float) -> float:
    """What the first aim may come to while the second is improved; `_held` looks at what it did come to."""
    return value + max(WORSENED / 2 * abs(value), ROOM)


def _gap(bound: float, value: float) -> float:
    """Gap = |bound − value| / max(|value|, 1e-9); 0 where the value is at its bound."""
    return max(0.0, value - bound) / max(abs(value), 1e-9)


def _claimed(aim: str, value: float) -> float:
    """A minimised value in the aim's own sense: weighted outcomes, or pence."""
    sign = 1.0 if aim == "cost" else -1.0
    return sign * value * (1.0 if aim == "outcomes" else THOUSAND_POUNDS) + 0.0


def _shown(aim: str, value: float | None) -> float | None:
    """A minimised value as people read it: weighted outcomes, or pounds."""
    return None if value is None else _claimed(aim, value) / (1.0 if aim == "outcomes" else 100.0)
