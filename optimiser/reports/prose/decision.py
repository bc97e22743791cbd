"""What is said of a decision in a later run: whether it holds, what moved, and where it would cease to hold.

The same sentences stand on stdout, in the paper and in the workbook.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from optimiser.analyses.decision.results import (
    Decision,
    DecisionEvaluation,
    FigureComparison,
    Threshold,
    Thresholds,
    Verdict,
)
from optimiser.reports.prose.sensitivity import how_far, input_moves
from optimiser.text import listed, percent, pounds, quoted, tenths

MONEY_FIGURES = ("cost",)
WHOLE_FIGURES = ("rank",)
NO_FIGURE = "no figure"


def decision_label(decision: Decision) -> str:
    """The decision as the beginning of a sentence: `The decision of 2010-04-01 for "joint" (the board)`."""
    by = f" ({decision.by})" if decision.by else ""
    return f"The decision of {decision.on} for {quoted(decision.option)}{by}"


def verdict_sentence(held: DecisionEvaluation) -> str:
    """Whether it holds, in a sentence."""
    if held.verdict is Verdict.HOLDS:
        return f"{decision_label(held.decision)} still holds."
    if held.verdict is Verdict.BROKEN:
        never = "" if held.decision.chosen.status.has_figures else "does not hold"
        return f"{decision_label(held.decision)} {never or 'no longer holds'}."
    return f"{decision_label(held.decision)}: whether it still holds is not known."


def nearest_threshold(held: DecisionEvaluation) -> str:
    """The nearest change at which it would no longer hold, in a sentence; blank where none is known."""
    found = [each for each in (held.thresholds.by_input if held.thresholds else ()) if each.switching_value is not None]
    if not found:
        return ""
    first = min(found, key=lambda each: abs(each.switching_value.fails_at) if each.switching_value else 0)
    assert first.switching_value is not None  # those without are left out
    moves = input_moves(first.input_name, first.switching_value.fails_at)
    return f"It would no longer hold if {moves} by {how_far(first.switching_value)}."


def decision_sentences(held: DecisionEvaluation) -> Iterator[str]:
    """All that is to be said of it, a sentence or two a line."""
    yield verdict_sentence(held)
    yield from reasons_and_remarks(held)
    yield figures_then_and_now(held)
    if held.thresholds is not None:
        yield from threshold_sentences(held.thresholds)


def reasons_and_remarks(held: DecisionEvaluation) -> Iterator[str]:
    """What it is that keeps the verdict from being known, what broke the decision, and what else differs."""
    yield from held.unknown
    if held.unknown and held.broken:
        yield "As far as figures were found, it would not hold:"
    yield from held.broken
    yield from held.remarks


def figures_then_and_now(held: DecisionEvaluation) -> str:
    """How the figures of the option chosen have moved: `Then and now: cost £100 and £90; ...`."""
    if all(each.then is None and each.now is None for each in held.figures):
        return "It had no figures when it was decided, and has none now."
    moved = [each for each in held.figures if each.changed]
    seen = [each for each in moved if figure_text(each.name, each.then) != figure_text(each.name, each.now)]
    if seen:
        return f"Then and now: {'; '.join(map(_then_and_now, seen))}."
    names = listed([_figure_label(each.name) for each in held.figures])
    less = "have moved by less than is shown here" if moved else "are what they were when it was decided"
    return f"Its {names} {less}."


def threshold_sentences(found: Thresholds) -> Iterator[str]:
    """Where it would cease to hold, a line for each input either way."""
    if not found.by_input:
        yield "Where it would cease to hold is looked for only where it holds, and that is proven."
    yield from map(threshold_sentence, found.by_input)


def threshold_sentence(found: Threshold) -> str:
    """Where it would cease to hold as one input moves one way, or that no such change was found."""
    if found.switching_value is None:
        return _nothing_found(found)
    value = found.switching_value
    words = f"It would no longer hold if {input_moves(found.input_name, value.fails_at)} by {how_far(value)}"
    ends = f"solved at {_signed_percent(value.holds_at)} and {_signed_percent(value.fails_at)}"
    return f"{words} ({ends}). {' '.join(found.broken)}{_unproven_points(found)}"


def figure_text(name: str, figure: Fraction | None) -> str:
    """One of the figures compared, in words."""
    if figure is None:
        return NO_FIGURE
    if name in MONEY_FIGURES:
        return pounds(figure)
    return str(figure) if name in WHOLE_FIGURES else tenths(figure)


def _then_and_now(each: FigureComparison) -> str:
    return f"{_figure_label(each.name)} {figure_text(each.name, each.then)} and {figure_text(each.name, each.now)}"


def _figure_label(name: str) -> str:
    return name.replace("_", " ")


def _nothing_found(found: Threshold) -> str:
    moves = input_moves(found.input_name, Fraction(found.side))
    none = f"No change was found as {moves} by up to {percent(abs(found.largest_change))}"
    return (
        f"{none}.{_unproven_points(found)}"
        if found.unproven_changes
        else f"{none}: solved at 10 and 20%, where it holds."
    )


def _unproven_points(found: Threshold) -> str:
    if not found.unproven_changes:
        return ""
    at = listed([_signed_percent(by) for by in found.unproven_changes])
    return f" Not every answer is proven at {at}, which tells nothing: a nearer change may be unseen."


def _signed_percent(by: Fraction) -> str:
    return f"{'-' if by < 0 else '+' if by > 0 else ''}{percent(abs(by))}"
