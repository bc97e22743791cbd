"""Signs of bias in an appraisal, each in a sentence: what a critic of the scores would point at first.

Three are looked for, all exact: an option that decides between others by its mere presence, two criteria that measure
the same thing, and a criterion on which no option differs. Each is a sign to look at, not a fault. Not here: how far
weights may move.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import combinations

from models.appraisal.measures import in_display_unit
from models.appraisal.scoring import Appraisal, CriterionScore, Figures, appraise
from models.case.text import listed, quoted
from models.case.types import Case, Criterion

SAME_MONEY = frozenset({"cost", "present_cost", "saving"})  # the last is today's cost less the first
CORRELATED, OPTIONS_NEEDED = Fraction(95, 100), 4
WIDER = 1  # an option added is looked for within so many times a scale's length beyond either end


class BiasKind(StrEnum):
    """What is looked for."""

    PRESENCE = "an option that decides between others"
    DOUBLE = "criteria that measure the same thing"
    IDLE = "a criterion on which no option differs"


@dataclass(frozen=True, slots=True)
class BiasSign:
    """A sign that was found: `about` names the options or criteria, `words` says it in a sentence."""

    kind: BiasKind
    subjects: tuple[str, ...]
    sentence: str


def bias_signs(case: Case, figures: Mapping[str, Figures | None], appraisal: Appraisal) -> tuple[BiasSign, ...]:
    """Every sign of bias, by kind. `figures`: each option's measures by its name, None for one without figures."""
    scores = {name: each.scores for name, each in appraisal.standings.items() if each.score is not None}
    if not scores:
        return ()
    return (
        *_removed(case, figures, appraisal),
        *_added(case, figures, appraisal),
        *_double(case.criteria, scores),
        *_idle(case.criteria, scores),
    )


def _removed(case: Case, figures: Mapping[str, Figures | None], before: Appraisal) -> Iterator[BiasSign]:
    """Options but the preferred one without which the others stand in another order."""
    ranked = _order(before)
    for name in ranked:
        if name == before.preferred:
            continue
        after = appraise(case, {other: each for other, each in figures.items() if other != name})
        if after.preferred != before.preferred:
            words = (
                f"Without {quoted(name)}, {_named(after.preferred)} would be preferred, not {_named(before.preferred)}"
            )
        elif _order(after) != [other for other in ranked if other != name]:
            words = f"Without {quoted(name)}, the others would rank {_quoted_list(_order(after))}"
        else:
            continue
        moved = _scales_of(case.criteria, before, after, name)
        yield BiasSign(
            BiasKind.PRESENCE,
            (name,),
            f"{words}: it is an end of the scale of {_quoted_list(moved)}, which is not given.",
        )


def _scales_of(criteria: Sequence[Criterion], before: Appraisal, after: Appraisal, name: str) -> list[str]:
    """The criteria on which scores of the others move when an option goes."""
    return [
        criterion.name
        for number, criterion in enumerate(criteria)
        if any(
            each.scores[number].score != before.standings[other].scores[number].score
            for other, each in after.standings.items()
            if other != name and each.scores
        )
    ]


def _added(case: Case, figures: Mapping[str, Figures | None], appraisal: Appraisal) -> Iterator[BiasSign]:
    """Ends of scales beyond which the mere presence of another option would change who is preferred."""
    if appraisal.preferred is None:
        return
    for number, criterion in enumerate(case.criteria):
        values = _values(criterion, figures)
        for end, given in (("low", criterion.low), ("high", criterion.high)):
            if values and given is None and len(set(values.values())) > 1:
                yield from _stretched(case, appraisal, number, values, end)


def _stretched(
    case: Case, appraisal: Appraisal, number: int, values: Mapping[str, Fraction], end: str
) -> Iterator[BiasSign]:
    """How far out an option must lie to change who is preferred, where that is near enough to come about."""
    criterion = case.criteria[number]
    low = min(values.values()) if criterion.low is None else criterion.low
    high = max(values.values()) if criterion.high is None else criterion.high
    length = high - low
    if length <= 0:
        return
    far = {name: max(high - each if end == "low" else each - low, Fraction(0)) for name, each in values.items()}
    found = _needed(case, appraisal, number, far, length, rising=(end == "high") == criterion.higher_is_better)
    if found is None or found[0] > (1 + WIDER) * length:
        return
    beyond = high - found[0] if end == "low" else low + found[0]
    yield BiasSign(
        BiasKind.PRESENCE,
        (criterion.name,),
        f"Another option with {'less' if end == 'low' else 'more'} than about {_figure(beyond)} on"
        f" {quoted(criterion.name)}, and the worst on all else, would make {quoted(found[1])} preferred, not"
        f" {_named(appraisal.preferred)}: the {end} end of that scale is not given.",
    )


def _needed(
    case: Case, appraisal: Appraisal, number: int, far: Mapping[str, Fraction], length: Fraction, *, rising: bool
) -> tuple[Fraction, str] | None:
    """The least length of the stretched scale at which a rival draws level, and the rival.

    A score on the criterion is `far`/length, or 1 less that: so each option's whole score is a straight line in
    1/length, and draws level with the preferred one's where the two lines cross.
    """
    weight = case.criteria[number].weight * (100 if rising else -100)
    best = appraisal.preferred
    assert best is not None
    rest = {name: _rest(case, appraisal.standings[name].scores, number) for name in far}
    found = []
    for name in far:
        if name == best or appraisal.standings[name].gates_failed:
            continue
        constant, slope = rest[best] - rest[name], weight * (far[best] - far[name])
        if constant < 0 < slope:
            found.append((-slope / constant, name))
    nearest = min((each for each in found if each[0] >= length), default=None)
    if nearest is None or not rising:
        return nearest  # who lies beyond the worse end scores nothing at all
    stands = rest[best] + weight * far[best] / nearest[0]
    return nearest if weight <= stands else None  # else who lies beyond the better end is preferred itself


def _rest(case: Case, scores: Sequence[CriterionScore], number: int) -> Fraction:
    """The weighted sum of all other criteria."""
    pairs = enumerate(zip(case.criteria, scores, strict=True))
    return sum((criterion.weight * score.score for at, (criterion, score) in pairs if at != number), Fraction(0))


def _values(criterion: Criterion, figures: Mapping[str, Figures | None]) -> dict[str, Fraction]:
    """What a measured criterion is scored from, in its own unit; nothing where an option lacks it, or it is judged."""
    if criterion.measure is None:
        return {}
    found = {
        name: in_display_unit(criterion.measure, each[criterion.measure])
        for name, each in figures.items()
        if each is not None
    }
    known = {name: value for name, value in found.items() if value is not None}
    return known if len(known) == len(found) else {}


def _double(criteria: Sequence[Criterion], scores: Mapping[str, Sequence[CriterionScore]]) -> Iterator[BiasSign]:
    """Criteria of one measure, then groups of criteria whose scores move together."""
    same = [
        (one, other)
        for one, other in combinations(range(len(criteria)), 2)
        if _one_measure(criteria[one].measure, criteria[other].measure)
    ]
    for pair in same:
        names = tuple(criteria[number].name for number in pair)
        yield BiasSign(
            BiasKind.DOUBLE, names, f"{_quoted_list(names)} measure the same thing, so that it counts twice."
        )
    columns = [[each[number].score for each in scores.values()] for number in range(len(criteria))]
    for group in _groups(columns) if len(scores) >= OPTIONS_NEEDED else ():
        if group not in same:
            yield _grouped(criteria, columns, group)


def _groups(columns: Sequence[Sequence[Fraction]]) -> list[tuple[int, ...]]:
    """Criteria of which each is correlated beyond the limit with another of its group; groups of two and more."""
    groups = [{number} for number in range(len(columns))]
    for one, other in combinations(range(len(columns)), 2):
        if _together(columns[one], columns[other]):
            joined = set().union(*(group for group in groups if group & {one, other}))
            groups = [group for group in groups if not group & joined] + [joined]
    return sorted(tuple(sorted(group)) for group in groups if len(group) > 1)


def _grouped(criteria: Sequence[Criterion], columns: Sequence[Sequence[Fraction]], group: Sequence[int]) -> BiasSign:
    """One sentence for a group, told apart into those that move with its first and those that move against it."""
    against = [number for number in group if _covariance(columns[group[0]], columns[number]) < 0]
    along = [criteria[number].name for number in group if number not in against]
    names = [criteria[number].name for number in against]
    weights = [criterion.weight for criterion in criteria]
    part = sum((weights[number] for number in group), Fraction(0)) / sum(weights, Fraction(0))
    how = "rise and fall together" if along[1:] else "rise and fall"
    opposite = f", those on {_quoted_list(names)} against {'them' if along[1:] else 'it'}" if names else ""
    words = (
        f"The scores on {_quoted_list(along)} {how}{opposite} (correlation beyond {float(CORRELATED)} with another of"
        f" them): what they measure may count more than once. Together they have {float(part):.0%} of all weight."
    )
    return BiasSign(BiasKind.DOUBLE, tuple(criteria[number].name for number in group), words)


def _one_measure(one: str | None, other: str | None) -> bool:
    return one is not None and (one == other or {one, other} <= SAME_MONEY)


def _together(one: Sequence[Fraction], other: Sequence[Fraction]) -> bool:
    """Whether Pearson's correlation is beyond the limit, either way; never where one of them does not vary."""
    spread = _covariance(one, one) * _covariance(other, other)
    return _covariance(one, other) ** 2 > CORRELATED**2 * spread > 0


def _covariance(one: Sequence[Fraction], other: Sequence[Fraction]) -> Fraction:
    """The sum of products of the distances from their means."""
    means = [sum(column, Fraction(0)) / len(column) for column in (one, other)]
    return sum(((a - means[0]) * (b - means[1]) for a, b in zip(one, other, strict=True)), Fraction(0))


def _idle(criteria: Sequence[Criterion], scores: Mapping[str, Sequence[CriterionScore]]) -> Iterator[BiasSign]:
    """Criteria that tell no option from another."""
    for number, criterion in enumerate(criteria):
        if len(scores) > 1 and len({each[number].score for each in scores.values()}) == 1:
            words = f"No option differs on {quoted(criterion.name)}, so that its weight decides nothing."
            yield BiasSign(BiasKind.IDLE, (criterion.name,), words)


def _order(appraisal: Appraisal) -> list[str]:
    ranks = {name: each.rank for name, each in appraisal.standings.items() if each.rank is not None}
    return sorted(ranks, key=lambda name: ranks[name])


def _figure(value: Fraction) -> str:
    return f"{float(value):,.0f}" if abs(value) >= 1000 else f"{float(value):,.4g}"


def _named(name: str | None) -> str:
    return "none" if name is None else quoted(name)


def _quoted_list(names: Sequence[str]) -> str:
    return listed([quoted(name) for name in names])
