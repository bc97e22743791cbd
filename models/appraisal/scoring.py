"""Scores, bands, gates and ranking: from each option's measures and judgements to the preferred option.

All weighing is exact; nothing is rounded before it is shown. The measures themselves are in `measures`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from models.appraisal.measures import Figures, in_display_unit
from models.appraisal.scales import Scale, scale_of
from models.case.appraisal_inputs import Criterion
from models.case.types import Case

HIGH, MEDIUM, LOW = "High", "Medium", "Low"


@dataclass(frozen=True, slots=True)
class CriterionScore:
    """One option's score on one criterion.

    `value` is the measure (pounds for money), None if the criterion is judged or the measure is absent.
    """

    criterion: str
    value: Fraction | None
    score: Fraction
    band: str
    passed: bool | None  # None if the criterion has no gate


@dataclass(frozen=True, slots=True)
class Standing:
    """One option's place in the ranking: its scores in the table's order, its weighted score (0 to 100) and its rank.

    The best rank is 1. An option without figures has no scores, no weighted score and no rank.
    """

    option: str
    scores: tuple[CriterionScore, ...]
    score: Fraction | None
    rank: int | None
    gates_failed: tuple[str, ...]

    @property
    def eligible(self) -> bool:
        """Whether the option may be preferred: it has a rank and passes every gate."""
        return self.rank is not None and not self.gates_failed


@dataclass(frozen=True, slots=True)
class Appraisal:
    """Every option's standing by name, in the case's order, and the preferred option; None if none is eligible."""

    standings: Mapping[str, Standing]
    preferred: str | None


def appraise(case: Case, figures: Mapping[str, Figures | None]) -> Appraisal:
    """Score and rank the options. `figures`: each option's measures by its name, None for an option without figures.

    Options are ranked by weighted score. A tie goes to the lower present cost, then to the earlier option. Options that
    fail a gate are ranked too, but the preferred option is the first that passes every gate. In a case without criteria
    nothing is scored, ranked or preferred.
    """
    names = [option.name for option in case.options if option.name in figures]
    measured = {name: measures for name in names if (measures := figures[name]) is not None}
    scores = {name: _scores(case, measured, name) for name in measured}
    weighted = {name: _weighted(case.criteria, scores[name]) for name in measured} if case.criteria else {}
    order = sorted(weighted, key=lambda name: (-weighted[name], _present_cost(measured[name])))  # sorted is stable
    rank = {name: position for position, name in enumerate(order, 1)}
    standings = {name: _standing(name, scores.get(name, ()), weighted.get(name), rank.get(name)) for name in names}
    return Appraisal(standings, next((name for name in order if not standings[name].gates_failed), None))


def score_band(case: Case, score: Fraction) -> str:
    """High from `band_high` on, Medium from `band_medium` on, else Low."""
    return HIGH if score >= case.band_high else MEDIUM if score >= case.band_medium else LOW


def _scores(case: Case, figures: Mapping[str, Figures], option: str) -> tuple[CriterionScore, ...]:
    return tuple(_score(case, criterion, figures, option) for criterion in case.criteria)


def _score(case: Case, criterion: Criterion, figures: Mapping[str, Figures], option: str) -> CriterionScore:
    if criterion.measure is None:
        value, score = None, criterion.judgements[option]
    else:
        value = in_display_unit(criterion.measure, figures[option][criterion.measure])
        score = measured_score(criterion, scale_of(case, criterion, figures), value)
    passed = None if criterion.gate is None else score >= criterion.gate
    return CriterionScore(criterion.name, value, score, score_band(case, score), passed)


def measured_score(criterion: Criterion, scale: Scale | None, figure: Fraction | None) -> Fraction:
    """The score of a figure, in the measure's display unit, on a measured criterion; 0 if the figure is absent."""
    if figure is None or scale is None:
        return Fraction(0)
    position = scale.position(figure)
    return 100 * (position if criterion.higher_is_better else 1 - position)


def _weighted(criteria: tuple[Criterion, ...], scores: tuple[CriterionScore, ...]) -> Fraction:
    total = sum((criterion.weight for criterion in criteria), Fraction(0))
    return sum((c.weight * s.score for c, s in zip(criteria, scores, strict=True)), Fraction(0)) / total


def _present_cost(figures: Figures) -> Fraction:
    cost = figures["present_cost"]
    assert cost is not None  # a sum is never absent
    return cost


def _standing(name: str, scores: tuple[CriterionScore, ...], weighted: Fraction | None, rank: int | None) -> Standing:
    failed = tuple(score.criterion for score in scores if score.passed is False)
    return Standing(name, scores, weighted, rank, failed)
