"""Sentences on what a second solver found of a run: that it agrees, contradicts it, or leaves it not verified."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import ceil

from optimiser.analyses.second_opinion import Agreement, OptionOpinion, SecondOpinion
from optimiser.text import percent, pounds, quoted, quoted_list

SECOND = "A second solver, on a programme written separately from the definitions,"
MILLIONTH = Fraction(1, 10**6)


def second_opinion_sentences(second_opinion: SecondOpinion | None) -> Iterator[str]:
    """What the second solver found, the worst first; nothing if it was not asked."""
    if second_opinion is None:
        return
    yield from contradiction_sentences(second_opinion)
    for each in second_opinion.with_agreement(Agreement.NOT_VERIFIED):
        yield f"{quoted(each.option)} is not verified by a second solver: {each.why}."
    agreed = second_opinion.with_agreement(Agreement.AGREES)
    with_plan = [each for each in agreed if not each.is_infeasible]
    without = [each.option for each in agreed if each.is_infeasible]
    if with_plan:
        yield f"{SECOND} found {_found(with_plan)} ({second_opinion.solver})."
    if without:
        yield f"{SECOND} found no plan for {quoted_list(without)} either ({second_opinion.solver})."


def contradiction_sentences(second_opinion: SecondOpinion | None) -> Iterator[str]:
    """Each option whose answer the second solver contradicts; nothing if it was not asked."""
    if second_opinion is None:
        return
    for each in second_opinion.with_agreement(Agreement.CONTRADICTS):
        yield (
            f"{SECOND} contradicts the answer for {quoted(each.option)} ({second_opinion.solver}):"
            f" {each.why}{_figures(each)}. One of the two is wrong. Do not use the figures of this option, or the order"
            " of the options. Please send us the case."
        )


def recorded_contradiction(contradicted: Sequence[str], where: str = "this run") -> str:
    """That a second solver contradicted answers of a run that is read from its folder; blank if it did not."""
    if not contradicted:
        return ""
    return (
        f"A second solver contradicted {where} on {quoted_list(contradicted)}: do not use the figures of"
        f" {'this option' if len(contradicted) == 1 else 'these options'}, or the order of the options."
    )


def _found(options: list[OptionOpinion]) -> str:
    """By how much a plan may be better at most: the largest share proven of any option, rounded up."""
    names = quoted_list([each.option for each in options])
    shares = [each.within for each in options]
    if None in shares:
        return f"no plan with a better value of the objective for {names}, within its gap"
    most = Fraction(ceil(max(filter(None, shares), default=MILLIONTH) / MILLIONTH)) * MILLIONTH
    return f"no plan for {names} with a value of the objective that is better by more than {percent(most, 4)}"


def _figures(each: OptionOpinion) -> str:
    """The value of its plan or its bound, after a space."""
    if each.value is not None:
        return f" (its value: {_value(each, each.value)})"
    return "" if each.bound is None or each.is_infeasible else f" (the bound: {_value(each, Fraction(each.bound))})"


def _value(each: OptionOpinion, value: Fraction) -> str:
    return f"{float(value):,.9g} weighted outcomes" if each.objective == "outcomes" else pounds(value)
