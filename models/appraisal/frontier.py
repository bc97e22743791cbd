"""Outcomes against cost: what is known of the most outcomes at each cost, and where one option passes another.

Costs are present costs in pence, outcomes are weighted; both exact. A curve has what plans reach and what proofs allow,
so that at every cost the truth lies in a band. Nothing here solves.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

PENCE_IN_100K = 10_000_000  # pence


@dataclass(frozen=True, slots=True)
class KnownPlan:
    """A plan: its present cost, and the outcomes that it has."""

    cost: Fraction
    outcomes: Fraction


@dataclass(frozen=True, slots=True)
class OutcomeBound:
    """No plan whose present cost is at most `ceiling` (None: no plan whatever its cost) has more than `bound`."""

    ceiling: int | None
    bound: Fraction


@dataclass(frozen=True, slots=True)
class OptionCurve:
    """What is known of one option. `least`: no plan costs less, which is proven."""

    plans: tuple[KnownPlan, ...]
    bounds: tuple[OutcomeBound, ...]
    minimum_cost: Fraction = Fraction(0)

    def best_plan(self, cost: Fraction | int) -> KnownPlan | None:
        """The plan with most outcomes at no more than a cost, the cheapest of several; None where none is known."""
        within = (each for each in self.plans if each.cost <= cost)
        return max(within, key=lambda each: (each.outcomes, -each.cost), default=None)

    def bound(self, cost: Fraction | int) -> Fraction | None:
        """What no plan at no more than a cost exceeds: the least of all proofs that reach so far; None: not known.

        Where a plan has more than was proven, what it has stands: `disproved` tells.
        """
        reach = [each.bound for each in self.bounds if each.ceiling is None or each.ceiling >= cost]
        best = self.best_plan(cost)
        return max([min(reach), *([best.outcomes] if best else [])]) if reach else None

    def may_have_plan(self, cost: Fraction | int) -> bool:
        """Whether there may be a plan at no more than a cost."""
        return cost >= self.minimum_cost

    def interpolated_outcomes(self, cost: Fraction | int) -> Fraction | None:
        """About how many outcomes: on a straight line between the plans that none beats; for finding, not for saying.

        None below the cheapest plan.
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
        """The plans that no other beats, by rising cost: each has more outcomes than all that cost no more."""
        kept: list[KnownPlan] = []
        for each in sorted(set(self.plans), key=lambda plan: (plan.cost, -plan.outcomes)):
            if not kept or each.outcomes > kept[-1].outcomes:
                kept.append(each)
        return tuple(kept)

    def count_contradicted(self, dust: Fraction) -> int:
        """How many proofs a plan beats by more than `dust`, relative: none, or something is wrong with a proof."""
        return sum(any(_beats(plan, proof, dust) for plan in self.plans) for proof in self.bounds)


@dataclass(frozen=True, slots=True)
class LeadAtCost:
    """Who has most outcomes at a cost: `leader` where that is proven, else None; `level`: all that may have."""

    cost: Fraction
    leader: str | None
    contenders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CostRange:
    """Costs compared from `first` to `last` at which one option leads, or (`leader` None) it cannot be told which.

    `level`: all that may lead at one of the costs. `throughout`: whether it leads between the costs compared too,
    which is proven, or is proven at those costs alone.
    """

    first: Fraction
    last: Fraction
    leader: str | None
    contenders: tuple[str, ...]
    leads_throughout: bool


def cost_ceilings(low: int, high: int, points: int) -> tuple[int, ...]:
    """Ceilings at equal steps from `low` to `high`, both among them; fewer where there are not so many whole pence."""
    return tuple(dict.fromkeys(low + (high - low) * number // (points - 1) for number in range(points)))


def bisection_order(count: int) -> Iterator[tuple[int, ...]]:
    """The positions 0 to count - 1 in waves: the ends, then the middle between each two, until none is left."""
    done = sorted({0, count - 1})
    yield tuple(done)
    while middles := tuple((low + high) // 2 for low, high in pairwise(done) if high - low > 1):
        yield middles
        done = sorted({*done, *middles})


def lead_at(curves: Mapping[str, OptionCurve], cost: Fraction | int) -> LeadAtCost | None:
    """Who has most outcomes at no more than a cost; None where no option is known to have a plan.

    An option leads where its plan has more than every other option can have: proven, not estimated.
    """
    values = {name: best.outcomes for name, curve in curves.items() if (best := curve.best_plan(cost)) is not None}
    if not values:
        return None
    most = max(values.values())
    level = tuple(name for name, curve in curves.items() if _may_have(curve, cost, most))
    return LeadAtCost(Fraction(cost), level[0] if len(level) == 1 else None, level)


def cost_ranges(curves: Mapping[str, OptionCurve], verdicts: Sequence[LeadAtCost]) -> tuple[CostRange, ...]:
    """Neighbouring costs of one leader put together; `verdicts` by rising cost."""
    groups: list[list[LeadAtCost]] = []
    for each in verdicts:
        if (
            groups
            and groups[-1][-1].leader == each.leader
            and (each.leader or groups[-1][-1].contenders == each.contenders)
        ):
            groups[-1].append(each)
        else:
            groups.append([each])
    return tuple(_stretch(curves, group) for group in groups)


def unresolved_intervals(verdicts: Sequence[LeadAtCost], share: Fraction) -> Iterator[tuple[int, int]]:
    """Neighbouring costs, whole pence, between which who leads changes, further apart than a share of the cost."""
    for low, high in pairwise(verdicts):
        if low.leader != high.leader and high.cost - low.cost > max(share * high.cost, Fraction(1)):
            yield int(low.cost), int(high.cost)


def outcomes_per_100k(low: KnownPlan, high: KnownPlan) -> Fraction | None:
    """Outcomes that a further £100,000 of present cost buys between two plans; None where they cost the same."""
    more = high.cost - low.cost
    return (high.outcomes - low.outcomes) * PENCE_IN_100K / more if more else None


def _beats(plan: KnownPlan, proof: OutcomeBound, dust: Fraction) -> bool:
    within = proof.ceiling is None or plan.cost <= proof.ceiling
    return within and plan.outcomes > proof.bound + dust * max(abs(plan.outcomes), Fraction(1))


def _may_have(curve: OptionCurve, cost: Fraction | int, most: Fraction) -> bool:
    if not curve.may_have_plan(cost):
        return False
    bound = curve.bound(cost)
    return bound is None or bound >= most


def _stretch(curves: Mapping[str, OptionCurve], group: Sequence[LeadAtCost]) -> CostRange:
    leader = group[0].leader
    level = tuple(name for name in curves if any(name in each.contenders for each in group))
    throughout = leader is not None and all(
        _leads_between(curves, leader, low.cost, high.cost) for low, high in pairwise(group)
    )
    return CostRange(group[0].cost, group[-1].cost, leader, level, throughout)


def _leads_between(curves: Mapping[str, OptionCurve], leader: str, low: Fraction, high: Fraction) -> bool:
    """Whether what the leader has at the lower cost is more than any other can have at the higher one."""
    best = curves[leader].best_plan(low)
    others = (curve for name, curve in curves.items() if name != leader)
    return best is not None and not any(_may_have(curve, high, best.outcomes) for curve in others)
