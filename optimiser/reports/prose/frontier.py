"""Sentences about a frontier: each option, £100,000 more or less, and where options cross. Costs are present costs.

Every figure of a sentence is also in the tables.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from models.appraisal.frontier import CostRange
from models.appraisal.measures import outcomes_shown
from models.plan.plan import Status
from optimiser.analyses.frontier.results import APPRAISED, Frontiers, OptionFrontier
from optimiser.text import listed, pounds, quoted, tenths

NO_POINTS = {
    Status.INFEASIBLE: "has no plan: it is proven infeasible.",
    Status.NO_ANSWER: "has no answer: in the time limit no plan was found, and none was ruled out.",
}


def outcomes_unit(frontiers: Frontiers) -> str:
    """`outcomes`, or `weighted outcomes` if services have different weights."""
    return outcomes_shown(frontiers.case).replace("_", " ")


def option_sentence(frontiers: Frontiers, option: OptionFrontier) -> str:
    """The range of an option's frontier, or why it has none."""
    name, unit = quoted(option.option), outcomes_unit(frontiers)
    if not option.points:
        return f"{name} {NO_POINTS.get(option.status, 'has no points.')}"
    first, last = option.steps[0], option.steps[-1]
    if option.is_single_plan:
        return (
            f"{name} leaves nothing to choose: its plan with most {unit} is also its cheapest, with"
            f" {tenths(last.weighted_outcomes)} for {pounds(last.present_cost)}. Its frontier is one point."
        )
    return (
        f"{name} goes from {tenths(first.weighted_outcomes)} {unit} for {pounds(first.present_cost)} to"
        f" {tenths(last.weighted_outcomes)} for {pounds(last.present_cost)}.{_repeated_plans(frontiers, option)}"
    )


def marginal_sentence(frontiers: Frontiers, option: OptionFrontier) -> str:
    """What £100,000 more or less does to the appraised plan; blank if there is no such plan or nothing to choose."""
    if option.appraised_point is None or option.is_single_plan:
        return ""
    return " ".join(_marginal_sentences(frontiers, option))


def crossing_sentences(frontiers: Frontiers) -> list[str]:
    """Which option has most outcomes at which cost, a sentence each, by rising cost."""
    if len(frontiers.with_points) < 2:
        return [_nothing_to_compare(frontiers)]
    return [*_range_sentences(frontiers), *_pair_sentences(frontiers), *_no_answer_sentence(frontiers)]


def _repeated_plans(frontiers: Frontiers, option: OptionFrontier) -> str:
    """A sentence if an option has fewer different plans than the points asked for."""
    if option.distinct_plans >= frontiers.requested_points:
        return ""
    return (
        f" Its {len(option.points)} points are {option.distinct_plans} different plans: under some ceilings the best"
        " plan known is that of a lower ceiling."
    )


def _marginal_sentences(frontiers: Frontiers, option: OptionFrontier) -> Iterator[str]:
    marginal, chosen, unit = option.marginal, option.appraised_point, outcomes_unit(frontiers)
    assert chosen is not None
    lost = (
        f"; with £100,000 less it has {tenths(marginal.outcomes_lost)} fewer"
        if marginal.outcomes_lost is not None
        else ""
    )
    yield f"{quoted(option.option)}, as appraised, has {tenths(chosen.weighted_outcomes)} {unit}{lost}."
    if chosen.kind == APPRAISED:
        yield "It lies below the frontier: another plan has more for no more cost."
    elif marginal.outcomes_gained is not None:
        yield f"With £100,000 more it has {tenths(marginal.outcomes_gained)} more."
    elif chosen.weighted_outcomes >= option.curve.efficient_plans[-1].outcomes:
        yield "Within the money and constraints of the case, no plan was found that has more."
    if marginal.average is not None:
        yield (
            f"On average, between its cheapest plan and the one with most {unit}, £100,000 buys"
            f" {tenths(marginal.average)}{_flat_part(marginal.is_flat)}."
        )


def _flat_part(flat: bool | None) -> str:
    if flat is None:
        return ""
    return ": the plan is on the flat part of the frontier" if flat else ": the plan is not on a flat part"


def _nothing_to_compare(frontiers: Frontiers) -> str:
    if not frontiers.with_points:
        return "No plan was found for any option, so there is nothing to compare."
    return (
        f"A plan was found only for {quoted(frontiers.with_points[0].option)}, so there is nothing to compare it with."
    )


def _range_sentences(frontiers: Frontiers) -> Iterator[str]:
    """A sentence for each range of cost. Above the last cost nothing changes: no option has more there."""
    unit = outcomes_unit(frontiers)
    for number, cost_range in enumerate(frontiers.cost_ranges):
        if cost_range.leader is None:
            names = listed([quoted(name) for name in cost_range.contenders])
            yield f"{_costs_without_lead(frontiers, number)} it is not proven which of {names} has most {unit}."
            continue
        leader = quoted(cost_range.leader)
        yield f"{_costs_of_lead(frontiers, number)} {leader} has most {unit}{_proven_where(cost_range)}."
        following = frontiers.cost_ranges[number + 1 : number + 2]
        if following and following[0].leader is not None:
            costs = f"between {pounds(cost_range.last)} and {pounds(following[0].first)}"
            yield f"The lead passes from {leader} to {quoted(following[0].leader)} {costs}."


def _costs_of_lead(frontiers: Frontiers, number: int) -> str:
    cost_range = frontiers.cost_ranges[number]
    if number == len(frontiers.cost_ranges) - 1:
        return f"From {pounds(cost_range.first)} on,"
    return f"From {pounds(cost_range.first)} to {pounds(cost_range.last)},"


def _costs_without_lead(frontiers: Frontiers, number: int) -> str:
    """The costs between the neighbouring ranges, in which no option is proven to lead."""
    before, after = frontiers.cost_ranges[:number], frontiers.cost_ranges[number + 1 :]
    first = before[-1].last if before else frontiers.cost_ranges[number].first
    return f"Between {pounds(first)} and {pounds(after[0].first)}," if after else f"From {pounds(first)} on,"


def _proven_where(cost_range: CostRange) -> str:
    """Says if the lead is proven at the compared costs only, and not between them."""
    proven_between = cost_range.leads_throughout or cost_range.first == cost_range.last
    return "" if proven_between else " at every cost that was compared"


def _pair_sentences(frontiers: Frontiers) -> Iterator[str]:
    """Where two options cross while another leads."""
    for pair in frontiers.pairs:
        ranges = [cost_range for cost_range in pair.cost_ranges if cost_range.leader is not None]
        for low, high in pairwise(ranges):
            if low.leader != high.leader:
                first, second = quoted(str(low.leader)), quoted(str(high.leader))
                yield (
                    f"{first} and {second} cross between {pounds(low.last)} and {pounds(high.first)}:"
                    f" at the lower cost {first} has more, at the higher cost {second}."
                )


def _no_answer_sentence(frontiers: Frontiers) -> Iterator[str]:
    names = [quoted(option.option) for option in frontiers.options if option.status is Status.NO_ANSWER]
    if names:
        yield f"{listed(names)} had no answer in the time limit, and may have more."
