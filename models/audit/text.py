"""How a breach is worded: money, numbers, groups."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction


def pounds(pence: int) -> str:
    """Whole pence as pounds: 123456 is "£1,234.56"."""
    sign = "-" if pence < 0 else ""
    return f"{sign}£{abs(pence) // 100:,}.{abs(pence) % 100:02d}"


def number(value: Fraction | int) -> str:
    """An exact number, in decimals where they are few: 5/2 is "2.5", 1/3 is "1/3"."""
    value = Fraction(value)
    if value.denominator == 1:
        return f"{value.numerator:,}"
    return f"{float(value):g}" if 10**6 % value.denominator == 0 else str(value)


def among(names: Iterable[str]) -> str:
    """Names as one place in an index: "Halton + St Helens"."""
    return " + ".join(names)


def where(*parts: str) -> str:
    """The parts of an index."""
    return ", ".join(parts)
