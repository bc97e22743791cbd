"""Scores, bands, gates, ranking: from each option's measures and judgements to the preferred option.

All weighing is exact; nothing is rounded before it is shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Score:
    """One option on one criterion: `value` is the measure (pounds for money) or None where judged or absent."""

    criterion: str
    value: Fraction | None
    score: Fraction
    band: str
    passed: bool | None  # None where the criterion has no gate


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one option stands: its scores, one a criterion in the table's order; weighted score 0..100; rank from 1.

    Options without figures have no scores, no score and no rank.
    """

    option: str
    scores: tuple[Score, ...]
    score: Fraction | None
    rank: int | None
    gates_failed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Appraisal:
    """Every option's standing, by name in the case's order, and the preferred option (None where none may be)."""

    standings: Mapping[str, Standing]
    preferred: str | None
