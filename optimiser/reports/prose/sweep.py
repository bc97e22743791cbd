"""What a sweep says in words: who is preferred where, and what is not proven."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from optimiser.analyses.sweep.results import PreferredRange, Sweep
from optimiser.casefiles.change_text import caveat
from optimiser.text import percent, quoted, upper_first

NO_PLAN = "no option has a plan"
NONE_PREFERRED = "no option is preferred: none with figures passes every gate"
UNSCORED = "nothing is scored, because the case has no criteria"
BETWEEN_POINTS = (
    "Between two neighbouring points nothing is solved: where the preferred option changes, it changes somewhere"
    " between them, and may change and change back unseen. More points, or a shorter way, narrow it down."
)


def sweep_sentences(sweep: Sweep) -> list[str]:
    """Which case it is where it is changed beside; who is preferred where, from the lowest change to the highest; what
    is not proven.
    """
    told = [f"{upper_first(stretch_label(each))}: {preference_text(sweep, each)}." for each in sweep.preferred_ranges]
    return [*filter(None, [caveat(sweep)]), *told, *_unproven_sentence(sweep)]


def stretch_label(stretch: PreferredRange) -> str:
    """`from 10% less to 1.11% less`, or the one point."""
    first, last = moved_label(stretch.first), moved_label(stretch.last)
    return f"from {first} to {last}" if stretch.count > 1 else first if stretch.first == 0 else f"at {first}"


def preference_text(sweep: Sweep, stretch: PreferredRange) -> str:
    """Who is preferred there, and that it is not proven where it is not."""
    said = _preferred_text(sweep, stretch)
    return said if stretch.proven else f"{said}, but not every answer is proven there"


def moved_label(by: Fraction) -> str:
    """`10% less`, `0.41% more`, or `unchanged`."""
    return f"{percent(abs(by), 2)} {'less' if by < 0 else 'more'}" if by else "unchanged"


def _preferred_text(sweep: Sweep, stretch: PreferredRange) -> str:
    if stretch.preferred is not None:
        return f"{quoted(stretch.preferred)} is preferred"
    if not stretch.has_plan:
        return NO_PLAN
    return NONE_PREFERRED if sweep.case.criteria else UNSCORED


def _unproven_sentence(sweep: Sweep) -> Iterator[str]:
    count = sum(not point.proven for point in sweep.points)
    if count:
        points = "1 point is" if count == 1 else f"{count} points are"
        yield f"{points} not proven for every option: ask for a longer --time-limit before they are relied on."
