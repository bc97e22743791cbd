"""How much cheaper a plan could still be for the same outcomes: what is proven of the secondary objective."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from models.case.vocabulary import SECONDARY_OBJECTIVE
from optimiser.engine.run import Result, Run
from optimiser.text import listed, pounds, quoted, tenths

TELL_FROM_PENCE = 100_000  # £1,000: less is not worth a sentence beside a saving
TELL_FROM_OUTCOMES = Fraction(1, 10)


def secondary_margin(result: Result) -> Fraction | None:
    """By how much the secondary objective may be better at most, for an objective as good as this plan's.

    Pence of discounted cost, or weighted outcomes if the objective is cost. None without a plan or a proof.
    """
    bound = result.answer.secondary_bound
    if bound is None or result.ledger is None:
        return None
    value = result.ledger.objectives.of(SECONDARY_OBJECTIVE[result.answer.objective])
    return abs(value - Fraction(bound))


def secondary_sentences(run: Run) -> Iterator[str]:
    """A sentence on the options whose cost may be more than £1,000 lower, or whose outcomes may be higher."""
    margins = {name: secondary_margin(result) for name, result in run.results.items()}
    objectives = {result.answer.objective for result in run.results.values()}
    if "cost" in objectives:
        found = [(name, tenths(margin)) for name, margin in margins.items() if margin and margin >= TELL_FROM_OUTCOMES]
        start, what = "For the same cost, more weighted outcomes may be possible", "more"
    else:
        found = [(name, pounds(margin)) for name, margin in margins.items() if margin and margin > TELL_FROM_PENCE]
        same = "value" if "value" in objectives else "outcomes"
        start, what = f"For the same {same}, the discounted cost may still be lower", "less"
    if found:
        parts = [f"{figure} {what} for {quoted(name)}" for name, figure in found]
        yield f"{start}: at most {listed(parts)}."
