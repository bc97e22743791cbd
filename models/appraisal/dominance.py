"""Dominated options: those that another option matches on every criterion and beats on one at least.

Exact, on the scores of an appraisal; weights and gates play no part. How options are scored is in `appraisal`.
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
        """Whether the option is at least as good on every criterion and better on one."""
        return bool(self.better) and not self.worse


def pairwise_comparisons(appraisal: Appraisal) -> tuple[PairwiseComparison, ...]:
    """Each option with scores against each other one, in the case's order.

    Source: Communities and Local Government, Multi-criteria analysis: a manual (2009), on dominance.
    """
    return tuple(_contest(*pair) for pair in permutations(_scored(appraisal), 2))


def dominated_options(appraisal: Appraisal) -> dict[str, tuple[str, ...]]:
    """By option that is dominated, in the case's order: the options that dominate it."""
    found = pairwise_comparisons(appraisal)
    by = {each.option: tuple(one.option for one in found if one.other == each.option and one.dominates)
          for each in _scored(appraisal)}  # fmt: skip
    return {name: others for name, others in by.items() if others}


def _scored(appraisal: Appraisal) -> Iterator[Standing]:
    return (standing for standing in appraisal.standings.values() if standing.scores)


def _contest(one: Standing, two: Standing) -> PairwiseComparison:
    pairs = list(zip(one.scores, two.scores, strict=True))
    return PairwiseComparison(
        one.option,
        two.option,
        tuple(a.criterion for a, b in pairs if a.score > b.score),
        tuple(a.criterion for a, b in pairs if a.score == b.score),
        tuple(a.criterion for a, b in pairs if a.score < b.score),
    )
