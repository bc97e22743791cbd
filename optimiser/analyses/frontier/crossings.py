"""Options compared at the same cost: first where each is expected to lead, then between costs where the leader changes.

Straight lines between known plans say where to look. What is concluded comes only from plans and proofs at the same
ceiling.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations, pairwise
from math import ceil

from models.appraisal.frontier import LeadAtCost, OptionCurve, cost_ranges, lead_at, unresolved_intervals
from optimiser.analyses.frontier.queries import Query, QuerySolver
from optimiser.analyses.frontier.results import CrossingPair

NARROW_INTERVAL = Fraction(1, 200)  # of the cost: a change of the leader is narrowed to this
MAX_ROUNDS = 6  # of halving
CLEAR_LEAD_GAPS = 2  # a lead is clear if it is more than this many gaps


def leads_by_cost(solver: QuerySolver, names: Sequence[str]) -> tuple[LeadAtCost, ...]:
    """Which option has most outcomes, at costs from the cheapest plan of any option to the dearest.

    Empty for a single option.
    """
    return _narrow_leads(solver, names, set(_first_costs(solver, names))) if len(names) > 1 else ()


def crossing_pairs(solver: QuerySolver, names: Sequence[str], leads: Sequence[LeadAtCost]) -> tuple[CrossingPair, ...]:
    """Pairs of options that cross while another leads, or once more: which has more on either side of the crossing.

    `leads`: which option leads among all. Pairs between which that lead passes are left out.
    """
    leaders = [lead.leader for lead in leads if lead.leader is not None]
    passed = {frozenset((str(low), str(high))) for low, high in pairwise(leaders)}
    found = (
        CrossingPair(pair, of_pair, cost_ranges({name: solver.curve(name) for name in pair}, of_pair))
        for pair in combinations(names, 2)
        if frozenset(pair) not in passed and (of_pair := _leads_of_pair(solver, pair))
    )
    return tuple(pair for pair in found if len({lead.leader for lead in pair.leads} - {None}) > 1)


def _leads_of_pair(solver: QuerySolver, pair: tuple[str, str]) -> tuple[LeadAtCost, ...]:
    costs = set(_lead_changes(solver, pair))
    return _narrow_leads(solver, pair, costs) if costs else ()


def _lead_changes(solver: QuerySolver, pair: tuple[str, str]) -> Iterator[int]:
    """The costs of plans between which the expected leader changes, and leads clearly on both sides."""
    first, second = (solver.curve(name) for name in pair)
    gap = CLEAR_LEAD_GAPS * Fraction(solver.settings.gap)
    clear = []
    for cost in sorted({ceil(plan.cost) for plan in (*first.efficient_plans, *second.efficient_plans)}):
        own, other = first.interpolated_outcomes(cost), second.interpolated_outcomes(cost)
        if own is not None and other is not None and abs(own - other) > gap * max(own, other):
            clear.append((cost, own > other))
    for (low_cost, low_lead), (high_cost, high_lead) in pairwise(clear):
        if low_lead != high_lead:
            yield from (low_cost, high_cost)


def _narrow_leads(solver: QuerySolver, names: Sequence[str], costs: set[int]) -> tuple[LeadAtCost, ...]:
    """Which option leads at these costs, and between two with different leaders until the two are close together."""
    leads = _leads_at(solver, names, costs)
    for _ in range(MAX_ROUNDS):
        middles = {(low + high) // 2 for low, high in unresolved_intervals(leads, NARROW_INTERVAL)}
        if not middles:
            break
        costs |= middles
        leads = _leads_at(solver, names, costs)
    return leads


def _first_costs(solver: QuerySolver, names: Sequence[str]) -> Iterator[int]:
    """Both ends, and the ceilings of each option at which it is expected to lead."""
    curves = {name: solver.curve(name) for name in names}
    yield min(ceil(curve.efficient_plans[0].cost) for curve in curves.values())
    yield max(ceil(curve.efficient_plans[-1].cost) for curve in curves.values())
    for query in solver.results:
        if query.option in curves and query.ceiling is not None:
            if query.option in _expected_leaders(curves, query.ceiling):
                yield query.ceiling


def _expected_leaders(curves: Mapping[str, OptionCurve], cost: int) -> list[str]:
    every = {name: curve.interpolated_outcomes(cost) for name, curve in curves.items()}
    outcomes = {name: value for name, value in every.items() if value is not None}
    return [name for name, value in outcomes.items() if value == max(outcomes.values())]


def _leads_at(solver: QuerySolver, names: Sequence[str], costs: set[int]) -> tuple[LeadAtCost, ...]:
    """Which option leads at each of these costs, after every option that may lead was solved there."""
    solver.solve("comparing options", list(_open_queries(solver, names, sorted(costs))))
    curves = {name: solver.curve(name) for name in names}
    leads = (lead_at(curves, cost) for cost in sorted(costs))
    return tuple(lead for lead in leads if lead is not None)


def _open_queries(solver: QuerySolver, names: Sequence[str], costs: Sequence[int]) -> Iterator[Query]:
    """If the leader at a cost is not certain: the options that may lead and could have another plan there."""
    curves = {name: solver.curve(name) for name in names}
    for cost in costs:
        lead = lead_at(curves, cost)
        for name in lead.contenders if lead is not None and lead.leader is None else ():
            plans = curves[name].efficient_plans
            if plans[0].cost <= cost < plans[-1].cost:
                yield Query(name, "outcomes", cost)
