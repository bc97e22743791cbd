"""What each step of solving an option uses: build the model, solve it, and find whole places for its contracts.

The order of the steps is in `algorithm`.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from fractions import Fraction

from models.case.money import discount_factor
from models.case.vocabulary import OBJECTIVES, SECONDARY_OBJECTIVE
from models.mip.build import InfeasibleConstraint, MipModel, build
from models.mip.extract import cell_charges, extract_decisions, has_idle_contract, value_of
from models.mip.funding_pools import THOUSAND_POUNDS
from models.mip.instance import OptionInstance
from models.mip.variables import NO_MARGINS, Margins
from models.plan.plan import Plan
from optimiser.solving.objective_scale import smallest_coefficient, solve_scaled
from optimiser.solving.settings import Settings, SolveRequest
from optimiser.solving.solver_interface import Limits, ProgressCallback, SolverInterface, SolverResult
from optimiser.solving.solvers import solver_named
from optimiser.solving.status import Progress, for_display, relative_gap

WHOLE_GAP, WHOLE_NODES = 1e-5, 1000  # where the search for whole places for given contracts stops
IDLE_NODES = 10  # where the search for the contracts that are worth having stops
FEASIBILITY_TOLERANCE = 2e-7  # £000 (0.02 pennies) that a limit is looser; at just its own tolerance a solver errs
MIN_STEP_SECONDS = 10.0  # that a step after the first has at least, if that much is left
GRACE_SECONDS = 1.5  # after the time limit, in which the plan that is being worked on may be finished
CONTRACTS_SHARE = 0.8  # of the time that is left, for the search for contracts; whole places need the rest
MAX_RETRIES = 4  # if a solver's tolerance has let a plan through that is above the ceiling
CONTRACTS_STAGE, WHOLE_PLACES_STAGE, SECONDARY_STAGE = "contracts", "whole places", "secondary objective"
USUAL_MONEY = 2_000 * THOUSAND_POUNDS  # from this to ten times this, money a year is of the usual size
SECONDARY_WEIGHT = {  # of one unit of the secondary objective, in units of the objective, if money is of the usual size
    "outcomes": 0.001,  # weighted outcomes for a thousand pounds: one that costs more than £1,000,000 is not sought
    "cost": 0.0001,  # thousands of pounds for a weighted outcome: one that costs less than 10p is taken
    "value": 0.0001,  # pounds of value for a pound of cost
}


class NoPlan(Exception):
    """The solver found no plan. `result`: what it has proven."""

    def __init__(self, result: SolverResult) -> None:
        self.result = result
        super().__init__("no plan")


@dataclass(frozen=True, slots=True)
class Incumbent:
    """A solved model with whole places. `value` and `secondary_value`: of both objectives, minimised."""

    model: MipModel
    value: float
    secondary_value: float


def better_of(first: Incumbent | None, second: Incumbent | None) -> Incumbent | None:
    """The one with the better objective; the first of equals; None if there is neither."""
    if first is None or second is None:
        return first or second
    return first if first.value <= second.value else second


def _size_of_money(instance: OptionInstance) -> float:
    """The power of ten by which the money of a year is larger than usual; 1 if it is not."""
    case = instance.case
    money = max((sum(stream.amounts[year] for stream in case.funding) for year in case.years), default=0)
    return 10.0 ** max(0, math.floor(math.log10(money / USUAL_MONEY))) if money else 1.0


@dataclass
class Search:
    """One option while it is being solved. Values are minimised, in the model's units (£000 or weighted outcomes)."""

    instance: OptionInstance
    settings: Settings
    on_progress: Callable[[Progress], None] | None
    request: SolveRequest = field(default_factory=SolveRequest)
    started_at: float = field(default_factory=time.perf_counter)
    remarks: list[str] = field(default_factory=list)
    secondary_bound: float = -math.inf  # proven for plans whose objective is as good as the answer's, minimised
    ties_settled: bool = False
    margins: Margins = NO_MARGINS

    def __post_init__(self) -> None:
        self.solver: SolverInterface = solver_named(self.settings.solver)
        self.objective = self.settings.objective or self.instance.case.objective
        counts_cost = self.instance.case.most_per_outcome is not None  # the objective itself then decides what pays
        per_pound = {"outcomes": 1 / _size_of_money(self.instance), "cost": _size_of_money(self.instance), "value": 1.0}
        self.weight = 0.0 if counts_cost else SECONDARY_WEIGHT[self.objective] * per_pound[self.objective]

    def build(self, whole_places: bool = False, restricted_to: Plan | None = None, below: float = 0.0) -> MipModel:
        """The model of the option under its ceiling and with its least outcomes.

        `below`: by how many thousands of pounds to lower the ceiling.
        Raises InfeasibleConstraint, and NoPlan if the time is up.
        """
        model = build(
            self.instance, whole_places, restricted_to=restricted_to, margins=self.margins, between=self._end_in_time
        )
        if self.request.ceiling is not None:
            model.constrain_cost(self.request.ceiling / THOUSAND_POUNDS - below + FEASIBILITY_TOLERANCE)
        if self.request.least_outcomes is not None:
            model.constrain_outcomes(float(self.request.least_outcomes) - FEASIBILITY_TOLERANCE)
        return model

    def run(self, model: MipModel, objective: str, stage: str, limits: Limits, weight: float = 0.0) -> SolverResult:
        """Solve for an objective plus `weight` times the other one, in the time of the option. Raises NoPlan."""
        model.set_objective(objective, weight)
        limits = replace(limits, seconds=min(limits.seconds, max(0.1, self.grace_left())))
        callback = self._progress_callback(objective, stage) if self.on_progress else None
        smallest = smallest_coefficient(model.objectives[objective])
        result = solve_scaled(self.solver, model.problem, limits, callback, smallest)
        if result.value is None:
            raise NoPlan(result)
        return result

    def with_whole_places(self, decisions: Plan, weight: float) -> Incumbent | None:
        """Whole places for the contracts of a plan, best for the objective plus `weight` times the secondary one.

        With a weight, no plan within those contracts is better in both objectives, so the secondary objective is at its
        best for the value that the objective has reached. None if there is no plan.
        """
        below = 0.0
        for _ in range(MAX_RETRIES):
            try:
                model = self.build(whole_places=True, restricted_to=decisions, below=below)
                model.fix_decisions(decisions)
                limits = Limits(WHOLE_GAP, MIN_STEP_SECONDS, WHOLE_NODES)
                self.run(model, self.objective, WHOLE_PLACES_STAGE, limits, weight)
            except (InfeasibleConstraint, NoPlan):
                return None
            excess = self.ceiling_excess(model)
            if excess <= 0.0:
                return self.incumbent(model)
            below += excess
        return None

    def with_best_secondary(self, decisions: Plan, value: float, seconds: float) -> Incumbent | None:
        """Whole places for the contracts of a plan, best for the secondary objective. None if there is no plan.

        `value`: what the objective may not be worse than, minimised. `seconds`: at most so many, and MIN_STEP_SECONDS.
        """
        try:
            model = self.build(whole_places=True, restricted_to=decisions)
            model.fix_decisions(decisions)
            model.constrain_objective(self.objective, value)
            limits = Limits(WHOLE_GAP, min(seconds, MIN_STEP_SECONDS), WHOLE_NODES)
            self.run(model, SECONDARY_OBJECTIVE[self.objective], SECONDARY_STAGE, limits)
        except (InfeasibleConstraint, NoPlan):
            return None
        return self.incumbent(model)

    def places_for_contracts_of(self, solved: MipModel) -> Incumbent | None:
        """Whole places for the contracts of a solved model, or for those of them that are worth having.

        Without the secondary weight if there are none with it.
        """
        decisions = extract_decisions(solved.variables)
        found = self.with_whole_places(decisions, self.weight)
        if has_idle_contract(solved.variables):
            worth_having = self.with_whole_places(self.without_idle_contracts(decisions), self.weight)
            found = self.better_weighted(found, worth_having)
        return found if found is not None else self.with_whole_places(decisions, 0.0)

    def without_idle_contracts(self, decisions: Plan) -> Plan:
        """The decisions of a plan that are worth taking, with continuous places."""
        try:
            model = self.build(restricted_to=decisions)
            limits = Limits(WHOLE_GAP, MIN_STEP_SECONDS, IDLE_NODES)
            self.run(model, self.objective, CONTRACTS_STAGE, limits, self.weight)
        except (InfeasibleConstraint, NoPlan):
            return decisions
        return extract_decisions(model.variables)

    def better_weighted(self, first: Incumbent | None, second: Incumbent | None) -> Incumbent | None:
        """The one with the better objective plus weighted secondary objective."""
        incumbents = [each for each in (first, second) if each is not None]
        return min(incumbents, key=lambda each: each.value + self.weight * each.secondary_value, default=None)

    def incumbent(self, model: MipModel) -> Incumbent:
        """A solved model with whole places, with the values of both objectives."""
        secondary = value_of(model.objectives[SECONDARY_OBJECTIVE[self.objective]])
        return Incumbent(model, value_of(model.objectives[self.objective]), secondary)

    def ceiling_excess(self, model: MipModel) -> float:
        """By how much to lower the ceiling for the next try, in thousands of pounds; 0 if the plan is within it.

        Exact: the charges of the whole decisions, discounted, against the ceiling in pence.
        """
        if self.request.ceiling is None:
            return 0.0
        charges, rate = cell_charges(model.variables).items(), self.instance.case.discount_rate
        cost = sum((discount_factor(rate, cell[2]) * pence for cell, pence in charges), Fraction(0))
        above = cost - self.request.ceiling
        return float(above) / THOUSAND_POUNDS * 1.01 + 2 * FEASIBILITY_TOLERANCE if above > 0 else 0.0

    def within_gap(self, incumbent: Incumbent | None, bound: float) -> bool:
        """Whether there is a plan and it is within the gap of the bound."""
        return incumbent is not None and relative_gap(bound, incumbent.value) <= self.settings.gap

    def seconds_left(self) -> float:
        """Seconds of the option's time limit that are left, at least 0.1."""
        return max(0.1, self.settings.time_limit - (time.perf_counter() - self.started_at))

    def grace_left(self) -> float:
        """Seconds until all work on the option has to end; below 0 if it should have ended."""
        return self.settings.time_limit + GRACE_SECONDS - (time.perf_counter() - self.started_at)

    def _end_in_time(self) -> None:
        if self.grace_left() <= 0.0:
            raise NoPlan(SolverResult(None, -math.inf))

    def _progress_callback(self, objective: str, stage: str) -> ProgressCallback:
        def report(best: float | None, bound: float | None) -> None:
            assert self.on_progress is not None
            seconds = time.perf_counter() - self.started_at
            if objective not in OBJECTIVES:  # the third rule counts neither outcomes nor pounds
                best = bound = None
            option, best, bound = self.instance.option.name, for_display(objective, best), for_display(objective, bound)
            self.on_progress(Progress(option, stage, best, bound, seconds))

        return report
