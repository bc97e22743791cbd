"""Options compared at the same cost: first where one is thought to lead, then between costs where the lead changes.

What is thought comes from straight lines between plans, and only says where to look; what is said comes from plans and
proofs at the same ceiling.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations, pairwise
from math import ceil

from models.appraisal.frontier import LeadAtCost, OptionCurve, cost_ranges, lead_at, unresolved_intervals
from optimiser.analyses.frontier.queries import Query, QuerySolver
from optimiser.analyses.frontier.results import CrossingPair

NARROW_INTERVAL = Fraction(1, 200)  # of the cost: a change of the lead is narrowed to this
MAX_ROUNDS = 6  # of halving
CLEAR_LEAD_GAPS = 2  # gaps by which two options are thought to be apart before they are asked which has more


def leads_by_cost(asking: QuerySolver, names: Sequence[str]) -> tuple[LeadAtCost, ...]:
    """Who has most outcomes at costs from the cheapest plan of any option to the dearest; none for a single option."""
    return _narrow_leads(asking, names, set(_first_costs(asking, names))) if len(names) > 1 else ()


def crossing_pairs(asking: QuerySolver, names: Sequence[str], told: Sequence[LeadAtCost]) -> tuple[CrossingPair, ...]:
    """Two options that cross while another leads, or once more: of each, who has more on either side of a crossing.

    `told`: who leads among all; where the lead passes from the one to the other is not told twice.
    """
    leads = [each.leader for each in told if each.leader is not None]
    passed = {frozenset((str(low), str(high))) for low, high in pairwise(leads)}
    found = (
        CrossingPair(two, verdicts, cost_ranges({name: asking.curve(name) for name in two}, verdicts))
        for two in combinations(names, 2)
        if frozenset(two) not in passed and (verdicts := _leads_of_pair(asking, two))
    )
    return tuple(pair for pair in found if len({each.leader for each in pair.leads} - {None}) > 1)


def _leads_of_pair(asking: QuerySolver, two: tuple[str, str]) -> tuple[LeadAtCost, ...]:
    costs = set(_lead_changes(asking, two))
    return _narrow_leads(asking, two, costs) if costs else ()


def _lead_changes(asking: QuerySolver, two: tuple[str, str]) -> Iterator[int]:
    """The costs of plans between which the one that is thought to have more changes, clearly on both sides."""
    one, other = (asking.curve(name) for name in two)
    gap = CLEAR_LEAD_GAPS * Fraction(asking.settings.gap)
    apart = []
    for cost in sorted({ceil(plan.cost) for plan in (*one.efficient_plans, *other.efficient_plans)}):
        low, high = one.interpolated_outcomes(cost), other.interpolated_outcomes(cost)
        if low is not None and high is not None and abs(low - high) > gap * max(low, high):
            apart.append((cost, low > high))
    for (before, first), (after, second) in pairwise(apart):
        if first != second:
            yield from (before, after)


def _narrow_leads(asking: QuerySolver, names: Sequence[str], costs: set[int]) -> tuple[LeadAtCost, ...]:
    """Who leads at these costs, and between those at which the leader changes until they are near each other."""
    verdicts = _leads_at(asking, names, costs)
    for _ in range(MAX_ROUNDS):
        further = {(low + high) // 2 for low, high in unresolved_intervals(verdicts, NARROW_INTERVAL)}
        if not further:
            break
        costs |= further
        verdicts = _leads_at(asking, names, costs)
    return verdicts


def _first_costs(asking: QuerySolver, names: Sequence[str]) -> Iterator[int]:
    """The ends, and the ceilings of each option at which it is thought to lead."""
    curves = {name: asking.curve(name) for name in names}
    yield min(ceil(curve.efficient_plans[0].cost) for curve in curves.values())
    yield max(ceil(curve.efficient_plans[-1].cost) for curve in curves.values())
    for ask in asking.results:
        if ask.option in curves and ask.ceiling is not None and ask.option in _estimated_leaders(curves, ask.ceiling):
            yield ask.ceiling


def _estimated_leaders(curves: Mapping[str, OptionCurve], cost: int) -> list[str]:
    values = {name: value for name, curve in curves.items() if (value := curve.interpolated_outcomes(cost)) is not None}
    return [name for name, value in values.items() if value == max(values.values())]


def _leads_at(asking: QuerySolver, names: Sequence[str], costs: set[int]) -> tuple[LeadAtCost, ...]:
    """Who leads at each of these costs, all that may being asked for their best there."""
    asking.solve("comparing options", list(_open_queries(asking, names, sorted(costs))))
    curves = {name: asking.curve(name) for name in names}
    found = (lead_at(curves, cost) for cost in sorted(costs))
    return tuple(each for each in found if each is not None)


def _open_queries(asking: QuerySolver, names: Sequence[str], costs: Sequence[int]) -> Iterator[Query]:
    """Where what is known leaves open who leads: the options that may, at a cost at which they have a choice."""
    curves = {name: asking.curve(name) for name in names}
    for cost in costs:
        found = lead_at(curves, cost)
        for name in found.contenders if found is not None and found.leader is None else ():
            plans = curves[name].efficient_plans
            if plans[0].cost <= cost < plans[-1].cost:
                yield Query(name, "outcomes", cost)
