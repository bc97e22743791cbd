"""Whether a decision holds against a later run, and how the figures of the option chosen have moved.

It holds where the option is still in the case and not dropped, has figures, passes every gate but those that it failed
when it was chosen, and no option that may be preferred ranks above it but those that did then. Where an option that
matters is not solved, or an answer not proven, nothing is claimed: it is not known. Not here: the conditions that
figures decide (`conditions`), and inputs moved (`thresholds`).
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from models.appraisal.measures import outcomes_shown
from models.plan.plan import Status
from optimiser.analyses.decision.conditions import broken_conditions
from optimiser.analyses.decision.results import Decision, DecisionEvaluation, FigureComparison, Verdict
from optimiser.analyses.sensitivity.points import sensitivity_point
from optimiser.analyses.sensitivity.results import OptionStanding, SensitivityPoint
from optimiser.casefiles.change_text import all_changes, change_label, describe_change
from optimiser.engine.run import Run
from optimiser.text import listed, quoted

UNPROVEN = (Status.UNPROVEN, Status.NO_ANSWER)


def evaluate_decision(decision: Decision, run: Run) -> DecisionEvaluation:
    """The decision held against a run, without thresholds. Nothing is solved."""
    now = run_point(run)
    gone = tuple(_gone(decision, run))
    wrong = gone if gone or decision.option not in now.options else broken_conditions(decision, now)
    unknown = () if gone or _infeasible(decision, now) else tuple(_unknown(decision, run, now))
    return DecisionEvaluation(
        decision,
        Verdict.UNKNOWN if unknown else Verdict.BROKEN if wrong else Verdict.HOLDS,
        wrong,
        unknown,
        tuple(_figures(decision, run, now.options.get(decision.option))),
        tuple(_remarks(decision, run)),
    )


def run_point(run: Run) -> SensitivityPoint:
    """How every option of a run stands, as a point at which nothing is moved."""
    return sensitivity_point(run.case, Fraction(0), run.results)


def _gone(decision: Decision, run: Run) -> Iterator[str]:
    """That the case no longer has the option, or drops it, which needs no proof."""
    option = next((each for each in run.case.options if each.name == decision.option), None)
    if option is None:
        there = ", ".join(each.name for each in run.case.options)
        yield f"The case no longer has the option {quoted(decision.option)}. It has: {there}."
    elif option.dropped:
        yield f"{quoted(decision.option)} is dropped from the case: {option.dropped}"


def _infeasible(decision: Decision, now: SensitivityPoint) -> bool:
    """Whether the option is proven to have no plan, whatever becomes of the others."""
    return decision.option in now.options and now.options[decision.option].status is Status.INFEASIBLE


def _unknown(decision: Decision, run: Run, now: SensitivityPoint) -> Iterator[str]:
    """What keeps it from being known: options that stood in the decision and are not solved, answers not proven."""
    kept = {option.name for option in run.case.options if not option.dropped}
    left_out = [name for name in (*decision.options, decision.option) if name in kept and name not in now.options]
    if left_out:
        names = listed([quoted(name) for name in dict.fromkeys(left_out)])
        yield f"This run was asked for some options only. Not appraised in it: {names}."
    for name, each in now.options.items():
        if each.status in UNPROVEN:
            yield f"The answer for {quoted(name)} is not proven ({each.status.value})."


def _figures(decision: Decision, run: Run, now: OptionStanding | None) -> Iterator[FigureComparison]:
    """Cost, outcomes as the case shows them, score and rank."""
    outcomes = outcomes_shown(run.case)
    names = ("cost", outcomes, "score", "rank")
    pairs = zip(_shown(decision.chosen, outcomes), _shown(now, outcomes), strict=True)
    yield from (FigureComparison(name, *pair) for name, pair in zip(names, pairs, strict=True))


def _shown(found: OptionStanding | None, outcomes: str) -> tuple[Fraction | None, ...]:
    if found is None:
        return (None,) * 4
    rank = None if found.rank is None else Fraction(found.rank)
    weighted = outcomes == "weighted_outcomes"
    return found.cost, found.weighted_outcomes if weighted else found.outcomes, found.score, rank


def _remarks(decision: Decision, run: Run) -> Iterator[str]:
    """What was asked otherwise, so that figures differ for that reason too."""
    objective = run.settings.objective or run.case.objective
    if objective != decision.objective:
        yield f"The aim differs: {decision.objective} when it was decided, {objective} in this run."
    years, prices = run.case.years_label, run.case.price_base.strip()
    if decision.years not in ("", years):
        yield f"It was decided on figures of {decision.years}; those of this run are of {years}."
    if decision.prices and prices and decision.prices != prices:
        yield f"The money of then is in prices of {decision.prices}, that of this run in those of {prices}."
    if tuple(map(describe_change, all_changes(run))) != decision.changes:
        then, now = (name or "the case as it stands" for name in (decision.case_label, change_label(run)))
        yield f"It was decided on {then}; this run is of {now}{', changed otherwise' if then == now else ''}."
