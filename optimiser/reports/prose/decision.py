"""What is said of a decision in a later run: whether it holds, what moved, and where it would cease to hold.

The same sentences stand on stdout, in the paper and in the workbook.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from optimiser.analyses.decision.results import Compared, Decision, Held, Threshold, Thresholds, Verdict
from optimiser.reports.prose.sensitivity import far, moves
from optimiser.text import listed, percent, pounds, quoted, tenths

MONEY = ("cost",)
COUNTS = ("rank",)
NO_FIGURE = "no figure"


def of(decision: Decision) -> str:
    """The decision as the beginning of a sentence: `The decision of 2010-04-01 for "joint" (the board)`."""
    by = f" ({decision.by})" if decision.by else ""
    return f"The decision of {decision.on} for {quoted(decision.option)}{by}"


def verdict(held: Held) -> str:
    """Whether it holds, in a sentence."""
    if held.verdict is Verdict.HOLDS:
        return f"{of(held.decision)} still holds."
    if held.verdict is Verdict.BROKEN:
        never = "" if held.decision.chosen.status.has_figures else "does not hold"
        return f"{of(held.decision)} {never or 'no longer holds'}."
    return f"{of(held.decision)}: whether it still holds is not known."


def nearest(held: Held) -> str:
    """The nearest change at which it would no longer hold, in a sentence; blank where none is known."""
    found = [each for each in (held.thresholds.found if held.thresholds else ()) if each.switch is not None]
    if not found:
        return ""
    first = min(found, key=lambda each: abs(each.switch.lost) if each.switch else 0)
    assert first.switch is not None  # those without are left out
    return f"It would no longer hold if {moves(first.name, first.switch.lost)} by {far(first.switch)}."


def said(held: Held) -> Iterator[str]:
    """All that is to be said of it, a sentence or two a line."""
    yield verdict(held)
    yield from grounds(held)
    yield figures(held)
    if held.thresholds is not None:
        yield from limits(held.thresholds)


def grounds(held: Held) -> Iterator[str]:
    """What it is that keeps the verdict from being known, what broke the decision, and what else differs."""
    yield from held.unknown
    if held.unknown and held.broken:
        yield "As far as figures were found, it would not hold:"
    yield from held.broken
    yield from held.remarks


def figures(held: Held) -> str:
    """How the figures of the option chosen have moved: `Then and now: cost £100 and £90; ...`."""
    if all(each.then is None and each.now is None for each in held.figures):
        return "It had no figures when it was decided, and has none now."
    moved = [each for each in held.figures if each.moved]
    seen = [each for each in moved if shown(each.name, each.then) != shown(each.name, each.now)]
    if seen:
        return f"Then and now: {'; '.join(map(_compared, seen))}."
    names = listed([_words(each.name) for each in held.figures])
    less = "have moved by less than is shown here" if moved else "are what they were when it was decided"
    return f"Its {names} {less}."


def limits(found: Thresholds) -> Iterator[str]:
    """Where it would cease to hold, a line for each input either way."""
    if not found.found:
        yield "Where it would cease to hold is looked for only where it holds, and that is proven."
    yield from map(limit, found.found)


def limit(found: Threshold) -> str:
    """Where it would cease to hold as one input moves one way, or that no such change was found."""
    if found.switch is None:
        return _none_found(found)
    words = f"It would no longer hold if {moves(found.name, found.switch.lost)} by {far(found.switch)}"
    ends = f"solved at {_change(found.switch.kept)} and {_change(found.switch.lost)}"
    return f"{words} ({ends}). {' '.join(found.broken)}{_unseen(found)}"


def shown(name: str, figure: Fraction | None) -> str:
    """One of the figures compared, in words."""
    if figure is None:
        return NO_FIGURE
    if name in MONEY:
        return pounds(figure)
    return str(figure) if name in COUNTS else tenths(figure)


def _compared(each: Compared) -> str:
    return f"{_words(each.name)} {shown(each.name, each.then)} and {shown(each.name, each.now)}"


def _words(name: str) -> str:
    return name.replace("_", " ")


def _none_found(found: Threshold) -> str:
    none = f"No change was found as {moves(found.name, Fraction(found.side))} by up to {percent(abs(found.farthest))}"
    return f"{none}.{_unseen(found)}" if found.unknown else f"{none}: solved at 10 and 20%, where it holds."


def _unseen(found: Threshold) -> str:
    if not found.unknown:
        return ""
    at = listed([_change(by) for by in found.unknown])
    return f" Not every answer is proven at {at}, which tells nothing: a nearer change may be unseen."


def _change(by: Fraction) -> str:
    return f"{'-' if by < 0 else '+' if by > 0 else ''}{percent(abs(by))}"
