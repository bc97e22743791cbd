"""What the preferred option costs and saves, against the reference and against today."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from models.appraisal.payback import NEVER, NOTHING
from optimiser.analyses.findings import Findings
from optimiser.engine.run import Result, Run
from optimiser.reports.data.economics import economy
from optimiser.reports.paper.figures import apart, count, exact, shown, whole
from optimiser.reports.paper.markdown import bullets, line
from optimiser.text import pounds, quoted, tenths


def money(findings: Findings) -> Iterator[str]:
    """Cost, saving, the cost of change and what is provided for it; of the one option where there is only one."""
    run = findings.run
    result = subject(run)
    if result is None:
        yield line("No option is preferred; the sheet Options compared has the figures of each.")
        return
    reference = run.results.get(run.case.reference.name)
    other = reference if reference is not None and reference is not result and reference.measures is not None else None
    yield bullets(
        [
            *_cost(run, result, other),
            *_saving(result),
            *_repaid(run, result, other),
            *_provided(result, other),
            *_value(run, result, other),
            *_biased(run, result, other),
        ]
    )


def subject(run: Run) -> Result | None:
    """The option that the paper is about: the preferred one, or the only one with figures where none is scored."""
    if run.appraisal.preferred is not None:
        return run.results[run.appraisal.preferred]
    there = [each for each in run.results.values() if each.measures is not None]
    return there[0] if len(there) == 1 and not run.case.criteria else None


def _cost(run: Run, result: Result, other: Result | None) -> Iterator[str]:
    yield (
        f"{quoted(result.option.name)} costs {shown(result, 'cost')} over {run.case.years_label}"
        f"{_against(result, other, 'cost')}; as a present value, {shown(result, 'present_cost')}."
    )


def _against(result: Result, other: Result | None, measure: str) -> str:
    """`, £255 more than "as is"`; nothing where there is nothing to compare with."""
    difference = apart(result, other, measure) if other is not None else None
    if other is None or difference is None:
        return ""
    name = quoted(other.option.name)
    return f", {whole(difference)} {'more' if difference > 0 else 'less'} than {name}" if difference else f", as {name}"


def _saving(result: Result) -> Iterator[str]:
    """The saving against today: what recurs, where it comes from, and what the change itself costs."""
    saving, transition = exact(result, "saving_recurrent"), exact(result, "transition_cost")
    if saving is not None:
        verb = "saves" if saving >= 0 else "costs"
        than = "" if saving >= 0 else " more"
        yield f"Against going on as today it {verb} {whole(saving)}{than}, one-off costs left out{_source(result)}."
    if transition:
        yield f"The change itself costs {whole(transition)}, once{_with_that(exact(result, 'saving'))}."
    elif transition is not None:
        yield "The change itself costs nothing."


def _with_that(saving: Fraction | None) -> str:
    if saving is None:
        return ""
    if saving < 0:
        return f"; with that, all years together cost {whole(saving)} more"
    return f"; with that, the saving over all years is {whole(saving)}"


def _repaid(run: Run, result: Result, other: Result | None) -> Iterator[str]:
    """Whether the cost of the change is paid back, where the option has more of it than the reference."""
    found = economy(run, result)
    if other is None or found is None or found["payback"] in (None, NOTHING):
        return
    never = found["payback"] == NEVER
    when = "is not paid back within these years" if never else f"is paid back by the end of {found['payback']}"
    yield f"Against {quoted(other.option.name)}, what the change costs {when}."


def _source(result: Result) -> str:
    """How far the saving is efficiency, and how far service lost or gained."""
    efficiency, service = exact(result, "efficiency"), exact(result, "service_change")
    if efficiency is None or not service:
        return ""
    start = f": {'efficiency' if efficiency >= 0 else 'loss of efficiency'} is {whole(efficiency)}"
    if service > 0:
        return f"{start}, and service worth {whole(service)} at today's prices is added"
    return f"{start}, and service worth {whole(service)} at today's prices is lost"


def _provided(result: Result, other: Result | None) -> Iterator[str]:
    more = apart(result, other, "outcomes") if other is not None else None
    against = ""
    if other is not None and more:
        against = f" ({tenths(abs(more))} {'more' if more > 0 else 'fewer'} than {quoted(other.option.name)})"
    each = (
        "" if exact(result, "cost_per_outcome") is None else f"; an outcome costs {shown(result, 'cost_per_outcome')}"
    )
    yield (
        f"It provides {count(result, 'places')} places and {count(result, 'outcomes')} expected outcomes"
        f"{against}{each}."
    )


def _value(run: Run, result: Result, other: Result | None) -> Iterator[str]:
    """Net present value, where outcomes are valued: else it is only the difference in present cost."""
    value = exact(result, "net_present_value")
    if other is None or value is None or not _valued(run):
        return
    yield (
        f"With outcomes at the case's value for each, its net present value against {quoted(other.option.name)} is"
        f" {shown(result, 'net_present_value')}."
    )


def _biased(run: Run, result: Result, other: Result | None) -> Iterator[str]:
    """Cost and net present value with the optimism bias that the case sets, where it sets any."""
    found = economy(run, result)
    if found is None or not any(run.case.optimism_bias.values()):
        return
    extra, net = found["optimism_bias"], found["net_present_value_with_bias"]
    cost = exact(result, "cost")
    if cost is None or not isinstance(extra, Fraction):
        return
    worth = ""
    if other is not None and _valued(run) and isinstance(net, Fraction):
        worth = f", and its net present value against {quoted(other.option.name)} is {pounds(net, as_cell=True)}"
    yield (
        f"With the optimism bias that the case sets it costs {whole(cost + extra / 100)}{worth}; no plan and no score"
        " counts that bias."
    )


def _valued(run: Run) -> bool:
    return any(each.value_per_outcome for each in run.case.services)
