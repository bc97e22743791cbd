"""Money, numbers and names as text, for the sentences that `models` makes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction


def pounds(pence: int, *, trim: bool = False) -> str:
    """Whole pence as pounds: 123456 is `£1,234.56`. `trim` leaves out the pence if there are none: `£25,000`."""
    sign = "-" if pence < 0 else ""
    whole, part = divmod(abs(pence), 100)
    return f"{sign}£{whole:,}" + ("" if trim and not part else f".{part:02d}")


def exact_number(value: Fraction | int) -> str:
    """An exact number: a decimal if six places are enough (5/2 is `2.5`), else a fraction (`1/3`)."""
    value = Fraction(value)
    if value.denominator == 1:
        return f"{value.numerator:,}"
    return f"{float(value):g}" if 10**6 % value.denominator == 0 else str(value)


def counted(number: Fraction | int, noun: str, plural: str = "") -> str:
    """A number with its noun: `1 place`, `1,200 places`, `3.5 people`."""
    return f"{exact_number(number)} {noun if number == 1 else plural or noun + 's'}"


def listed(names: Sequence[str]) -> str:
    """`"a"`, `"a and b"`, `"a, b and c"`."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def quoted(name: str) -> str:
    """A name within a sentence: `"as is"`."""
    return f'"{name}"'


def group_label(boroughs: Iterable[str]) -> str:
    """Several boroughs as one part of an index: `Halton + St Helens`."""
    return " + ".join(boroughs)


def index_label(*parts: str) -> str:
    """The index of a constraint in words, such as `detox, Halton + St Helens, 2010/11`."""
    return ", ".join(parts)
