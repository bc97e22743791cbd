"""Whether an answer claims no more than it may: its figures against the recomputed aims, its status against its gap."""

from __future__ import annotations

from collections.abc import Iterator
from math import isclose, isfinite

from models.plan.ledger import ObjectiveValues, Violation
from models.plan.plan import Answer, Status

OPTIMAL_GAP = 1e-6  # the model, section 5
CLOSE = 1e-8  # relative: how near a claimed figure must be to the recomputed one
BEYOND = 1e-6  # relative: how far a value may lie beyond its bound, which a solver knows only so well
CLOSE_TO_ZERO = 1e-9


def verify_claim(answer: Answer, objectives: ObjectiveValues | None, gap: float) -> tuple[Violation, ...]:
    """What is wrong with an answer's claim, nothing where it holds; each a breach of "claim".

    `aims` are those recomputed from its plan, None where it has none; `gap` is the relative gap that was asked for.
    """
    return tuple(Violation("claim", where, found, needed) for where, found, needed in _wrong(answer, objectives, gap))


def _wrong(answer: Answer, objectives: ObjectiveValues | None, gap: float) -> Iterator[tuple[str, str, str]]:
    if answer.status.has_figures != (answer.plan is not None) or answer.status.has_figures != (objectives is not None):
        yield "plan", f"status {answer.status}", "a plan exactly where the status has figures"
    elif objectives is None:
        yield from _silent(answer)
    else:
        yield from _figures(answer, float(objectives.of(answer.objective)))
        yield from _status(answer, gap)


def _silent(answer: Answer) -> Iterator[tuple[str, str, str]]:
    if answer.objective_value is not None or answer.gap is not None:
        yield "primary", "figures", f"none, as the status is {answer.status}"


def _figures(answer: Answer, value: float) -> Iterator[tuple[str, str, str]]:
    if answer.objective_value is None or not isclose(
        answer.objective_value, value, rel_tol=CLOSE, abs_tol=CLOSE_TO_ZERO
    ):
        yield "primary", f"{answer.objective_value}", f"{value}, as recomputed"
        return
    if answer.bound is None or not isfinite(answer.bound):
        if answer.status is not Status.UNPROVEN or answer.gap is not None:
            yield "bound", f"{answer.bound}", "a proven bound"
        return
    beyond = (
        answer.bound - answer.objective_value if answer.objective == "cost" else answer.objective_value - answer.bound
    )
    if beyond > max(BEYOND * abs(answer.objective_value), CLOSE_TO_ZERO):
        side = "at most" if answer.objective == "cost" else "at least"
        yield "bound", f"{answer.bound}", f"{side} {answer.objective_value}"
    true_gap = abs(answer.bound - answer.objective_value) / max(abs(answer.objective_value), CLOSE_TO_ZERO)
    if answer.gap is None or not _same_gap(answer.gap, true_gap, abs(answer.bound - answer.objective_value)):
        yield "gap", f"{answer.gap}", f"{true_gap}"


def _same_gap(claimed: float, true: float, apart: float) -> bool:
    """Whether a gap is the true one; where value and bound are apart by dust alone, any gap that counts as none is."""
    dust = apart <= CLOSE_TO_ZERO and 0 <= claimed <= OPTIMAL_GAP
    return dust or isclose(claimed, true, rel_tol=CLOSE, abs_tol=CLOSE_TO_ZERO)


def _status(answer: Answer, gap: float) -> Iterator[tuple[str, str, str]]:
    if answer.status is _earned(answer.gap, gap):
        return
    yield "status", f"{answer.status}", f"{_earned(answer.gap, gap)}, as the gap is {answer.gap}"


def _earned(proven: float | None, asked: float) -> Status:
    """The status that a gap earns."""
    if proven is None or not proven <= max(asked, OPTIMAL_GAP):
        return Status.UNPROVEN
    return Status.OPTIMAL if proven <= OPTIMAL_GAP else Status.WITHIN_GAP
