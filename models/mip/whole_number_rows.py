"""Rows over whole numbers with exact fractions: scaled to whole numbers, so that no tolerance decides what they mean.

A row Σ a_i · x_i ≥ least, with fractions a_i and whole x_i, is the same as one with whole numbers in place of the a_i
and a whole right side, rounded up. A plan that misses it then misses it by one or more. Only if the whole numbers are
beyond `LARGEST_EXACT` may a solver's tolerance let through a plan that misses it.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, gcd, lcm
from typing import Any

from pulp import lpSum

from models.mip.variables import Term

LARGEST_COEFFICIENT = 10_000  # beyond it a row is divided by its largest coefficient, which keeps tolerances small
LARGEST_EXACT = 1_000_000  # beyond it one in whole numbers is less than a solver's tolerance


def at_least(terms: Sequence[tuple[Fraction, Term]], least: Fraction, margin: float = 0.0) -> Any:
    """The row Σ a_i · x_i ≥ least over terms that are whole numbers in every plan.

    margin: by how much more is asked for if a tolerance could let through a plan that misses the row, relative to the
    largest of the a_i.
    """
    common = lcm(least.denominator, *(factor.denominator for factor, _ in terms))
    wholes = [int(factor * common) for factor, _ in terms]
    divisor = gcd(*wholes) or 1
    largest = max((abs(whole) // divisor for whole in wholes), default=1)
    scale = largest if largest > LARGEST_COEFFICIENT else 1
    row = lpSum(whole // divisor / scale * term for whole, (_, term) in zip(wholes, terms, strict=True))
    return row >= ceil(Fraction(least * common, divisor)) / scale + (margin if scale > LARGEST_EXACT else 0.0)
