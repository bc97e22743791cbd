"""Whether the order of the options is certain, given in what range each measure may lie within what is proven.

An option's score is as low as it can be if each of its measures is at the worse end of its range, and as high as it can
be at the better ends. One option is certainly ahead of another if its lowest score is above the other's highest.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, product

from models.appraisal.measure_ranges import Range
from models.appraisal.measures import Figures, in_display_unit
from models.appraisal.scales import Scale, reach_of, scale_around, scale_of
from models.appraisal.scoring import Appraisal, measured_score
from models.case.appraisal_inputs import Criterion
from models.case.types import Case
from models.case.vocabulary import BLANK_ENDS_FROM_OPTIONS

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
    one, or at all if none is; `unanswered`: those of which it is not known whether they have a plan. `may_fail_gate`:
    whether the preferred option might fail a gate. `time_ended`: whether a closer search was cut short.
    """

    pairs: tuple[PairOrder, ...] = ()
    rivals: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()
    may_fail_gate: bool = False
    time_ended: bool = False

    @property
    def certain(self) -> bool:
        """Whether the preferred option is the preferred one for certain; or none is, for certain."""
        return not (self.rivals or self.unanswered or self.may_fail_gate)


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
    pairs = tuple(_pair(case, first, second, scores, figures, ranges) for first, second in combinations(ranked, 2))
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
    return RankingCertainty(pairs, tuple(rivals), unanswered, may_fail_gate)


def _pair(
    case: Case,
    first: str,
    second: str,
    scores: Mapping[str, tuple[Range, ...]],
    figures: Mapping[str, Figures],
    ranges: OptionRanges,
) -> PairOrder:
    weights = [criterion.weight for criterion in case.criteria]
    least = sum((w * low for w, (low, _) in zip(weights, scores[first], strict=True)), Fraction(0))
    most = sum((w * high for w, (_, high) in zip(weights, scores[second], strict=True)), Fraction(0))
    exact = all(low == high for low, high in (*scores[first], *scores[second]))
    if least > most or (exact and least == most and _costs_less(figures, ranges, first, second)):
        return PairOrder(first, second, certain=True)
    widths = [
        (weight * ((high - low) + (high_2 - low_2)), criterion.name)
        for criterion, weight, (low, high), (low_2, high_2) in zip(
            case.criteria, weights, scores[first], scores[second], strict=True
        )
    ]
    widest = sorted((width for width in widths if width[0] > 0), key=lambda width: -width[0])
    return PairOrder(first, second, certain=False, open_criteria=tuple(name for _, name in widest[:2]))


def _costs_less(figures: Mapping[str, Figures], ranges: OptionRanges, first: str, second: str) -> bool:
    """Whether the present cost, which decides a tie of scores, puts the first option first for certain.

    If both costs are exact, the rank has already decided, by the order of the options if they are equal.
    """
    own, other = (_ends(figures, ranges, name, "present_cost") for name in (first, second))
    if own is None or other is None:
        return False
    return own[1] < other[0] or (own[0] == own[1] and other[0] == other[1])


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
    known = _ends(figures, ranges, option, measure)
    scales = _scales(case, criterion, figures, ranges)
    if scales is None or (known is None and measure in ranges.get(option, {})):
        return WORST, BEST
    if known is None:  # exactly absent
        return WORST, WORST
    of_itself = [scale for scale in scales if scale.anchor == option]
    pairs = [(scale, scale.middle) for scale in of_itself] or list(product(scales, _in_display_units(measure, known)))
    scores = [measured_score(criterion, scale, figure) for scale, figure in pairs]
    return min(scores), max(scores)


def _scales(
    case: Case, criterion: Criterion, figures: Mapping[str, Figures], ranges: OptionRanges
) -> list[Scale] | None:
    """Every scale that there may be, as far as scores are concerned: its ends move with what sets them.

    None if that is not known. Between the ends of the ranges a score moves one way only, so that these ends are enough.
    """
    measure = criterion.measure or ""
    scale = scale_of(case, criterion, figures)
    if scale is None or (criterion.low is not None and criterion.high is not None):
        return [scale] if scale is not None else []
    if case.blank_ends == BLANK_ENDS_FROM_OPTIONS or not scale.anchor:
        exact = all(_is_exact(ranges, name, measure) for name in figures)
        return [scale] if exact else None
    before = list(figures)[: list(figures).index(scale.anchor)]
    if not all(_is_exact(ranges, name, measure) and _is_exact(ranges, name, "cost") for name in before):
        return None  # an earlier option might set the scale
    return _scales_of_anchor(case, criterion, figures, ranges, scale)


def _scales_of_anchor(
    case: Case, criterion: Criterion, figures: Mapping[str, Figures], ranges: OptionRanges, scale: Scale
) -> list[Scale] | None:
    """The scales at the ends of the ranges of the anchor's figure and reach; None if it might not set the scale."""
    measure, anchor = criterion.measure or "", scale.anchor
    middles = _ends(figures, ranges, anchor, measure)
    bases = {name: _ends(figures, ranges, anchor, name) for name in ("cost", "present_cost", measure)}
    if middles is None or None in bases.values():
        return None
    reaches: list[Fraction | None] = []
    for end in (0, 1):
        at_end = {name: ends[end] for name, ends in bases.items() if ends is not None}
        reaches.append(reach_of(case, measure, {**figures[anchor], **at_end}))
    if not all(reaches):
        return None
    least, most = (reach for reach in reaches if reach is not None)
    own = _in_display_units(measure, middles)
    between = [middle for middle in own if least < middle < most]  # where the scale begins to be cut off at 0
    return [scale_around(criterion, middle, reach, anchor) for middle in own for reach in (least, most, *between)]


def _is_exact(ranges: OptionRanges, option: str, measure: str) -> bool:
    known = ranges.get(option, {})
    if measure not in known:
        return True
    ends = known[measure]
    return ends is not None and ends[0] == ends[1]


def _in_display_units(measure: str, ends: Range) -> Range:
    factor = in_display_unit(measure, Fraction(1)) or Fraction(1)
    return ends[0] * factor, ends[1] * factor


def _ends(figures: Mapping[str, Figures], ranges: OptionRanges, option: str, measure: str) -> Range | None:
    """The range of a measure, with its figure in it: the figure alone if no range is given, None if it is not known."""
    figure = figures[option].get(measure)
    if measure not in ranges.get(option, {}):
        return None if figure is None else (figure, figure)
    known = ranges[option][measure]
    if known is None or figure is None:
        return None
    return min(known[0], figure), max(known[1], figure)


def _passes_gates(case: Case, scores: tuple[Range, ...]) -> bool:
    pairs = zip(case.criteria, scores, strict=True)
    return all(low >= criterion.gate for criterion, (low, _) in pairs if criterion.gate is not None)


def _may_pass_gates(case: Case, scores: tuple[Range, ...]) -> bool:
    pairs = zip(case.criteria, scores, strict=True)
    return all(high >= criterion.gate for criterion, (_, high) in pairs if criterion.gate is not None)
