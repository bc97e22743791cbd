"""How far funding or prices may move before a decision stops holding: each end of the bracket solved and proven.

The search is that of `optimiser.analyses.sensitivity.switching_values`, with the claim that the decision holds.
"""

from __future__ import annotations

from dataclasses import replace

from optimiser.analyses.decision.evaluate import broken_conditions, evaluate_decision
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
from optimiser.engine.parallel import Pool
from optimiser.engine.progress import OnProgress
from optimiser.engine.run import Run

LARGEST_CHANGE = max(GRID)


def find_thresholds(
    run: Run,
    decision: Decision,
    pool: Pool,
    progress: OnProgress | None = None,
    cache: AnswerCache | None = None,
) -> Thresholds:
    """The thresholds of funding and of prices in both directions; none if the decision does not hold in the run.

    `cache`: answers that need not be solved again; it gains every other. Raises BrokenAnswer if an answer fails its
    verification, and WorkersLost.
    """
    if evaluate_decision(decision, run).verdict is not Verdict.HOLDS:
        return Thresholds()
    claim = Claim(decision.option, lambda point: not broken_conditions(decision, point))
    inputs = assess_inputs(run, pool, progress, cache, THRESHOLD_INPUTS, claim)
    return Thresholds(tuple(_threshold(decision, tested, side) for tested in inputs for side in (BELOW, ABOVE)))


def evaluate_with_thresholds(
    run: Run,
    decision: Decision,
    pool: Pool,
    progress: OnProgress | None = None,
    cache: AnswerCache | None = None,
) -> DecisionEvaluation:
    """The decision evaluated in a run, with its thresholds there. Arguments and errors as in `find_thresholds`."""
    thresholds = find_thresholds(run, decision, pool, progress, cache)
    return replace(evaluate_decision(decision, run), thresholds=thresholds)


def _threshold(decision: Decision, tested: InputSensitivity, side: int) -> Threshold:
    value = tested.below if side == BELOW else tested.above
    limit = abs(value.fails_at) if value else LARGEST_CHANGE + 1  # an unproven change beyond the end does not matter
    unproven = (change for change in tested.unproven_changes if 0 < change * side < limit)
    return Threshold(
        input_name=tested.name,
        side=side,
        switching_value=value,
        broken=broken_conditions(decision, tested.at(value.fails_at)) if value else (),
        unproven_changes=tuple(sorted(unproven, key=abs)),
        largest_change=LARGEST_CHANGE,
    )
