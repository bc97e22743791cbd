"""The steps by which one option is solved."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from models.case import Case, Option
from models.money import discount
from models.plan import Answer, Plan, Status
from models.pots import THOUSAND_POUNDS
from models.programme import SECOND_AIM, Contradiction, Programme, build
from models.question import Cell, Question
from models.reading_off import amount, bills, decisions, idle, plan, saturated
from models.whopays import Payments, Shortfall, who_pays
from optimiser.settings import Settings
from optimiser.solving.asked import NOTHING, Asked
from optimiser.solving.choosing import door
from optimiser.solving.claiming import EXACT, Claim, Progress, gap_of, place, shown
from optimiser.solving.doors import Door, Found, Limits

SHARES = 0.5, 0.2  # the share of the gap that continuous places may take; whole places have the rest
WHOLE_GAP, WHOLE_NODES = 1e-5, 1000  # how long whole places are sought for the contracts taken
SECOND_NODES = 10  # how long cheaper contracts are sought for the same outcomes
FEW_BANDS = 500  # price bands of all deals and years: with fewer it takes no time to look for cheaper contracts
WORSENED = 1e-9  # how much of the first aim's value the second aim may cost, relative
TRACE_OF_ZERO = 1e-12  # what floating point leaves of nothing
ROOM = 1e-7  # what the first aim is held with; less, and a solver finds its own plan impossible (0.01 penny)
TRIES = 4  # at a plan that a solver's tolerance puts above the ceiling
GRACE = 10.0  # seconds that a step after the first has at least
SECOND_STAGE = "second aim"
TILT = {  # what a unit of the second aim is worth in the first, where both are tilted towards
    "outcomes": 0.001,  # weighted outcomes a thousand pounds: the last outcome may not cost more than £1,000,000
    "cost": 0.0001,  # thousands of pounds a weighted outcome: one that costs less than 10p is taken
    "value": 0.0001,  # of a pound of value a pound spent less
}


def solve(
    case: Case,
    option: Option,
    settings: Settings,
    progress: Callable[[Progress], None] | None = None,
    *,
    start: Plan | None = None,
    ceiling: int | None = None,
    near: Plan | None = None,
    bound_known: float | None = None,
) -> Answer:
    """Optimise one option of a case. Raises NoSuchSolver where the solver cannot be used.

    start: a plan of a similar case, from which the search begins. It is not trusted: it may name what is not there or
    break every rule. The same case and start give the same plan; without one, the search is from scratch.
    ceiling: pence that the discounted cost over the horizon may not exceed, exactly. No plan within it: infeasible.
    near: among the plans within the gap, the one nearest to this is taken.
    bound_known: a limit to the first aim that is proven already, in the aim's own sense and units, as `Answer.bound`.
    It is believed, so it must come from a proof: the bound of this question, or of one with every plan that this has
    and perhaps more. More money in every stream and a higher ceiling, all else equal, is such a question.
    """
    asked = Asked(start, ceiling, near, bound_known)
    return _Solving(Question(case, option), settings, progress, asked).answer()


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
    asked: Asked = NOTHING
    began: float = field(default_factory=time.perf_counter)
    remarks: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.door: Door = door(self.settings.solver)
        self.aim = self.settings.objective or self.question.case.objective

    def answer(self) -> Answer:
        """Solve, and say what may be claimed."""
        try:
            best, bound = self._exactly() if self.settings.gap <= EXACT else self._nearly()
            best = self._nearest(best, bound)
            return self._claim().of_plan(*self._paid(best), bound)
        except Contradiction as broken:
            self.remarks.append(f"rule {broken.rule} cannot hold for {place(self.question, broken.index)}")
            return self._claim().without_plan(Status.INFEASIBLE)
        except _NoPlan as nothing:
            status = Status.INFEASIBLE if nothing.found.infeasible else Status.NO_ANSWER
            return self._claim().without_plan(status)

    def _claim(self) -> Claim:
        seconds = time.perf_counter() - self.began
        return Claim(self.question.option.name, self.aim, self.settings.gap, self.door.name, seconds, self.remarks)

    def _build(self, whole: bool = False, within: Plan | None = None, below: float = 0.0) -> Programme:
        """The programme of the question under its ceiling, that held `below` as many thousands of pounds lower."""
        programme = build(self.question, whole=whole, within=within)
        if self.asked.ceiling is not None:
            programme.cap(self.asked.ceiling / THOUSAND_POUNDS - below + ROOM)
        return programme

    def _over(self, programme: Programme) -> float:
        """By how much to lower the ceiling for the next try, in thousands of pounds; 0 where the plan keeps to it."""
        if self.asked.ceiling is None:
            return 0.0
        case = self.question.case
        owed = bills(programme.variables).items()
        over = sum((discount(case.discount_rate, cell[2]) * pence for cell, pence in owed), Fraction(0))
        over -= self.asked.ceiling
        return float(over) / THOUSAND_POUNDS * 1.01 + 2 * ROOM if over > 0 else 0.0

    def _nearest(self, best: _Stand, bound: float) -> _Stand:
        """The plan nearest to the one to stay close to, among those within the gap of the bound; else the best.

        The seam for `nearest`: it is given `self.question`, `self.aim`, `self.door`, what is left of the time,
        `self._build` (the programme with every row that is asked for), the worst value that the first aim may take
        (minimised, in the programme's units: within the gap of the bound), the best stand and the plan to stay close
        to. It gives a stand with whole places that the payments can still be made for.
        """
        if self.asked.near is not None:
            raise NotImplementedError("staying close to a plan")
        return best

    def _exactly(self) -> tuple[_Stand, float]:
        """The best plan for the first aim and then the second, with nothing given away, and the bound to the first."""
        bound, below = -math.inf, 0.0
        for _ in range(TRIES):
            whole = self._build(whole=True, below=below)
            found = self._run(whole, self.aim, "whole places", Limits(0.0, self._left()))
            bound = max(bound, found.bound) if below == 0.0 else bound
            over = self._over(whole)
            if over <= 0.0:
                first = _Stand(whole, found.value or 0.0)
                return self._held(first) or first, bound
            below += over
        raise _NoPlan(Found(None, bound))

    def _held(self, first: _Stand) -> _Stand | None:
        """The second aim, holding the first at the value it reached."""
        programme = self._build(whole=True)
        programme.hold(self.aim, _no_worse(first.value))
        try:
            self._run(programme, SECOND_AIM[self.aim], SECOND_STAGE, Limits(0.0, max(self._left(), GRACE)))
        except _NoPlan:
            return None
        stand = self._standing(programme)
        held = stand.value <= first.value + WORSENED * abs(first.value) + TRACE_OF_ZERO
        return stand if held and self._over(programme) <= 0.0 else None

    def _nearly(self) -> tuple[_Stand, float]:
        """A plan within the gap, and the bound to the first aim."""
        rounded, bound = None, -math.inf
        for share in SHARES:
            relaxed = self._build()
            try:
                found = self._run(relaxed, self.aim, "contracts", Limits(self.settings.gap * share, self._left()))
            except _NoPlan:
                if rounded is None:
                    raise
                return rounded, bound  # the time is up
            bound = max(bound, found.bound)
            rounded = _better(rounded, self._rounded_well(relaxed))
            if rounded is not None and gap_of(bound, rounded.value) > self.settings.gap:
                rounded = _better(rounded, self._rounded(decisions(relaxed.variables), 0.0))  # tilted too far
            if rounded is not None and gap_of(bound, rounded.value) <= self.settings.gap:
                return self._reconsidered(rounded) if self._worth_it(relaxed, rounded) else rounded, bound
            if gap_of(found.bound, found.value or 0.0) > self.settings.gap * share:
                break  # the time is up
        return self._whole(rounded, bound)

    def _rounded_well(self, relaxed: Programme) -> _Stand | None:
        """Whole places for the contracts of a solved programme; without those that it takes and leaves empty."""
        taken = decisions(relaxed.variables)
        rounded = self._rounded(taken, TILT[self.aim])
        if idle(relaxed.variables):
            rounded = self._tilted(rounded, self._rounded(self._trimmed(taken), TILT[self.aim]))
        return rounded if rounded is not None else self._rounded(taken, 0.0)

    def _trimmed(self, taken: Plan) -> Plan:
        """What is worth taking of what a plan takes."""
        try:
            programme = self._build(within=taken)
            self._run(programme, self.aim, "contracts", Limits(WHOLE_GAP, GRACE, SECOND_NODES), TILT[self.aim])
        except (Contradiction, _NoPlan):
            return taken
        return decisions(programme.variables)

    def _tilted(self, one: _Stand | None, other: _Stand | None) -> _Stand | None:
        """The better one for the first aim tilted towards the second."""
        stands = [stand for stand in (one, other) if stand is not None]
        return min(stands, key=lambda stand: stand.value + TILT[self.aim] * stand.second, default=None)

    def _rounded(self, taken: Plan, tilt: float) -> _Stand | None:
        """Whole places for the contracts that a plan takes, best for the first aim tilted a little towards the second.

        No plan within those contracts is better in both aims, so the second is at its best for the value that the
        first has reached.
        """
        below = 0.0
        for _ in range(TRIES):
            try:
                programme = self._build(whole=True, within=taken, below=below)
                programme.settle(taken)
                self._run(programme, self.aim, "whole places", Limits(WHOLE_GAP, GRACE, WHOLE_NODES), tilt)
            except (Contradiction, _NoPlan):
                return None
            over = self._over(programme)
            if over <= 0.0:
                return self._standing(programme)
            below += over
        return None

    def _whole(self, rounded: _Stand | None, bound: float) -> tuple[_Stand, float]:
        """Whole places from the start, because those of the relaxed decisions are none or too far from the bound."""
        whole = self._build(whole=True)
        try:
            found = self._run(whole, self.aim, "whole places", Limits(self.settings.gap, self._left()))
        except _NoPlan as nothing:
            if rounded is None:
                raise
            return rounded, bound if nothing.found.infeasible else max(bound, nothing.found.bound)
        settled = self._rounded(decisions(whole.variables), 0.0)
        best = _better(rounded, settled) or self._standing(whole)
        if self._over(best.programme) > 0.0:
            raise _NoPlan(Found(None, max(bound, found.bound)))
        return best, max(bound, found.bound)

    def _reconsidered(self, first: _Stand) -> _Stand:
        """The second aim over all contracts: worth it where demand, not money, keeps the first from rising."""
        free, second = self._build(), SECOND_AIM[self.aim]
        free.hold(self.aim, _no_worse(first.value))
        try:
            self._run(free, second, SECOND_STAGE, Limits(self.settings.gap, max(self._left(), GRACE), SECOND_NODES))
        except _NoPlan:
            return first
        other = self._rounded(decisions(free.variables), TILT[self.aim])
        if other is None or other.value > first.value + WORSENED * abs(first.value):
            return first
        return other if other.second < first.second else first

    def _standing(self, programme: Programme) -> _Stand:
        second = amount(programme.aims[SECOND_AIM[self.aim]])
        return _Stand(programme, amount(programme.aims[self.aim]), second)

    def _worth_it(self, relaxed: Programme, stand: _Stand) -> bool:
        """Whether to look for cheaper contracts with the same outcomes: it takes no time, or a borough has enough.

        Where money binds everywhere, it is all spent on outcomes, and nothing is to be found.
        """
        few, boroughs = len(relaxed.variables.bands) < FEW_BANDS, self.question.case.boroughs
        enough = any(saturated(stand.programme.variables, borough.name) for borough in boroughs)
        return self.aim == "outcomes" and (few or enough)

    def _paid(self, stand: _Stand) -> tuple[Plan, float]:
        v = stand.programme.variables
        paid = self._payments(bills(v))
        value = amount(stand.programme.aims[self.aim])
        return replace(plan(v), spent=paid.spent, carried=paid.carried), value

    def _payments(self, owed: Mapping[Cell, int]) -> Payments:
        """Who pays; where a solver's tolerance has left pence unpaid, there is no plan."""
        try:
            return who_pays(self.question, owed)
        except Shortfall as short:
            self.remarks.append(f"the solver's plan was {short.pence} pence short of money, and was thrown away")
            raise _NoPlan(Found(None, -math.inf)) from short

    def _run(self, programme: Programme, aim: str, stage: str, limits: Limits, tilt: float = 0.0) -> Found:
        """Solve for an aim, tilted so that the other counts `tilt` times as much in all. Raises _NoPlan."""
        programme.aim_at(aim, tilt)
        found = self.door(programme.problem, limits, self._trace(aim, stage) if self.progress else None)
        if found.value is None:
            raise _NoPlan(found)
        return found

    def _trace(self, aim: str, stage: str) -> Callable[[float | None, float | None], None]:
        def tell(best: float | None, bound: float | None) -> None:
            assert self.progress is not None
            seconds = time.perf_counter() - self.began
            self.progress(Progress(self.question.option.name, stage, shown(aim, best), shown(aim, bound), seconds))

        return tell

    def _left(self) -> float:
        return max(0.1, self.settings.time_limit - (time.perf_counter() - self.began))


@dataclass(frozen=True, slots=True)
class _Stand:
    """A solved programme with whole places, and what its first and second aim come to, minimised."""

    programme: Programme
    value: float
    second: float = math.inf


def _better(one: _Stand | None, other: _Stand | None) -> _Stand | None:
    """The one that is better for the first aim."""
    if one is None or other is None:
        return one or other
    return one if one.value <= other.value else other


def _no_worse(value: float) -> float:
    """What the first aim may come to while the second is improved; what it did come to is looked at afterwards."""
    return value + max(WORSENED / 2 * abs(value), ROOM)
