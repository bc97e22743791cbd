"""What every step of solving an option is made of: a programme built and solved, and whole places for its contracts.

The order of the steps is in `stages`, how a start is used in `starting`.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction

from models.case.money import discount_factor
from models.mip.build import SECONDARY_OBJECTIVE, InfeasibleConstraint, MipModel, build
from models.mip.extract import cell_charges, extract_decisions, has_idle_contract, value_of
from models.mip.funding_pools import THOUSAND_POUNDS
from models.mip.instance import OptionInstance
from models.plan.plan import Plan
from optimiser.solving.request import NOTHING, Asked
from optimiser.solving.settings import Settings
from optimiser.solving.solver_interface import Door, Found, Limits
from optimiser.solving.solver_registry import door
from optimiser.solving.status import Progress, gap_of, shown

WHOLE_GAP, WHOLE_NODES = 1e-5, 1000  # how long whole places are sought for the contracts taken
SECOND_NODES = 10  # how long cheaper contracts are sought for the same outcomes
ROOM = 1e-7  # what the first aim is held with; less, and a solver finds its own plan impossible (0.01 penny)
GRACE = 10.0  # seconds that a step after the first has at least
TRIES = 4  # at a plan that a solver's tolerance has put above the ceiling
SECONDARY_WEIGHT = {  # what a unit of the second aim is worth in the first, where both are tilted towards
    "outcomes": 0.001,  # weighted outcomes a thousand pounds: the last outcome may not cost more than £1,000,000
    "cost": 0.0001,  # thousands of pounds a weighted outcome: one that costs less than 10p is taken
    "value": 0.0001,  # of a pound of value a pound spent less
}


class NoPlan(Exception):
    """There is no plan: what was found instead."""

    def __init__(self, found: Found) -> None:
        self.found = found
        super().__init__("no plan")


@dataclass(frozen=True, slots=True)
class Stand:
    """A solved programme with whole places, what its first and second aim come to, minimised; and how it was found:

    the contracts that were settled, and the tilt.
    """

    model: MipModel
    value: float
    second: float = math.inf
    taken: Plan | None = None
    weight: float = 0.0


def better(one: Stand | None, other: Stand | None) -> Stand | None:
    """The one that is better for the first aim."""
    if one is None or other is None:
        return one or other
    return one if one.value <= other.value else other


@dataclass
class Trial:
    """One option being solved, and what may be asked of each step. Values are minimised, in the programme's units."""

    instance: OptionInstance
    settings: Settings
    progress: Callable[[Progress], None] | None
    asked: Asked = NOTHING
    began: float = field(default_factory=time.perf_counter)
    remarks: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.door: Door = door(self.settings.solver)
        self.objective = self.settings.objective or self.instance.case.objective

    def build(self, whole_places: bool = False, restricted_to: Plan | None = None, below: float = 0.0) -> MipModel:
        """The programme of the question under its ceiling, held `below` as many thousands of pounds lower.

        Raises Contradiction.
        """
        model = build(self.instance, whole_places=whole_places, restricted_to=restricted_to)
        if self.asked.ceiling is not None:
            model.constrain_cost(self.asked.ceiling / THOUSAND_POUNDS - below + ROOM)
        return model

    def run(self, model: MipModel, objective: str, stage: str, limits: Limits, weight: float = 0.0) -> Found:
        """Solve for an aim, tilted so that the other counts `tilt` times as much in all. Raises NoPlan."""
        model.set_objective(objective, weight)
        found = self.door(model.problem, limits, self._trace(objective, stage) if self.progress else None)
        if found.value is None:
            raise NoPlan(found)
        return found

    def rounded(self, taken: Plan, weight: float) -> Stand | None:
        """Whole places for the contracts that a plan takes, best for the first aim tilted a little towards the second.

        No plan within those contracts is better in both aims, so the second is at its best for the value that the
        first has reached. None where there is no plan.
        """
        below = 0.0
        for _ in range(TRIES):
            try:
                model = self.build(whole_places=True, restricted_to=taken, below=below)
                model.fix_decisions(taken)
                self.run(model, self.objective, "whole places", Limits(WHOLE_GAP, GRACE, WHOLE_NODES), weight)
            except (InfeasibleConstraint, NoPlan):
                return None
            over = self.over(model)
            if over <= 0.0:
                return self.standing(model, taken, weight)
            below += over
        return None

    def rounded_well(self, solved: MipModel) -> Stand | None:
        """Whole places for the contracts of a solved programme; without those that it takes and leaves empty."""
        taken = extract_decisions(solved.variables)
        rounded = self.rounded(taken, SECONDARY_WEIGHT[self.objective])
        if has_idle_contract(solved.variables):
            rounded = self.better_weighted(rounded, self.rounded(self.trimmed(taken), SECONDARY_WEIGHT[self.objective]))
        return rounded if rounded is not None else self.rounded(taken, 0.0)

    def trimmed(self, taken: Plan) -> Plan:
        """What is worth taking of what a plan takes."""
        try:
            model = self.build(restricted_to=taken)
            self.run(
                model,
                self.objective,
                "contracts",
                Limits(WHOLE_GAP, GRACE, SECOND_NODES),
                SECONDARY_WEIGHT[self.objective],
            )
        except (InfeasibleConstraint, NoPlan):
            return taken
        return extract_decisions(model.variables)

    def better_weighted(self, one: Stand | None, other: Stand | None) -> Stand | None:
        """The better one for the first aim tilted towards the second."""
        stands = [stand for stand in (one, other) if stand is not None]
        return min(
            stands, key=lambda stand: stand.value + SECONDARY_WEIGHT[self.objective] * stand.second, default=None
        )

    def standing(self, model: MipModel, taken: Plan | None = None, weight: float = 0.0) -> Stand:
        """What a solved programme with whole places comes to."""
        second = value_of(model.objectives[SECONDARY_OBJECTIVE[self.objective]])
        return Stand(model, value_of(model.objectives[self.objective]), second, taken, weight)

    def over(self, model: MipModel) -> float:
        """By how much to lower the ceiling for the next try, in thousands of pounds; 0 where the plan keeps to it.

        Exact: the charges of the whole decisions, discounted, against the ceiling in pence.
        """
        if self.asked.ceiling is None:
            return 0.0
        owed, rate = cell_charges(model.variables).items(), self.instance.case.discount_rate
        cost = sum((discount_factor(rate, cell[2]) * pence for cell, pence in owed), Fraction(0))
        above = cost - self.asked.ceiling
        return float(above) / THOUSAND_POUNDS * 1.01 + 2 * ROOM if above > 0 else 0.0

    def near_enough(self, stand: Stand | None, bound: float) -> bool:
        """Whether a stand is within the gap of the bound."""
        return stand is not None and gap_of(bound, stand.value) <= self.settings.gap

    def left(self) -> float:
        """Seconds that are left of the time for the option."""
        return max(0.1, self.settings.time_limit - (time.perf_counter() - self.began))

    def _trace(self, objective: str, stage: str) -> Callable[[float | None, float | None], None]:
        def tell(best: float | None, bound: float | None) -> None:
            assert self.progress is not None
            seconds = time.perf_counter() - self.began
            self.progress(
                Progress(self.instance.option.name, stage, shown(objective, best), shown(objective, bound), seconds)
            )

        return tell
