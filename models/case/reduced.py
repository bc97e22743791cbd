"""A case with parts left out: what a solver reads of it, and the unconstrained benchmark.

If the parts that an option's integer programme depends on are equal, so is the answer: `optimiser.engine.answer_cache`
uses them to find an answer again.

The unconstrained benchmark is a case without its policy constraints, to show what they cost in all. A policy constraint
is a condition that policy sets on the result: a minimum (`minimum_provision`), a savings target (`savings`), the access
gap (`equal_access`), or a limit on what a stream may pay for (`eligible`: ring fence, purpose and aligned). Everything
else remains: demand, prices, offers, contracts and their commitments, the amount and the homes of each stream, whether
it may be pooled, and each option's level, arrangements and limits. Every plan of the case is also a plan of the
benchmark, so no plan of the case can be better than a bound that is proven for the benchmark.

The benchmark is not an option. It is solved, verified and measured, but never scored, ranked or preferred.
"""

from __future__ import annotations

from dataclasses import replace

from models.case.text import plural
from models.case.types import COMMISSIONING, Case, FundingStream

# used only after every option is solved
APPRAISAL_FIELDS = ("criteria", "risks", "scenario_changes", "actions", "assumptions", "success_factors")


def solver_inputs(case: Case) -> Case:
    """The case without the fields that are used only after solving. It can be pickled for another process."""
    scoring = {"optimism_bias": {}, "blank_ends": "", "materiality": 0}
    return replace(case, demand=dict(case.demand), **scoring, **dict.fromkeys(APPRAISAL_FIELDS, ()))  # type: ignore[arg-type]


def option_inputs(case: Case, name: str) -> Case:
    """The case reduced to what one option's integer programme reads. Raises KeyError if the option is unknown.

    Left out: titles and descriptions, the other options, offers that are open only to them, and the appraisal's fields.
    Two cases whose reduced cases are equal have the same answers for the option.
    """
    offers = tuple(replace(offer, options=(name,)) for offer in case.offers if name in offer.options)
    option = replace(case.option(name), description="")
    blank_texts = {"title": "", "price_base": "", "tender_months": 0}
    return replace(solver_inputs(case), options=(option,), offers=offers, **blank_texts)  # type: ignore[arg-type]


def for_objective(case: Case, objective: str) -> Case:
    """The case without the settings that this objective does not use."""
    return case if objective == "outcomes" else without_outcome_limit(case)


def without_outcome_limit(case: Case) -> Case:
    """The case with no `most_per_outcome`: outcomes are then counted whole."""
    return replace(case, most_per_outcome=None)


def without_policy_constraints(case: Case) -> Case:
    """The case with no minimums, savings targets or access gap, and with streams that may pay for every service."""
    services = frozenset({*(service.name for service in case.services), COMMISSIONING})
    funding = tuple(_free(stream, services) for stream in case.funding)
    return replace(case, minimums=(), savings_targets=(), access_gap=None, funding=funding)


def policy_constraints(case: Case) -> tuple[str, ...]:
    """The policy constraints of the case, as counts in words ("2 minimums"); empty if it has none."""
    services = frozenset({*(service.name for service in case.services), COMMISSIONING})
    tied = sum(_free(stream, services) != stream for stream in case.funding)
    counts = (
        (sum(_any_above_zero(minimum.figures) for minimum in case.minimums), "minimum"),
        (sum(_any_given(target.figures) for target in case.savings_targets), "savings target"),
        (tied, "tied funding stream"),
        (int(case.access_gap is not None), "access gap"),
    )
    return tuple(plural(count, noun) for count, noun in counts if count)


def _free(stream: FundingStream, services: frozenset[str]) -> FundingStream:
    return replace(stream, ring_fence=services, purpose=services, aligned=services)


def _any_above_zero(figures: tuple[object, ...]) -> bool:
    """Whether a minimum constrains any year: a blank and 0 do not."""
    return any(figures)


def _any_given(figures: tuple[object, ...]) -> bool:
    """Whether a savings target constrains any year: 0 does, as the cost may not exceed the baseline."""
    return any(figure is not None for figure in figures)
