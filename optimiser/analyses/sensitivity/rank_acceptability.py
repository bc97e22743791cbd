"""Random draws over the weights of all criteria: how often each option ranks 1st, 2nd and so on, and is preferred.

Over all weights: Dirichlet(1, ..., 1), so that every set of weights that adds up to 1 is equally likely. Within ranges:
each weight is drawn uniformly and independently between its own two ends, and a criterion without a range keeps its
weight. A range refers to the figure in the weight column, so the draw is made there and the weights are scaled to a sum
of 1 afterwards. Source: Tervonen and Lahdelma, Implementing stochastic multicriteria acceptability analysis, European
Journal of Operational Research 178 (2007).

This is the only module that uses chance: a seeded PCG64, so that the same input gives the same counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from models.appraisal.scoring import Appraisal
from optimiser.analyses.sensitivity.results import RankAcceptability
from optimiser.engine.run import Run

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

DRAWS, SEED = 100_000, 2024
DIGITS = 9


def over_all_weights(run: Run, draws: int = DRAWS, seed: int = SEED) -> RankAcceptability | None:
    """Draws over all weights; None if no option is scored."""
    if not _scored_options(run.appraisal):
        return None
    return _count_ranks(run, _draw_all_weights(len(run.case.criteria), draws, seed), seed, within_ranges=False)


def over_weight_ranges(run: Run, draws: int = DRAWS, seed: int = SEED) -> RankAcceptability | None:
    """Draws within the weights' ranges; None if no option is scored or no criterion has a range."""
    ranges = [_weight_range(each.weight, each.weight_low, each.weight_high) for each in run.case.criteria]
    if not _scored_options(run.appraisal) or all(low == high for low, high in ranges):
        return None
    return _count_ranks(run, _draw_in_ranges(ranges, draws, seed), seed, within_ranges=True)


def _scored_options(appraisal: Appraisal) -> list[str]:
    return [name for name, standing in appraisal.standings.items() if standing.score is not None]


def _draw_all_weights(criteria: int, draws: int, seed: int) -> Floats:
    """Shape (draws, criteria). Exponential draws are Dirichlet(1) up to their sum, which changes no ranking."""
    return _generator(seed).standard_exponential((draws, criteria))


def _draw_in_ranges(ranges: Sequence[tuple[float, float]], draws: int, seed: int) -> Floats:
    """Shape (draws, criteria)."""
    import numpy as np  # noqa: PLC0415 - loaded where it is used

    low, high = np.array(ranges, dtype=np.float64).T
    return np.asarray(low + (high - low) * _generator(seed).random((draws, len(ranges))))


def _generator(seed: int) -> np.random.Generator:
    import numpy as np  # noqa: PLC0415 - as above

    return np.random.Generator(np.random.PCG64(seed))


def _weight_range(weight: Fraction, low: Fraction | None, high: Fraction | None) -> tuple[float, float]:
    return float(weight if low is None else low), float(weight if high is None else high)


def _count_ranks(run: Run, weights: Floats, seed: int, *, within_ranges: bool) -> RankAcceptability:
    standings, names = run.appraisal.standings, _scored_options(run.appraisal)
    tie_order = sorted(names, key=lambda name: _present_cost(run, name))  # a stable sort keeps the case's order
    scores = [[float(score.score) for score in standings[name].scores] for name in tie_order]
    ranked = _rank_options(weights, scores)
    firsts = _first_eligible(ranked, [not standings[name].gates_failed for name in tie_order])
    position = {name: tie_order.index(name) for name in names}
    return RankAcceptability(
        draws=len(weights),
        seed=seed,
        within_ranges=within_ranges,
        rank_counts={name: tuple(int(n) for n in (ranked == position[name]).sum(axis=0)) for name in names},
        preferred_counts={name: int((firsts == position[name]).sum()) for name in names},
    )


def _present_cost(run: Run, name: str) -> Fraction:
    measures = run.results[name].measures
    assert measures is not None  # the option has a score
    return measures["present_cost"] or Fraction(0)


def _rank_options(weights: Floats, scores: Sequence[Sequence[float]]) -> NDArray[np.intp]:
    """In each draw, the positions of the options from first to last; equal scores keep the order given.

    Shape (draws, options). Scores from 0 to 100 count as equal if they agree to `DIGITS` decimals, so that a rounding
    error of floating point breaks no tie.
    """
    import numpy as np  # noqa: PLC0415 - as above

    total = np.zeros((len(weights), len(scores)))
    for criterion, column in enumerate(zip(*scores, strict=True)):
        total += weights[:, criterion : criterion + 1] * np.array(column)
    return np.argsort(-np.round(total / weights.sum(axis=1, keepdims=True), DIGITS), axis=1, kind="stable")


def _first_eligible(ranked: NDArray[np.intp], eligible: Sequence[bool]) -> NDArray[np.intp]:
    """In each draw, the position of the first option that passes every gate; -1 if none does. Shape (draws,)."""
    import numpy as np  # noqa: PLC0415 - as above

    passes = np.array(eligible)[ranked]
    first = ranked[np.arange(len(ranked)), passes.argmax(axis=1)]
    return np.where(passes.any(axis=1), first, -1)
