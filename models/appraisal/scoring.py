"""Scores, bands, gates, ranking: from each option's measures and judgements to the preferred option.

All weighing is exact; nothing is rounded before it is shown. The measures themselves are in `measures`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from models.appraisal.measures import in_display_unit
from models.case.types import Case, Criterion

Figures = Mapping[str, Fraction | None]  # an option's measures by name, money in pence

HIGH, MEDIUM, LOW = "High", "Medium", "Low"


@dataclass(frozen=True, slots=True)
class CriterionScore:
    """One option on one criterion: `value` is the measure (pounds for money) or None where judged or absent."""

    criterion: str
    value: Fraction | None
    score: Fraction
    band: str
    passed: bool | None  # None where the criterion has no gate


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one option stands: its scores, one a criterion in the table's order; weighted score 0..100; rank from 1.

    Options without figures have no scores, no score and no rank.
    """

    option: str
    scores: tuple[CriterionScore, ...]
    score: Fraction | None
    rank: int | None
    gates_failed: tuple[str, ...]

    @property
    def eligible(self) -> bool:
        """Whether the option may be preferred: it is ranked and reaches every gate."""
        return self.rank is not None and not self.gates_failed


@dataclass(frozen=True, slots=True)
class Appraisal:
    """Every option's standing, by name in the case's order, and the preferred option (None where none may be)."""

    standings: Mapping[str, Standing]
    preferred: str | None


def appraise(case: Case, figures: Mapping[str, Figures | None]) -> Appraisal:
    """Score, rank and prefer. `figures`: each option's measures by its name, None for an option without figures.

    The order is that of the weighted scores, ties going to the lower present cost, then to the earlier option. It ranks
    options that fail a gate too; the preferred option is the first that passes every gate. Without criteria nothing is
    scored, ranked or preferred.
    """
    names = [option.name for option in case.options if option.name in figures]
    known = {name: figure for name in names if (figure := figures[name]) is not None}
    scores = {name: _scores(case, known, name) for name in known}
    weighted = {name: _weighted(case.criteria, scores[name]) for name in known} if case.criteria else {}
    order = sorted(
        weighted, key=lambda name: (-weighted[name], _present_cost(known[name]))
    )  # sorted keeps ties in order
    rank = {name: position for position, name in enumerate(order, 1)}
    standings = {
        name: _standing(name, scores.get(name, ()), weighted.get(name), rank.get(name)) for name in names
    }  # fmt: skip
    return Appraisal(standings, next((name for name in order if not standings[name].gates_failed), None))


def score_band(case: Case, score: Fraction) -> str:
    """High from `band_high` on, Medium from `band_medium` on, else Low."""
    return HIGH if score >= case.band_high else MEDIUM if score >= case.band_medium else LOW


def scale(criterion: Criterion, values: Mapping[str, Fraction | None]) -> tuple[Fraction, Fraction] | None:
    """The values that score 0 and 100 before a criterion is turned round.

    Its own `low` and `high`, a blank one filled with the least or largest of `values` (by option, in the measure's own
    unit); None where there is no value at all.
    """
    there = [value for value in values.values() if value is not None]
    if not there:
        return None
    low = min(there) if criterion.low is None else criterion.low
    return low, max(there) if criterion.high is None else criterion.high


def _scores(case: Case, figures: Mapping[str, Figures], option: str) -> tuple[CriterionScore, ...]:
    return tuple(_score(case, criterion, figures, option) for criterion in case.criteria)


def _score(case: Case, criterion: Criterion, figures: Mapping[str, Figures], option: str) -> CriterionScore:
    if criterion.measure is None:
        value, score = None, criterion.judgements[option]
    else:
        values = {name: in_display_unit(criterion.measure, each[criterion.measure]) for name, each in figures.items()}
        value, score = values[option], _measured(criterion, values, option)
    passed = None if criterion.gate is None else score >= criterion.gate
    return CriterionScore(criterion.name, value, score, score_band(case, score), passed)


def _measured(criterion: Criterion, values: Mapping[str, Fraction | None], option: str) -> Fraction:
    """The score of a measured criterion: an absent figure scores 0, no spread 50."""
    value, ends = values[option], scale(criterion, values)
    if value is None or ends is None:
        return Fraction(0)
    if ends[0] == ends[1]:
        return Fraction(50)
    share = _share(criterion, value, *ends)
    return 100 * (share if criterion.higher_is_better else 1 - share)


def _share(criterion: Criterion, value: Fraction, low: Fraction, high: Fraction) -> Fraction:
    """How far from low to high, held in 0..1.

    Where the one end given lies beyond every value, the blank one was filled on its wrong side and the formula would
    turn the scale round. Instead every value is short of that low, 0, or past that high, 1.
    """
    if low > high and (criterion.low is None or criterion.high is None):
        return Fraction(0 if criterion.high is None else 1)
    return min(max((value - low) / (high - low), Fraction(0)), Fraction(1))


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
