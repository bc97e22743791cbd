"""Whether a lead in scores is larger than what the gaps leave open.

Each plan is proven within a gap: the best of an option may lie anywhere between its value and its bound. Here every
other option's first aim is put at its bound and the options are appraised again. Not here: what a plan at that bound
would do to other measures, which nobody knows; so a lead that holds here may still hang on those.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from models.appraisal.scoring import appraise
from models.case.types import Case
from models.plan.plan import Answer

Figures = Mapping[str, Fraction | None]
MEASURES_OF_OBJECTIVE = {"outcomes": ("outcomes", "weighted_outcomes"), "cost": ("cost", "present_cost"), "value": ()}


def possible_leaders(
    case: Case, figures: Mapping[str, Figures | None], answers: Mapping[str, Answer]
) -> tuple[str, ...]:
    """The options that would be preferred in place of the preferred one if their first aim were at its proven bound.

    `figures`: the measures by option, None for one without; money in pence. In the case's order.
    """
    preferred = appraise(case, figures).preferred
    others = (name for name, each in figures.items() if name != preferred and each is not None)
    return tuple(name for name in others if preferred and _leads(case, figures, answers[name]))


def _leads(case: Case, figures: Mapping[str, Figures | None], answer: Answer) -> bool:
    own = figures[answer.option]
    if own is None or not answer.objective_value or answer.bound is None:
        return False
    times = Fraction(answer.bound) / Fraction(answer.objective_value)
    better = {
        name: each * times for name in MEASURES_OF_OBJECTIVE[answer.objective] if (each := own.get(name)) is not None
    }
    return appraise(case, {**figures, answer.option: {**own, **better}}).preferred == answer.option
