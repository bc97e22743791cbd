"""What a second solver found of a run, as result.json has it."""

from __future__ import annotations

from fractions import Fraction

from optimiser.analyses.second_opinion import OptionOpinion, SecondOpinion
from optimiser.reports.data.data_table import Json, pounds_decimal


def second_opinion_json(result: SecondOpinion | None) -> Json:
    """The solver, whether it agrees on every option, and what it found of each; null if it was not asked."""
    if result is None:
        return None
    return {
        "solver": result.solver,
        "agrees": result.agrees,
        "options": {name: _option(each) for name, each in result.options.items()},
    }


def _option(each: OptionOpinion) -> Json:
    bound = None if each.bound is None else Fraction(each.bound)
    return {
        "verdict": each.agreement.value,
        "value": _figure(each, each.value),
        "bound": _figure(each, bound),
        "within": None if each.within is None else float(each.within),
        "no_plan": each.is_infeasible,
        "why": each.why or None,
        "seconds": round(each.seconds, 3),
    }


def _figure(each: OptionOpinion, value: Fraction | None) -> Json:
    if value is None:
        return None
    return float(value) if each.objective == "outcomes" else pounds_decimal(value)
