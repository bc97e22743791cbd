"""What a frontier says in words: of each option, of £100,000 beside the plan chosen, and of where options cross.

Every figure of a sentence stands in the tables. Costs are present costs.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from models.appraisal.frontier import CostRange
from models.appraisal.measures import outcomes_shown
from models.plan.plan import Status
from optimiser.analyses.frontier.results import Frontiers, OptionFrontier
from optimiser.text import listed, pounds, quoted, tenths

NO_POINTS = {
    Status.INFEASIBLE: "has no plan (infeasible): proven.",
    Status.NO_ANSWER: "has no answer: in the time given no plan was found, and none was ruled out.",
}


def outcomes_unit(found: Frontiers) -> str:
    """What is counted: outcomes, or weighted outcomes where services weigh differently."""
    return outcomes_shown(found.case).replace("_", " ")


def option_sentence(found: Frontiers, each: OptionFrontier) -> str:
    """From where to where an option's frontier goes, or why it has none."""
    if not each.points:
        return f"{quoted(each.option)} {NO_POINTS.get(each.status, 'has no points.')}"
    first, last, unit = each.steps[0], each.steps[-1], outcomes_unit(found)
    if each.is_single_plan:
        return (
            f"{quoted(each.option)} leaves nothing to choose: its plan with most {unit},"
            f" {tenths(last.weighted_outcomes)}"
            f" for {pounds(last.present_cost)}, is its cheapest too. Its frontier is one point."
        )
    return (
        f"{quoted(each.option)} goes from {tenths(first.weighted_outcomes)} {unit} for {pounds(first.present_cost)} to"
        f" {tenths(last.weighted_outcomes)} for {pounds(last.present_cost)}.{_repeated_plans(found, each)}"
    )


def marginal_sentence(found: Frontiers, each: OptionFrontier) -> str:
    """What £100,000 does beside the plan of the appraisal; blank where the option has none, or nothing to choose."""
    if each.appraised_point is None or each.is_single_plan:
        return ""
    return " ".join(_marginal_sentences(found, each))


def crossing_sentences(found: Frontiers) -> list[str]:
    """Which option has most outcomes at which cost, a sentence each, by rising cost."""
    if len(found.with_points) < 2:
        return [_nothing_to_compare(found)]
    return [*_range_sentences(found), *_pair_sentences(found), *_no_answer_sentence(found)]


def _repeated_plans(found: Frontiers, each: OptionFrontier) -> str:
    """Where fewer plans than points differ, that there are no more between them."""
    if each.distinct_plans >= found.requested_points:
        return ""
    return (
        f" Its {len(each.points)} points are {each.distinct_plans} different plans: under some ceilings the best plan"
        " is that of a lower one."
    )


def _marginal_sentences(found: Frontiers, each: OptionFrontier) -> Iterator[str]:
    beside, told = each.marginal, outcomes_unit(found)
    assert each.appraised_point is not None
    head = f"{quoted(each.option)}, as appraised, has {tenths(each.appraised_point.weighted_outcomes)} {told}"
    lost = "" if beside.outcomes_lost is None else f"; £100,000 less loses {tenths(beside.outcomes_lost)} of them"
    yield f"{head}{lost}."
    if beside.outcomes_gained is not None:
        yield f"£100,000 more buys {tenths(beside.outcomes_gained)}."
    elif each.appraised_point.weighted_outcomes >= each.curve.efficient_plans[-1].outcomes:
        yield "Within the case's money and rules no plan has more, but for the gap."
    if beside.average is not None:
        flat = _flat_part(beside.is_flat)
        yield f"On average, from its cheapest plan on, £100,000 buys {tenths(beside.average)}{flat}."


def _flat_part(flat: bool | None) -> str:
    if flat is None:
        return ""
    return ": the plan is on the flat part of the frontier" if flat else ": the plan is not on a flat part"


def _nothing_to_compare(found: Frontiers) -> str:
    if not found.with_points:
        return "No option has a plan that was found: there is nothing to compare."
    return (
        f"Only {quoted(found.with_points[0].option)} has a plan that was found: there is no other to compare it with."
    )


def _range_sentences(found: Frontiers) -> Iterator[str]:
    """A sentence a stretch. From the last cost on nothing changes: no option has more there."""
    told = outcomes_unit(found)
    for number, each in enumerate(found.cost_ranges):
        if each.leader is None:
            costs, contenders = _costs_without_lead(found, number), _contenders(each)
            yield f"{costs} it cannot be told which of {contenders} has most {told}: {_LEVEL_WORDS}."
            continue
        yield f"{_costs_of_lead(found, number)} {quoted(each.leader)} has most {told}{_proven_where(each)}."
        after = found.cost_ranges[number + 1 : number + 2]
        if after and after[0].leader is not None:
            bracket = f"between {pounds(each.last)} and {pounds(after[0].first)}"
            yield f"The lead passes from {quoted(each.leader)} to {quoted(after[0].leader)} {bracket}."


_LEVEL_WORDS = "they are level within what is proven"


def _costs_of_lead(found: Frontiers, number: int) -> str:
    each, last = found.cost_ranges[number], len(found.cost_ranges) - 1
    if number == last:
        return f"From {pounds(each.first)} on"
    return f"From {pounds(each.first)} to {pounds(each.last)}"


def _costs_without_lead(found: Frontiers, number: int) -> str:
    """The costs between the neighbouring leads, within which it is open."""
    before, after = found.cost_ranges[:number], found.cost_ranges[number + 1 :]
    first = before[-1].last if before else found.cost_ranges[number].first
    return f"Between {pounds(first)} and {pounds(after[0].first)}" if after else f"From {pounds(first)} on"


def _proven_where(each: CostRange) -> str:
    """Whether that is proven between the costs compared as well."""
    return "" if each.leads_throughout or each.first == each.last else " at every cost compared"


def _contenders(each: CostRange) -> str:
    return listed([quoted(name) for name in each.contenders])


def _pair_sentences(found: Frontiers) -> Iterator[str]:
    """Where two options cross while another leads."""
    for each in found.pairs:
        leads = [stretch for stretch in each.cost_ranges if stretch.leader is not None]
        for low, high in pairwise(leads):
            if low.leader != high.leader:
                first, second = quoted(str(low.leader)), quoted(str(high.leader))
                yield (
                    f"{first} and {second} cross between {pounds(low.last)} and {pounds(high.first)}:"
                    f" at the first {first} has more, at the second {second}."
                )


def _no_answer_sentence(found: Frontiers) -> Iterator[str]:
    open_ones = [each.option for each in found.options if each.status is Status.NO_ANSWER]
    if open_ones:
        yield f"{listed([quoted(name) for name in open_ones])} had no answer in the time given, and may have more."
