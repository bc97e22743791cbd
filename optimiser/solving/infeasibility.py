"""A second look before "infeasible" is claimed: a solver's tolerances may make it miss a plan that exists.

The programme is solved once more with a little more room in every row, far more than those tolerances, without presolve
and from another seed. Only if that has no plan either is it proven that there is none.
"""

from __future__ import annotations

import math

from models.mip.build import InfeasibleConstraint
from models.mip.extract import extract_decisions
from optimiser.solving.highs import Highs
from optimiser.solving.search import CONTRACTS_STAGE, MIN_STEP_SECONDS, Incumbent, NoPlan, Search
from optimiser.solving.solver_interface import Limits, SolverResult

WITH_ROOM, WITHOUT_ROOM = Highs(room=5e-7, presolve=False, seed=1), Highs(presolve=False, seed=1)


def plan_after_all(search: Search, claimed: NoPlan) -> Incumbent:
    """A plan that the first search has missed. Raises NoPlan, which is infeasible only if that is confirmed.

    `claimed`: what the first search ended with.
    """
    if not claimed.result.infeasible:
        raise claimed
    first = search.solver
    try:
        return _second_look(search, Limits(1.0, max(search.seconds_left(), MIN_STEP_SECONDS)))
    except InfeasibleConstraint:
        raise claimed from None
    finally:
        search.solver = first


def _second_look(search: Search, limits: Limits) -> Incumbent:
    """Raises NoPlan and InfeasibleConstraint."""
    search.solver = WITH_ROOM
    search.run(search.build(), search.objective, CONTRACTS_STAGE, limits)
    model = search.build(whole_places=True)
    search.run(model, search.objective, CONTRACTS_STAGE, limits)
    search.solver = WITHOUT_ROOM
    found = search.with_whole_places(extract_decisions(model.variables), 0.0)
    if found is None:
        raise NoPlan(SolverResult(None, -math.inf))
    return found
