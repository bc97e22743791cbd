"""How many lines of a plan are fixed, flexible and undetermined, in words."""

from __future__ import annotations

from models.plan.allocation_lines import NEAR_OPTIMAL_TOLERANCE, LineState, NearOptimalRanges
from optimiser.text import gap_percent, plural, quoted

STATES = (LineState.FIXED, LineState.FLEXIBLE, LineState.UNDETERMINED)


def flexibility_sentence(ranges: NearOptimalRanges, label: str) -> str:
    """How many lines are fixed, flexible and undetermined, and how many more the case allows but no such plan has."""
    fixed, flexible, undetermined = (ranges.count(state) for state in STATES)
    worse, never_used = gap_percent(float(NEAR_OPTIMAL_TOLERANCE)), ranges.never_used
    lines = f"{fixed:,} of {plural(len(ranges.ranges), 'line')} of {quoted(label)} {_verb(fixed)} fixed"
    sentences = [
        f"{lines}: proven to be the same in every plan whose objective is at most {worse} worse.",
        _flexible_sentence(flexible, ranges.plans_examined),
    ]
    if undetermined:
        sentences.append(f"{undetermined:,} {_verb(undetermined)} undetermined: neither is known.")
    if never_used:
        sentences.append(
            f"{plural(never_used, 'further line')} {_verb(never_used)} allowed, but proven to be in no such plan."
        )
    return " ".join(sentences)


def _flexible_sentence(count: int, plans: int) -> str:
    if count == 0:
        return "None is flexible."
    which = "1 is flexible: it differs" if count == 1 else f"{count:,} are flexible: they differ"
    return f"{which} between such plans, of which {plans:,} are known, so the choice is the board's."


def _verb(count: int) -> str:
    return "is" if count == 1 else "are"
