"""How sensitive the preferred option is: to other weights, to other inputs, and to bias in the appraisal.

`assess_weights` needs no solver and takes well under a second; `assess_sensitivity` also moves every input and
optimises everything again. `models.appraisal.weight_sensitivity` finds the ranges of single weights, and
`models.case.perturbation` defines the inputs.
"""

from __future__ import annotations

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
from optimiser.engine.parallel import Pool
from optimiser.engine.progress import OnProgress
from optimiser.engine.run import Run

__all__ = ["GateScore", "InputSensitivity", "OptionStanding", "RankAcceptability", "Sensitivity", "SensitivityPoint"]
__all__ += ["SwitchingValue", "assess_sensitivity", "assess_weights"]


def assess_weights(run: Run) -> Sensitivity:
    """The sensitivity to weights, exactly and by random draws, and the signs of bias. No input is moved."""
    figures = {name: result.measures for name, result in run.results.items()}
    return Sensitivity(
        preferred=run.appraisal.preferred,
        weights=weight_ranges(run.case, run.appraisal),
        rank_acceptability=over_all_weights(run),
        rank_acceptability_in_ranges=over_weight_ranges(run),
        bias=bias_signs(run.case, figures, run.appraisal),
        inputs=None,
        rivals=max(sum(standing.eligible for standing in run.appraisal.standings.values()) - 1, 0),
    )


def assess_sensitivity(
    run: Run,
    *,
    workers: int | None = None,
    executor: Executor | None = None,
    pool: Pool | None = None,
    progress: OnProgress | None = None,
    cache: AnswerCache | None = None,
) -> Sensitivity:
    """The sensitivity to weights and to every input: each input is moved, and every option optimised again.

    `workers`: processes, one a core if None, 1 for this process alone; the result is the same. `executor`: any
    `concurrent.futures.Executor` in their place, such as a cluster's; it is left open. `pool`: an open pool, in place
    of both. `cache`: answers that need not be solved again; it gains every other. Raises BrokenAnswer if an answer
    fails its verification, and WorkersLost.
    """
    from optimiser.analyses.sensitivity.switching_values import assess_inputs  # noqa: PLC0415 - only if inputs are moved

    with nullcontext(pool) if pool is not None else Pool(workers, executor) as open_pool:
        inputs = assess_inputs(run, open_pool, progress, cache)
    return replace(assess_weights(run), inputs=inputs)
