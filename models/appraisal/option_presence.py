"""Options whose mere presence decides between other options: a sign of bias, because it moves the ends of a scale.

If the setting `blank_ends` is "options", a blank end of a scale is the least or greatest value of any option. So an
option can change the scores of the others without being a candidate itself. Both directions are exact: an option of the
case that is taken away, and another option that might be added. Without that setting there is no such option.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from models.appraisal.measures import Figures, in_display_unit
from models.appraisal.scoring import Appraisal, CriterionScore, appraise
from models.case.appraisal_inputs import Criterion
from models.case.text import quoted, quoted_list
from models.case.types import Case

Sign = tuple[str, str]  # the option or criterion, and a sentence

MAX_STRETCH = 2  # an added option is considered only if it makes a scale at most this many times as long


def removed_option_signs(case: Case, figures: Mapping[str, Figures | None], before: Appraisal) -> Iterator[Sign]:
    """The options, other than the preferred one, whose removal would change the order of the rest."""
    ranked = _by_rank(before)
    for name in ranked:
        if name == before.preferred:
            continue
        after = appraise(case, {other: measures for other, measures in figures.items() if other != name})
        if after.preferred != before.preferred:
            change = _preference_sentence(before.preferred, after.preferred)
        elif _by_rank(after) != [other for other in ranked if other != name]:
            change = f"the others would rank {quoted_list(_by_rank(after))}"
        else:
            continue
        scales = quoted_list(_moved_scales(case.criteria, before, after, name))
        reason = f"It sets an end of the scale of {scales}, because the case gives no figure for that end."
        sentence = f"Without {quoted(name)}, {change}. {reason}"
        yield name, sentence


def added_option_signs(case: Case, figures: Mapping[str, Figures | None], appraisal: Appraisal) -> Iterator[Sign]:
    """The ends of scales at which another option's mere presence would change the preferred option."""
    if appraisal.preferred is None:
        return
    for number, criterion in enumerate(case.criteria):
        values = _measured_values(criterion, figures)
        for end, given in (("low", criterion.low), ("high", criterion.high)):
            if values and given is None and len(set(values.values())) > 1:
                yield from _stretched_scale_signs(case, appraisal, number, values, end)


def _moved_scales(criteria: Sequence[Criterion], before: Appraisal, after: Appraisal, removed: str) -> list[str]:
    """The criteria on which the scores of the other options move when one is removed."""
    return [
        criterion.name
        for number, criterion in enumerate(criteria)
        if any(
            standing.scores[number].score != before.standings[other].scores[number].score
            for other, standing in after.standings.items()
            if other != removed and standing.scores
        )
    ]


def _stretched_scale_signs(
    case: Case, appraisal: Appraisal, number: int, values: Mapping[str, Fraction], end: str
) -> Iterator[Sign]:
    """How far out an added option must lie to change the preferred option, if that is within `MAX_STRETCH`."""
    criterion = case.criteria[number]
    low = min(values.values()) if criterion.low is None else criterion.low
    high = max(values.values()) if criterion.high is None else criterion.high
    length = high - low
    if length <= 0:
        return
    distances = {
        name: max(high - value if end == "low" else value - low, Fraction(0)) for name, value in values.items()
    }
    rising = (end == "high") == criterion.higher_is_better
    crossing = _least_stretch(case, appraisal, number, distances, length, rising=rising)
    if crossing is None or crossing[0] > MAX_STRETCH * length:
        return
    stretched, rival = crossing
    preferred = appraisal.preferred
    assert preferred is not None  # the caller checks
    beyond = high - stretched if end == "low" else low + stretched
    sentence = (
        f"The case gives no {end} end for the scale of {quoted(criterion.name)}. Another option with slightly"
        f" {'less' if end == 'low' else 'more'} than about {_short(beyond)} there, and at the end that scores 0 on"
        f" every other criterion, would make {quoted(rival)} preferred instead of {quoted(preferred)}."
    )
    yield criterion.name, sentence


def _least_stretch(
    case: Case,
    appraisal: Appraisal,
    number: int,
    distances: Mapping[str, Fraction],
    length: Fraction,
    *,
    rising: bool,
) -> tuple[Fraction, str] | None:
    """The least length of the stretched scale at which a rival draws level with the preferred option, and the rival.

    A score on the criterion is distance/length, or 1 less that. So each option's weighted score is a straight line in
    1/length, and a rival draws level at the length at which its line crosses that of the preferred option.
    """
    weight = case.criteria[number].weight * (100 if rising else -100)
    best = appraisal.preferred
    assert best is not None
    rest = {name: _score_without(case, appraisal.standings[name].scores, number) for name in distances}
    crossings = []
    for name in distances:
        if name == best or appraisal.standings[name].gates_failed:
            continue
        constant, slope = rest[best] - rest[name], weight * (distances[best] - distances[name])
        if constant < 0 < slope:
            crossings.append((-slope / constant, name))
    nearest = min((crossing for crossing in crossings if crossing[0] >= length), default=None)
    if nearest is None or not rising:
        return nearest  # an option beyond the worse end scores 0 on everything
    level = rest[best] + weight * distances[best] / nearest[0]
    return nearest if weight <= level else None  # an option beyond the better end would itself be preferred


def _score_without(case: Case, scores: Sequence[CriterionScore], number: int) -> Fraction:
    """The weighted sum of the scores on all other criteria."""
    pairs = enumerate(zip(case.criteria, scores, strict=True))
    return sum((criterion.weight * score.score for at, (criterion, score) in pairs if at != number), Fraction(0))


def _measured_values(criterion: Criterion, figures: Mapping[str, Figures | None]) -> dict[str, Fraction]:
    """The values of a measured criterion by option, in its display unit; empty if judged or if any value is absent."""
    if criterion.measure is None:
        return {}
    values = {
        name: in_display_unit(criterion.measure, measures[criterion.measure])
        for name, measures in figures.items()
        if measures is not None
    }
    present = {name: value for name, value in values.items() if value is not None}
    return present if len(present) == len(values) else {}


def _by_rank(appraisal: Appraisal) -> list[str]:
    ranks = {name: standing.rank for name, standing in appraisal.standings.items() if standing.rank is not None}
    return sorted(ranks, key=lambda name: ranks[name])


def _short(value: Fraction) -> str:
    return f"{float(value):,.0f}" if abs(value) >= 1000 else f"{float(value):,.4g}"


def _preference_sentence(before: str | None, after: str | None) -> str:
    option = "no option" if after is None else quoted(after)
    return f"{option} would be preferred" + (f" instead of {quoted(before)}" if before and after else "")
