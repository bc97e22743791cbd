"""Outcomes against cost: the most outcomes that each option can have at each cost, and which option leads.

Costs are present costs in pence and outcomes are weighted outcomes; both are exact. A curve has the plans that were
found and the bounds that were proven, so at every cost the true maximum lies between the two. Nothing here solves.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby, pairwise

PENCE_IN_100K = 10_000_000  # pence


@dataclass(frozen=True, slots=True)
class KnownPlan:
    """A plan that was found: its present cost and its outcomes."""

    cost: Fraction
    outcomes: Fraction


@dataclass(frozen=True, slots=True)
class OutcomeBound:
    """Proven: no plan with a present cost of at most `ceiling` has more outcomes than `bound`. None: at any cost."""

    ceiling: int | None
    bound: Fraction


@dataclass(frozen=True, slots=True)
class OptionCurve:
    """The plans and bounds of one option. `minimum_cost`: it is proven that no plan costs less."""

    plans: tuple[KnownPlan, ...]
    bounds: tuple[OutcomeBound, ...]
    minimum_cost: Fraction = Fraction(0)

    def best_plan(self, cost: Fraction | int) -> KnownPlan | None:
        """The plan with the most outcomes at no more than a cost; the cheapest of a tie; None if there is no plan."""
        within = (each for each in self.plans if each.cost <= cost)
        return max(within, key=lambda each: (each.outcomes, -each.cost), default=None)

    def bound(self, cost: Fraction | int) -> Fraction | None:
        """The outcomes that no plan at no more than a cost can exceed: the least bound that applies; None if none does.

        If a plan has more outcomes than a bound, the plan's outcomes are used; `count_contradicted` reports it.
        """
        applying = [each.bound for each in self.bounds if each.ceiling is None or each.ceiling >= cost]
        best = self.best_plan(cost)
        return max([min(applying), *([best.outcomes] if best else [])]) if applying else None

    def may_have_plan(self, cost: Fraction | int) -> bool:
        """Whether a plan at no more than a cost has not been ruled out."""
        return cost >= self.minimum_cost

    def interpolated_outcomes(self, cost: Fraction | int) -> Fraction | None:
        """An estimate of the outcomes at a cost, on a straight line between efficient plans; None below the cheapest.

        Use it to decide where to solve next, and never as a result.
        """
        plans = self.efficient_plans
        before = [each for each in plans if each.cost <= cost]
        after = [each for each in plans if each.cost > cost]
        if not before or not after:
            return before[-1].outcomes if before else None
        low, high = before[-1], after[0]
        return low.outcomes + (high.outcomes - low.outcomes) * (cost - low.cost) / (high.cost - low.cost)

    @property
    def efficient_plans(self) -> tuple[KnownPlan, ...]:
        """By rising cost, the plans that have more outcomes than every plan that costs no more."""
        efficient: list[KnownPlan] = []
        for each in sorted(set(self.plans), key=lambda plan: (plan.cost, -plan.outcomes)):
            if not efficient or each.outcomes > efficient[-1].outcomes:
                efficient.append(each)
        return tuple(efficient)

    def count_contradicted(self, tolerance: Fraction) -> int:
        """The number of bounds that a plan exceeds by more than a relative tolerance. Above 0, a bound is wrong."""
        return sum(any(_exceeds(plan, bound, tolerance) for plan in self.plans) for bound in self.bounds)


@dataclass(frozen=True, slots=True)
class LeadAtCost:
    """Which option has the most outcomes at a cost.

    `leader`: None if it is not proven which. `contenders`: all options that may have the most.
    """

    cost: Fraction
    leader: str | None
    contenders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CostRange:
    """A range of compared costs, from `first` to `last`, with the same leader, or with none that is proven (None).

    `contenders`: all options that may lead at one of these costs. `leads_throughout`: whether the lead is proven at
    every cost in the range, and not only at the costs that were compared.
    """

    first: Fraction
    last: Fraction
    leader: str | None
    contenders: tuple[str, ...]
    leads_throughout: bool


def cost_ceilings(low: int, high: int, points: int) -> tuple[int, ...]:
    """Ceilings at equal steps from `low` to `high`, including both; fewer if there are fewer whole pence."""
    return tuple(dict.fromkeys(low + (high - low) * number // (points - 1) for number in range(points)))


def bisection_order(count: int) -> Iterator[tuple[int, ...]]:
    """The positions 0 to count - 1 in batches: first the two ends, then the middle of each gap, until none is left."""
    done = sorted({0, count - 1})
    yield tuple(done)
    while middles := tuple((low + high) // 2 for low, high in pairwise(done) if high - low > 1):
        yield middles
        done = sorted({*done, *middles})


def lead_at(curves: Mapping[str, OptionCurve], cost: Fraction | int) -> LeadAtCost | None:
    """Which option has the most outcomes at no more than a cost; None if no option has a plan.

    An option leads only if its plan has more outcomes than the bound of every other option.
    """
    values = {name: best.outcomes for name, curve in curves.items() if (best := curve.best_plan(cost)) is not None}
    if not values:
        return None
    most = max(values.values())
    contenders = tuple(name for name, curve in curves.items() if _may_reach(curve, cost, most))
    return LeadAtCost(Fraction(cost), contenders[0] if len(contenders) == 1 else None, contenders)


def cost_ranges(curves: Mapping[str, OptionCurve], leads: Sequence[LeadAtCost]) -> tuple[CostRange, ...]:
    """Neighbouring costs with the same leader, or with no leader and the same contenders, as ranges.

    `leads` is by rising cost.
    """
    groups = groupby(leads, key=lambda lead: (lead.leader, () if lead.leader else lead.contenders))
    return tuple(_cost_range(curves, tuple(group)) for _, group in groups)


def unresolved_intervals(leads: Sequence[LeadAtCost], share: Fraction) -> Iterator[tuple[int, int]]:
    """Neighbouring costs in whole pence with different leaders, if they are further apart than a share of the cost."""
    for low, high in pairwise(leads):
        if low.leader != high.leader and high.cost - low.cost > max(share * high.cost, Fraction(1)):
            yield int(low.cost), int(high.cost)


def outcomes_per_100k(low: KnownPlan, high: KnownPlan) -> Fraction | None:
    """The outcomes that a further £100,000 of present cost buys between two plans; None if they cost the same."""
    more = high.cost - low.cost
    return (high.outcomes - low.outcomes) * PENCE_IN_100K / more if more else None


def _exceeds(plan: KnownPlan, bound: OutcomeBound, tolerance: Fraction) -> bool:
    applies = bound.ceiling is None or plan.cost <= bound.ceiling
    return applies and plan.outcomes > bound.bound + tolerance * max(abs(plan.outcomes), Fraction(1))


def _may_reach(curve: OptionCurve, cost: Fraction | int, most: Fraction) -> bool:
    if not curve.may_have_plan(cost):
        return False
    bound = curve.bound(cost)
    return bound is None or bound >= most


def _cost_range(curves: Mapping[str, OptionCurve], leads: Sequence[LeadAtCost]) -> CostRange:
    leader = leads[0].leader
    contenders = tuple(name for name in curves if any(name in lead.contenders for lead in leads))
    throughout = leader is not None and all(
        _leads_between(curves, leader, low.cost, high.cost) for low, high in pairwise(leads)
    )
    return CostRange(leads[0].cost, leads[-1].cost, leader, contenders, throughout)


def _leads_between(curves: Mapping[str, OptionCurve], leader: str, low: Fraction, high: Fraction) -> bool:
    """Whether the leader has more outcomes at the lower cost than any other option can have at the higher cost."""
    best = curves[leader].best_plan(low)
    others = (curve for name, curve in curves.items() if name != leader)
    return best is not None and not any(_may_reach(curve, high, best.outcomes) for curve in others)
