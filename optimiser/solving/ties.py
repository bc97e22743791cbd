"""The third rule: of plans that are equally good in both objectives, the one that changes the fewest contracts.

If there are several of those, places go first to what comes first in the programme's order. So measures that neither
objective decides, such as coverage, do not depend on which of several equal plans a solver happens to find.
"""

from __future__ import annotations

from itertools import product
from math import sqrt

from pulp import lpSum

from models.case.vocabulary import SECONDARY_OBJECTIVE
from models.mip.build import MipModel
from models.mip.distance import contract_years
from models.mip.variables import Variables
from models.plan.plan import Plan
from optimiser.solving.search import MIN_STEP_SECONDS, Incumbent, NoPlan, Search
from optimiser.solving.secondary_objective import hold_objective, is_no_worse, is_payable
from optimiser.solving.solver_interface import Limits

CHANGES, ORDER = "contracts changed", "order"
TIES_STAGE = "equal plans"


def settle_ties(search: Search, best: Incumbent) -> tuple[Incumbent, bool]:
    """The plan that the third rule takes, and whether it is proven to be the one; `best` if it is not found in time.

    `best`: proven to be best in both objectives.
    """
    try:
        model = _model(search, best)
        search.run(model, CHANGES, TIES_STAGE, _limits(search))
        fewest = round(float(model.objectives[CHANGES].value()))
        model = _model(search, best)
        model.constrain_objective(CHANGES, fewest + 0.5)
        search.run(model, ORDER, TIES_STAGE, _limits(search))
    except NoPlan:
        return best, False
    settled = search.incumbent(model)
    as_good = is_no_worse(settled.value, best.value) and is_no_worse(settled.secondary_value, best.secondary_value)
    is_plan = is_payable(search, settled) and search.ceiling_excess(model) <= 0.0
    return (settled, True) if as_good and is_plan else (best, False)


def _model(search: Search, best: Incumbent) -> MipModel:
    """The programme of all plans that are as good in both objectives, with the two parts of the rule as objectives."""
    model = search.build(whole_places=True)
    hold_objective(model, search.objective, best.value)
    hold_objective(model, SECONDARY_OBJECTIVE[search.objective], best.secondary_value)
    model.objectives[CHANGES] = lpSum([contract_years(model.variables, _today(model.variables))])
    model.objectives[ORDER] = _order(model.variables)
    return model


def _today(variables: Variables) -> Plan:
    """A plan in which every existing contract runs in every year, and nothing else."""
    case = variables.instance.case
    names = (contract.name for contract in case.contracts)
    return Plan("", kept=frozenset(product(names, case.years)))


def _order(variables: Variables) -> object:
    """Places, each times the square root of its position: sums of different square roots are hardly ever equal."""
    sources = [source for sources in variables.sources.values() for source in sources]
    return lpSum(sqrt(position) * source.places for position, source in enumerate(sources, 1))


def _limits(search: Search) -> Limits:
    return Limits(0.0, max(search.seconds_left(), MIN_STEP_SECONDS))
