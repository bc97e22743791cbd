"""Among the plans within the gap, the one nearest to an earlier plan, so that a re-run moves no contract for nothing.

The first aim is held at the worst value that is within the gap of the proven bound. Then, as `models.mip.distance`
counts: as few contract-years as possible that differ; with no more of those, as few places moved; with no more of
those, the best second aim, within the same contracts. Small programmes are searched with whole places to the end; large
ones with continuous places for so many nodes, and whole places then for the contracts found. The bound to the first aim
stays the one proven before.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from models.mip.build import SECONDARY_OBJECTIVE, InfeasibleConstraint, MipModel
from models.mip.distance import Distance, contract_years, distance, places_moved
from models.mip.extract import cell_charges, extract_decisions, extract_plan, value_of
from models.mip.funding_flow import Shortfall, allocate_funding
from models.plan.plan import Plan
from optimiser.solving.search import GRACE, ROOM, WHOLE_GAP, WHOLE_NODES, Stand, Trial
from optimiser.solving.solver_interface import Limits, columns_of
from optimiser.solving.status import EXACT, gap_of

SMALL = 300  # columns: a programme that is searched with whole places from the start
NODES = 200  # of each search in a larger one
SECOND_NODES = 100  # of the search for the best second aim within the contracts
WITHIN = 1 - 1e-6  # of the gap asked for: the rest is left to floating point
MOVED_GAP = 0.01  # how near to the fewest places moved a larger one is searched
HALF = 0.5  # what a count of whole things is held with
WORSENED = 1e-9  # of the first aim's value, where no gap is asked for


def nearest(trial: Trial, best: Stand, bound: float, old: Plan) -> Stand:
    """The stand nearest to the old plan; the best one itself where no nearer is found. Says in the remarks how far.

    trial: the option being solved. best: the best stand found, bound: the limit to the first aim, minimised. old may
    name what is no longer there.
    """
    search = _Nearest(trial, best, bound, old)
    chosen = min([*search.stands(), best], key=search.far)  # the first of equals: what was found before the best
    trial.remarks.append(search.said(chosen))
    return chosen


class _Nearest:
    def __init__(self, trial: Trial, best: Stand, bound: float, old: Plan) -> None:
        self.trial, self.best, self.bound, self.old = trial, best, bound, old
        self.most = _worst(best.value, bound, trial.settings.gap)
        self.fewest = 0  # contract-years in which every plan within the gap is proven to differ

    def stands(self) -> list[Stand]:
        """Plans that may be nearer. Where the old plan's own decisions are among them, nothing else is sought."""
        try:
            size = len(columns_of(self._built(whole=False).problem))
        except InfeasibleConstraint:
            return []
        for tried in (self._same(), *(self._found(whole) for whole in ((False, True) if size > SMALL else (True,)))):
            if found := [stand for stand in tried if self.counts(stand)]:
                return found
        return []

    def _same(self) -> Iterator[Stand]:
        """The old plan itself, where it is still a plan."""
        model = self._placed(self.old, 0.0)
        stand = None if model is None else self.trial.standing(model, self.old)
        if stand is not None and self.far(stand)[0] == (0, 0):
            yield stand

    def _found(self, whole: bool) -> Iterator[Stand]:
        first = self._fewest(whole)
        if first is not None:
            years = round(value_of(contract_years(first.variables, self.old)))
            for solved in (self._least_moved(years, whole), first):
                taken = None if solved is None else extract_decisions(solved.variables)
                model = None if taken is None else self._placed(taken, 0.0 if whole else MOVED_GAP)
                if model is not None:
                    self._cheapen(model)
                    yield self.trial.standing(model, taken)
                    return

    def counts(self, stand: Stand) -> bool:
        """Whether a stand is a plan: within the gap and under the ceiling, and the money pays for it."""
        worst = self.best.value + WORSENED * abs(self.best.value)
        near = stand.value <= worst or self.trial.near_enough(stand, self.bound)
        if not near or self.trial.over(stand.model) > 0.0:
            return False
        try:
            allocate_funding(self.trial.instance, cell_charges(stand.model.variables))
        except Shortfall:
            return False
        return True

    def far(self, stand: Stand) -> tuple[Distance, float]:
        """How far a stand is from the old plan, and its second aim."""
        return distance(self.old, extract_plan(stand.model.variables)), stand.second

    def said(self, chosen: Stand) -> str:
        """What the remarks say of the plan chosen."""
        far, before = self.far(chosen)[0], self.far(self.best)[0]
        none = "; no plan within the gap differs in fewer contract-years" if far.contract_years <= self.fewest else ""
        return (
            f"the plan nearest to the earlier one that was found among those within the gap: {far} differ{none}; the"
            f" best plan found differed in {before}; the second aim decides only between plans as near"
        )

    def _built(self, whole: bool, within: Plan | None = None) -> MipModel:
        model = self.trial.build(whole_places=whole, restricted_to=within)
        model.constrain_objective(self.trial.objective, self.most + ROOM)
        return model

    def _fewest(self, whole: bool) -> MipModel | None:
        """A programme solved for the fewest contract-years that differ."""
        model = self._built(whole)
        bound = self._minimise(model, contract_years(model.variables, self.old), self._limits(whole, 0.0))
        if bound is None:
            return None
        years = round(value_of(contract_years(model.variables, self.old)))
        given = distance(self.old, extract_plan(model.variables)).contract_years - years  # the same in all plans
        if math.isfinite(bound):
            self.fewest = math.ceil(bound - HALF) + given
        return model

    def _least_moved(self, years: int, whole: bool) -> MipModel | None:
        """A programme solved for the fewest places moved, with no more contract-years that differ."""
        model = self._built(whole)
        _hold(model, contract_years(model.variables, self.old), years, "hold_contract_years")
        moved = places_moved(model.variables, self.old)
        return None if self._minimise(model, moved, self._limits(whole, MOVED_GAP)) is None else model

    def _placed(self, taken: Plan, gap: float) -> MipModel | None:
        """Whole places for the contracts of a plan, the fewest moved."""
        try:
            model = self._built(whole=True, within=taken)
        except InfeasibleConstraint:
            return None
        model.fix_decisions(taken)
        moved = places_moved(model.variables, self.old)
        found = self._minimise(model, moved, Limits(gap, GRACE, WHOLE_NODES))
        if found is None:
            return None
        _hold(model, moved, round(value_of(moved)), "hold_places")
        return model

    def _cheapen(self, model: MipModel) -> None:
        """The best second aim with the same contracts and no more places moved; where none is found, all stays."""
        before = {column.name: column.varValue for column in columns_of(model.problem)}
        second = model.objectives[SECONDARY_OBJECTIVE[self.trial.objective]]
        if self._minimise(model, second, Limits(WHOLE_GAP, GRACE, SECOND_NODES)) is None:
            for column in columns_of(model.problem):
                column.varValue = before.get(column.name)

    def _limits(self, whole: bool, gap: float) -> Limits:
        return Limits(0.0 if whole else gap, max(self.trial.left(), GRACE), None if whole else NODES)

    def _minimise(self, model: MipModel, objective: Any, limits: Limits) -> float | None:
        """Solve for an objective; its bound, None where there is no plan."""
        model.problem.setObjective(objective + 0)
        found = self.trial.door(model.problem, limits, None)
        return None if found.value is None else found.bound


def _hold(model: MipModel, what: Any, most: int, name: str) -> None:
    row = what <= most + HALF
    if len(row):
        model.problem.addConstraint(row, name)


def _worst(value: float, bound: float, gap: float) -> float:
    """The worst value within the gap of the bound, minimised; where no gap is asked for or reached, the one reached."""
    if gap <= EXACT or gap_of(bound, value) > gap:
        return value
    sign = 1 if bound < 0 else -1
    return max(value, bound / (1 + sign * gap * WITHIN))
