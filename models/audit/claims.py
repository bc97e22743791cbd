"""Checks that an answer claims no more than its plan and its bound support."""

from __future__ import annotations

from collections.abc import Iterator
from math import isclose, isfinite

from models.audit.audited_plan import Finding
from models.plan.ledger import ObjectiveValues, Violation
from models.plan.plan import Answer, Status

OPTIMAL_GAP = 1e-6  # docs/model.md, section 5
FIGURE_TOLERANCE = 1e-8  # relative; between a claimed figure and the recomputed one
BOUND_TOLERANCE = 1e-6  # relative; a value may lie this far beyond its bound, as a solver's bound is not exact
ZERO_TOLERANCE = 1e-9  # absolute
GAP_TOLERANCE = 1e-12  # by how much a gap may exceed the one asked for: what the rounding of a figure leaves


def verify_claim(answer: Answer, objectives: ObjectiveValues | None, gap: float) -> tuple[Violation, ...]:
    """The violations of the rule "claim" by an answer; empty if the claim is right.

    objectives: the values recomputed from the answer's plan; None if it has no plan. gap: the relative gap that was
    asked for.
    """
    return tuple(Violation("claim", *finding) for finding in _findings(answer, objectives, gap))


def _findings(answer: Answer, objectives: ObjectiveValues | None, gap: float) -> Iterator[Finding]:
    if answer.status.has_figures != (answer.plan is not None) or answer.status.has_figures != (objectives is not None):
        yield "plan", f"status {answer.status}", "a plan if the status has figures, and otherwise none"
    elif objectives is None:
        if (answer.objective_value, answer.gap, answer.secondary_bound) != (None, None, None):
            yield "primary", "figures", f"none, because the status is {answer.status}"
    else:
        yield from _wrong_figures(answer, float(objectives.of(answer.objective)))
        yield from _wrong_secondary_bound(answer, objectives)
        yield from _wrong_status(answer, gap)


def _wrong_figures(answer: Answer, recomputed: float) -> Iterator[Finding]:
    value, bound = answer.objective_value, answer.bound
    if value is None or not isclose(value, recomputed, rel_tol=FIGURE_TOLERANCE, abs_tol=ZERO_TOLERANCE):
        yield "primary", f"{value}", f"{recomputed}, recomputed from the plan"
    elif bound is None or not isfinite(bound):
        if answer.status is not Status.UNPROVEN or answer.gap is not None:
            yield "bound", f"{bound}", "a proven bound"
    else:
        yield from _wrong_bound(answer, value, bound)


def _wrong_bound(answer: Answer, value: float, bound: float) -> Iterator[Finding]:
    is_cost = answer.objective == "cost"
    beyond = bound - value if is_cost else value - bound
    if beyond > max(BOUND_TOLERANCE * abs(value), ZERO_TOLERANCE):
        yield "bound", f"{bound}", f"{'at most' if is_cost else 'at least'} {value}"
    difference = abs(bound - value)
    true_gap = difference / (abs(value) or ZERO_TOLERANCE)
    as_good_as_equal = difference <= ZERO_TOLERANCE * (abs(value) or 1.0)
    if answer.gap is None or not _is_same_gap(answer.gap, true_gap, as_good_as_equal):
        yield "gap", f"{answer.gap}", f"{true_gap}"


def _wrong_secondary_bound(answer: Answer, objectives: ObjectiveValues) -> Iterator[Finding]:
    """The secondary objective is outcomes if the objective is cost, and otherwise cost (docs/model.md, section 5)."""
    bound = answer.secondary_bound
    if bound is None:
        return
    value = float(objectives.secondary_to(answer.objective))
    beyond = value - bound if answer.objective == "cost" else bound - value
    if not isfinite(bound) or beyond > max(BOUND_TOLERANCE * abs(value), ZERO_TOLERANCE):
        yield "secondary bound", f"{bound}", f"a bound that the plan's own {value} does not pass"


def _is_same_gap(claimed: float, true: float, as_good_as_equal: bool) -> bool:
    """Whether a claimed gap is the true one. If value and bound are as good as equal, any gap of an optimum is."""
    return (as_good_as_equal and 0 <= claimed <= OPTIMAL_GAP) or isclose(
        claimed, true, rel_tol=FIGURE_TOLERANCE, abs_tol=ZERO_TOLERANCE
    )


def _wrong_status(answer: Answer, gap: float) -> Iterator[Finding]:
    supported = _supported_status(answer.gap, gap)
    if answer.status is not supported:
        yield "status", f"{answer.status}", f"{supported}, because the gap is {answer.gap}"


def _supported_status(proven: float | None, wanted: float) -> Status:
    """The status that a proven gap supports."""
    if proven is None or not proven <= max(wanted, OPTIMAL_GAP) + GAP_TOLERANCE:
        return Status.UNPROVEN
    return Status.OPTIMAL if proven <= OPTIMAL_GAP + GAP_TOLERANCE else Status.WITHIN_GAP
