"""Dominated options: another option scores at least as high on every criterion and higher on at least one.

Exact, on the scores of an appraisal. Weights and gates play no part. Options are scored in `scoring`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations

from models.appraisal.scoring import Appraisal, Standing


@dataclass(frozen=True, slots=True)
class PairwiseComparison:
    """One option against another: the criteria on which it scores more, the same and less, in the table's order."""

    option: str
    other: str
    better: tuple[str, ...]
    equal: tuple[str, ...]
    worse: tuple[str, ...]

    @property
    def dominates(self) -> bool:
        """Whether the option is at least as good on every criterion and better on at least one."""
        return bool(self.better) and not self.worse


def pairwise_comparisons(appraisal: Appraisal) -> tuple[PairwiseComparison, ...]:
    """Each option that has scores against each other one, in the case's order.

    Source: Communities and Local Government, Multi-criteria analysis: a manual (2009), on dominance.
    """
    return tuple(_compare(*pair) for pair in permutations(_scored(appraisal), 2))


def dominated_options(appraisal: Appraisal) -> dict[str, tuple[str, ...]]:
    """By dominated option, in the case's order: the options that dominate it."""
    comparisons = pairwise_comparisons(appraisal)
    dominators = {
        standing.option: tuple(one.option for one in comparisons if one.other == standing.option and one.dominates)
        for standing in _scored(appraisal)
    }
    return {option: others for option, others in dominators.items() if others}


def _scored(appraisal: Appraisal) -> Iterator[Standing]:
    return (standing for standing in appraisal.standings.values() if standing.scores)


def _compare(one: Standing, other: Standing) -> PairwiseComparison:
    pairs = list(zip(one.scores, other.scores, strict=True))
    return PairwiseComparison(
        one.option,
        other.option,
        tuple(a.criterion for a, b in pairs if a.score > b.score),
        tuple(a.criterion for a, b in pairs if a.score == b.score),
        tuple(a.criterion for a, b in pairs if a.score < b.score),
    )
