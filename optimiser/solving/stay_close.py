"""Among the plans within the gap, the one nearest to an earlier plan, so that a re-run moves no contract for nothing.

The objective is constrained to the worst value within the gap of the proven bound. Then, counted as in
`models.mip.distance`, in this order: the fewest contract-years that differ; the fewest places moved; the best secondary
objective within the same contracts. Small models are searched with whole places to the end. Large ones are searched
with continuous places for a number of nodes, and then get whole places for the contracts found. The bound to the
objective stays the one proven before.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from models.case.vocabulary import SECONDARY_OBJECTIVE
from models.mip.build import InfeasibleConstraint, MipModel
from models.mip.distance import Distance, contract_years, distance, places_moved
from models.mip.extract import cell_charges, extract_decisions, extract_plan, value_of
from models.mip.funding_flow import Shortfall, allocate_funding
from models.mip.savings import spending_needed
from models.plan.plan import Plan
from optimiser.solving.search import (
    FEASIBILITY_TOLERANCE,
    MIN_STEP_SECONDS,
    WHOLE_GAP,
    WHOLE_NODES,
    Incumbent,
    Search,
)
from optimiser.solving.secondary_objective import OBJECTIVE_TOLERANCE
from optimiser.solving.solver_interface import Limits, columns_of
from optimiser.solving.status import EXACT_GAP, relative_gap

SMALL_MODEL = 300  # columns: a model that is searched with whole places from the start
NODES = 200  # of each search in a larger model
SECONDARY_NODES = 100  # of the search for the best secondary objective within the contracts
SHARE_OF_GAP = 1 - 1e-6  # of the gap asked for: the rest is left to floating point
MOVED_GAP = 0.01  # how near to the fewest places moved a larger model is searched
HALF = 0.5  # added to the limit of a whole number


def nearest(search: Search, best: Incumbent, bound: float, old: Plan) -> Incumbent:
    """The incumbent nearest to the old plan; `best` if none is nearer. A remark says how far it is.

    `search`: the option being solved. `best`: the best incumbent, `bound`: the limit to the objective, both minimised.
    `old`: may name what the case no longer has.
    """
    closest = _Nearest(search, best, bound, old)
    chosen = min([*closest.candidates(), best], key=closest.rank)  # of equals the first, so not `best`
    search.remarks.append(closest.remark(chosen))
    return chosen


class _Nearest:
    def __init__(self, search: Search, best: Incumbent, bound: float, old: Plan) -> None:
        self.search, self.best, self.bound, self.old = search, best, bound, old
        self.worst_value = _worst_value(best.value, bound, search.settings.gap)
        self.proven_years = 0  # contract-years in which every plan within the gap is proven to differ

    def candidates(self) -> list[Incumbent]:
        """Plans that may be nearer. If the old plan's own decisions are still a plan, no other is sought."""
        try:
            size = len(columns_of(self._model(whole_places=False).problem))
        except InfeasibleConstraint:
            return []
        searches = (False, True) if size > SMALL_MODEL else (True,)
        for found in (self._old_plan(), *(self._search(whole_places) for whole_places in searches)):
            if allowed := [incumbent for incumbent in found if self._is_allowed(incumbent)]:
                return allowed
        return []

    def rank(self, incumbent: Incumbent) -> tuple[Distance, float]:
        """The distance from the old plan, then the secondary objective."""
        return self._distance(incumbent), incumbent.secondary_value

    def remark(self, chosen: Incumbent) -> str:
        """What the answer says of the plan chosen."""
        far, before = self._distance(chosen), self._distance(self.best)
        proven = far.contract_years <= self.proven_years
        none = "; no plan within the gap differs in fewer contract-years" if proven else ""
        return (
            f"the plan nearest to the earlier one that was found among those within the gap: {far} differ{none}; the"
            f" best plan found differed in {before}; the secondary objective decides only between plans as near"
        )

    def _distance(self, incumbent: Incumbent) -> Distance:
        return distance(self.old, extract_plan(incumbent.model.variables))

    def _old_plan(self) -> Iterator[Incumbent]:
        """The old plan, if it is still a plan."""
        model = self._with_whole_places(self.old, 0.0)
        incumbent = None if model is None else self.search.incumbent(model)
        if incumbent is not None and self._distance(incumbent) == (0, 0):
            yield incumbent

    def _search(self, whole_places: bool) -> Iterator[Incumbent]:
        """Plans in the order of the module's docstring, with whole or with continuous places at first."""
        first = self._fewest_contract_years(whole_places)
        if first is None:
            return
        years = round(value_of(contract_years(first.variables, self.old)))
        for solved in (self._fewest_places_moved(years, whole_places), first):
            decisions = None if solved is None else extract_decisions(solved.variables)
            gap = 0.0 if whole_places else MOVED_GAP
            model = None if decisions is None else self._with_whole_places(decisions, gap)
            if model is not None:
                self._improve_secondary(model)
                yield self.search.incumbent(model)
                return

    def _is_allowed(self, incumbent: Incumbent) -> bool:
        """Whether it is a plan within the gap and under the ceiling that the money pays for."""
        worst = self.best.value + OBJECTIVE_TOLERANCE * abs(self.best.value)
        near_best = incumbent.value <= worst or self.search.within_gap(incumbent, self.bound)
        if not near_best or self.search.ceiling_excess(incumbent.model) > 0.0:
            return False
        try:
            variables = incumbent.model.variables
            allocate_funding(self.search.instance, cell_charges(variables), spending_needed(variables))
        except Shortfall:
            return False
        return True

    def _model(self, whole_places: bool, restricted_to: Plan | None = None) -> MipModel:
        """The model of the option with the objective within the gap. Raises InfeasibleConstraint."""
        model = self.search.build(whole_places=whole_places, restricted_to=restricted_to)
        model.constrain_objective(self.search.objective, self.worst_value + FEASIBILITY_TOLERANCE)
        return model

    def _fewest_contract_years(self, whole_places: bool) -> MipModel | None:
        """A model solved for the fewest contract-years that differ."""
        model = self._model(whole_places)
        bound = self._minimise(model, contract_years(model.variables, self.old), self._limits(whole_places, 0.0))
        if bound is None:
            return None
        years = round(value_of(contract_years(model.variables, self.old)))
        in_all_plans = distance(self.old, extract_plan(model.variables)).contract_years - years
        if math.isfinite(bound):
            self.proven_years = math.ceil(bound - HALF) + in_all_plans
        return model

    def _fewest_places_moved(self, years: int, whole_places: bool) -> MipModel | None:
        """A model solved for the fewest places moved, with no more contract-years that differ."""
        model = self._model(whole_places)
        _limit(model, contract_years(model.variables, self.old), years, "hold_contract_years")
        moved = places_moved(model.variables, self.old)
        solved = self._minimise(model, moved, self._limits(whole_places, MOVED_GAP))
        return None if solved is None else model

    def _with_whole_places(self, decisions: Plan, gap: float) -> MipModel | None:
        """Whole places for the contracts of a plan, the fewest moved, and no more from now on."""
        try:
            model = self._model(whole_places=True, restricted_to=decisions)
        except InfeasibleConstraint:
            return None
        model.fix_decisions(decisions)
        moved = places_moved(model.variables, self.old)
        if self._minimise(model, moved, Limits(gap, MIN_STEP_SECONDS, WHOLE_NODES)) is None:
            return None
        _limit(model, moved, round(value_of(moved)), "hold_places")
        return model

    def _improve_secondary(self, model: MipModel) -> None:
        """The best secondary objective for the same contracts and places moved. Nothing changes if none is found."""
        before = {column.name: column.varValue for column in columns_of(model.problem)}
        secondary = model.objectives[SECONDARY_OBJECTIVE[self.search.objective]]
        if self._minimise(model, secondary, Limits(WHOLE_GAP, MIN_STEP_SECONDS, SECONDARY_NODES)) is None:
            for column in columns_of(model.problem):
                column.varValue = before.get(column.name)

    def _limits(self, whole_places: bool, gap: float) -> Limits:
        seconds = max(self.search.seconds_left(), MIN_STEP_SECONDS)
        return Limits(0.0, seconds) if whole_places else Limits(gap, seconds, NODES)

    def _minimise(self, model: MipModel, expression: Any, limits: Limits) -> float | None:
        """Solve for an expression and return its bound; None if there is no plan."""
        model.problem.setObjective(expression + 0)
        result = self.search.solver(model.problem, limits, None)
        return None if result.value is None else result.bound


def _limit(model: MipModel, expression: Any, most: int, name: str) -> None:
    """Add the row that an expression in whole numbers may be at most `most`."""
    row = expression <= most + HALF
    if len(row):
        model.problem.addConstraint(row, name)


def _worst_value(value: float, bound: float, gap: float) -> float:
    """The worst value within the gap of the bound, minimised; `value` if no gap is asked for or it is not reached."""
    if gap <= EXACT_GAP or relative_gap(bound, value) > gap:
        return value
    sign = 1 if bound < 0 else -1
    return max(value, bound / (1 + sign * gap * SHARE_OF_GAP))
