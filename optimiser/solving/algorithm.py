"""The steps by which one option is solved, in their order. What each step uses is in `search`."""

from __future__ import annotations

import math
import time
from dataclasses import replace

from models.case.types import Case
from models.case.vocabulary import SECONDARY_OBJECTIVE
from models.mip.build import InfeasibleConstraint, MipModel, build
from models.mip.extract import cell_charges, extract_decisions, extract_plan, value_of
from models.mip.funding_flow import Payments, Shortfall, allocate_funding
from models.mip.funding_pools import THOUSAND_POUNDS
from models.mip.instance import OptionInstance
from models.mip.row_order import in_table_order
from models.mip.savings import spending_needed
from models.mip.variables import Margins, Variables
from models.plan.plan import Answer, Plan, Status
from optimiser.solving.infeasibility import plan_after_all
from optimiser.solving.narrow_misses import (
    MARGINS_TRIED,
    ONLY_NARROW_MISSES,
    SHARES_MARGIN,
    NarrowMiss,
    misses_by_decimals,
)
from optimiser.solving.search import (
    CONTRACTS_SHARE,
    CONTRACTS_STAGE,
    MAX_RETRIES,
    MIN_STEP_SECONDS,
    SECONDARY_STAGE,
    WHOLE_PLACES_STAGE,
    Incumbent,
    NoPlan,
    Search,
    better_of,
)
from optimiser.solving.secondary_objective import (
    hold_objective,
    improve_secondary,
    is_no_worse,
    is_secondary_proven,
)
from optimiser.solving.solver_interface import Limits, SolverResult
from optimiser.solving.status import EXACT_GAP, Claim, as_minimised, relative_gap, row_in_words
from optimiser.solving.stay_close import nearest
from optimiser.solving.ties import settle_ties
from optimiser.solving.warm_start import warm_start

GAP_SHARES = 0.5, 0.2  # the share of the gap that the search with continuous places may use; whole places use the rest
SECONDARY_CUT = "the search for the secondary objective ended before it was proven"
PROVEN_GAP = 1e-8  # relative: an objective this near to its bound is proven to be at its best
STARTED_FROM_A_PLAN = "the search began from an earlier plan"


class Algorithm(Search):
    """The search for the answer of one option."""

    def answer(self, case: Case) -> Answer:
        """Solve, and claim what is proven. `case`: the user's, whose rows may be in another order."""
        exact = self.settings.gap <= EXACT_GAP
        try:
            best, bound = self._best_and_bound(exact)
            cut = self._appraises() and not is_secondary_proven(self, best)
            if self.request.start is not None and not exact:
                self.remarks.append(STARTED_FROM_A_PLAN)
            try:
                near = self.request.near
                funded = self._funded(case, best if near is None else nearest(self, best, bound, near))
            except NarrowMiss as miss:
                funded, cut = self._funded_with_margins(case, miss.margins), self._appraises()
            if cut:
                self.remarks.append(SECONDARY_CUT)
            answer = self._claim().with_plan(*funded, bound, self._secondary_claim(best))
            settled = self.ties_settled and self._appraises() and not cut
            return replace(answer, secondary_cut=cut, ties_settled=settled)
        except InfeasibleConstraint as broken:
            broken = self._in_table_order(case, broken)
            self.remarks.append(f"rule {broken.rule} cannot hold for {row_in_words(case, broken.rule, broken.index)}")
            return self._claim().without_plan(Status.INFEASIBLE)
        except NoPlan as none:
            return self._claim().without_plan(Status.INFEASIBLE if none.result.infeasible else Status.NO_ANSWER)

    def _best_and_bound(self, exact: bool) -> tuple[Incumbent, float]:
        """The plan and the bound. Raises NoPlan, which is infeasible only if a second look confirms it."""
        try:
            return self._solve_exactly() if exact else self._solve_within_gap()
        except NoPlan as none:
            found = plan_after_all(self, none)
        self.remarks.append("the solver claimed that there is no plan, and was disproved")
        return found, -math.inf

    def _funded(self, case: Case, best: Incumbent) -> tuple[Plan, float]:
        """The plan with who pays for it. Raises NarrowMiss if a tolerance has let it miss a rule."""
        plan, value = self._funded_plan(case, best)
        if misses_by_decimals(case, plan):
            raise NarrowMiss(Margins(shares=SHARES_MARGIN))
        return plan, value

    def _funded_with_margins(self, case: Case, margins: Margins) -> tuple[Plan, float]:
        """A plan that keeps the rules by more than a tolerance. Raises NoPlan.

        What was proven of the objective without margins counts for it too; nothing is proven of the secondary one.
        """
        for wider in MARGINS_TRIED:
            self.margins = Margins(wider * margins.shares, wider * margins.money)
            try:
                best, _ = self._solve_exactly() if self.settings.gap <= EXACT_GAP else self._solve_within_gap()
                return self._funded(case, best)
            except NarrowMiss:
                continue
            except (InfeasibleConstraint, NoPlan):
                break
            finally:
                self.secondary_bound, self.ties_settled = -math.inf, False
        self.remarks.append(ONLY_NARROW_MISSES)
        raise NoPlan(SolverResult(None, -math.inf))

    def _secondary_claim(self, best: Incumbent) -> tuple[float, float] | None:
        """The secondary objective of the plan and the bound to it for a value as good; None if nothing is proven."""
        if self.request.near is not None or not math.isfinite(self.secondary_bound):
            return None
        return best.secondary_value, self.secondary_bound

    def _claim(self) -> Claim:
        seconds = time.perf_counter() - self.started_at
        option, gap = self.instance.option.name, self.settings.gap
        return Claim(option, self.objective, gap, self.solver.name, seconds, self.remarks)

    def _solve_exactly(self) -> tuple[Incumbent, float]:
        """The best plan for the objective, then for the secondary one without loss; and the bound to the objective."""
        bound, below = self._known_bound(), 0.0
        for _ in range(MAX_RETRIES):
            model = self.build(whole_places=True, below=below)
            try:
                result = self.run(model, self.objective, WHOLE_PLACES_STAGE, Limits(0.0, self.seconds_left()))
            except NoPlan as none:
                if below == 0.0:
                    raise
                raise NoPlan(SolverResult(None, bound)) from none  # proven under the lowered ceiling only
            bound = max(bound, result.bound) if below == 0.0 else bound
            excess = self.ceiling_excess(model)
            if excess <= 0.0:
                first = self.incumbent(model)
                return self._settled(first, result.bound), bound
            below += excess
        raise NoPlan(SolverResult(None, bound))

    def _settled(self, first: Incumbent, bound: float) -> Incumbent:
        """The plan with the best secondary objective, and of equal ones the one that the third rule takes."""
        best = self._best_secondary(first) or self._best_secondary_for_contracts_of(first)
        exact = relative_gap(bound, first.value) <= PROVEN_GAP
        if exact and relative_gap(self.secondary_bound, best.secondary_value) <= PROVEN_GAP and self._appraises():
            best, self.ties_settled = settle_ties(self, best)
        return best

    def _best_secondary_for_contracts_of(self, first: Incumbent) -> Incumbent:
        """The best secondary objective with the contracts of a plan; the plan itself if that is not better."""
        decisions, seconds = extract_decisions(first.model.variables), max(self.seconds_left(), MIN_STEP_SECONDS)
        other = self.with_best_secondary(decisions, first.value, seconds)
        better = other is not None and other.secondary_value < first.secondary_value
        return other if other is not None and better and is_no_worse(other.value, first.value) else first

    def _best_secondary(self, first: Incumbent) -> Incumbent | None:
        """The best secondary objective among the plans whose objective is as good. None if it is not found."""
        try:
            model = self.build(whole_places=True)
            hold_objective(model, self.objective, first.value)
            limits = Limits(0.0, max(self.seconds_left(), MIN_STEP_SECONDS))
            result = self.run(model, SECONDARY_OBJECTIVE[self.objective], SECONDARY_STAGE, limits)
        except NoPlan:
            return None
        self.secondary_bound = result.bound
        best = self.incumbent(model)
        return best if is_no_worse(best.value, first.value) and self.ceiling_excess(model) <= 0.0 else None

    def _solve_within_gap(self) -> tuple[Incumbent, float]:
        """A plan within the gap, and the bound to the objective."""
        started, bound = warm_start(self), self._known_bound()
        best = started
        if started is not None and self.within_gap(started, bound):
            return started, bound
        for share in GAP_SHARES:
            try:
                relaxed = self.build()
                result = self.run(relaxed, self.objective, CONTRACTS_STAGE, self._contract_limits(share, best))
            except NoPlan as none:
                return self._unless_none(best, none, bound)
            bound = max(bound, result.bound)
            if started is not None and self.within_gap(started, bound):
                return started, bound
            best = self._improved(relaxed, best, bound)
            if best is not None and self.within_gap(best, bound):
                return self._with_secondary(best), bound
            if relative_gap(result.bound, result.value or 0.0) > self.settings.gap * share:
                break  # the time is up
        return self._solve_with_whole_places(best, bound)

    def _unless_none(self, best: Incumbent | None, none: NoPlan, bound: float) -> tuple[Incumbent, float]:
        """The plan in hand if a search has found none. Raises NoPlan if there is no plan in hand."""
        if best is None:
            raise none
        return best, bound if none.result.infeasible else max(bound, none.result.bound)

    def _improved(self, relaxed: MipModel, best: Incumbent | None, bound: float) -> Incumbent | None:
        """The plan in hand or a better one: whole places for the contracts of a solved model."""
        best = better_of(best, self.places_for_contracts_of(relaxed))
        if self.weight and best is not None and not self.within_gap(best, bound):  # the weight may have cost too much
            best = better_of(best, self.with_whole_places(extract_decisions(relaxed.variables), 0.0))
        return best

    def _contract_limits(self, share: float, best: Incumbent | None) -> Limits:
        """For the contracts: a share of the gap, or a bound that the plan in hand is within the gap of."""
        sufficient = math.inf if best is None else best.value - self.settings.gap * abs(best.value)
        seconds = CONTRACTS_SHARE * self.seconds_left()
        return Limits(self.settings.gap * share, seconds, sufficient_bound=sufficient)

    def _known_bound(self) -> float:
        """The bound that is proven already, minimised; -inf if there is none."""
        known = self.request.known_bound
        return -math.inf if known is None else as_minimised(self.objective, known)

    def _solve_with_whole_places(self, best: Incumbent | None, bound: float) -> tuple[Incumbent, float]:
        """Decisions and whole places together, if the contracts found with continuous places do not lead far enough."""
        limits = Limits(self.settings.gap, self.seconds_left())
        try:
            model = self.build(whole_places=True)
            result = self.run(model, self.objective, WHOLE_PLACES_STAGE, limits)
        except NoPlan as none:
            return self._unless_none(best, none, bound)
        found = self.with_whole_places(extract_decisions(model.variables), 0.0)
        best, bound = better_of(best, found) or self.incumbent(model), max(bound, result.bound)
        if self.ceiling_excess(best.model) > 0.0:
            raise NoPlan(SolverResult(None, bound))
        return self._with_secondary(best), bound

    def _with_secondary(self, first: Incumbent) -> Incumbent:
        """The plan with its secondary objective improved to a proof, if it is one to be appraised."""
        return improve_secondary(self, first) if self._appraises() else first

    def _appraises(self) -> bool:
        """Whether no more is asked than the option itself: not a point of a frontier, nor a plan to stay close to."""
        request = self.request
        return request.start is None and request.ceiling is None and request.near is None

    def _in_table_order(self, case: Case, broken: InfeasibleConstraint) -> InfeasibleConstraint:
        """The constraint that cannot hold, its row numbered as in the user's tables."""
        try:
            build(OptionInstance(case, case.option(self.instance.option.name)))
        except InfeasibleConstraint as in_table_order:
            return in_table_order
        return broken

    def _funded_plan(self, case: Case, incumbent: Incumbent) -> tuple[Plan, float]:
        """The plan with who pays for it, and the value of its objective, minimised. Raises NarrowMiss."""
        variables = incumbent.model.variables
        payments = self._payments(case, variables)
        plan = replace(extract_plan(variables), spent=payments.spent, carried=payments.carried)
        return in_table_order(plan, case), value_of(incumbent.model.objectives[self.objective])

    def _payments(self, case: Case, variables: Variables) -> Payments:
        """Who pays: the streams in the order of the user's table. Raises NarrowMiss if pence are left unpaid."""
        payers = replace(self.instance, case=replace(self.instance.case, funding=case.funding))
        try:
            charges = dict(sorted(cell_charges(variables).items()))
            return allocate_funding(payers, charges, spending_needed(variables, payers))
        except Shortfall as short:
            self.remarks.append(f"the solver's plan was {short.pence} pence short of money, and was thrown away")
            raise NarrowMiss(Margins(money=(short.pence + 1) / THOUSAND_POUNDS)) from short
