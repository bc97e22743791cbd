"""Figures, names and lists as text within a sentence: pounds, per cent, plurals.

All text that a user reads takes its figures from here, so that one figure reads the same everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from models.case.money import round_half_up

LEAST_GAP = 1e-6  # a smaller gap counts as optimal


def pounds(pence: Fraction | int, *, decimals: int = 0, signed: bool = False, as_cell: bool = False) -> str:
    """Pence as pounds: `£1,234` or `-£1,234`; with two `decimals`, `£1,234.00`. Half up.

    `signed` puts `+` before a figure above zero. `as_cell` rounds halves away from zero, as a spreadsheet shows them:
    -£2.50 is `-£3` in a cell and `-£2` half up. Use it for a figure that may be below zero and stands beside its cell.
    """
    return _text(Fraction(pence) / 100, decimals, "£", signed=signed, as_cell=as_cell)


def tenths(figure: Fraction | float, *, signed: bool = False, as_cell: bool = False) -> str:
    """A figure to one decimal: `1,234.5`. Half up; `signed` and `as_cell` as for pounds."""
    return _text(Fraction(figure), 1, signed=signed, as_cell=as_cell)


def percent(share: Fraction, decimals: int = 1, *, trim: bool = True) -> str:
    """A share in per cent: `6.4%`, `-31%`. Halves go away from zero.

    `trim` leaves out zeros at the end of the decimals: `31%` and not `31.0%`.
    """
    text = _text(share * 100, decimals, as_cell=True)
    return f"{text.rstrip('0').rstrip('.') if trim and decimals else text}%"


def gap_percent(share: float) -> str:
    """A relative gap in per cent: `0.1%`; at least LEAST_GAP, which counts as optimal."""
    return percent(Fraction(max(share, LEAST_GAP)), 4)


def plural(count: int, noun: str, nouns: str = "") -> str:
    """A count with its noun: `1 row`, `1,234 rows`. `nouns` is the plural if it does not end in s."""
    return f"{count:,} {noun if count == 1 else nouns or noun + 's'}"


def listed(names: Sequence[str], most: int | None = None) -> str:
    """`"a"`, `"a and b"`, `"a, b and c"`; with more than `most` names, `"a, b and 4 more"`."""
    if most is not None and len(names) > most:
        names = [*names[:most], f"{len(names) - most} more"]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def quoted(name: str) -> str:
    """A name within a sentence: `"as is"`."""
    return f'"{name}"'


def yes_no(flag: bool) -> str:
    """`yes` or `no`."""
    return "yes" if flag else "no"


def upper_first(text: str) -> str:
    """The text with a capital letter at its start; the rest is unchanged."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """The text with a small letter at its start; the rest is unchanged."""
    return text[:1].lower() + text[1:]


def _text(figure: Fraction, decimals: int, unit: str = "", *, signed: bool = False, as_cell: bool = False) -> str:
    scaled = figure * 10**decimals
    rounded = -round_half_up(-scaled) if as_cell and scaled < 0 else round_half_up(scaled)
    whole, part = divmod(abs(rounded), 10**decimals)
    sign = "-" if rounded < 0 else "+" if signed and rounded > 0 else ""
    return f"{sign}{unit}{whole:,}" + (f".{part:0{decimals}}" if decimals else "")
