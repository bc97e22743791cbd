"""What the programme of one option reads of a case: where that is as it was, so is the answer.

Not here: how it is hashed and remembered, which is `optimiser.engine.run_record`'s.
"""

from __future__ import annotations

from dataclasses import replace

from models.case.types import Case

# read once all is solved
APPRAISAL_FIELDS = ("criteria", "risks", "scenario_changes", "actions", "assumptions", "success_factors")


def solver_inputs(case: Case) -> Case:
    """What any programme may read of a case, in types that go to another process: without what comes after solving."""
    return replace(case, demand=dict(case.demand), optimism_bias={}, **dict.fromkeys(APPRAISAL_FIELDS, ()))  # type: ignore[arg-type]


def option_inputs(case: Case, name: str) -> Case:
    """What the programme of one option reads: the same question gives an equal case. Raises KeyError for no option.

    Left out are titles and words, the other options, what they alone are offered, and what is only appraised.
    """
    offers = tuple(replace(offer, options=(name,)) for offer in case.offers if name in offer.options)
    option = replace(case.option(name), description="")
    words = {"title": "", "price_base": "", "tender_months": 0}
    return replace(solver_inputs(case), options=(option,), offers=offers, **words)  # type: ignore[arg-type]
