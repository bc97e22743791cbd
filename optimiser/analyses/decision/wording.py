"""Figures and names within the sentences about a decision; and a user's own words made fit for one line."""

from __future__ import annotations

from optimiser.analyses.sensitivity.results import GateScore, OptionStanding
from optimiser.text import tenths


def standing(found: OptionStanding) -> str:
    """Rank and score within a sentence: `rank 2, 40.0 points`."""
    if found.rank is None or found.score is None:
        return "no rank"
    return f"rank {found.rank}, {tenths(found.score)} points"


def needed(gate: GateScore) -> str:
    """What a gate asks for: `35.0 points, and 50.0 are needed`."""
    return f"{tenths(gate.score)} points, and {tenths(gate.minimum)} are needed"


def one_line(text: str) -> str:
    """A user's words on one line, without characters that nothing can show or no file can hold."""
    return "".join(each for each in " ".join(text.split()) if each.isprintable())
