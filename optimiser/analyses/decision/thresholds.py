"""Where a decision would cease to hold as funding falls or rises, and prices do: each end solved and proven.

The search is that of `optimiser.analyses.sensitivity.switching_values`, with "the decision holds" in place of "it is
preferred".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from optimiser.analyses.decision.conditions import broken
from optimiser.analyses.decision.evaluate import held
from optimiser.analyses.decision.results import INPUTS, Decision, Held, Threshold, Thresholds, Verdict
from optimiser.analyses.sensitivity.results import Moved
from optimiser.analyses.sensitivity.switching_values import ABOVE, BELOW, GRID, Claim, moved
from optimiser.engine.answer_cache import AnswerCache
from optimiser.engine.parallel import BatchProgress, Pool
from optimiser.engine.run import Run

FARTHEST = max(GRID)


def thresholds(
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
    if held(decision, run).verdict is not Verdict.HOLDS:
        return Thresholds()
    claim = Claim(decision.option, lambda point: not broken(decision, point))
    found = moved(run, pool, progress, known, INPUTS, claim)
    return Thresholds(tuple(_threshold(decision, each, side) for each in found for side in (BELOW, ABOVE)))


def weighed(
    run: Run,
    decision: Decision,
    pool: Pool,
    progress: Callable[[BatchProgress], None] | None = None,
    known: AnswerCache | None = None,
) -> Held:
    """The decision held against a run, with the thresholds of that run. Arguments and errors as of `thresholds`."""
    return replace(held(decision, run), thresholds=thresholds(run, decision, pool, progress, known))


def _threshold(decision: Decision, found: Moved, side: int) -> Threshold:
    switch = found.below if side == BELOW else found.above
    nearer = abs(switch.lost) if switch else FARTHEST + 1  # what is not proven beyond the end found changes nothing
    return Threshold(
        found.name,
        side,
        switch,
        broken(decision, found.at(switch.lost)) if switch else (),
        tuple(sorted((by for by in found.unknown if 0 < by * side < nearer), key=abs)),
        FARTHEST,
    )
