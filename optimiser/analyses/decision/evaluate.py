"""Whether a decision holds in a later run, and how the figures of the chosen option have changed.

It holds if the option is still in the case and not dropped, has a plan, passes every gate except those that it failed
when it was chosen, and if no eligible option ranks above it except those that did then. If an option that matters is
not solved, or an answer is not proven, nothing is claimed: the verdict is not known. `conditions` holds the
conditions on figures, and `thresholds` finds the effect of moved inputs.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from models.appraisal.measures import outcomes_shown
from models.plan.plan import Status
from optimiser.analyses.decision.conditions import broken_conditions
from optimiser.analyses.decision.results import (
    BrokenCondition,
    Decision,
    DecisionEvaluation,
    DifferenceKind,
    Dropped,
    FigureComparison,
    NotAppraised,
    NotInCase,
    RunDifference,
    UnknownReason,
    Unproven,
    Verdict,
)
from optimiser.analyses.sensitivity.points import sensitivity_point
from optimiser.analyses.sensitivity.results import OptionStanding, SensitivityPoint
from optimiser.casefiles.change_text import all_changes, change_label, describe_change
from optimiser.engine.run import Run

UNPROVEN = (Status.UNPROVEN, Status.NO_ANSWER)


def evaluate_decision(decision: Decision, run: Run) -> DecisionEvaluation:
    """The decision evaluated in a run, without thresholds. Nothing is solved."""
    now = run_point(run)
    gone = tuple(_gone(decision, run))
    broken = gone if gone or decision.option not in now.options else broken_conditions(decision, now)
    unknown = () if gone or _is_infeasible(decision, now) else tuple(_unknown(decision, run, now))
    return DecisionEvaluation(
        decision=decision,
        verdict=Verdict.UNKNOWN if unknown else Verdict.BROKEN if broken else Verdict.HOLDS,
        broken=broken,
        unknown=unknown,
        figures=tuple(_figures(decision, run, now.options.get(decision.option))),
        differences=tuple(_differences(decision, run)),
    )


def run_point(run: Run) -> SensitivityPoint:
    """How every option of a run stands, as a point at which nothing is moved."""
    return sensitivity_point(run.case, Fraction(0), run.results)


def _gone(decision: Decision, run: Run) -> Iterator[BrokenCondition]:
    """That the case no longer has the option, or drops it; this needs no proof."""
    option = next((option for option in run.case.options if option.name == decision.option), None)
    if option is None:
        yield NotInCase(decision.option, tuple(option.name for option in run.case.options))
    elif option.dropped:
        yield Dropped(option.name, option.dropped)


def _is_infeasible(decision: Decision, now: SensitivityPoint) -> bool:
    """Whether the option is proven to have no plan; the other options then do not matter."""
    return decision.option in now.options and now.options[decision.option].status is Status.INFEASIBLE


def _unknown(decision: Decision, run: Run, now: SensitivityPoint) -> Iterator[UnknownReason]:
    """Options that stood in the decision and were not solved, and answers that are not proven."""
    in_case = {option.name for option in run.case.options if not option.dropped}
    then = dict.fromkeys((*decision.options, decision.option))
    if left_out := tuple(name for name in then if name in in_case and name not in now.options):
        yield NotAppraised(left_out)
    for name, option in now.options.items():
        if option.status in UNPROVEN:
            yield Unproven(name, option.status)


def _figures(decision: Decision, run: Run, now: OptionStanding | None) -> Iterator[FigureComparison]:
    """Cost, outcomes as the case shows them, score and rank."""
    outcomes = outcomes_shown(run.case)
    names = ("cost", outcomes, "score", "rank")
    pairs = zip(_figures_of(decision.chosen, outcomes), _figures_of(now, outcomes), strict=True)
    yield from (FigureComparison(name, *pair) for name, pair in zip(names, pairs, strict=True))


def _figures_of(option: OptionStanding | None, outcomes: str) -> tuple[Fraction | None, ...]:
    if option is None:
        return (None,) * 4
    rank = None if option.rank is None else Fraction(option.rank)
    weighted = outcomes == "weighted_outcomes"
    return option.cost, option.weighted_outcomes if weighted else option.outcomes, option.score, rank


def _differences(decision: Decision, run: Run) -> Iterator[RunDifference]:
    """What else differs between the runs, so that figures differ for that reason too."""
    objective = run.settings.objective or run.case.objective
    if objective != decision.objective:
        yield RunDifference(DifferenceKind.OBJECTIVE, decision.objective, objective)
    years, prices = run.case.years_label, run.case.price_base.strip()
    if decision.years not in ("", years):
        yield RunDifference(DifferenceKind.YEARS, decision.years, years)
    if decision.prices and prices and decision.prices != prices:
        yield RunDifference(DifferenceKind.PRICES, decision.prices, prices)
    if tuple(map(describe_change, all_changes(run))) != decision.changes:
        yield RunDifference(DifferenceKind.CASE, decision.case_label, change_label(run))
