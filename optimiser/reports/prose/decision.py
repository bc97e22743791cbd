"""What is said of a decision in a later run: whether it holds, what moved, and where it would cease to hold.

The same sentences stand on stdout, in the paper and in the workbook.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from models.plan.plan import Status
from optimiser.analyses.decision.evaluate import UNPROVEN
from optimiser.analyses.decision.results import (
    BrokenCondition,
    Decision,
    DecisionEvaluation,
    DifferenceKind,
    Dropped,
    FailsGate,
    FigureComparison,
    NoFigures,
    NotAppraised,
    NotInCase,
    Outranked,
    RunDifference,
    Threshold,
    Thresholds,
    UnknownReason,
    Verdict,
)
from optimiser.analyses.sensitivity.results import GateScore, OptionStanding
from optimiser.reports.prose.sensitivity import how_far, input_moves
from optimiser.text import listed, percent, pounds, quoted, tenths

MONEY_FIGURES = ("cost",)
WHOLE_FIGURES = ("rank",)
NO_FIGURE = "no figure"
THEN = "When it was decided"
NO_PLAN = {
    Status.INFEASIBLE: "infeasible, as no plan keeps every rule",
    Status.NO_ANSWER: "no answer, as neither a plan nor a proof that there is none was found",
}
AS_DECIDED = "It was decided so: that alone will not break the decision."


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
    yield from map(unknown_sentence, held.unknown)
    if held.unknown and held.broken:
        yield "As far as figures were found, it would not hold:"
    yield from map(condition_sentence, held.broken)
    yield from map(difference_sentence, held.differences)


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
    return f"{words} ({ends}). {' '.join(map(condition_sentence, found.broken))}{_unproven_points(found)}"


def choice_sentences(decision: Decision) -> Iterator[str]:
    """How the chosen option stands in the run that it was chosen on, and what speaks against the choice."""
    name, chosen = quoted(decision.option), decision.chosen
    yield f"{name} in this run: {_status_text(chosen)}."
    if not chosen.status.has_figures:
        yield f"{name} has no figures: until it has, later runs will say that the decision does not hold."
    if decision.preferred is not None:
        preferred = decision.preferred == decision.option
        yield "It is the preferred option." if preferred else f"It is not preferred: {quoted(decision.preferred)} is."
    yield from (f"{reason} {AS_DECIDED}" for reason in _reasons_against(decision))
    if unproven := [quoted(name) for name, option in decision.options.items() if option.status in UNPROVEN]:
        yield f"Not proven in this run: {listed(unproven)}. A longer run may find better plans, and other figures."


def condition_sentence(broken: BrokenCondition) -> str:
    """How a condition is broken, with the figures now and when it was decided."""
    if isinstance(broken, NotInCase):
        return f"The case no longer has the option {quoted(broken.option)}. It has: {', '.join(broken.others)}."
    if isinstance(broken, Dropped):
        return f"{quoted(broken.option)} is dropped from the case: {broken.reason}"
    if isinstance(broken, NoFigures):
        others = "" if broken.any_plan else "; nor has any other option"
        why = f"{NO_PLAN[broken.now.status]}{others}"
        return f"{quoted(broken.option)} has no figures: {why}. {THEN}: {_figures_then(broken.then)}."
    if isinstance(broken, FailsGate):
        fails = f"{quoted(broken.option)} fails the gate of {quoted(broken.criterion)} ({_gate_text(broken.now)})"
        return f"{fails}. {THEN}: {_gate_then(broken)}."
    if isinstance(broken, Outranked):
        level = "; level, and the lower present cost ranks first" if broken.rival_now.score == broken.now.score else ""
        ranks = f"{_rank_text(broken.rival_now)}; {quoted(broken.option)}: {_rank_text(broken.now)}{level}"
        return f"{quoted(broken.rival)} ranks above it ({ranks}). {THEN}: {_rival_then(broken)}."
    return broken.text


def unknown_sentence(reason: UnknownReason) -> str:
    """Why it is not known whether the decision holds."""
    if isinstance(reason, NotAppraised):
        names = listed([quoted(name) for name in reason.options])
        return f"This run was asked for some options only. Not appraised in it: {names}."
    return f"The answer for {quoted(reason.option)} is not proven ({reason.status.value})."


def difference_sentence(difference: RunDifference) -> str:
    """What else differs between the run decided on and this one."""
    then, now = difference.then, difference.now
    if difference.kind is DifferenceKind.OBJECTIVE:
        return f"The aim differs: {then} when it was decided, {now} in this run."
    if difference.kind is DifferenceKind.YEARS:
        return f"It was decided on figures of {then}; those of this run are of {now}."
    if difference.kind is DifferenceKind.PRICES:
        return f"The money of then is in prices of {then}, that of this run in those of {now}."
    then, now = (label or "the case as it stands" for label in (then, now))
    return f"It was decided on {then}; this run is of {now}{', changed otherwise' if then == now else ''}."


def figure_text(name: str, figure: Fraction | None) -> str:
    """One of the figures compared, in words."""
    if figure is None:
        return NO_FIGURE
    if name in MONEY_FIGURES:
        return pounds(figure)
    return str(figure) if name in WHOLE_FIGURES else tenths(figure)


def _status_text(option: OptionStanding) -> str:
    ranked = "" if option.rank is None else f", {_rank_text(option)}"
    cost = "" if option.cost is None else f", cost {pounds(option.cost)}{ranked}"
    return f"{option.status.value}{cost}"


def _reasons_against(decision: Decision) -> Iterator[str]:
    """What spoke against the choice and was known."""
    for criterion, gate in decision.chosen.gates.items():
        if not gate.passed:
            yield f"{quoted(decision.option)} fails the gate of {quoted(criterion)} ({_gate_text(gate)})."
    if decision.chosen.status.has_figures:
        for name in decision.ranked_above:
            yield f"{quoted(name)} ranks above it ({_rank_text(decision.options[name])})."


def _rank_text(option: OptionStanding) -> str:
    """`rank 2, 40.0 points`."""
    if option.rank is None or option.score is None:
        return "no rank"
    return f"rank {option.rank}, {tenths(option.score)} points"


def _gate_text(gate: GateScore) -> str:
    """`35.0 points, and 50.0 are needed`."""
    return f"{tenths(gate.score)} points, and {tenths(gate.minimum)} are needed"


def _figures_then(then: OptionStanding) -> str:
    if then.cost is None:
        return f"none either ({then.status.value})"
    ranked = "" if then.rank is None else f", {_rank_text(then)}"
    return f"cost {pounds(then.cost)}{ranked}"


def _gate_then(broken: FailsGate) -> str:
    if broken.then is not None:
        return _gate_text(broken.then)
    return "no such gate" if broken.had_figures else "no figures"


def _rival_then(broken: Outranked) -> str:
    """How the rival stood when it was decided, and so why it was not above the option then."""
    rival, then = quoted(broken.rival), broken.rival_then
    if then is None:
        return f"{rival} was not appraised"
    if not then.status.has_figures:
        return f"{rival} had no figures ({then.status.value})"
    if then.rank is None:
        return "no option was ranked"
    failed = listed([quoted(criterion) for criterion, gate in then.gates.items() if not gate.passed])
    why = f", and it failed the gate of {failed}" if failed else ""
    return f"{rival} {_rank_text(then)}{why}; {quoted(broken.option)} {_rank_text(broken.then)}"


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
