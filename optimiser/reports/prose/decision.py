"""Sentences about a board's decision: how the choice stands, whether it holds in a later run, and where it would not.

The screen, the paper and the workbook use the same sentences.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from models.plan.plan import Status
from optimiser.analyses.decision.evaluate import UNPROVEN
from optimiser.analyses.decision.results import (
    THRESHOLD_INPUTS,
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
from optimiser.reports.prose.open_decision import preferred_text, still_open_text
from optimiser.reports.prose.sensitivity import how_far, input_moves
from optimiser.text import listed, percent, pounds, quoted, tenths

MONEY_FIGURES = ("cost",)
WHOLE_FIGURES = ("rank",)
NO_FIGURE = "no figure"
THEN = "When it was decided"
NO_PLAN = {
    Status.INFEASIBLE: "infeasible, as no plan meets every constraint",
    Status.NO_ANSWER: "no answer, as no plan was found and it was not proven that there is none",
}
AS_DECIDED = "This was so when it was chosen, and alone will not break the decision."


def decision_label(decision: Decision) -> str:
    """The decision as the start of a sentence: `The decision of 2010-04-01 for "joint" (the board)`."""
    by = f" ({decision.by})" if decision.by else ""
    return f"The decision of {decision.on} for {quoted(decision.option)}{by}"


def verdict_sentence(held: DecisionEvaluation) -> str:
    """Whether the decision holds."""
    label = decision_label(held.decision)
    if held.verdict is Verdict.HOLDS:
        return f"{label} still holds{still_open_text(held)}."
    if held.verdict is Verdict.BROKEN:
        holds = "no longer holds" if held.decision.chosen.status.has_figures else "does not hold"
        return f"{label} {holds}{still_open_text(held)}."
    return f"{label}: it is not known whether it still holds."


def nearest_threshold(held: DecisionEvaluation) -> str:
    """The nearest change at which the decision no longer holds; blank if none is known."""
    thresholds = held.thresholds.by_input if held.thresholds else ()
    values = [(each.input_name, each.switching_value) for each in thresholds if each.switching_value is not None]
    if not values:
        return ""
    name, value = min(values, key=lambda pair: abs(pair[1].fails_at))
    tested, moves = listed(THRESHOLD_INPUTS), input_moves(name, value.fails_at)
    return f"Of the changes of {tested} tested, the nearest at which it does not hold: {moves} by {how_far(value)}."


def decision_sentences(held: DecisionEvaluation) -> Iterator[str]:
    """All sentences about a decision."""
    yield verdict_sentence(held)
    yield from reasons_and_remarks(held)
    yield figures_then_and_now(held)
    if held.thresholds is not None:
        yield from threshold_sentences(held.thresholds)


def reasons_and_remarks(held: DecisionEvaluation) -> Iterator[str]:
    """Why the verdict is not known, which conditions are broken, and what else differs between the runs."""
    yield from map(unknown_sentence, held.unknown)
    if held.unknown and held.broken:
        yield "The figures that were found break it:"
    yield from map(condition_sentence, held.broken)
    yield from map(difference_sentence, held.differences)


def figures_then_and_now(held: DecisionEvaluation) -> str:
    """How the figures of the chosen option have changed: `When decided and now: cost £100 and £90; ...`."""
    if all(figure.then is None and figure.now is None for figure in held.figures):
        return "The option had no figures when it was chosen, and has none now."
    changed = [figure for figure in held.figures if figure.changed]
    visible = [each for each in changed if figure_text(each.name, each.then) != figure_text(each.name, each.now)]
    if visible:
        return f"When decided and now: {'; '.join(map(_then_and_now, visible))}."
    names = listed([_figure_label(figure.name) for figure in held.figures])
    return f"Its {names} {'have changed by less than is shown here' if changed else 'have not changed since'}."


def threshold_sentences(thresholds: Thresholds) -> Iterator[str]:
    """A sentence for each input, lower and higher: where the decision no longer holds."""
    if not thresholds.by_input:
        yield "Changes at which it no longer holds are looked for only if it holds in this run and that is proven."
    yield from map(threshold_sentence, thresholds.by_input)


def threshold_sentence(threshold: Threshold) -> str:
    """Where the decision no longer holds as one input falls or rises, or that no such change was found."""
    value = threshold.switching_value
    if value is None:
        return _nothing_found(threshold)
    moves = f"{input_moves(threshold.input_name, value.fails_at)} by {how_far(value)}"
    solved = f"solved at {_signed_percent(value.holds_at)} and {_signed_percent(value.fails_at)}"
    broken = " ".join(map(condition_sentence, threshold.broken))
    return f"It no longer holds if {moves} ({solved}). {broken}{_unproven_points(threshold)}"


def choice_sentences(decision: Decision) -> Iterator[str]:
    """How the chosen option stands in the run that it was chosen on, and what speaks against the choice."""
    name, chosen = quoted(decision.option), decision.chosen
    yield f"{name} in this run: {_status_text(chosen)}."
    if not chosen.status.has_figures:
        yield f"{name} has no figures. Until it has, later runs will say that the decision does not hold."
    if decision.preferred is not None:
        yield preferred_text(decision, decision.preferred)
    yield from (f"{reason} {AS_DECIDED}" for reason in _reasons_against(decision))
    if unproven := [quoted(name) for name, option in decision.options.items() if option.status in UNPROVEN]:
        yield f"Not proven in this run: {listed(unproven)}. A longer run may find better plans with other figures."


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
        level = (
            "; the scores are equal, and the lower present cost ranks first"
            if broken.rival_now.score == broken.now.score
            else ""
        )
        ranks = f"{_rank_text(broken.rival_now)}; {quoted(broken.option)}: {_rank_text(broken.now)}{level}"
        return f"{quoted(broken.rival)} ranks above it ({ranks}). {THEN}: {_rival_then(broken)}."
    return broken.text


def unknown_sentence(reason: UnknownReason) -> str:
    """Why it is not known whether the decision holds."""
    if isinstance(reason, NotAppraised):
        names = listed([quoted(name) for name in reason.options])
        return f"This run appraised only some options. It did not appraise {names}."
    return f"The answer for {quoted(reason.option)} is not proven ({reason.status.value})."


def difference_sentence(difference: RunDifference) -> str:
    """What else differs between the run decided on and this one."""
    then, now = difference.then, difference.now
    if difference.kind is DifferenceKind.OBJECTIVE:
        return f"The objective differs: {then} when it was decided, {now} in this run."
    if difference.kind is DifferenceKind.YEARS:
        return f"It was decided on figures for {then}; this run has figures for {now}."
    if difference.kind is DifferenceKind.PRICES:
        return f"When it was decided, money was in prices of {then}; in this run it is in prices of {now}."
    then, now = (label or "the base case" for label in (then, now))
    return f"It was decided on {then}; this run is of {now}{', with other changes' if then == now else ''}."


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
    """`35.0 points; the gate is 50.0`."""
    return f"{tenths(gate.score)} points; the gate is {tenths(gate.minimum)}"


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


def _then_and_now(figure: FigureComparison) -> str:
    then, now = (figure_text(figure.name, value) for value in (figure.then, figure.now))
    return f"{_figure_label(figure.name)} {then} and {now}"


def _figure_label(name: str) -> str:
    return name.replace("_", " ")


def _nothing_found(threshold: Threshold) -> str:
    moves = input_moves(threshold.input_name, Fraction(threshold.side))
    if not threshold.unproven_changes:
        return f"It still holds if {moves} by 10% and by 20% (both solved)."
    largest = percent(abs(threshold.largest_change))
    return (
        f"No change was found at which it no longer holds if {moves} by up to {largest}.{_unproven_points(threshold)}"
    )


def _unproven_points(threshold: Threshold) -> str:
    if not threshold.unproven_changes:
        return ""
    points = listed([_signed_percent(change) for change in threshold.unproven_changes])
    return f" Not every answer is proven at {points}, so a nearer change may have been missed."


def _signed_percent(change: Fraction) -> str:
    return f"{'-' if change < 0 else '+' if change > 0 else ''}{percent(abs(change))}"
