"""Sentences about a sweep: which option is preferred at which changes, and what is not proven."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from optimiser.analyses.sweep.results import PreferredRange, Sweep
from optimiser.casefiles.change_text import caveat
from optimiser.reports.prose.proof import largest_margin_sentence
from optimiser.text import listed, percent, quoted, upper_first

MAX_NAMED = 3  # points named in a sentence
NO_PLAN = "no option has a plan"
NONE_PREFERRED = "no option is preferred: no option with figures passes every gate"
UNSCORED = "no option is scored, because the case has no criteria"
BETWEEN_POINTS = (
    "Nothing is solved between two neighbouring points. If the preferred option differs at the two, it changes"
    " somewhere between them. It may also change and change back between them without being seen. More points, or a"
    " shorter range, show more."
)


def sweep_sentences(sweep: Sweep) -> list[str]:
    """Changes of the case, which option is preferred from the lowest change to the highest, and what is not proven."""
    preferred = [
        f"{upper_first(stretch_label(each))}: {preference_text(sweep, each)}." for each in sweep.preferred_ranges
    ]
    results = [result for point in sweep.points for result in point.results.values()]
    margin = largest_margin_sentence(results, "at a point of this sweep")
    return [*filter(None, [caveat(sweep)]), *preferred, *margin, *_unproven_sentence(sweep)]


def stretch_label(stretch: PreferredRange) -> str:
    """`from 10% less to 1.11% less`, or the one point."""
    first, last = moved_label(stretch.first), moved_label(stretch.last)
    return f"from {first} to {last}" if stretch.count > 1 else first if stretch.first == 0 else f"at {first}"


def preference_text(sweep: Sweep, stretch: PreferredRange) -> str:
    """Which option is preferred in a range of changes, and whether that is not proven."""
    text = _preferred_text(sweep, stretch)
    return text if stretch.proven else f"{text}, but not every answer there is proven"


def moved_label(by: Fraction) -> str:
    """`10% less`, `0.41% more`, or `unchanged`."""
    return f"{percent(abs(by), 2)} {'less' if by < 0 else 'more'}" if by else "unchanged"


def _preferred_text(sweep: Sweep, stretch: PreferredRange) -> str:
    if stretch.preferred is not None and stretch.uncertain:
        where = _where_uncertain(stretch)
        return f"{quoted(stretch.preferred)} is ahead, but{where} another option may come first with plans as good"
    if stretch.preferred is not None:
        return f"{quoted(stretch.preferred)} is preferred"
    if not stretch.has_plan:
        return NO_PLAN
    return NONE_PREFERRED if sweep.case.criteria else UNSCORED


def _where_uncertain(stretch: PreferredRange) -> str:
    """` at no change and at 2% more`, or how many points; blank for a single point."""
    if stretch.count == 1:
        return ""
    if len(stretch.uncertain) > MAX_NAMED:
        return f" at {len(stretch.uncertain)} of {stretch.count} points"
    points = (moved_label(by) if by else "no change" for by in stretch.uncertain)
    return f" {listed([f'at {point}' for point in points])}"


def _unproven_sentence(sweep: Sweep) -> Iterator[str]:
    count = sum(not point.proven for point in sweep.points)
    if count:
        points = "1 point is" if count == 1 else f"{count} points are"
        yield f"{points} not proven for every option. Use a longer --time-limit before you rely on them."
