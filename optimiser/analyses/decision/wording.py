"""Figures and names within the sentences about a decision; and a user's own words made fit for one line."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from models.case.money import half_up
from optimiser.analyses.sensitivity.results import Found, Gate


def quoted(name: str) -> str:
    """A name within a sentence: `"as is"`."""
    return f'"{name}"'


def pounds(pence: Fraction | int) -> str:
    """Pence as `£1,234`, half up to the pound."""
    whole = half_up(Fraction(pence, 100))
    return f"{'-' if whole < 0 else ''}£{abs(whole):,}"


def tenth(figure: Fraction) -> str:
    """A figure to one decimal, half up."""
    tenths = half_up(figure * 10)
    return f"{'-' if tenths < 0 else ''}{abs(tenths) // 10:,}.{abs(tenths) % 10}"


def standing(found: Found) -> str:
    """Rank and score within a sentence: `rank 2, 40.0 points`."""
    if found.rank is None or found.score is None:
        return "no rank"
    return f"rank {found.rank}, {tenth(found.score)} points"


def needed(gate: Gate) -> str:
    """What a gate asks for: `35.0 points, and 50.0 are needed`."""
    return f"{tenth(gate.score)} points, and {tenth(gate.least)} are needed"


def listed(names: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def one_line(text: str) -> str:
    """A user's words on one line, without characters that nothing can show or no file can hold."""
    return "".join(each for each in " ".join(text.split()) if each.isprintable())
