"""Pence: rounding, sharing and discounting, each exact.

Nothing here knows what the money is for.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import floor


def round_half_up(amount: Fraction) -> int:
    """The nearest whole number, halves going up (towards plus infinity): 2.5 is 3, -2.5 is -2."""
    return floor(amount + Fraction(1, 2))


def to_pence(pounds: Fraction) -> int:
    """Pounds as whole pence, half up."""
    return round_half_up(pounds * 100)


def share(amount: int, weights: Sequence[Fraction]) -> list[int]:
    """Split whole pence in proportion to the weights, by largest remainder; the parts sum to the amount.

    Equally where all weights are 0. Ties in the remainder go to the earlier. Shape: one part a weight.
    Source: the method of largest remainders (Hamilton).
    """
    if not weights:
        raise ValueError("nobody to share among")
    if not any(weights):
        weights = [Fraction(1)] * len(weights)
    total = sum(weights, Fraction(0))
    exact = [amount * weight / total for weight in weights]
    parts = [floor(part) for part in exact]
    by_remainder = sorted(range(len(parts)), key=lambda i: (parts[i] - exact[i], i))
    for i in by_remainder[: amount - sum(parts)]:
        parts[i] += 1
    return parts


def discount_factor(rate: Fraction, year: int) -> Fraction:
    """The factor (1 + rate)^-year: 1 in the first year. Source: HM Treasury, The Green Book, Annex 6."""
    return (1 + rate) ** -year
