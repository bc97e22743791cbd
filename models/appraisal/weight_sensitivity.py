"""How far the weight of each criterion can move before another option is preferred: exact, without random draws.

One weight moves while the others keep their proportions to each other. Each option's weighted score is then a straight
line in the moving weight's share of the total. Gates do not depend on weights: an option that fails one cannot be
preferred at any weight. Random draws over all weights at once are in `optimiser.analyses.sensitivity`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from models.appraisal.scoring import Appraisal
from models.case.types import Case


@dataclass(frozen=True, slots=True)
class SwitchPoint:
    """A share of the total weight, from 0 to 1, beyond which `option` is preferred instead."""

    share: Fraction
    option: str


@dataclass(frozen=True, slots=True)
class WeightRange:
    """One criterion: its share of the total weight now, and the nearest switch points below and above that share.

    A switch point is None if the preferred option stays the same all the way to 0 or to 1.
    """

    criterion: str
    share: Fraction
    below: SwitchPoint | None
    above: SwitchPoint | None


@dataclass(frozen=True, slots=True)
class _Line:
    """An option's weighted score at share q of the moving weight: rest + q (own - rest)."""

    option: str
    own: Fraction
    rest: Fraction


def weight_ranges(case: Case, appraisal: Appraisal) -> tuple[WeightRange, ...]:
    """For each criterion in the table's order, the range of its share in which the preferred option stays the same.

    Empty if no option is preferred, or if only one is eligible. A criterion that has all the weight is left out,
    because the others have no proportions to keep. Source of the method: one-way sensitivity of a linear additive
    score; DCLG, Multi-criteria analysis: a manual (2009), section 6.
    """
    if appraisal.preferred is None:
        return ()
    weights = [criterion.weight for criterion in case.criteria]
    scores = _eligible_scores(appraisal)
    return tuple(
        _weight_range(case.criteria[number].name, weights, number, scores, appraisal.preferred)
        for number in range(len(weights))
        if sum(weights) > weights[number] and len(scores) > 1
    )


def weight_in_points(share: Fraction, others: Fraction) -> Fraction | None:
    """The weight in points that gives a share of the total if the other weights sum to `others`; None at share 1."""
    return None if share >= 1 else others * share / (1 - share)


def _eligible_scores(appraisal: Appraisal) -> Mapping[str, Sequence[Fraction]]:
    """The eligible options by rank, each with its score on every criterion.

    If two options have the same scores on everything, the one that ranks higher does so at any weight, and is first.
    """
    eligible = [standing for standing in appraisal.standings.values() if standing.eligible]
    by_rank = sorted(eligible, key=lambda standing: standing.rank or 0)
    return {standing.option: [score.score for score in standing.scores] for standing in by_rank}


def _weight_range(
    name: str, weights: Sequence[Fraction], number: int, scores: Mapping[str, Sequence[Fraction]], preferred: str
) -> WeightRange:
    share = weights[number] / sum(weights, Fraction(0))
    lines = {option: _line(option, weights, number, of_option) for option, of_option in scores.items()}
    rivals = [line for option, line in lines.items() if option != preferred]
    best = lines[preferred]
    return WeightRange(name, share, _switch_point(best, rivals, above=False), _switch_point(best, rivals, above=True))


def _line(option: str, weights: Sequence[Fraction], number: int, scores: Sequence[Fraction]) -> _Line:
    others = [position for position in range(len(weights)) if position != number]
    rest = sum((weights[p] * scores[p] for p in others), Fraction(0)) / sum((weights[p] for p in others), Fraction(0))
    return _Line(option, scores[number], rest)


def _switch_point(best: _Line, rivals: Sequence[_Line], *, above: bool) -> SwitchPoint | None:
    """The nearest share on one side beyond which a rival is ahead; of several rivals there, the one that rises most."""
    crossings = []
    for rival in rivals:
        lead = best.rest - rival.rest
        slope = (best.own - best.rest) - (rival.own - rival.rest)
        if slope == 0 or (slope < 0) != above:
            continue  # the rival falls back on this side
        share = -lead / slope
        if 0 <= share <= 1 and share != (1 if above else 0):
            crossings.append((share if above else -share, -abs(slope), rival.option, share))
    if not crossings:
        return None
    *_, option, share = min(crossings, key=lambda crossing: crossing[:2])
    return SwitchPoint(share, option)
