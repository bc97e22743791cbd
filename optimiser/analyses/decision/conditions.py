"""The conditions under which a decision holds, each with the sentence that says how it is broken.

`CONDITIONS` is the contents page. Each takes the decision and a point, that is how every option of a case stands now,
and gives a sentence for each way in which it is not met. What the case no longer has is looked at in `holding`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from models.plan.plan import Status
from optimiser.analyses.decision.results import Decision, ranked_above
from optimiser.analyses.decision.wording import needed, standing
from optimiser.analyses.sensitivity.results import GateScore, OptionStanding, SensitivityPoint
from optimiser.text import listed, pounds, quoted

Condition = Callable[[Decision, SensitivityPoint], Iterator[str]]

THEN = "When it was decided"
NO_PLAN = {
    Status.INFEASIBLE: "infeasible, as no plan keeps every rule",
    Status.NO_ANSWER: "no answer, as neither a plan nor a proof that there is none was found",
}


def broken_conditions(decision: Decision, point: SensitivityPoint) -> tuple[str, ...]:
    """What is broken there, as far as its figures show: a sentence for each condition not met; none where it holds.

    Raises KeyError where the option is not among those solved.
    """
    return tuple(words for condition in CONDITIONS for words in condition(decision, point))


def has_figures(decision: Decision, point: SensitivityPoint) -> Iterator[str]:
    """The option has figures: a plan was found."""
    now, then = point.options[decision.option], decision.chosen
    if not now.status.has_figures:
        others = any(each.status.has_figures for each in point.options.values())
        why = f"{NO_PLAN[now.status]}{'' if others else '; nor has any other option'}"
        yield f"{quoted(decision.option)} has no figures: {why}. {THEN}: {_figures_then(then)}."


def passes_gates(decision: Decision, point: SensitivityPoint) -> Iterator[str]:
    """It passes every gate but those that it failed when it was chosen all the same."""
    then = decision.chosen.gates
    for criterion, gate in point.options[decision.option].gates.items():
        if not gate.passed and (criterion not in then or then[criterion].passed):
            fails = f"{quoted(decision.option)} fails the gate of {quoted(criterion)} ({needed(gate)})"
            yield f"{fails}. {THEN}: {_gate_then(decision, then.get(criterion))}."


def not_outranked(decision: Decision, point: SensitivityPoint) -> Iterator[str]:
    """No option that may be preferred ranks above it, but those that did so when it was chosen all the same."""
    now = point.options[decision.option]
    if now.status.has_figures:
        for name in ranked_above(point.options, decision.option):
            if name not in decision.ranked_above:
                rival = point.options[name]
                ranks = f"{standing(rival)}; {quoted(decision.option)}: {standing(now)}{_level(rival, now)}"
                yield f"{quoted(name)} ranks above it ({ranks}). {THEN}: {_rival_then(decision, name)}."


CONDITIONS: tuple[Condition, ...] = (has_figures, passes_gates, not_outranked)


def _level(rival: OptionStanding, own: OptionStanding) -> str:
    """Which of two that are level ranks above, as the appraisal has it."""
    return "; level, and the lower present cost ranks first" if rival.score == own.score else ""


def _figures_then(then: OptionStanding) -> str:
    if then.cost is None:
        return f"none either ({then.status.value})"
    ranked = "" if then.rank is None else f", {standing(then)}"
    return f"cost {pounds(then.cost)}{ranked}"


def _gate_then(decision: Decision, gate: GateScore | None) -> str:
    if gate is not None:
        return needed(gate)
    return "no such gate" if decision.chosen.status.has_figures else "no figures"


def _rival_then(decision: Decision, name: str) -> str:
    """How the rival stood when it was decided, and so why it was not above then."""
    then, own = decision.options.get(name), decision.chosen
    if then is None:
        return f"{quoted(name)} was not appraised"
    if not then.status.has_figures:
        return f"{quoted(name)} had no figures ({then.status.value})"
    if then.rank is None:
        return "no option was ranked"
    failed = listed([quoted(criterion) for criterion, gate in then.gates.items() if not gate.passed])
    why = f", and it failed the gate of {failed}" if failed else ""
    return f"{quoted(name)} {standing(then)}{why}; {quoted(decision.option)} {standing(own)}"
