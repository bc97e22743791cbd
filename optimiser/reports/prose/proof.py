"""How much cheaper a plan could still be for the same outcomes: what is proven of the secondary objective."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from models.case.vocabulary import SECONDARY_OBJECTIVE
from optimiser.engine.run import Result, Run
from optimiser.text import pounds, quoted, tenths

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
    """A sentence for each option whose cost may be more than £1,000 lower, or whose outcomes may be higher."""
    for name, result in run.results.items():
        margin = secondary_margin(result)
        if margin is None:
            continue
        if result.answer.objective == "cost":
            if margin >= TELL_FROM_OUTCOMES:
                yield f"{quoted(name)}: for this cost, at most {tenths(margin)} more weighted outcomes are possible."
        elif margin > TELL_FROM_PENCE:
            same = "the same outcomes" if result.answer.objective == "outcomes" else "the same value"
            yield f"{quoted(name)}: the discounted cost may be at most {pounds(margin)} lower for {same}."
