"""Words about a decision on a run, or in a later one, whose order is too close to call."""

from __future__ import annotations

from optimiser.analyses.decision.results import Decision, DecisionEvaluation
from optimiser.text import quoted, quoted_list


def preferred_text(decision: Decision, preferred: str) -> str:
    """Whether the chosen option is preferred in its run, or only ahead, or neither."""
    chosen = preferred == decision.option
    if decision.certain:
        return "It is the preferred option." if chosen else f"It is not preferred: {quoted(preferred)} is."
    start = "It is ahead" if chosen else f"It is not preferred: {quoted(preferred)} is ahead"
    return f"{start}, but {_what_is_open(decision)}."


def _what_is_open(decision: Decision) -> str:
    if decision.rivals:
        return f"too close to call with {quoted_list(decision.rivals)}"
    if decision.unanswered:
        return f"there is no answer for {quoted_list(decision.unanswered)}"
    return "it is not certain that it passes every gate"


def still_open_text(held: DecisionEvaluation) -> str:
    """What is not certain of a verdict: ` by the plans that were found, but ...`; blank if it is certain."""
    by = " by the plans that were found, but"
    if held.open_order:
        return f"{by} the order of {quoted_list((held.decision.option, *held.open_order))} is too close to call"
    return f"{by} it is not certain that {quoted(held.decision.option)} passes every gate" if held.open_gate else ""
