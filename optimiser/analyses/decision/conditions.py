"""The conditions under which a decision holds.

`CONDITIONS` lists them. Each takes the decision and a point, which says how every option of a case stands, and yields
what is broken. `evaluate` deals with options that are no longer in the case.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from optimiser.analyses.decision.results import (
    BrokenCondition,
    Decision,
    FailsGate,
    NoFigures,
    Outranked,
    ranked_above,
)
from optimiser.analyses.sensitivity.results import SensitivityPoint

Condition = Callable[[Decision, SensitivityPoint], Iterator[BrokenCondition]]


def broken_conditions(decision: Decision, point: SensitivityPoint) -> tuple[BrokenCondition, ...]:
    """What is broken at a point, by its figures; nothing if the decision holds there.

    Raises KeyError if the option was not solved there.
    """
    return tuple(broken for condition in CONDITIONS for broken in condition(decision, point))


def has_figures(decision: Decision, point: SensitivityPoint) -> Iterator[BrokenCondition]:
    """The option has a plan."""
    now = point.options[decision.option]
    if not now.status.has_figures:
        any_plan = any(option.status.has_figures for option in point.options.values())
        yield NoFigures(decision.option, now, decision.chosen, any_plan)


def passes_gates(decision: Decision, point: SensitivityPoint) -> Iterator[BrokenCondition]:
    """The option passes every gate, except those that it failed when it was chosen all the same."""
    then = decision.chosen.gates
    for criterion, gate in point.options[decision.option].gates.items():
        if not gate.passed and (criterion not in then or then[criterion].passed):
            had_figures = decision.chosen.status.has_figures
            yield FailsGate(decision.option, criterion, gate, then.get(criterion), had_figures)


def not_outranked(decision: Decision, point: SensitivityPoint) -> Iterator[BrokenCondition]:
    """No eligible option ranks above it, except those that did when it was chosen all the same."""
    now = point.options[decision.option]
    if now.status.has_figures:
        for name in ranked_above(point.options, decision.option):
            if name not in decision.ranked_above:
                rival = point.options[name], now, decision.options.get(name), decision.chosen
                yield Outranked(decision.option, name, *rival)


CONDITIONS: tuple[Condition, ...] = (has_figures, passes_gates, not_outranked)
