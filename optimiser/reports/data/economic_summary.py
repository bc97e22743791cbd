"""The economic case of an option in a few figures: present values with optimism bias, and payback years.

The arithmetic is in `models.appraisal.economic_case` and `models.appraisal.payback`; each year's figures are in the
workbook.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from models.appraisal.economic_case import EconomicCase, economic_case
from models.appraisal.payback import REFERENCE, payback, payback_label
from optimiser.engine.run import Result, Run

PAYBACKS = {  # by name: whether discounted, and whether with optimism bias
    "payback": (False, False),
    "payback_discounted": (True, False),
    "payback_with_bias": (False, True),
    "payback_discounted_with_bias": (True, True),
}


def economic_summary(run: Run, result: Result) -> Mapping[str, Fraction | str | None] | None:
    """Figures in pence, exact, or labels, by name. None for an option without figures.

    A figure that compares with the reference is None if the reference has no figures.
    """
    own, reference = _economic_case(run, result), _economic_case(run, run.results.get(run.case.reference.name))
    if own is None:
        return None
    net = own.total(lambda year: year.net_with_bias)
    difference = None if reference is None else net - reference.total(lambda year: year.net_with_bias)
    return {
        "optimism_bias": own.total(lambda year: year.cost_with_bias - year.cost),
        "present_cost_with_bias": own.total(lambda year: year.present_cost_with_bias),
        "present_value_of_outcomes": own.total(lambda year: year.present_value),
        "net_present_value_with_bias": difference,
        **{name: _payback(run, own, reference, *way) for name, way in PAYBACKS.items()},
    }


def _economic_case(run: Run, result: Result | None) -> EconomicCase | None:
    if result is None or result.answer.plan is None or result.ledger is None:
        return None
    return economic_case(run.case, result.option, result.answer.plan, result.ledger)


def _payback(
    run: Run, own: EconomicCase, reference: EconomicCase | None, discounted: bool, with_bias: bool
) -> str | None:
    if reference is None:
        return None
    if own.option == reference.option:
        return REFERENCE
    return payback_label(run.case, payback(own, reference, discounted=discounted, with_bias=with_bias))
