"""How robust the preferred option is: against other weights, against other inputs, and against bias in the appraisal.

`weighed` needs no solver and takes well under a second; `robustness` moves every input and optimises everything again.
What was found is in `findings`; how weights turn the preference is in `models.appraisal.weight_sensitivity`, what an
input is in `models.case.perturbation`.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from contextlib import nullcontext
from dataclasses import replace

from models.appraisal.bias import bias_signs
from models.appraisal.weight_sensitivity import weight_ranges
from optimiser.analyses.sensitivity.rank_acceptability import over_all_weights, over_weight_ranges
from optimiser.analyses.sensitivity.results import (
    GateScore,
    InputSensitivity,
    OptionStanding,
    RankAcceptability,
    Sensitivity,
    SensitivityPoint,
    SwitchingValue,
)
from optimiser.engine.answer_cache import AnswerCache
from optimiser.engine.parallel import BatchProgress, Pool
from optimiser.engine.run import Run

__all__ = [
    "BatchProgress",
    "GateScore",
    "InputSensitivity",
    "OptionStanding",
    "RankAcceptability",
    "Sensitivity",
    "SensitivityPoint",
    "SwitchingValue",
]
__all__ += ["assess_sensitivity", "assess_weights"]


def assess_weights(run: Run) -> Sensitivity:
    """The weights, exactly and by draws, and the signs of bias; no input is moved."""
    figures = {name: result.measures for name, result in run.results.items()}
    return Sensitivity(
        preferred=run.appraisal.preferred,
        weights=weight_ranges(run.case, run.appraisal),
        rank_acceptability=over_all_weights(run),
        rank_acceptability_in_ranges=over_weight_ranges(run),
        bias=bias_signs(run.case, figures, run.appraisal),
        inputs=None,
        rivals=max(sum(each.eligible for each in run.appraisal.standings.values()) - 1, 0),
    )


def assess_sensitivity(
    run: Run,
    *,
    workers: int | None = None,
    executor: Executor | None = None,
    pool: Pool | None = None,
    progress: Callable[[BatchProgress], None] | None = None,
    known: AnswerCache | None = None,
) -> Sensitivity:
    """All of `weighed`, and every input moved and optimised again with the run's own settings.

    `workers`: processes, one a core where None, 1 for none but this one; what is found is the same. `executor`: any
    `concurrent.futures.Executor` in their place, such as a cluster's; it is left open. `pool`: one that is there
    already, in place of both. `progress`: called as programmes are solved. `known`: answers that need not be solved
    again; it gains every other. Raises BrokenAnswer where an answer does not stand up to its
    check, and WorkersLost where processes cannot be started.
    """
    from optimiser.analyses.sensitivity.switching_values import assess_inputs  # noqa: PLC0415 - only where inputs are moved

    with nullcontext(pool) if pool is not None else Pool(workers, executor) as used:
        inputs = assess_inputs(run, used, progress, known)
    return replace(assess_weights(run), inputs=inputs)
