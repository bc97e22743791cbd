"""Sentences on the scales of measured criteria: what 100 points are worth, and from what a blank end is set."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from models.appraisal.measures import BY_NAME
from models.appraisal.scales import REACH, WIDE_MEASURES, WIDE_REACH, Scale, reach_base, scale_of
from models.case.appraisal_inputs import Criterion
from models.case.types import Case
from models.case.vocabulary import BLANK_ENDS_FROM_OPTIONS
from optimiser.text import listed, percent, pounds, quoted, quoted_list

if TYPE_CHECKING:
    from optimiser.engine.run import Run

SCALES_DEPEND_ON_OPTIONS = (
    "Blank ends of scales are the least and the greatest figure of the options (setting blank_ends), so an option that"
    " is added or removed can change the order of the others."
)


def scale_sentences(run: Run) -> Iterator[str]:
    """What 100 points are worth on each measured criterion, and what a reader must know of ends that were blank."""
    scales = run_scales(run)
    if scales and any(standing.scores for standing in run.appraisal.standings.values()):
        yield f"100 points are worth {'; '.join(_worth(criterion, scale) for criterion, scale in scales)}."
    yield from blank_end_sentences(run)


def blank_end_sentences(run: Run) -> Iterator[str]:
    """From what the blank ends of scales are set, and which figures lie beyond such an end. Nothing without any."""
    blank = [(criterion, scale) for criterion, scale in run_scales(run) if None in (criterion.low, criterion.high)]
    if blank and run.case.blank_ends == BLANK_ENDS_FROM_OPTIONS:
        yield SCALES_DEPEND_ON_OPTIONS
    for anchor in dict.fromkeys(scale.anchor for _, scale in blank if scale.anchor):
        names = quoted_list(criterion.name for criterion, scale in blank if scale.anchor == anchor)
        yield f"The case leaves ends of scales blank; they are set from the figures of {quoted(anchor)}: {names}."
    beyond = [part for criterion, scale in blank if scale.anchor for part in _beyond(run, criterion, scale)]
    if beyond:
        yield (
            f"A figure beyond the end of its scale scores no more or less than at the end: {'; '.join(beyond)}. To tell"
            " such options apart, give the criterion a low and a high."
        )


def run_scales(run: Run) -> list[tuple[Criterion, Scale]]:
    """The measured criteria that have a scale in a run, in the case's order."""
    figures = {name: result.measures for name, result in run.results.items() if result.measures is not None}
    measured = [criterion for criterion in run.case.criteria if criterion.measure is not None]
    scales = ((criterion, scale_of(run.case, criterion, figures)) for criterion in measured)
    return [(criterion, scale) for criterion, scale in scales if scale is not None]


def worth_before_solving(case: Case) -> Iterator[str]:
    """What 100 points are worth on each measured criterion, as far as it is known without a plan."""
    for criterion in case.criteria:
        if criterion.measure is not None:
            yield f"{quoted(criterion.name)}: {_worth_of_ends(case, criterion)}"


def amount_text(measure: str, figure: Fraction) -> str:
    """An amount of a measure with its unit: `£1,200`, `12.5 percentage points`, `19 contracts`, `£250.00 a place`."""
    unit = BY_NAME[measure].unit
    if unit == "£":
        return pounds(figure * 100)
    if unit.startswith("£"):
        return f"{pounds(figure * 100, decimals=2)}{unit.removeprefix('£')}"
    if unit == "share":
        return f"{_short(figure * 100)} percentage points"
    return f"{_short(figure)} {'risk points' if measure == 'risk' else unit}"


def _worth(criterion: Criterion, scale: Scale) -> str:
    return f"{amount_text(criterion.measure or '', scale.length)} on {quoted(criterion.name)}"


def _worth_of_ends(case: Case, criterion: Criterion) -> str:
    measure = criterion.measure or ""
    if criterion.low is not None and criterion.high is not None:
        return amount_text(measure, criterion.high - criterion.low)
    if case.blank_ends == BLANK_ENDS_FROM_OPTIONS:
        return "the distance from the least to the greatest figure of the options"
    reach = WIDE_REACH if measure in WIDE_MEASURES else REACH
    if BY_NAME[measure].unit == "share":
        return amount_text(measure, 2 * reach)
    return f"{percent(2 * reach)} of {reach_base(measure)} of {quoted(case.reference.name)}"


def _beyond(run: Run, criterion: Criterion, scale: Scale) -> Iterator[str]:
    position = run.case.criteria.index(criterion)
    outside = [
        quoted(name)
        for name, standing in run.appraisal.standings.items()
        if standing.scores and (value := standing.scores[position].value) is not None and not scale.holds(value)
    ]
    if outside:
        yield f"{listed(outside)} on {quoted(criterion.name)}"


def _short(figure: Fraction) -> str:
    return f"{float(figure):,.1f}".removesuffix(".0")
