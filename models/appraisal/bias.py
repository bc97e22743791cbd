"""Signs of bias in an appraisal, each in a sentence: what a critic of the scores would point at first.

Three kinds are looked for, all exact: an option that decides between others by its mere presence, criteria that measure
the same thing, and a criterion on which no option differs. A sign is something to look at, not a fault.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import combinations

from models.appraisal.measures import Figures
from models.appraisal.option_presence import added_option_signs, removed_option_signs
from models.appraisal.scoring import Appraisal, CriterionScore
from models.case.appraisal_inputs import Criterion
from models.case.text import quoted, quoted_list
from models.case.types import Case
from models.case.vocabulary import BLANK_ENDS_FROM_OPTIONS

SAME_MONEY = frozenset({"cost", "present_cost", "saving"})  # saving is today's cost less cost
CORRELATION_LIMIT = Fraction(95, 100)
OPTIONS_NEEDED = 4  # to correlate scores


class BiasKind(StrEnum):
    """The kinds of bias that are looked for."""

    PRESENCE = "an option that decides between others"
    DOUBLE = "criteria that measure the same thing"
    IDLE = "a criterion on which no option differs"


@dataclass(frozen=True, slots=True)
class BiasSign:
    """One sign: `subjects` names the options or criteria, and `sentence` says what was found."""

    kind: BiasKind
    subjects: tuple[str, ...]
    sentence: str


def bias_signs(case: Case, figures: Mapping[str, Figures | None], appraisal: Appraisal) -> tuple[BiasSign, ...]:
    """Every sign of bias, by kind. `figures`: each option's measures by its name, None for one without figures."""
    scores = {name: each.scores for name, each in appraisal.standings.items() if each.score is not None}
    if not scores:
        return ()
    presence: tuple[tuple[str, str], ...] = ()
    if case.blank_ends == BLANK_ENDS_FROM_OPTIONS:  # otherwise no option can move the scale of another
        presence = (*removed_option_signs(case, figures, appraisal), *added_option_signs(case, figures, appraisal))
    return (
        *(BiasSign(BiasKind.PRESENCE, (subject,), sentence) for subject, sentence in presence),
        *_double_counting_signs(case.criteria, scores),
        *_idle_criterion_signs(case.criteria, scores),
    )


def _double_counting_signs(
    criteria: Sequence[Criterion], scores: Mapping[str, Sequence[CriterionScore]]
) -> Iterator[BiasSign]:
    """Pairs of criteria with the same measure, then groups of criteria whose scores are correlated."""
    same = [
        (one, other)
        for one, other in combinations(range(len(criteria)), 2)
        if _same_measure(criteria[one].measure, criteria[other].measure)
    ]
    for pair in same:
        names = tuple(criteria[number].name for number in pair)
        sentence = f"{quoted_list(names)} measure the same thing, so it may count twice."
        yield BiasSign(BiasKind.DOUBLE, names, sentence)
    columns = [[of_option[number].score for of_option in scores.values()] for number in range(len(criteria))]
    for group in _correlated_groups(columns) if len(scores) >= OPTIONS_NEEDED else ():
        if group not in same:
            yield _correlation_sign(criteria, columns, group)


def _idle_criterion_signs(
    criteria: Sequence[Criterion], scores: Mapping[str, Sequence[CriterionScore]]
) -> Iterator[BiasSign]:
    """Criteria on which all options have the same score."""
    for number, criterion in enumerate(criteria):
        if len(scores) > 1 and len({of_option[number].score for of_option in scores.values()}) == 1:
            equal = f"All options have the same score on {quoted(criterion.name)}"
            yield BiasSign(BiasKind.IDLE, (criterion.name,), f"{equal}, so its weight has no effect on their order.")


def _same_measure(one: str | None, other: str | None) -> bool:
    return one is not None and (one == other or {one, other} <= SAME_MONEY)


def _correlated_groups(columns: Sequence[Sequence[Fraction]]) -> list[tuple[int, ...]]:
    """Groups of two and more criteria, each correlated beyond the limit with another of its group."""
    groups = [{number} for number in range(len(columns))]
    for one, other in combinations(range(len(columns)), 2):
        if _correlated(columns[one], columns[other]):
            joined = set().union(*(group for group in groups if group & {one, other}))
            groups = [group for group in groups if not group & joined] + [joined]
    return sorted(tuple(sorted(group)) for group in groups if len(group) > 1)


def _correlation_sign(
    criteria: Sequence[Criterion], columns: Sequence[Sequence[Fraction]], group: Sequence[int]
) -> BiasSign:
    """One sentence for a group: the criteria that move with its first, and those that move against it."""
    opposed = [number for number in group if _covariance(columns[group[0]], columns[number]) < 0]
    along = [criteria[number].name for number in group if number not in opposed]
    against = [criteria[number].name for number in opposed]
    weights = [criterion.weight for criterion in criteria]
    share = sum((weights[number] for number in group), Fraction(0)) / sum(weights, Fraction(0))
    how = "rise and fall together" if along[1:] else "rise and fall"
    opposite = f", and those on {quoted_list(against)} do the opposite" if against else ""
    sentence = (
        f"The scores on {quoted_list(along)} {how}{opposite}: each has a correlation beyond"
        f" {float(CORRELATION_LIMIT)}, up or down, with another of these criteria. What they measure may count more"
        f" than once. Together they have {float(share):.0%} of the total weight."
    )
    return BiasSign(BiasKind.DOUBLE, tuple(criteria[number].name for number in group), sentence)


def _correlated(one: Sequence[Fraction], other: Sequence[Fraction]) -> bool:
    """Whether Pearson's correlation is beyond the limit in either direction; never if one column does not vary."""
    spread = _covariance(one, one) * _covariance(other, other)
    return _covariance(one, other) ** 2 > CORRELATION_LIMIT**2 * spread > 0


def _covariance(one: Sequence[Fraction], other: Sequence[Fraction]) -> Fraction:
    """The sum of the products of the deviations from the means."""
    means = [sum(column, Fraction(0)) / len(column) for column in (one, other)]
    return sum(((a - means[0]) * (b - means[1]) for a, b in zip(one, other, strict=True)), Fraction(0))
