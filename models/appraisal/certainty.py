"""Whether the order of the options is certain, given in what range each measure may lie within what is proven.

An option's score is as low as it can be if each of its measures is at the worse end of its range, and as high as it can
be at the better ends. One option is certainly ahead of another if its lowest score is above the other's highest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, product

from models.appraisal.measure_ranges import Range
from models.appraisal.measures import Figures, in_display_unit
from models.appraisal.scales import Scale, reach_of, scale_of
from models.appraisal.scoring import Appraisal, measured_score
from models.case.appraisal_inputs import Criterion
from models.case.types import Case

OptionRanges = Mapping[str, Mapping[str, Range | None]]  # by option and measure; None if the range is not known
WORST, BEST = Fraction(0), Fraction(100)


@dataclass(frozen=True, slots=True)
class PairOrder:
    """Two options by rank, whether their order is certain, and the criteria that leave most of it open."""

    first: str
    second: str
    certain: bool
    open_criteria: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RankingCertainty:
    """What is certain of a ranking.

    `pairs`: each pair of options with a rank. `rivals`: the options that could be preferred instead of the preferred
    one, or at all if none is; an option without an answer is one. `may_fail_gate`: whether the preferred option might
    fail a gate. `time_ended`: whether a closer search was cut short.
    """

    pairs: tuple[PairOrder, ...] = ()
    rivals: tuple[str, ...] = ()
    may_fail_gate: bool = False
    time_ended: bool = False

    @property
    def certain(self) -> bool:
        """Whether the preferred option is the preferred one for certain; or none is, for certain."""
        return not self.rivals and not self.may_fail_gate


def ranking_certainty(
    case: Case,
    figures: Mapping[str, Figures],
    ranges: OptionRanges,
    appraisal: Appraisal,
    unanswered: tuple[str, ...] = (),
) -> RankingCertainty:
    """The certainty of each pair, and of the preferred option.

    `figures`: the measures of the options that have any. `ranges`: of the same options; a measure that is left out is
    exactly its figure. `unanswered`: the options of which it is not known whether they have a plan.
    """
    if not case.criteria:
        return RankingCertainty()
    scores = {name: _score_ranges(case, figures, ranges, name) for name in figures}
    ranked = sorted(scores, key=lambda name: appraisal.standings[name].rank or 0)
    pairs = tuple(_pair(case, first, second, scores) for first, second in combinations(ranked, 2))
    certain = {(pair.first, pair.second) for pair in pairs if pair.certain}
    preferred = appraisal.preferred
    may_fail_gate = preferred is not None and not _passes_gates(case, scores[preferred])
    rivals = [
        name
        for name in ranked
        if name != preferred
        and _may_pass_gates(case, scores[name])
        and (preferred is None or may_fail_gate or (preferred, name) not in certain)
    ]
    return RankingCertainty(pairs, (*rivals, *unanswered), may_fail_gate)


def _pair(case: Case, first: str, second: str, scores: Mapping[str, tuple[Range, ...]]) -> PairOrder:
    weights = [criterion.weight for criterion in case.criteria]
    least = sum((w * low for w, (low, _) in zip(weights, scores[first], strict=True)), Fraction(0))
    most = sum((w * high for w, (_, high) in zip(weights, scores[second], strict=True)), Fraction(0))
    exact = all(low == high for low, high in (*scores[first], *scores[second]))
    if least > most or (exact and least == most):  # of a tie that is exact, the rank decides
        return PairOrder(first, second, certain=True)
    widths = [
        (weight * ((high - low) + (high_2 - low_2)), criterion.name)
        for criterion, weight, (low, high), (low_2, high_2) in zip(
            case.criteria, weights, scores[first], scores[second], strict=True
        )
    ]
    widest = sorted((width for width in widths if width[0] > 0), key=lambda width: -width[0])
    return PairOrder(first, second, certain=False, open_criteria=tuple(name for _, name in widest[:2]))


def _score_ranges(case: Case, figures: Mapping[str, Figures], ranges: OptionRanges, option: str) -> tuple[Range, ...]:
    """The least and greatest score of an option on each criterion."""
    return tuple(_score_range(case, criterion, figures, ranges, option) for criterion in case.criteria)


def _score_range(
    case: Case, criterion: Criterion, figures: Mapping[str, Figures], ranges: OptionRanges, option: str
) -> Range:
    measure = criterion.measure
    if measure is None:
        judgement = criterion.judgements[option]
        return judgement, judgement
    scale = scale_of(case, criterion, figures)
    known = _measure_range(figures, ranges, option, measure)
    if known is None:  # the range is not known; or the figure is exactly absent, and scores 0
        return WORST, BEST if measure in ranges.get(option, {}) else WORST
    if scale is not None and option == scale.anchor and criterion.low is criterion.high is None:
        return Fraction(50), Fraction(50)  # the middle of its own scale, whatever its figure
    scales = [scale] if scale is None or not scale.anchor else list(_scales(case, criterion, figures, ranges, scale))
    scores = [measured_score(criterion, each, figure) for each, figure in product(scales, known)]
    return min(scores), max(scores)


def _scales(
    case: Case, criterion: Criterion, figures: Mapping[str, Figures], ranges: OptionRanges, scale: Scale
) -> Iterator[Scale]:
    """The scales at the ends of the ranges of the anchor's figure and reach."""
    measure, anchor = criterion.measure or "", scale.anchor
    middles = _ends(figures, ranges, anchor, measure)
    base = {name: _ends(figures, ranges, anchor, name) for name in ("cost", "present_cost", measure)}
    if middles is None:
        middles = (figures[anchor].get(measure) or Fraction(0),) * 2
    for middle, end in product(middles, (0, 1)):
        shifted = {**figures[anchor], **{name: ends[end] for name, ends in base.items() if ends is not None}}
        reach = reach_of(case, measure, shifted)
        moved = scale_of(case, criterion, {anchor: {**shifted, measure: middle}})
        if reach and moved is not None:
            yield moved
    yield scale


def _measure_range(figures: Mapping[str, Figures], ranges: OptionRanges, option: str, measure: str) -> Range | None:
    """A measure's range in its display unit; the figure itself if no range is given, None if it is not known."""
    ends = _ends(figures, ranges, option, measure)
    if ends is None:
        return None
    factor = in_display_unit(measure, Fraction(1)) or Fraction(1)
    return ends[0] * factor, ends[1] * factor


def _ends(figures: Mapping[str, Figures], ranges: OptionRanges, option: str, measure: str) -> Range | None:
    figure = figures[option].get(measure)
    if measure not in ranges.get(option, {}):
        return None if figure is None else (figure, figure)
    known = ranges[option][measure]
    if known is None or figure is None:
        return known
    return min(known[0], figure), max(known[1], figure)


def _passes_gates(case: Case, scores: tuple[Range, ...]) -> bool:
    pairs = zip(case.criteria, scores, strict=True)
    return all(low >= criterion.gate for criterion, (low, _) in pairs if criterion.gate is not None)


def _may_pass_gates(case: Case, scores: tuple[Range, ...]) -> bool:
    pairs = zip(case.criteria, scores, strict=True)
    return all(high >= criterion.gate for criterion, (_, high) in pairs if criterion.gate is not None)
