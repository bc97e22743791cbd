"""How many lines of a plan are fixed, flexible and undetermined, in a sentence."""

from __future__ import annotations

from models.plan.allocation_lines import NEAR_OPTIMAL_TOLERANCE, LineState, NearOptimalRanges
from optimiser.text import gap_percent, quoted

STATES = (LineState.FIXED, LineState.FLEXIBLE, LineState.UNDETERMINED)


def flexibility_sentence(ranges: NearOptimalRanges, label: str) -> str:
    """How many lines are fixed, flexible and undetermined."""
    fixed, flexible, undetermined = (ranges.count(state) for state in STATES)
    rest = f" For {undetermined:,} neither is known." if undetermined else ""
    never = f" {ranges.never_used:,} more could be had, but proven in no such plan." if ranges.never_used else ""
    return (
        f"{fixed:,} of {len(ranges.ranges):,} lines of {quoted(label)} are settled: proven to be the same in every"
        f" plan whose first aim is at most {gap_percent(float(NEAR_OPTIMAL_TOLERANCE))} worse."
        f" {_flexible_sentence(flexible, ranges.plans_examined)}{rest}{never}"
    )


def _flexible_sentence(count: int, plans: int) -> str:
    if count == 0:
        return "None is open."
    which = "1 is open: it differs" if count == 1 else f"{count:,} are open: they differ"
    choice = "it is" if count == 1 else "they are"
    return f"{which} between such plans, of which {plans:,} are known, so that {choice} the board's to choose."
