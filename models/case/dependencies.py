"""The parts of a case that an option's integer programme depends on: if they are equal, so is the answer.

`optimiser.engine.answer_cache` uses them to find an answer again.
"""

from __future__ import annotations

from dataclasses import replace

from models.case.types import Case

# used only after every option is solved
APPRAISAL_FIELDS = ("criteria", "risks", "scenario_changes", "actions", "assumptions", "success_factors")


def solver_inputs(case: Case) -> Case:
    """The case without the fields that are used only after solving. It can be pickled for another process."""
    return replace(case, demand=dict(case.demand), optimism_bias={}, **dict.fromkeys(APPRAISAL_FIELDS, ()))  # type: ignore[arg-type]


def option_inputs(case: Case, name: str) -> Case:
    """The case reduced to what one option's integer programme reads. Raises KeyError if the option is unknown.

    Left out: titles and descriptions, the other options, offers that are open only to them, and the appraisal's fields.
    Two cases whose reduced cases are equal have the same answers for the option.
    """
    offers = tuple(replace(offer, options=(name,)) for offer in case.offers if name in offer.options)
    option = replace(case.option(name), description="")
    blank_texts = {"title": "", "price_base": "", "tender_months": 0}
    return replace(solver_inputs(case), options=(option,), offers=offers, **blank_texts)  # type: ignore[arg-type]
