"""Which criteria are about cost, so that options can also be scored on benefits alone."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from models.appraisal.judgement_vs_measure import matched_criteria
from models.case.appraisal_inputs import Criterion
from models.case.types import Case

# Measures that depend on what is spent: costs, cost per unit, and amounts less cost.
COST_MEASURES = frozenset({
    "cost", "present_cost", "saving", "saving_final_year", "saving_recurrent", "efficiency",
    "unit_cost", "cost_per_person", "cost_per_outcome", "net_present_value", "overhead_share",
    "transition_cost", "unspent", "lapsed",
})  # fmt: skip
# All other measures: what is provided, how it is divided among providers and boroughs, and the risks.
BENEFIT_MEASURES = frozenset({
    "service_change", "places", "people", "outcomes", "weighted_outcomes", "contracts", "providers",
    "largest_provider_share", "joint_share", "coverage", "worst_coverage", "transfers", "risk",
})  # fmt: skip


def cost_criteria(case: Case) -> frozenset[str]:
    """The criteria with a measure of cost, and the judged criteria on the same subject."""
    measured = {criterion.name for criterion in case.criteria if criterion.measure in COST_MEASURES}
    matched = ((case.criteria[pair.judged].name, case.criteria[pair.measured].name) for pair in matched_criteria(case))
    return frozenset(measured | {judged for judged, other in matched if other in measured})


def without_cost(case: Case) -> Case | None:
    """The case with no weight on the criteria of cost; gates stay. None if no other criterion has weight.

    Source of the practice: HM Treasury, Green Book supplementary guidance on the use of multi-criteria decision
    analysis (2024), which keeps cost apart from the benefits that are weighed.
    """
    left_out = cost_criteria(case)
    criteria = tuple(_without_weight(each) if each.name in left_out else each for each in case.criteria)
    return replace(case, criteria=criteria) if any(each.weight for each in criteria) else None


def _without_weight(criterion: Criterion) -> Criterion:
    return replace(criterion, weight=Fraction(0), weight_low=None, weight_high=None)
