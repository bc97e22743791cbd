"""The steps by which one option is solved, in their order. What a step is made of is in `trial`."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping
from dataclasses import replace

from models.case.types import Case, Option
from models.mip.build import SECONDARY_OBJECTIVE, InfeasibleConstraint, MipModel
from models.mip.extract import cell_charges, demand_nearly_met, extract_decisions, extract_plan, value_of
from models.mip.funding_flow import Payments, Shortfall, allocate_funding
from models.mip.instance import Cell, OptionInstance
from models.plan.plan import Answer, Plan, Status
from optimiser.solving.request import Asked
from optimiser.solving.search import GRACE, ROOM, SECOND_NODES, SECONDARY_WEIGHT, TRIES, NoPlan, Stand, Trial, better
from optimiser.solving.settings import Settings
from optimiser.solving.solver_interface import Found, Limits
from optimiser.solving.status import EXACT, Claim, Progress, gap_of, minimised, place
from optimiser.solving.stay_close import nearest
from optimiser.solving.warm_start import begun, joined

SHARES = 0.5, 0.2  # the share of the gap that continuous places may take; whole places have the rest
FEW_BANDS = 500  # price bands of all deals and years: with fewer it takes no time to look for cheaper contracts
WORSENED = 1e-9  # how much of the first aim's value the second aim may cost, relative
TRACE_OF_ZERO = 1e-12  # what floating point leaves of nothing
FROM_A_START = "the search began from an earlier plan"
SECOND_STAGE = "second aim"


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

    start: a plan of a similar case, from which the search begins; at gap 0 it is not used. It is not trusted: it may
    name what is not there or break every rule. The same case and start give the same plan; None: from scratch.
    ceiling: pence that the discounted cost over the horizon may not exceed, exactly. No plan within it: infeasible.
    near: among the plans within the gap, the one nearest to this is taken.
    bound_known: a limit to the first aim that is proven already, in the aim's own sense and units, as `Answer.bound`.
    It is believed, so it must come from a proof: the bound of this question, or of one with every plan that this has
    and perhaps more. More money in every stream and a higher ceiling, all else equal, is such a question.
    """
    asked = Asked(start, ceiling, near, bound_known)
    return _Solving(OptionInstance(case, option), settings, progress, asked).answer()


class _Solving(Trial):
    def answer(self) -> Answer:
        """Solve, and say what may be claimed."""
        try:
            best, bound = self._exactly() if self.settings.gap <= EXACT else self._nearly()
            if self.asked.start is not None and self.settings.gap > EXACT:
                self.remarks.append(FROM_A_START)
            best = self._nearest(best, bound)
            return self._claim().of_plan(*self._paid(best), bound)
        except InfeasibleConstraint as broken:
            self.remarks.append(f"rule {broken.rule} cannot hold for {place(self.instance, broken.index)}")
            return self._claim().without_plan(Status.INFEASIBLE)
        except NoPlan as nothing:
            status = Status.INFEASIBLE if nothing.found.infeasible else Status.NO_ANSWER
            return self._claim().without_plan(status)

    def _claim(self) -> Claim:
        seconds = time.perf_counter() - self.began
        return Claim(
            self.instance.option.name, self.objective, self.settings.gap, self.door.name, seconds, self.remarks
        )

    def _exactly(self) -> tuple[Stand, float]:
        """The best plan for the first aim and then the second, with nothing given away, and the bound to the first."""
        bound, below = self._known(), 0.0
        for _ in range(TRIES):
            whole = self.build(whole_places=True, below=below)
            try:
                found = self.run(whole, self.objective, "whole places", Limits(0.0, self.left()))
            except NoPlan as nothing:
                if below == 0.0:
                    raise
                raise NoPlan(Found(None, bound)) from nothing  # proven below the ceiling only, not under it
            bound = max(bound, found.bound) if below == 0.0 else bound
            over = self.over(whole)
            if over <= 0.0:
                first = Stand(whole, found.value or 0.0)
                return self._held(first) or first, bound
            below += over
        raise NoPlan(Found(None, bound))

    def _held(self, first: Stand) -> Stand | None:
        """The second aim, holding the first at the value it reached."""
        model = self.build(whole_places=True)
        model.constrain_objective(self.objective, _no_worse(first.value))
        try:
            self.run(model, SECONDARY_OBJECTIVE[self.objective], SECOND_STAGE, Limits(0.0, max(self.left(), GRACE)))
        except NoPlan:
            return None
        stand = self.standing(model)
        held = stand.value <= first.value + WORSENED * abs(first.value) + TRACE_OF_ZERO
        return stand if held and self.over(model) <= 0.0 else None

    def _nearly(self) -> tuple[Stand, float]:
        """A plan within the gap, and the bound to the first aim."""
        best, bound = begun(self), self._known()
        started = best
        if started is not None and self.near_enough(started, bound):
            return started, bound
        for share in SHARES:
            relaxed = self.build()
            try:
                found = self.run(relaxed, self.objective, "contracts", self._limits(share, best))
            except NoPlan as nothing:
                if best is None:
                    raise
                return best, bound if nothing.found.infeasible else max(bound, nothing.found.bound)
            bound = max(bound, found.bound)
            if started is not None and self.near_enough(started, bound):
                return started, bound
            best = self._improved(relaxed, best, bound)
            if best is not None and self.near_enough(best, bound):
                return self._cheaper(relaxed, best), bound
            if gap_of(found.bound, found.value or 0.0) > self.settings.gap * share:
                break  # the time is up
        return self._whole(best, bound)

    def _improved(self, relaxed: MipModel, best: Stand | None, bound: float) -> Stand | None:
        """The plan in hand or a better one: whole places for the contracts of a solved programme."""
        best = better(best, self.rounded_well(relaxed))
        if best is not None and not self.near_enough(best, bound):
            best = better(best, self.rounded(extract_decisions(relaxed.variables), 0.0))  # tilted too far
        return best

    def _limits(self, share: float, rounded: Stand | None) -> Limits:
        """For the contracts: a share of the gap, or a bound that the plan in hand is near enough to."""
        enough = math.inf if rounded is None else rounded.value - self.settings.gap * abs(rounded.value)
        return Limits(self.settings.gap * share, self.left(), enough=enough)

    def _known(self) -> float:
        """The bound that is known beforehand, minimised."""
        known = self.asked.bound_known
        return -math.inf if known is None else minimised(self.objective, known)

    def _whole(self, rounded: Stand | None, bound: float) -> tuple[Stand, float]:
        """Whole places from the start, because those of the relaxed decisions are none or too far from the bound."""
        whole = self.build(whole_places=True)
        try:
            found = self.run(whole, self.objective, "whole places", Limits(self.settings.gap, self.left()))
        except NoPlan as nothing:
            if rounded is None:
                raise
            return rounded, bound if nothing.found.infeasible else max(bound, nothing.found.bound)
        settled = self.rounded(extract_decisions(whole.variables), 0.0)
        best = better(rounded, settled) or self.standing(whole)
        if self.over(best.model) > 0.0:
            raise NoPlan(Found(None, max(bound, found.bound)))
        return best, max(bound, found.bound)

    def _cheaper(self, relaxed: MipModel, first: Stand) -> Stand:
        """Cheaper contracts for the same outcomes, where they are worth looking for.

        From scratch among all; with a start among those of the start and of the plan, and only such as are cheaper by
        more than the gap.
        """
        if not self._worth_it(relaxed, first):
            return first
        start = self.asked.start
        if start is None:
            return self._reconsidered(first)
        less = first.second - self.settings.gap * abs(first.second)
        return self._reconsidered(first, joined(start, first), less)

    def _reconsidered(self, first: Stand, within: Plan | None = None, less: float = math.inf) -> Stand:
        """The second aim over all contracts, or those of a plan, where it can be `less`: for where demand, not money,

        limits the first aim.
        """
        free, second = self.build(restricted_to=within), SECONDARY_OBJECTIVE[self.objective]
        free.constrain_objective(self.objective, _no_worse(first.value))
        if less < math.inf:
            free.constrain_objective(second, less)
        try:
            self.run(free, second, SECOND_STAGE, Limits(self.settings.gap, max(self.left(), GRACE), SECOND_NODES))
        except NoPlan:
            return first
        taken = extract_decisions(free.variables)
        if (taken, SECONDARY_WEIGHT[self.objective]) == (first.taken, first.weight):
            return first  # whole places for the same contracts would be the same
        other = self.rounded(taken, SECONDARY_WEIGHT[self.objective])
        if other is None or other.value > first.value + WORSENED * abs(first.value):
            return first
        return other if other.second < first.second else first

    def _worth_it(self, relaxed: MipModel, stand: Stand) -> bool:
        """Whether to look for cheaper contracts with the same outcomes: it takes no time, or a borough has enough.

        Where money binds everywhere, it is all spent on outcomes, and nothing is to be found.
        """
        few, boroughs = len(relaxed.variables.bands) < FEW_BANDS, self.instance.case.boroughs
        enough = any(demand_nearly_met(stand.model.variables, borough.name) for borough in boroughs)
        return self.objective == "outcomes" and (few or enough)

    def _nearest(self, best: Stand, bound: float) -> Stand:
        """The plan nearest to the one to stay close to, among those within the gap of the bound; else the best."""
        return best if self.asked.near is None else nearest(self, best, bound, self.asked.near)

    def _paid(self, stand: Stand) -> tuple[Plan, float]:
        v = stand.model.variables
        paid = self._payments(cell_charges(v))
        value = value_of(stand.model.objectives[self.objective])
        return replace(extract_plan(v), spent=paid.spent, carried=paid.carried), value

    def _payments(self, owed: Mapping[Cell, int]) -> Payments:
        """Who pays; where a solver's tolerance has left pence unpaid, there is no plan."""
        try:
            return allocate_funding(self.instance, owed)
        except Shortfall as short:
            self.remarks.append(f"the solver's plan was {short.pence} pence short of money, and was thrown away")
            raise NoPlan(Found(None, -math.inf)) from short


def _no_worse(value: float) -> float:
    """What the first aim may come to while the second is improved; what it did come to is looked at afterwards."""
    return value + max(WORSENED / 2 * abs(value), ROOM)
