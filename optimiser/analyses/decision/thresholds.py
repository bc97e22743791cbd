"""Where a decision would cease to hold as funding falls or rises, and prices do: each end solved and proven.

The search is that of `optimiser.analyses.sensitivity.switching_values`, with "the decision holds" in place of "it is
preferred".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from optimiser.analyses.decision.conditions import broken_conditions
from optimiser.analyses.decision.evaluate import evaluate_decision
from optimiser.analyses.decision.results import (
    THRESHOLD_INPUTS,
    Decision,
    DecisionEvaluation,
    Threshold,
    Thresholds,
    Verdict,
)
from optimiser.analyses.sensitivity.results import InputSensitivity
from optimiser.analyses.sensitivity.switching_values import ABOVE, BELOW, GRID, Claim, assess_inputs
from optimiser.engine.answer_cache import AnswerCache
from optimiser.engine.parallel import BatchProgress, Pool
from optimiser.engine.run import Run

LARGEST_CHANGE = max(GRID)


def find_thresholds(
    run: Run,
    decision: Decision,
    pool: Pool,
    progress: Callable[[BatchProgress], None] | None = None,
    known: AnswerCache | None = None,
) -> Thresholds:
    """Of funding and of prices, either way; none where the decision does not hold in the run as it is.

    `known`: answers that need not be solved again; it gains every other. Raises BrokenAnswer where an answer does not
    stand up to its check, and WorkersLost.
    """
    if evaluate_decision(decision, run).verdict is not Verdict.HOLDS:
        return Thresholds()
    claim = Claim(decision.option, lambda point: not broken_conditions(decision, point))
    found = assess_inputs(run, pool, progress, known, THRESHOLD_INPUTS, claim)
    return Thresholds(tuple(_threshold(decision, each, side) for each in found for side in (BELOW, ABOVE)))


def evaluate_with_thresholds(
    run: Run,
    decision: Decision,
    pool: Pool,
    progress: Callable[[BatchProgress], None] | None = None,
    known: AnswerCache | None = None,
) -> DecisionEvaluation:
    """The decision held against a run, with the thresholds of that run. Arguments and errors as of `thresholds`."""
    return replace(evaluate_decision(decision, run), thresholds=find_thresholds(run, decision, pool, progress, known))


def _threshold(decision: Decision, found: InputSensitivity, side: int) -> Threshold:
    switch = found.below if side == BELOW else found.above
    nearer = (
        abs(switch.fails_at) if switch else LARGEST_CHANGE + 1
    )  # what is not proven beyond the end found changes nothing
    return Threshold(
        found.name,
        side,
        switch,
        broken_conditions(decision, found.at(switch.fails_at)) if switch else (),
        tuple(sorted((by for by in found.unproven_changes if 0 < by * side < nearer), key=abs)),
        LARGEST_CHANGE,
    )
