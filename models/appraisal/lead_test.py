"""A test of the preferred option's lead: could another option be preferred, given the gaps that are still open?

Each plan is proven only within a gap: the best plan of an option may lie anywhere between its value and its bound. The
test puts one other option's objective at its bound and appraises the options again. Nobody knows what a plan at that
bound would do to the other measures, so a lead that passes the test may still depend on those.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from models.appraisal.scoring import Figures, appraise
from models.case.types import Case
from models.plan.plan import Answer

# The measures that move with the objective.
MEASURES_OF_OBJECTIVE = {"outcomes": ("outcomes", "weighted_outcomes"), "cost": ("cost", "present_cost"), "value": ()}


def possible_leaders(
    case: Case, figures: Mapping[str, Figures | None], answers: Mapping[str, Answer]
) -> tuple[str, ...]:
    """The options that would be preferred if their own objective were at its proven bound, in the case's order.

    `figures`: the measures by option, None for an option without any; money in pence.
    """
    preferred = appraise(case, figures).preferred
    others = (name for name, measures in figures.items() if name != preferred and measures is not None)
    return tuple(name for name in others if preferred and _leads_at_bound(case, figures, answers[name]))


def _leads_at_bound(case: Case, figures: Mapping[str, Figures | None], answer: Answer) -> bool:
    measures = figures[answer.option]
    if measures is None or not answer.objective_value or answer.bound is None:
        return False
    factor = Fraction(answer.bound) / Fraction(answer.objective_value)
    moving = MEASURES_OF_OBJECTIVE[answer.objective]
    at_bound = {name: figure * factor for name in moving if (figure := measures.get(name)) is not None}
    return appraise(case, {**figures, answer.option: {**measures, **at_bound}}).preferred == answer.option
