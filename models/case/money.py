"""Exact arithmetic on pence: rounding, sharing and discounting."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, floor

PRICE_DECIMALS = 6  # of a pound, that a unit price keeps


def round_half_up(amount: Fraction) -> int:
    """The nearest whole number. Halves are rounded up (towards plus infinity): 2.5 gives 3 and -2.5 gives -2."""
    return floor(amount + Fraction(1, 2))


def to_pence(pounds: Fraction) -> int:
    """Pounds as whole pence, rounded half up."""
    return round_half_up(pounds * 100)


def price_in_pence(pounds: Fraction) -> Fraction:
    """A unit price in pence, rounded half up to a ten-thousandth of a penny: PRICE_DECIMALS decimals of a pound."""
    return Fraction(round_half_up(pounds * 10**PRICE_DECIMALS), 10 ** (PRICE_DECIMALS - 2))


def price_of(places: int, unit_price: Fraction) -> int:
    """What places cost at a unit price in pence: whole pence, a part of a penny counting as a penny."""
    return ceil(places * unit_price)


def share(amount: int, weights: Sequence[Fraction]) -> list[int]:
    """Split whole pence in proportion to the weights, by largest remainder. The parts sum to the amount.

    Gives one part for each weight. If all weights are 0, the parts are equal. If remainders tie, the earlier weight
    gets the penny. Raises ValueError if there are no weights. Source: the method of largest remainders (Hamilton).
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
    """The discount factor (1 + rate)^-year: 1 in the first year. Source: HM Treasury, The Green Book, Annex 6."""
    return (1 + rate) ** -year
