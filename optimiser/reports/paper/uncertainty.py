"""The sections on what would change the preferred option, and what is uncertain."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from models.appraisal.risks import risk_score, risks_of_option
from models.appraisal.weight_sensitivity import SwitchPoint, WeightRange, weight_ranges
from models.plan.plan import Status
from optimiser.analyses.findings import Findings
from optimiser.engine.run import Run
from optimiser.reports.paper.markdown import bullet_list, escaped_line
from optimiser.reports.paper.money import paper_option
from optimiser.reports.prose.certainty import leader_adjective, leader_phrase
from optimiser.reports.prose.proof import secondary_sentences
from optimiser.reports.prose.sensitivity import nearest_change, preferred_beyond
from optimiser.text import listed, percent, quoted, quoted_list

if TYPE_CHECKING:
    from optimiser.analyses.sensitivity.results import InputSensitivity, Sensitivity, SwitchingValue

MAX_WEIGHTS, MAX_RISKS = 2, 3


def changes(findings: Findings) -> Iterator[str]:
    """The nearest change, then the weights nearest to a change, then the inputs if they were tested."""
    run = findings.run
    if run.appraisal.preferred is None:
        yield escaped_line("No option is preferred, so there is no preference that a change could alter.")
        return
    yield escaped_line(nearest_change(findings.sensitivity, leader_adjective(run)))
    yield from _weights(findings, run.appraisal.preferred)
    yield from _inputs(findings.sensitivity, leader_adjective(run))


def uncertainties(findings: Findings) -> Iterator[str]:
    """What is not proven, which figures are illustrative, and the highest risks."""
    run = findings.run
    yield bullet_list([*_proof(run), *secondary_sentences(run), *_sources(run), *_risks(run)])


def _weights(findings: Findings, preferred: str) -> Iterator[str]:
    ranges = weight_ranges(findings.run.case, findings.run.appraisal)
    adjective = leader_adjective(findings.run)
    if not ranges:
        only = f"no option but {quoted(preferred)} is eligible"
        yield escaped_line(f"Weights: {'one criterion has all the weight' if findings.sensitivity.rivals else only}.")
        return
    changing = sorted((weight for weight in ranges if weight.below or weight.above), key=_distance)
    if not changing:
        yield escaped_line(f"Weights: {quoted(preferred)} stays {adjective} whatever the weight of any one criterion.")
        return
    yield escaped_line("Weights, each changed alone while the others keep their proportions, nearest change first:")
    yield bullet_list(_weight(weight, adjective) for weight in changing[:MAX_WEIGHTS])
    if len(changing) == len(ranges) <= MAX_WEIGHTS:
        return
    if len(changing) > MAX_WEIGHTS:
        yield escaped_line("The other weights must change by more, or make no difference.")
    else:
        yield escaped_line(f"No other weight, changed alone, changes {leader_phrase(findings.run)}.")


def _distance(weight: WeightRange) -> Fraction:
    return min(abs(point.share - weight.share) for point in (weight.below, weight.above) if point is not None)


def _weight(weight: WeightRange, adjective: str) -> str:
    ends = [_switch_point(side, point, adjective) for side, point in (("below", weight.below), ("above", weight.above))]
    share = percent(weight.share, trim=False)
    return f"{weight.criterion} has {share} of the total weight: {'; '.join(end for end in ends if end)}."


def _switch_point(side: str, point: SwitchPoint | None, adjective: str) -> str:
    return "" if point is None else f"{side} {percent(point.share, trim=False)}, {quoted(point.option)} is {adjective}"


def _inputs(sensitivity: Sensitivity, adjective: str) -> Iterator[str]:
    """Each tested input: where the preferred option changes once every option is optimised again."""
    if sensitivity.inputs is None:
        yield escaped_line("This run did not test changes of funding, demand, prices or success rates.")
        return
    yield escaped_line("Inputs, each changed alone, with every option optimised again:")
    yield bullet_list(_input(tested, adjective) for tested in sensitivity.inputs)


def _input(tested: InputSensitivity, adjective: str) -> str:
    switches = [("fall", tested.below), ("rise", tested.above)]
    ends = [_switch(way, switch, adjective) for way, switch in switches if switch is not None]
    unproven = "; not every change that was tested is proven" if tested.unproven_changes else ""
    return f"{tested.name}: {'; '.join(ends) or 'no change that was tested changes it'}{unproven}."


def _switch(way: str, switch: SwitchingValue, adjective: str) -> str:
    """The nearest change found at which the preferred option changes, and the last before it at which it does not."""
    before = f", but not after one of {percent(abs(switch.holds_at), trim=False)}" if switch.holds_at else ""
    return (
        f"after a {way} of {percent(abs(switch.fails_at), trim=False)}{before}, {preferred_beyond(switch, adjective)}"
    )


def _proof(run: Run) -> Iterator[str]:
    unproven, unanswered = (
        [quoted(name) for name, result in run.results.items() if result.answer.status is status]
        for status in (Status.UNPROVEN, Status.NO_ANSWER)
    )
    if unproven:
        yield f"Unproven: for {listed(unproven)} a better plan than the one found may exist."
    if unanswered:
        yield f"No plan was found in the time limit for {listed(unanswered)}, which may be better than what is shown."
    if run.contradicted:
        yield f"Contradicted by a second solver, so that nothing is proven: {quoted_list(run.contradicted)}."
    if not unproven and not unanswered and not run.contradicted:
        yield "Every plan is proven to be within the gap of the best possible plan. That says nothing about the inputs."


def _sources(run: Run) -> Iterator[str]:
    rows = run.case.assumptions
    illustrative = sum(row.quality == "illustrative" for row in rows)
    unknown = sum(row.quality == "not said" for row in rows)
    if illustrative:
        verb = "is" if illustrative == 1 else "are"
        start = f"{illustrative:,} of the {len(rows):,} rows of the case {verb} illustrative"
        yield f"{start}. Replace them before you rely on the result."
    if unknown:
        verb = "does" if unknown == 1 else "do"
        yield f"{unknown:,} of the {len(rows):,} rows of the case {verb} not say where the figures come from."


def _risks(run: Run) -> Iterator[str]:
    result = paper_option(run)
    risks = risks_of_option(run.case, result.option.name) if result is not None else ()
    if result is None or not risks:
        return
    worst = sorted(risks, key=lambda risk: -risk_score(risk))[:MAX_RISKS]
    items = [f"{risk.name} (score {risk_score(risk)}{f', owner {risk.owner}' if risk.owner else ''})" for risk in worst]
    yield f"The highest risks of {quoted(result.option.name)}: {'; '.join(items)}."
