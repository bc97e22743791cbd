"""The section on what the preferred option costs and saves, compared with the reference and with today."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from models.appraisal.measures import outcomes_shown
from models.appraisal.payback import NEVER, NOTHING
from models.appraisal.scales import is_material
from models.case.types import Case
from optimiser.analyses.findings import Findings
from optimiser.engine.run import Result, Run
from optimiser.reports.data.result_json import economic_summary
from optimiser.reports.paper.markdown import (
    bullet_list,
    cell_value,
    count_text,
    difference,
    escaped_line,
    money_text,
    pounds_without_sign,
)
from optimiser.reports.prose.outcome_costs import last_outcomes_sentences
from optimiser.reports.prose.saving import anything_lapses, saving_kept_sentence
from optimiser.text import pounds, quoted, tenths


def money(findings: Findings) -> Iterator[str]:
    """Cost, saving, cost of the change, payback, places and outcomes, and net present value."""
    run = findings.run
    result = paper_option(run)
    if result is None:
        yield escaped_line("No option is preferred. The sheet Options compared has the figures of each option.")
        yield from map(escaped_line, last_outcomes_sentences(findings))
        return
    reference = run.results.get(run.case.reference.name)
    other = reference if reference is not None and reference is not result and reference.measures is not None else None
    yield bullet_list(
        [
            _cost(run, result, other),
            *([saving_kept_sentence(result.measures or {})] if anything_lapses(run) else []),
            *_saving(result),
            *_payback(run, result, other),
            _outcomes(run.case, result, other),
            *last_outcomes_sentences(findings),
            *_net_present_value(run, result, other),
            *_optimism_bias(run, result, other),
        ]
    )


def paper_option(run: Run) -> Result | None:
    """The option that the paper is about: the preferred one, or the only one with figures if none is scored."""
    if run.appraisal.preferred is not None:
        return run.results[run.appraisal.preferred]
    results = [result for result in run.results.values() if result.measures is not None]
    return results[0] if len(results) == 1 and not run.case.criteria else None


def _cost(run: Run, result: Result, other: Result | None) -> str:
    cost, years = money_text(result, "cost"), run.case.years_label
    start = f"{quoted(result.option.name)} costs {cost} over {years}"
    present_cost = money_text(result, "present_cost")
    return f"{start}{_cost_difference(run, result, other)}. Its present cost is {present_cost}."


def _cost_difference(run: Run, result: Result, other: Result | None) -> str:
    """`, £255 more than "as is"`; blank if there is nothing to compare with."""
    more = difference(result, other, "cost") if other is not None else None
    if other is None or more is None:
        return ""
    name = quoted(other.option.name)
    if not more:
        return f", the same as {name}"
    immaterial = not is_material(run.case, "cost", result.measures or {}, other.measures or {})
    note = " (no material difference)" if immaterial else ""
    return f", {pounds_without_sign(more)} {'more' if more > 0 else 'less'} than {name}{note}"


def _saving(result: Result) -> Iterator[str]:
    """The saving against today: without one-off costs, where it comes from, and what the change itself costs."""
    lapse = " and before what lapses" if cell_value(result, "lapsed") else ""
    saving, transition = cell_value(result, "saving_recurrent"), cell_value(result, "transition_cost")
    if saving is not None:
        amount = pounds_without_sign(saving)
        change = f"saves {amount}" if saving >= 0 else f"costs {amount} more"
        yield (
            f"Compared with today's arrangements over the same years, it {change} before one-off"
            f" costs{lapse}{_sources_of_saving(result, saving)}."
        )
    if transition:
        once = f"The change itself costs {pounds_without_sign(transition)} once"
        yield f"{once}.{_saving_with_transition(cell_value(result, 'saving'), lapse)}"
    elif transition is not None:
        yield "The change itself costs nothing."


def _sources_of_saving(result: Result, saving: Fraction) -> str:
    """How much of the saving, or of the extra cost, is efficiency, and how much is less or more service."""
    efficiency, service = cell_value(result, "efficiency"), cell_value(result, "service_change")
    if efficiency is None or not service:
        return ""
    more = "for providing more" if service > 0 else "from providing less"
    parts = (
        (efficiency, f"{pounds_without_sign(efficiency)} from {'' if efficiency > 0 else 'lower '}efficiency"),
        (-service, f"{pounds_without_sign(service)} {more} service"),
    )
    sign = 1 if saving >= 0 else -1
    along, against = ([words for part, words in parts if part * sign * way > 0] for way in (1, -1))
    return f": {' and '.join(along)}{''.join(f', less {words}' for words in against)}" if along else ""


def _saving_with_transition(saving: Fraction | None, lapse: str) -> str:
    if saving is None:
        return ""
    if saving < 0:
        return f" Including that{lapse}, it costs {pounds_without_sign(saving)} more over all years."
    return f" Including that{lapse}, it saves {pounds_without_sign(saving)} over all years."


def _payback(run: Run, result: Result, other: Result | None) -> Iterator[str]:
    """Whether the cost of the change is paid back, if the option has more of it than the reference."""
    summary = economic_summary(run, result)
    if other is None or summary is None or summary["payback"] in (None, NOTHING):
        return
    never = summary["payback"] == NEVER
    when = "is not paid back within these years" if never else f"is paid back by the end of {summary['payback']}"
    yield f"Compared with {quoted(other.option.name)}, the cost of the change {when}."


def _outcomes(case: Case, result: Result, other: Result | None) -> str:
    shown = outcomes_shown(case)
    more = difference(result, other, shown) if other is not None else None
    compared = ""
    if other is not None and more:
        compared = f" ({tenths(abs(more))} {'more' if more > 0 else 'fewer'} than {quoted(other.option.name)})"
    has_cost = cell_value(result, "cost_per_outcome") is not None
    each = f", at {money_text(result, 'cost_per_outcome')} for each outcome" if has_cost else ""
    places, outcomes = count_text(result, "places"), count_text(result, "outcomes")
    if shown == "outcomes":
        return f"It provides {places} places and {outcomes} expected outcomes{compared}{each}."
    weighted = f"{count_text(result, shown)} expected outcomes, each multiplied by the weight of its service"
    return f"It provides {places} places and {weighted}{compared}. Unweighted, these are {outcomes} outcomes{each}."


def _net_present_value(run: Run, result: Result, other: Result | None) -> Iterator[str]:
    """The net present value, if outcomes have a value: else it is only the difference in present cost."""
    if other is None or cell_value(result, "net_present_value") is None or not _outcomes_have_value(run):
        return
    yield (
        f"With the case's value for each outcome, its net present value compared with {quoted(other.option.name)} is"
        f" {money_text(result, 'net_present_value')}."
    )


def _optimism_bias(run: Run, result: Result, other: Result | None) -> Iterator[str]:
    """Cost and net present value with the optimism bias of the case, if it sets any."""
    summary, cost = economic_summary(run, result), cell_value(result, "cost")
    if summary is None or cost is None or not any(run.case.optimism_bias.values()):
        return
    extra, net = summary["optimism_bias"], summary["net_present_value_with_bias"]
    if not isinstance(extra, Fraction):
        return
    value = ""
    if other is not None and _outcomes_have_value(run) and isinstance(net, Fraction):
        name = quoted(other.option.name)
        value = f", and its net present value compared with {name} is {pounds(net, as_cell=True)}"
    yield (
        f"With the optimism bias that the case sets, it costs {pounds_without_sign(cost + extra / 100)}{value}. Plans"
        " and scores do not include this bias."
    )


def _outcomes_have_value(run: Run) -> bool:
    return any(service.value_per_outcome for service in run.case.services)
