"""What an option saves once the money that lapses is taken off: money that is not spent and must be returned."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from optimiser.engine.run import Run
from optimiser.text import pounds

KEPT = "Saving kept is the saving less the money that lapses: money that is not spent and must be returned."
TODAY = "today's arrangements over the same years"


def anything_lapses(run: Run) -> bool:
    """Whether any option of the run leaves money unspent that lapses."""
    return any((result.measures or {}).get("lapsed") for result in run.results.values())


def saving_kept_sentence(measures: Mapping[str, Fraction | None]) -> str:
    """An option's saving less what lapses, and how that is made up; the figures are in pence."""
    saving, lapsed, kept = (measures.get(name) or Fraction(0) for name in ("saving", "lapsed", "saving_kept"))
    if not lapsed:
        return "It spends all of the money that would lapse."
    if saving < 0:
        return (
            f"It saves nothing: it costs {pounds(-saving)} more than {TODAY}, and {_returned(lapsed)}:"
            f" {pounds(-kept)} together."
        )
    costs = f"it costs {pounds(saving)} less than {TODAY}" if saving else f"it costs as much as {TODAY}"
    if kept > 0:
        return f"After what lapses, it saves {pounds(kept)}: {costs}, but {_returned(lapsed)}."
    more = f", {pounds(-kept)} more than it saves" if saving and kept else ""
    return f"After what lapses, it saves nothing: {costs}, {'but' if saving else 'and'} {_returned(lapsed)}{more}."


def _returned(lapsed: Fraction) -> str:
    return f"{pounds(lapsed)} of the money for these years is not spent and must be returned"
