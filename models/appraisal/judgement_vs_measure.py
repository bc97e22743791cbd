"""Judgement beside measurement, and benefit apart from cost.

Which judged criterion and which measured one are on the same subject, where their bands part, and which criteria are of
cost, so that the score without them can stand beside the score with them. Scores themselves are in `appraisal`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from models.appraisal.scoring import Appraisal, CriterionScore
from models.case.types import Case, Criterion

# Measures that hold what is spent: costs, what is cost over something, and what is an amount less cost.
COST_MEASURES = frozenset({
    "cost", "present_cost", "saving", "saving_final_year", "saving_recurrent", "efficiency",
    "unit_cost", "cost_per_person", "cost_per_outcome", "net_present_value", "overhead_share",
    "transition_cost", "unspent", "lapsed",
})  # fmt: skip
# The others: what is provided, how it is spread over providers and places, and what may go wrong.
BENEFIT_MEASURES = frozenset({
    "service_change", "places", "people", "outcomes", "weighted_outcomes", "contracts", "providers",
    "largest_provider_share", "joint_share", "coverage", "worst_coverage", "transfers", "risk",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class MatchedCriteria:
    """A judged and a measured criterion on the same subject, each by its place in the table."""

    judged: int
    measured: int


@dataclass(frozen=True, slots=True)
class JudgementComparison:
    """One option on a pair: its two scores. They agree where the bands are the same."""

    pair: MatchedCriteria
    option: str
    judged: CriterionScore
    measured: CriterionScore

    @property
    def agree(self) -> bool:
        """Whether the board's band is the measure's."""
        return self.judged.band == self.measured.band


def matched_criteria(case: Case) -> tuple[MatchedCriteria, ...]:
    """The pairs that `same_as` makes, each once, in the order of the judged criteria."""
    place = {criterion.name: number for number, criterion in enumerate(case.criteria)}
    found = {
        _pair(case, place[criterion.name], place[criterion.same_as])
        for criterion in case.criteria
        if criterion.same_as is not None
    }
    return tuple(sorted(found, key=lambda pair: (pair.judged, pair.measured)))


def compare_judgements(case: Case, appraisal: Appraisal) -> tuple[JudgementComparison, ...]:
    """Each option with scores on each pair, pair by pair."""
    there = [standing for standing in appraisal.standings.values() if standing.scores]
    return tuple(
        JudgementComparison(pair, each.option, each.scores[pair.judged], each.scores[pair.measured])
        for pair in matched_criteria(case)
        for each in there
    )


def cost_criteria(case: Case) -> frozenset[str]:
    """The criteria of cost: those with a measure of cost, and the judged ones on the same subject."""
    measured = {criterion.name for criterion in case.criteria if criterion.measure in COST_MEASURES}
    matched = ((case.criteria[pair.judged].name, case.criteria[pair.measured].name) for pair in matched_criteria(case))
    return frozenset(measured | {judged for judged, other in matched if other in measured})


def without_cost(case: Case) -> Case | None:
    """The case with no weight on the criteria of cost, gates as they are; None where no other has weight.

    Source of the practice: HM Treasury, Green Book supplementary guidance on the use of multi-criteria decision
    analysis (2024), which keeps cost apart from the benefits that are weighed.
    """
    left_out = cost_criteria(case)
    criteria = tuple(_weightless(each) if each.name in left_out else each for each in case.criteria)
    return replace(case, criteria=criteria) if any(each.weight for each in criteria) else None


def _pair(case: Case, one: int, other: int) -> MatchedCriteria:
    return MatchedCriteria(one, other) if case.criteria[one].measure is None else MatchedCriteria(other, one)


def _weightless(criterion: Criterion) -> Criterion:
    return replace(criterion, weight=Fraction(0), weight_low=None, weight_high=None)
