"""How far the weight of each criterion can move before another option is preferred: exact, without a single draw.

One weight moves while the others keep their proportions to each other, so that every option's weighted score is a
straight line in the share that the moving weight has of all. Gates do not depend on weights: who fails one cannot be
preferred whatever the weights. Not here: draws over all weights at once, which need numpy.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from models.appraisal.scoring import Appraisal
from models.case.types import Case

ONE = Fraction(1)


@dataclass(frozen=True, slots=True)
class SwitchPoint:
    """Where the preference turns: at this share of all weight (0 to 1), beyond which `option` is preferred."""

    share: Fraction
    option: str


@dataclass(frozen=True, slots=True)
class WeightRange:
    """One criterion: its share of all weight now, and where the preferred option changes below and above that.

    None where it does not change all the way to 0 or to 1.
    """

    criterion: str
    share: Fraction
    below: SwitchPoint | None
    above: SwitchPoint | None


@dataclass(frozen=True, slots=True)
class _Line:
    """An option's weighted score in the share q of the moving weight: rest + q (own - rest)."""

    option: str
    own: Fraction
    rest: Fraction


def weight_ranges(case: Case, appraisal: Appraisal) -> tuple[WeightRange, ...]:
    """For each criterion in the table's order, between which shares of all weight the preferred option stays so.

    Empty where no option is preferred, or only one may be. A criterion that has all the weight is left out: the others
    have no proportions to keep. Source of the method: one-way sensitivity of a linear additive score; DCLG,
    Multi-criteria analysis: a manual (2009), section 6.
    """
    if appraisal.preferred is None:
        return ()
    weights = [criterion.weight for criterion in case.criteria]
    scores = _eligible(appraisal)
    return tuple(
        _span(case.criteria[number].name, weights, number, scores, appraisal.preferred)
        for number in range(len(weights))
        if sum(weights) > weights[number] and len(scores) > 1
    )


def weight_in_points(span_share: Fraction, others: Fraction) -> Fraction | None:
    """The weight in points that has that share of all where the others keep theirs; None where the share is all."""
    return None if span_share >= 1 else others * span_share / (1 - span_share)


def _eligible(appraisal: Appraisal) -> Mapping[str, Sequence[Fraction]]:
    """The scores, one a criterion, of the options that have figures and pass every gate, by rank.

    Of two that score alike on everything, the one that ranks higher does so whatever the weights, and comes first.
    """
    able = [each for each in appraisal.standings.values() if each.eligible]
    return {each.option: [score.score for score in each.scores] for each in sorted(able, key=lambda one: one.rank or 0)}


def _span(
    name: str, weights: Sequence[Fraction], number: int, scores: Mapping[str, Sequence[Fraction]], preferred: str
) -> WeightRange:
    total = sum(weights, Fraction(0))
    lines = {option: _line(option, weights, number, each) for option, each in scores.items()}
    now = weights[number] / total
    rivals = [line for option, line in lines.items() if option != preferred]
    best = lines[preferred]
    return WeightRange(name, now, _turn(best, rivals, above=False), _turn(best, rivals, above=True))


def _line(option: str, weights: Sequence[Fraction], number: int, scores: Sequence[Fraction]) -> _Line:
    others = [position for position in range(len(weights)) if position != number]
    rest = sum((weights[p] * scores[p] for p in others), Fraction(0)) / sum((weights[p] for p in others), Fraction(0))
    return _Line(option, scores[number], rest)


def _turn(best: _Line, rivals: Sequence[_Line], *, above: bool) -> SwitchPoint | None:
    """The nearest share on one side beyond which a rival is ahead; of several there, the one that rises most."""
    found = []
    for rival in rivals:
        lead = best.rest - rival.rest
        slope = (best.own - best.rest) - (rival.own - rival.rest)
        if slope == 0 or (slope < 0) != above:
            continue  # on this side the rival falls back
        share = -lead / slope
        if 0 <= share <= 1 and share != (ONE if above else 0):
            found.append((share if above else -share, -abs(slope), rival.option, share))
    if not found:
        return None
    *_, option, share = min(found, key=lambda each: each[:2])
    return SwitchPoint(share, option)
