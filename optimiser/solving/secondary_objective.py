"""The secondary objective, improved until it is proven: the least cost for the outcomes reached, to SECONDARY_GAP.

All contracts are searched for a plan whose objective is no worse: with continuous places first, and with whole ones if
that proves too little. Each search stops once its bound is near enough to the plan in hand. Why: docs/decisions/0035.
"""

from __future__ import annotations

import time

from models.case.vocabulary import SECONDARY_OBJECTIVE
from models.mip.build import MipModel
from models.mip.extract import cell_charges, extract_decisions
from models.mip.funding_flow import Shortfall, allocate_funding
from models.mip.savings import spending_needed
from optimiser.solving.objective_scale import scale_for
from optimiser.solving.search import (
    FEASIBILITY_TOLERANCE,
    MIN_STEP_SECONDS,
    SECONDARY_STAGE,
    Incumbent,
    NoPlan,
    Search,
)
from optimiser.solving.solver_interface import Limits
from optimiser.solving.status import relative_gap

SECONDARY_GAP = 2e-4  # to which the secondary objective is proven, relative
CONTINUOUS_SHARE, WHOLE_SHARE = 0.5, 0.9  # of this gap that a search with continuous or with whole places may leave
ABSOLUTE_TOLERANCE = 1e-12  # the same, for an objective of 0
OBJECTIVE_TOLERANCE = 1e-9  # by how much the secondary objective may worsen the objective, relative


def improve_secondary(search: Search, first: Incumbent) -> Incumbent:
    """The best plan found for the secondary objective; `search.secondary_bound` then holds what is proven.

    The time that is left, at least MIN_STEP_SECONDS, is for all steps together.
    """
    ends_at = time.perf_counter() + max(search.seconds_left(), MIN_STEP_SECONDS)
    best = _improve(search, first, first.value, ends_at, whole_places=False)
    if is_secondary_proven(search, best):
        return best
    return _improve(search, best, first.value, ends_at, whole_places=True)


def is_secondary_proven(search: Search, incumbent: Incumbent) -> bool:
    """Whether the incumbent is within SECONDARY_GAP of the bound to the secondary objective."""
    return relative_gap(search.secondary_bound, incumbent.secondary_value) <= SECONDARY_GAP


def is_no_worse(value: float, than: float) -> bool:
    """Whether a value of an objective, minimised, is as good as another, as floating point goes."""
    return value <= than + OBJECTIVE_TOLERANCE * abs(than) + ABSOLUTE_TOLERANCE


def hold_objective(model: MipModel, objective: str, value: float) -> float:
    """Keep an objective as good as a value while another one is improved. Returns the limit to it, minimised.

    If the objective has very small coefficients, the row is multiplied, so that a tolerance does not give them away.
    """
    scale = scale_for(model.objectives[objective])
    worst = value + max(OBJECTIVE_TOLERANCE / 2 * abs(value), FEASIBILITY_TOLERANCE / scale)
    model.constrain_objective(objective, worst, scale)
    return worst


def _improve(search: Search, first: Incumbent, value: float, ends_at: float, *, whole_places: bool) -> Incumbent:
    """The first incumbent, or one that is better in the secondary objective and no worse than `value` in the other."""
    secondary = SECONDARY_OBJECTIVE[search.objective]
    sufficient = first.secondary_value - SECONDARY_GAP * abs(first.secondary_value)
    gap = SECONDARY_GAP * (WHOLE_SHARE if whole_places else CONTINUOUS_SHARE)
    try:
        model = search.build(whole_places=whole_places)
        worst = hold_objective(model, search.objective, value)
        result = search.run(model, secondary, SECONDARY_STAGE, Limits(gap, _left(ends_at), sufficient_bound=sufficient))
    except NoPlan as none:
        if not none.result.infeasible:  # infeasible would be a mistake: the first plan meets every row
            search.secondary_bound = max(search.secondary_bound, none.result.bound)
        return first
    search.secondary_bound = max(search.secondary_bound, result.bound)
    others = [search.with_best_secondary(extract_decisions(model.variables), worst, _left(ends_at))]
    if whole_places:
        others.append(search.incumbent(model))
    allowed = [
        other for other in others if other is not None and is_no_worse(other.value, value) and is_payable(search, other)
    ]
    return min([first, *allowed], key=lambda incumbent: incumbent.secondary_value)


def _left(ends_at: float) -> float:
    return max(0.1, ends_at - time.perf_counter())


def is_payable(search: Search, incumbent: Incumbent) -> bool:
    """Whether the money pays for a plan to the penny: a solver's tolerance may leave it short."""
    try:
        variables = incumbent.model.variables
        allocate_funding(search.instance, cell_charges(variables), spending_needed(variables))
    except Shortfall:
        return False
    return True
