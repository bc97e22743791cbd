"""Judgement beside measurement: pairs of criteria on the same subject, one judged by the board and one measured.

A pair lets the board see on which options its own band differs from the band of the measure. Scores and bands are
made in `scoring`.
"""

from __future__ import annotations

from dataclasses import dataclass

from models.appraisal.scoring import Appraisal, CriterionScore
from models.case.types import Case


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


def _pair(case: Case, one: int, other: int) -> MatchedCriteria:
    return MatchedCriteria(one, other) if case.criteria[one].measure is None else MatchedCriteria(other, one)
