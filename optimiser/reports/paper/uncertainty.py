"""What would change the preference, and what is uncertain."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from models.appraisal.risks import risk_score, risks_of_option
from models.appraisal.weight_sensitivity import SwitchPoint, WeightRange, weight_ranges
from models.plan.plan import Status
from optimiser.analyses.findings import Findings
from optimiser.engine.run import Run
from optimiser.reports.paper.markdown import bullets, line
from optimiser.reports.paper.money import subject
from optimiser.reports.prose.sensitivity import nearest_change, preferred_beyond
from optimiser.text import listed, percent, quoted

if TYPE_CHECKING:
    from optimiser.analyses.sensitivity.results import InputSensitivity, Sensitivity, SwitchingValue

MOST_WEIGHTS, MOST_RISKS = 2, 3


def changes(findings: Findings) -> Iterator[str]:
    """The weights nearest to a change, then the inputs where they were tested."""
    run = findings.run
    if run.appraisal.preferred is None:
        yield line("No option is preferred, so that there is nothing to change.")
        return
    yield line(nearest_change(findings.sensitivity))
    yield from _weights(run, run.appraisal.preferred)
    yield from _inputs(findings.sensitivity)


def doubts(findings: Findings) -> Iterator[str]:
    """What is not proven, what is supposed, and the risks."""
    run = findings.run
    yield bullets([*_proof(run), *_supposed(run), *_risks(run)])


def _weights(run: Run, preferred: str) -> Iterator[str]:
    found = weight_ranges(run.case, run.appraisal)
    if not found:
        yield line(f"Nothing in the weights: no other option may be preferred to {quoted(preferred)}.")
        return
    moving = sorted((span for span in found if span.below or span.above), key=_distance)
    if not moving:
        yield line(f"No weight: {quoted(preferred)} stays preferred whatever the weight of any one criterion.")
        return
    yield line("Weights, each moved alone while the others keep their proportions, the nearest to a change first:")
    yield bullets(_span(each) for each in moving[:MOST_WEIGHTS])
    if len(moving) == len(found) <= MOST_WEIGHTS:
        return
    rest = "The other weights are further from a change, or change nothing" if len(moving) > MOST_WEIGHTS else ""
    yield line(f"{rest or 'No other weight, moved alone, changes the preferred option'}.")


def _distance(span: WeightRange) -> Fraction:
    return min(abs(turn.share - span.share) for turn in (span.below, span.above) if turn is not None)


def _span(span: WeightRange) -> str:
    ways = [_turn("below", span.below), _turn("above", span.above)]
    share = percent(span.share, trim=False)
    return f"{span.criterion} has {share} of all weight: {' and '.join(way for way in ways if way)}."


def _turn(side: str, turn: SwitchPoint | None) -> str:
    return "" if turn is None else f"{side} {percent(turn.share, trim=False)}, {quoted(turn.option)} is preferred"


def _inputs(found: Sensitivity) -> Iterator[str]:
    """Each input that was tested: where the preferred option changes once every plan is made anew."""
    if found.inputs is None:
        yield line("Whether other funding, demand, prices or success rates would change it was not tested in this run.")
        return
    yield line("Inputs, each moved alone, with every option planned anew:")
    yield bullets(_input(each) for each in found.inputs)


def _input(moved: InputSensitivity) -> str:
    ends = [("a fall", moved.below), ("a rise", moved.above)]
    found = [_end(way, switch) for way, switch in ends if switch is not None]
    unknown = "; not all of what was tried is proven" if moved.unproven_changes else ""
    return f"{moved.name}: {listed(found) if found else 'nothing that was tried changes it'}{unknown}."


def _end(way: str, switch: SwitchingValue) -> str:
    """The first change found at which it does not stay, and the last at which it does, where that is not none."""
    yet = f", and not yet with one of {percent(abs(switch.holds_at), trim=False)}" if switch.holds_at else ""
    return f"with {way} of {percent(abs(switch.fails_at), trim=False)}{yet}, {preferred_beyond(switch)}"


def _proof(run: Run) -> Iterator[str]:
    of = {status: [name for name, each in run.results.items() if each.answer.status is status] for status in Status}
    if names := of[Status.UNPROVEN]:
        yield f"Unproven: a better plan than the one found may exist for {_names(names)}."
    if names := of[Status.NO_ANSWER]:
        yield f"No plan was found in the time for {_names(names)}, which may be better than what is shown."
    if not of[Status.UNPROVEN] and not of[Status.NO_ANSWER]:
        yield "Every plan is proven to be as near the best possible as was asked for; that says nothing of the inputs."


def _names(names: list[str]) -> str:
    return listed([quoted(name) for name in names])


def _supposed(run: Run) -> Iterator[str]:
    rows = run.case.assumptions
    supposed = sum(each.quality == "illustrative" for each in rows)
    unknown = sum(each.quality == "not said" for each in rows)
    if supposed:
        verb = "is" if supposed == 1 else "are"
        yield f"{supposed:,} of the {len(rows):,} rows of the case {verb} illustrative: replace before relying on them."
    if unknown:
        verb = "does" if unknown == 1 else "do"
        yield f"{unknown:,} of the {len(rows):,} rows of the case {verb} not say where it comes from."


def _risks(run: Run) -> Iterator[str]:
    result = subject(run)
    risks = risks_of_option(run.case, result.option.name) if result is not None else ()
    if result is None or not risks:
        return
    worst = sorted(risks, key=lambda each: -risk_score(each))[:MOST_RISKS]
    said = [f"{each.name} (score {risk_score(each)}{f', owner {each.owner}' if each.owner else ''})" for each in worst]
    yield f"Highest risks of {quoted(result.option.name)}: {'; '.join(said)}."
