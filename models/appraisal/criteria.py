"""Kinds of criteria: those that are judged and measured on the same subject, and those about cost.

A pair of one judged and one measured criterion lets the board see on which options its own band differs from the band
of the measure. Without the criteria about cost, options can also be scored on benefits alone. Scores and bands are made
in `scoring`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from models.appraisal.scoring import Appraisal, CriterionScore
from models.case.appraisal_inputs import Criterion
from models.case.types import Case

# Measures that depend on what is spent: costs, cost per unit, and amounts less cost.
COST_MEASURES = frozenset({
    "cost", "present_cost", "saving", "saving_kept", "saving_final_year", "saving_recurrent",
    "efficiency", "unit_cost", "cost_per_person", "cost_per_outcome", "net_present_value", "overhead_share",
    "transition_cost", "unspent", "lapsed",
})  # fmt: skip
# All other measures: what is provided, how it is divided among providers and boroughs, and the risks.
BENEFIT_MEASURES = frozenset({
    "service_change", "places", "people", "outcomes", "weighted_outcomes", "contracts", "providers",
    "largest_provider_share", "joint_share", "coverage", "worst_coverage", "transfers", "risk",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class MatchedCriteria:
    """A judged and a measured criterion on the same subject; each is given by its position in the table."""

    judged: int
    measured: int


@dataclass(frozen=True, slots=True)
class JudgementComparison:
    """One option's two scores on a pair of criteria."""

    pair: MatchedCriteria
    option: str
    judged: CriterionScore
    measured: CriterionScore

    @property
    def agree(self) -> bool:
        """Whether the two scores are in the same band."""
        return self.judged.band == self.measured.band


def matched_criteria(case: Case) -> tuple[MatchedCriteria, ...]:
    """The pairs that `same_as` makes, without repeats, in the order of the judged criteria."""
    position = {criterion.name: number for number, criterion in enumerate(case.criteria)}
    pairs = {
        _pair(case, position[criterion.name], position[criterion.same_as])
        for criterion in case.criteria
        if criterion.same_as is not None
    }
    return tuple(sorted(pairs, key=lambda pair: (pair.judged, pair.measured)))


def compare_judgements(case: Case, appraisal: Appraisal) -> tuple[JudgementComparison, ...]:
    """Pair by pair, each option that has scores."""
    scored = [standing for standing in appraisal.standings.values() if standing.scores]
    return tuple(
        JudgementComparison(pair, each.option, each.scores[pair.judged], each.scores[pair.measured])
        for pair in matched_criteria(case)
        for each in scored
    )


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


def _pair(case: Case, one: int, other: int) -> MatchedCriteria:
    return MatchedCriteria(one, other) if case.criteria[one].measure is None else MatchedCriteria(other, one)


def _without_weight(criterion: Criterion) -> Criterion:
    return replace(criterion, weight=Fraction(0), weight_low=None, weight_high=None)
