"""A decision made of a finished run: what the board chose, and the figures that it had before it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from models.case.faults import did_you_mean
from optimiser.analyses.decision.evaluate import UNPROVEN, run_point
from optimiser.analyses.decision.results import Decision
from optimiser.analyses.decision.wording import needed, one_line, standing
from optimiser.analyses.sensitivity.results import OptionStanding
from optimiser.casefiles.change_text import all_changes, change_label, describe_change
from optimiser.engine.run import Run
from optimiser.engine.run_record import answer_keys
from optimiser.errors import NotDecidable
from optimiser.text import listed, pounds, quoted

AS_DECIDED = "It was decided so: that alone will not break the decision."


def make_decision(run: Run, option: str, why: str, on: date, by: str = "") -> Decision:
    """The decision for one option of a run, without thresholds.

    The option's name matches whatever its capitals and spaces; the words are put on one line. Raises NotDecidable for
    an option that the run does not have, and where no reason is given.
    """
    name = _option_name(run, option)
    if not one_line(why):
        raise NotDecidable("A decision needs a reason: say in --why what the board gave as its own.")
    stands = run_point(run)
    return Decision(
        option=name,
        why=one_line(why),
        on=on.isoformat(),
        by=one_line(by),
        title=run.case.title,
        digest=run.digest,
        case_label=change_label(run),
        changes=tuple(map(describe_change, all_changes(run))),
        objective=run.settings.objective or run.case.objective,
        answer_keys=answer_keys(run),
        options=stands.options,
        preferred=stands.preferred,
        years=run.case.years_label,
        prices=run.case.price_base.strip(),
    )


def plainly(decision: Decision) -> Iterator[str]:
    """What must be said of the choice: how the option stands, and wherein it is not what the appraisal prefers."""
    name, own = quoted(decision.option), decision.chosen
    yield f"{name} in this run: {_stood(own)}."
    if not own.status.has_figures:
        yield f"{name} has no figures: until it has, later runs will say that the decision does not hold."
    if decision.preferred is not None:
        preferred = decision.preferred == decision.option
        yield "It is the preferred option." if preferred else f"It is not preferred: {quoted(decision.preferred)} is."
    yield from (f"{each} {AS_DECIDED}" for each in _against(decision))
    if unproven := [quoted(each) for each, found in decision.options.items() if found.status in UNPROVEN]:
        yield f"Not proven in this run: {listed(unproven)}. A longer run may find better plans, and other figures."


def _against(decision: Decision) -> Iterator[str]:
    """What spoke against the choice and was known."""
    for criterion, gate in decision.chosen.gates.items():
        if not gate.passed:
            yield f"{quoted(decision.option)} fails the gate of {quoted(criterion)} ({needed(gate)})."
    if decision.chosen.status.has_figures:
        for each in decision.ranked_above:
            yield f"{quoted(each)} ranks above it ({standing(decision.options[each])})."


def _option_name(run: Run, option: str) -> str:
    there = {_folded(name): name for name in run.results}
    if (found := there.get(_folded(option))) is not None:
        return found
    for each in run.case.options:
        if _folded(each.name) == _folded(option):
            why = f": {each.dropped}" if each.dropped else ", which was asked for some options only"
            again = "Appraise the case again with it, then decide."
            raise NotDecidable(f"{quoted(each.name)} is not appraised in this run{why}. {again}")
    known = did_you_mean(option, run.results) or f"It has: {', '.join(run.results)}."
    raise NotDecidable(f"The run has no option {quoted(one_line(option))}. {known}")


def _stood(found: OptionStanding) -> str:
    ranked = "" if found.rank is None else f", {standing(found)}"
    return found.status.value if found.cost is None else f"{found.status.value}, cost {pounds(found.cost)}{ranked}"


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
