"""The scale of a measured criterion: the two figures that score 0 and 100.

The case may give either end. A blank end is set from one option, the anchor, so that a score does not depend on which
other options are in the case; or, if the setting `blank_ends` is "options", it is the least or greatest figure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from models.appraisal.measures import BY_NAME, Figures, in_display_unit
from models.case.appraisal_inputs import Criterion
from models.case.types import Case
from models.case.vocabulary import BLANK_ENDS_FROM_OPTIONS

REACH = Fraction(1, 10)  # of the anchor's figure or cost on each side; of a share, ten percentage points
WIDE_REACH = Fraction(1, 2)
WIDE_MEASURES = frozenset({"contracts", "providers", "risk", "joint_share", "largest_provider_share"})
PRESENT_VALUES = frozenset({"present_cost", "net_present_value"})
DIFFERENCES = frozenset({
    "saving", "saving_kept", "saving_final_year", "saving_recurrent", "service_change", "efficiency",
    "net_present_value",
})  # fmt: skip
ONE_YEAR = frozenset({"saving_final_year"})


@dataclass(frozen=True, slots=True)
class Scale:
    """The ends of a scale, in the measure's display unit: the figures that score 0 and 100 if more is better.

    If less is better, they score 100 and 0. `anchor`: the option from which the blank ends are set, blank if none is;
    `middle`: its figure.
    """

    low: Fraction
    high: Fraction
    anchor: str = ""
    middle: Fraction = field(default=Fraction(0), compare=False)

    @property
    def length(self) -> Fraction:
        """What 100 points are worth, in the measure's display unit."""
        return self.high - self.low

    def position(self, figure: Fraction) -> Fraction:
        """How far a figure is from low to high, limited to 0..1; a half if the scale has no length."""
        if not self.length:
            return Fraction(1, 2)
        return min(max((figure - self.low) / self.length, Fraction(0)), Fraction(1))

    def holds(self, figure: Fraction) -> bool:
        """Whether a figure lies on the scale, ends included."""
        return self.low <= figure <= self.high


def scale_of(case: Case, criterion: Criterion, figures: Mapping[str, Figures]) -> Scale | None:
    """The scale of a measured criterion; None if it has no end of its own and no option has a figure to set one.

    `figures`: the measures of the options that have any, in the case's order; money in pence.
    """
    if criterion.low is not None and criterion.high is not None:
        return Scale(criterion.low, criterion.high)
    if case.blank_ends == BLANK_ENDS_FROM_OPTIONS:
        return _least_to_greatest(criterion, _present_figures(criterion, figures.values()))
    for name, measures in figures.items():
        middle, reach = _figure(criterion, measures), reach_of(case, criterion.measure or "", measures)
        if middle is not None and reach:
            return scale_around(criterion, middle, reach, name)
    values = _present_figures(criterion, figures.values())
    end = criterion.low if criterion.low is not None else criterion.high
    if end is not None:
        return _least_to_greatest(criterion, values)  # an end that is given counts, if no other can be set
    return Scale(values[0], values[0]) if values else None


def reach_of(case: Case, measure: str, measures: Figures) -> Fraction | None:
    """How far a blank end lies from the anchor's figure, in the measure's display unit; None if that is not known.

    A tenth of the anchor's figure, or ten percentage points of a share. Of an amount of money it is a tenth of the
    anchor's cost, so that a pound counts the same on every such measure. Contracts, providers, risk and the shares of
    contracts and providers vary more: a half of the figure, or fifty percentage points.
    """
    unit = BY_NAME[measure].unit
    reach = WIDE_REACH if measure in WIDE_MEASURES else REACH
    if unit == "share":
        return reach
    base = figure_compared(case, measure, measures)
    return None if base is None else reach * abs(base)


def reach_base(measure: str) -> str:
    """The figure of the anchor of which the reach is a part, in words."""
    if BY_NAME[measure].unit != "£":
        return f"the {measure.replace('_', ' ')}"
    if measure in ONE_YEAR:
        return "the average cost of a year"
    return "the present cost" if measure in PRESENT_VALUES else "the cost"


def figure_compared(case: Case, measure: str, measures: Figures) -> Fraction | None:
    """The figure of which a difference in a measure is a part, in its display unit; None if it is absent.

    An option's own figure; but for an amount of money its cost: of a year if the measure is of a year, its present
    cost if the measure is discounted. Otherwise a small difference between two savings would look large.
    """
    if BY_NAME[measure].unit != "£":
        return in_display_unit(measure, measures.get(measure))
    cost = measures.get("present_cost" if measure in PRESENT_VALUES else "cost")
    if cost is not None and measure in ONE_YEAR:
        cost = cost / case.horizon
    return in_display_unit("cost", cost)


def is_material(case: Case, measure: str, first: Figures, second: Figures) -> bool:
    """Whether two options differ materially: by more than the setting `materiality` of the larger figure compared.

    A figure that only one of them has is a material difference.
    """
    one, other = (in_display_unit(measure, measures.get(measure)) for measures in (first, second))
    if one is None or other is None:
        return one is not other
    bases = (figure_compared(case, measure, measures) for measures in (first, second))
    return abs(one - other) > case.materiality * max((abs(base) for base in bases if base is not None), default=0)


def scale_around(criterion: Criterion, middle: Fraction, reach: Fraction, anchor: str) -> Scale:
    """A scale of two reaches: about the anchor's figure, or from the end that the case gives.

    An end that no figure can pass is not beyond it: 0, unless the measure is a difference of money, and 1 for a share.
    """
    measure = criterion.measure or ""
    if criterion.low is not None:
        low, high = criterion.low, criterion.low + 2 * reach
    else:
        high = middle + reach if criterion.high is None else criterion.high
        low = high - 2 * reach
    if criterion.low is None and measure not in DIFFERENCES:
        low = max(low, Fraction(0))
    if criterion.high is None and BY_NAME[measure].unit == "share":
        high = min(high, Fraction(1))
    return Scale(low, max(low, high), anchor, middle)


def _least_to_greatest(criterion: Criterion, values: list[Fraction]) -> Scale | None:
    """The least and greatest figure for the blank ends.

    If the end given lies beyond every figure, the other is put as far beyond it, so that all options score alike.
    """
    if not values:
        return None
    least, greatest = min(values), max(values)
    if criterion.low is not None:
        return Scale(criterion.low, max(greatest, 2 * criterion.low - greatest))
    if criterion.high is not None:
        return Scale(min(least, 2 * criterion.high - least), criterion.high)
    return Scale(least, greatest)


def _present_figures(criterion: Criterion, figures: Iterable[Figures]) -> list[Fraction]:
    return [value for measures in figures if (value := _figure(criterion, measures)) is not None]


def _figure(criterion: Criterion, measures: Figures) -> Fraction | None:
    name = criterion.measure or ""
    return in_display_unit(name, measures.get(name))
