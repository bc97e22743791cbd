"""Figures, names and lists as text within a sentence: pounds, per cent, plurals.

All text that a user reads takes its figures from here, so that one figure reads the same everywhere. What the sentences
of `models` need too is in `models.case.text`.
"""

from __future__ import annotations

from fractions import Fraction

from models.case.text import figure_text, listed, plural, pounds, quoted, quoted_list, yes_no

__all__ = [
    "gap_percent", "listed", "lower_first", "percent", "plural", "pounds", "quoted", "quoted_list", "tenths",
    "upper_first", "yes_no",
]  # fmt: skip

LEAST_GAP = 1e-6  # a smaller gap counts as optimal


def tenths(figure: Fraction | float, *, signed: bool = False, as_cell: bool = False) -> str:
    """A figure to one decimal: `1,234.5`. Half up; `signed` and `as_cell` as for pounds."""
    return figure_text(Fraction(figure), 1, signed=signed, as_cell=as_cell)


def percent(share: Fraction, decimals: int = 1, *, trim: bool = True) -> str:
    """A share in per cent: `6.4%`, `-31%`. Halves go away from zero.

    `trim` leaves out zeros at the end of the decimals: `31%` and not `31.0%`.
    """
    text = figure_text(share * 100, decimals, as_cell=True)
    return f"{text.rstrip('0').rstrip('.') if trim and decimals else text}%"


def gap_percent(share: float) -> str:
    """A relative gap in per cent: `0.1%`; at least LEAST_GAP, which counts as optimal."""
    return percent(Fraction(max(share, LEAST_GAP)), 4)


def upper_first(text: str) -> str:
    """The text with a capital letter at its start; the rest is unchanged."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """The text with a small letter at its start; the rest is unchanged."""
    return text[:1].lower() + text[1:]
