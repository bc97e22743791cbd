"""Whether two answers to the same problem contradict each other. If they do, at least one of them is wrong."""

from __future__ import annotations

from models.plan.plan import Answer, Status

PROVEN = (Status.OPTIMAL, Status.WITHIN_GAP, Status.INFEASIBLE)
RELATIVE_TOLERANCE = 1e-6  # for rounding errors in floating point
ZERO_TOLERANCE = 1e-9


def contradict(first: Answer, second: Answer) -> bool:
    """Whether one answer has a plan and the other a proof that there is none, or a value lies beyond a bound."""
    if Status.INFEASIBLE in (first.status, second.status):
        return first.plan is not None or second.plan is not None
    return _is_beyond(first, second) or _is_beyond(second, first)


def _is_beyond(answer: Answer, other: Answer) -> bool:
    """Whether the value of one answer lies beyond the bound of the other."""
    value, bound = answer.objective_value, other.bound
    if value is None or bound is None:
        return False
    beyond = bound - value if answer.objective == "cost" else value - bound
    return beyond > RELATIVE_TOLERANCE * max(abs(value), ZERO_TOLERANCE)
