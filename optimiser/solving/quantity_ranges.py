"""In what range a quantity may lie over all plans of an option that are as good as the plan found, or better.

The objective is constrained to lie between the plan's value and its proven bound, and the secondary objective not to
pass its own bound. With continuous decisions this is a relaxation of all such plans, so that the least and the most of
a quantity in it bound the quantity in each of them. A branch and bound search with whole decisions brings the bound
nearer.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction
from functools import cached_property
from typing import Any

from models.appraisal.measure_ranges import Range
from models.case.reduced import for_objective
from models.case.types import Case, Option
from models.case.vocabulary import SECONDARY_OBJECTIVE
from models.mip.build import MipModel, build
from models.mip.row_order import ordered_instance
from models.plan.plan import Answer
from optimiser.solving.outcome_unit import answer_times, case_in_unit, outcome_unit
from optimiser.solving.persistent_highs import PersistentModel
from optimiser.solving.quantities import quantities
from optimiser.solving.search import FEASIBILITY_TOLERANCE
from optimiser.solving.status import as_minimised

ROUNDING = 1e-6  # relative: by which a bound is widened, far more than a solver's error
NODES = 100  # of one search; a limit that does not depend on the machine
SEARCH_GAP = 1e-3  # relative: how near to its bound a search need come
LEAST, MOST = 0, 1  # the ends of a range


class QuantityRanges:
    """The ranges of the quantities of one option (`optimiser.solving.quantities`), money in pence.

    `answer`: with a plan. HiGHS is used whatever solver the run has asked for, because no other can keep a model.
    """

    def __init__(self, case: Case, option: Option, answer: Answer) -> None:
        self._unit = outcome_unit(case, option)
        self._question = case_in_unit(case, self._unit), option, answer_times(answer, 1 / self._unit)
        self.known: dict[object, Range] = {}

    @cached_property
    def _built(self) -> tuple[Mapping[Any, Any], PersistentModel]:
        """The quantities as terms, and the programme that they are searched in; built at the first use."""
        case, option, answer = self._question
        model = build(ordered_instance(for_objective(case, answer.objective), option))
        model.set_objective(answer.objective)
        _constrain(model, answer)
        self._programme = model  # an expression of PuLP 4 can be read only as long as its problem exists
        return quantities(model), PersistentModel(model.problem)

    def relax(self, name: object) -> None:
        """Bound a quantity by the relaxation, unless that is done."""
        if name not in self.known:
            ends = [self._bound(name, end) for end in (LEAST, MOST)]
            if None not in ends:
                self.known[name] = ends[0], ends[1]  # type: ignore[assignment]

    def search(self, name: object, end: int, seconds: float) -> None:
        """Bring one end of a known range nearer, by branch and bound."""
        least, most = self.known[name]
        found = self._bound(name, end, max(seconds, 0.1))
        if found is not None:
            self.known[name] = (
                (max(least, min(found, most)), most) if end == LEAST else (least, min(most, max(found, least)))
            )

    def _bound(self, name: object, end: int, seconds: float | None = None) -> Fraction | None:
        """The bound of a quantity at one end, None if there is none. `seconds`: of a search; None: the relaxation."""
        bound = self._bound_of_term(self._built[0][name], end, seconds)
        return bound * self._unit if name == "weighted_outcomes" and bound is not None else bound

    def _bound_of_term(self, term: Any, end: int, seconds: float | None) -> Fraction | None:
        sign = 1.0 if end == LEAST else -1.0
        coefficients = {} if isinstance(term, int | float) else {v.name: sign * float(c) for v, c in term.items()}
        constant = Fraction(term if isinstance(term, int | float) else term.constant)
        if not coefficients:
            return constant
        if seconds is None:
            bound = self._built[1].solve_relaxation(coefficients).bound
        else:
            relaxed = self._built[1].solve_relaxation(coefficients).bound
            bound = self._built[1].solve(coefficients, SEARCH_GAP * max(abs(relaxed), 1e-6), NODES, seconds).bound
        if not math.isfinite(bound):
            return None
        bound = bound - ROUNDING * max(abs(bound), 1.0)
        return Fraction(sign * bound) + constant


def _constrain(model: MipModel, answer: Answer) -> None:
    """Keep to the plans that are as good as the answer's or better, with what is proven of all of them."""
    objective, secondary = answer.objective, SECONDARY_OBJECTIVE[answer.objective]
    if answer.objective_value is None or not len(model.objectives[objective]):
        return
    worst = as_minimised(objective, answer.objective_value)
    slack = FEASIBILITY_TOLERANCE + ROUNDING * abs(worst)
    model.constrain_objective(objective, worst + slack)
    if answer.bound is not None:
        best = as_minimised(objective, answer.bound)
        model.problem.addConstraint(model.objectives[objective] >= best - slack, "no_better")
    if answer.secondary_bound is not None and len(model.objectives[secondary]):
        least = as_minimised(secondary, answer.secondary_bound)
        slack = FEASIBILITY_TOLERANCE + ROUNDING * abs(least)
        model.problem.addConstraint(model.objectives[secondary] >= least - slack, "no_better_secondary")
