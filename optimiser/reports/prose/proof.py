"""How much cheaper a plan could still be for the same outcomes: what is proven of the secondary objective."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from math import ceil

from optimiser.engine.run import Result, Run
from optimiser.text import listed, pounds, quoted, tenths

TELL_FROM_PENCE = 100_000  # £1,000: less is not worth a sentence beside a saving
TENTH, POUND = Fraction(1, 10), Fraction(100)  # of an outcome, and in pence


def secondary_sentences(run: Run) -> Iterator[str]:
    """The options of which nothing is proven, and those whose cost may be more than £1,000 lower."""
    objectives = {result.answer.objective for result in run.results.values()}
    margins = {name: margin for name, result in run.results.items() if (margin := result.secondary_margin) is not None}
    same = "value" if "value" in objectives else "outcomes" if run.case.most_per_outcome is None else "net outcomes"
    if "cost" in objectives:
        most = {name: _rounded_up(margin, TENTH) for name, margin in margins.items() if margin >= TENTH}
        found = [(name, tenths(margin)) for name, margin in most.items()]
        start, what = "For the same cost, more weighted outcomes may be possible", "more"
    else:
        most = {name: _rounded_up(margin, POUND) for name, margin in margins.items() if margin > TELL_FROM_PENCE}
        found = [(name, pounds(margin)) for name, margin in most.items()]
        start, what = f"For the same {same}, the present cost may still be lower", "less"
    unproven = [
        quoted(name)
        for name, result in run.results.items()
        if result.answer.plan is not None and result.answer.secondary_bound is None
    ]
    if unproven and "cost" in objectives:
        yield f"It is not proven how many more outcomes the same cost could buy: {listed(unproven)}."
    elif unproven:
        yield f"It is not proven how much lower the cost could be for the same {same}: {listed(unproven)}."
    if found:
        parts = [f"{figure} {what} for {quoted(name)}" for name, figure in found]
        yield f"{start}: at most {listed(parts)}."


def largest_margin_sentence(results: Iterable[Result], where: str) -> Iterator[str]:
    """By how much the present cost of any of several plans may still be lower for the same outcomes, if by over £1,000.

    `where`: what the results are of, as in "at a point of this sweep". Nothing if their objective is cost.
    """
    of_cost = [result for result in results if result.answer.objective != "cost"]
    margins = [margin for result in of_cost if (margin := result.secondary_margin) is not None]
    largest = max(margins, default=Fraction(0))
    if largest > TELL_FROM_PENCE:
        most = pounds(_rounded_up(largest, POUND))
        yield f"The present cost of a plan {where} may still be lower, by at most {most}, at no loss of its objective."


def _rounded_up(figure: Fraction, unit: Fraction) -> Fraction:
    """The next whole number of units: what is said to be the most may not be less than it is."""
    return ceil(figure / unit) * unit
