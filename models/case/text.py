"""Figures and names as text within a sentence. `optimiser.text` adds what only the programme's own sentences need."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from models.case.money import round_half_up


def pounds(pence: Fraction | int, *, decimals: int = 0, signed: bool = False, as_cell: bool = False) -> str:
    """Pence as pounds: `£1,234` or `-£1,234`; with two `decimals`, `£1,234.00`. Half up.

    `signed` puts `+` before a figure above zero. `as_cell` rounds halves away from zero, as a spreadsheet shows them:
    -£2.50 is `-£3` in a cell and `-£2` half up. Use it for a figure that may be below zero and stands beside its cell.
    """
    return figure_text(Fraction(pence) / 100, decimals, "£", signed=signed, as_cell=as_cell)


def exact_pounds(pence: Fraction | int, *, trim: bool = False) -> str:
    """Whole pence as pounds: 123456 is `£1,234.56`. `trim` leaves out the pence if there are none: `£25,000`."""
    text = pounds(pence, decimals=2)
    return text.removesuffix(".00") if trim else text


def figure_text(figure: Fraction, decimals: int, unit: str = "", *, signed: bool = False, as_cell: bool = False) -> str:
    """A figure with so many decimals and thousands commas, its unit before it; `signed` and `as_cell` as for pounds."""
    scaled = figure * 10**decimals
    rounded = -round_half_up(-scaled) if as_cell and scaled < 0 else round_half_up(scaled)
    whole, part = divmod(abs(rounded), 10**decimals)
    sign = "-" if rounded < 0 else "+" if signed and rounded > 0 else ""
    return f"{sign}{unit}{whole:,}" + (f".{part:0{decimals}}" if decimals else "")


def exact_number(value: Fraction | int) -> str:
    """An exact number: a decimal if six places are enough (5/2 is `2.5`), else a fraction (`1/3`)."""
    value = Fraction(value)
    if value.denominator == 1:
        return f"{value.numerator:,}"
    return f"{float(value):g}" if 10**6 % value.denominator == 0 else str(value)


def plural(number: Fraction | int, noun: str, nouns: str = "") -> str:
    """A number with its noun: `1 row`, `1,234 rows`, `3.5 people`. `nouns` is the plural if it does not end in s."""
    return f"{exact_number(number)} {noun if number == 1 else nouns or noun + 's'}"


def listed(names: Sequence[str], most: int | None = None) -> str:
    """`"a"`, `"a and b"`, `"a, b and c"`; with more than `most` names, `"a, b and 4 more"`."""
    if most is not None and len(names) > most:
        names = [*names[:most], f"{len(names) - most} more"]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def quoted(name: str) -> str:
    """A name within a sentence: `"as is"`."""
    return f'"{name}"'


def quoted_list(names: Iterable[str]) -> str:
    """Names in quotation marks: `"a", "b" and "c"`."""
    return listed([quoted(name) for name in names])


def fold_name(name: str) -> str:
    """A name without what does not matter when a user types it: capitals, and how many spaces there are."""
    return " ".join(name.split()).casefold()


def yes_no(flag: bool) -> str:
    """`yes` or `no`."""
    return "yes" if flag else "no"


def group_label(boroughs: Iterable[str]) -> str:
    """Several boroughs as one part of an index: `Halton + St Helens`."""
    return " + ".join(boroughs)


def index_label(*parts: str) -> str:
    """The index of a constraint in words, such as `detox, Halton + St Helens, 2010/11`."""
    return ", ".join(parts)
