"""Draws over the weights of all criteria: how often each option ranks 1st, 2nd, ..., and is preferred.

Over all weights: Dirichlet(1, ..., 1), every set of weights that adds up to 1 as likely as any other. Within ranges:
each weight uniform between its own two ends, on its own; a criterion without a range keeps its weight. A range is said
of the figure in the weight column, so it is drawn there and brought to a sum of 1 afterwards: drawn among weights that
sum to 1 already, no more than some ends could be met at once. Source: Tervonen and Lahdelma, Implementing stochastic
multicriteria acceptability analysis, European Journal of Operational Research 178 (2007).

The one room that uses chance: a seeded PCG64, so that the same input gives the same counts.
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


def over_all_weights(run: Run, count: int = DRAWS, seed: int = SEED) -> RankAcceptability | None:
    """Draws over all weights; None where no option is scored."""
    if not _scored_options(run.appraisal):
        return None
    return _count_ranks(run, _draw_all_weights(len(run.case.criteria), count, seed), seed, within_ranges=False)


def over_weight_ranges(run: Run, count: int = DRAWS, seed: int = SEED) -> RankAcceptability | None:
    """Draws within the weights' ranges; None where no option is scored or no criterion has a range."""
    ends = [_weight_range(each.weight, each.weight_low, each.weight_high) for each in run.case.criteria]
    if not _scored_options(run.appraisal) or all(low == high for low, high in ends):
        return None
    return _count_ranks(run, _draw_in_ranges(ends, count, seed), seed, within_ranges=True)


def _scored_options(appraisal: Appraisal) -> list[str]:
    return [name for name, each in appraisal.standings.items() if each.score is not None]


def _draw_all_weights(criteria: int, count: int, seed: int) -> Floats:
    """Shape (count, criteria). Exponential draws are Dirichlet(1) up to their sum, which changes no order."""
    return _generator(seed).standard_exponential((count, criteria))


def _draw_in_ranges(ends: Sequence[tuple[float, float]], count: int, seed: int) -> Floats:
    """Shape (count, criteria)."""
    import numpy as np  # noqa: PLC0415 - loaded where it is used

    low, high = np.array(ends, dtype=np.float64).T
    return np.asarray(low + (high - low) * _generator(seed).random((count, len(ends))))


def _generator(seed: int) -> np.random.Generator:
    import numpy as np  # noqa: PLC0415 - as above

    return np.random.Generator(np.random.PCG64(seed))


def _weight_range(weight: Fraction, low: Fraction | None, high: Fraction | None) -> tuple[float, float]:
    return float(weight if low is None else low), float(weight if high is None else high)


def _count_ranks(run: Run, weights: Floats, seed: int, *, within_ranges: bool) -> RankAcceptability:
    standings, names = run.appraisal.standings, _scored_options(run.appraisal)
    order = sorted(names, key=lambda name: _present_cost(run, name))  # what breaks ties; sorted keeps the case's order
    ranked = _rank_options(weights, [[float(score.score) for score in standings[name].scores] for name in order])
    firsts = _first_eligible(ranked, [not standings[name].gates_failed for name in order])
    at = {name: order.index(name) for name in names}
    return RankAcceptability(
        draws=len(weights),
        seed=seed,
        within_ranges=within_ranges,
        rank_counts={name: tuple(int(each) for each in (ranked == at[name]).sum(axis=0)) for name in names},
        preferred_counts={name: int((firsts == at[name]).sum()) for name in names},
    )


def _present_cost(run: Run, name: str) -> Fraction:
    measures = run.results[name].measures
    assert measures is not None  # it has a score
    return measures["present_cost"] or Fraction(0)


def _rank_options(weights: Floats, scores: Sequence[Sequence[float]]) -> NDArray[np.intp]:
    """In each draw the options from first to last, as positions; equal scores keep the order given.

    Scores of 0 to 100 are equal where they are to `DIGITS` decimals, so that no trace of floating point breaks a tie.
    """
    import numpy as np  # noqa: PLC0415 - as above

    total = np.zeros((len(weights), len(scores)))
    for number, column in enumerate(zip(*scores, strict=True)):
        total += weights[:, number : number + 1] * np.array(column)
    return np.argsort(-np.round(total / weights.sum(axis=1, keepdims=True), DIGITS), axis=1, kind="stable")


def _first_eligible(ranked: NDArray[np.intp], able: Sequence[bool]) -> NDArray[np.intp]:
    """In each draw the first option that passes every gate; -1 where none does."""
    import numpy as np  # noqa: PLC0415 - as above

    passes = np.array(able)[ranked]
    first = ranked[np.arange(len(ranked)), passes.argmax(axis=1)]
    return np.where(passes.any(axis=1), first, -1)
