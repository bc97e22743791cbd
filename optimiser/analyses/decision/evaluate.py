"""Makes a decision from a finished run, and says whether it holds in a later one.

It holds if the option is still in the case and not dropped, has a plan, passes every gate except those that it failed
when it was chosen, and if no eligible option ranks above it except those that did then. If an option that matters is
not solved, or an answer is not proven, nothing is claimed: the verdict is not known. `CONDITIONS` lists the conditions
on figures: each takes the decision and a point, which says how every option of a case stands, and yields what is
broken. `thresholds` finds the effect of moved inputs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction

from models.appraisal.certainty import RankingCertainty
from models.appraisal.measures import outcomes_shown
from models.case.faults import name_remedy
from models.case.text import fold_name
from models.plan.plan import Status
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
    UnknownReason,
    Unproven,
    Verdict,
    ranked_above,
)
from optimiser.analyses.sensitivity.points import sensitivity_point
from optimiser.analyses.sensitivity.results import OptionStanding, SensitivityPoint
from optimiser.casefiles.change_text import all_changes, change_label, describe_change
from optimiser.engine.run import Run
from optimiser.engine.run_record import answer_keys
from optimiser.errors import NotDecidable
from optimiser.text import quoted

UNPROVEN = (Status.UNPROVEN, Status.NO_ANSWER)
Condition = Callable[[Decision, SensitivityPoint], Iterator[BrokenCondition]]


def make_decision(run: Run, option: str, why: str, on: date, by: str = "") -> Decision:
    """The decision for one option of a run, without thresholds.

    Capitals and spaces in the option's name do not matter; each of the user's texts is put on one line. Raises
    NotDecidable for an option that the run does not have, and if no reason is given.
    """
    name = _option_name(run, option)
    if not _on_one_line(why):
        raise NotDecidable("A decision needs a reason: say in --why what the board gave as its own.")
    point, certainty = run_point(run), run.certainty or RankingCertainty()
    return Decision(
        option=name,
        why=_on_one_line(why),
        on=on.isoformat(),
        by=_on_one_line(by),
        title=run.case.title,
        digest=run.digest,
        case_label=change_label(run),
        changes=tuple(map(describe_change, all_changes(run))),
        objective=run.settings.objective or run.case.objective,
        answer_keys=answer_keys(run),
        options=point.options,
        preferred=point.preferred,
        years=run.case.years_label,
        prices=run.case.price_base.strip(),
        rivals=certainty.rivals,
        unanswered=certainty.unanswered,
        may_fail_gate=certainty.may_fail_gate,
    )


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
        open_order=() if gone or unknown else tuple(_open_order(decision, run, now, broken)),
        open_gate=not broken
        and run.certainty is not None
        and run.certainty.may_fail_gate
        and run.appraisal.preferred == decision.option,
    )


def run_point(run: Run) -> SensitivityPoint:
    """How every option of a run stands, as a point at which nothing is moved."""
    return sensitivity_point(run.case, Fraction(0), run.results)


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


def _option_name(run: Run, typed: str) -> str:
    by_name = {fold_name(name): name for name in run.results}
    if (name := by_name.get(fold_name(typed))) is not None:
        return name
    for option in run.case.options:
        if fold_name(option.name) == fold_name(typed):
            why = f": {option.dropped}" if option.dropped else ", which was asked for some options only"
            again = "Appraise the case again with it, then decide."
            raise NotDecidable(f"{quoted(option.name)} is not appraised in this run{why}. {again}")
    raise NotDecidable(f"The run has no option {quoted(_on_one_line(typed))}. {name_remedy(typed, tuple(run.results))}")


def _on_one_line(text: str) -> str:
    """A user's text on one line, without characters that cannot be shown."""
    return "".join(character for character in " ".join(text.split()) if character.isprintable())


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


def _open_order(
    decision: Decision, run: Run, now: SensitivityPoint, broken: tuple[BrokenCondition, ...]
) -> Iterator[str]:
    """The options whose order with the chosen one makes the verdict, and is not certain in the run."""
    pairs = run.certainty.pairs if run.certainty else ()
    in_order = [{pair.first, pair.second} for pair in pairs if not pair.certain]
    beside = {name for names in in_order if decision.option in names for name in names - {decision.option}}
    if broken:
        above = [each.rival for each in broken if isinstance(each, Outranked)]
        yield from above if len(above) == len(broken) and beside.issuperset(above) else ()
        return
    chosen_first = run.certainty is not None and run.appraisal.preferred == decision.option
    may_come_first = run.certainty.rivals if chosen_first and run.certainty else _eligible(now)
    yield from (name for name in may_come_first if name in beside and name not in decision.ranked_above)


def _eligible(now: SensitivityPoint) -> tuple[str, ...]:
    return tuple(name for name, option in now.options.items() if option.eligible)


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


CONDITIONS: tuple[Condition, ...] = (has_figures, passes_gates, not_outranked)
