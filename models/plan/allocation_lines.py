"""The lines of a plan, and what is known of the range that each takes over all plans that are nearly as good.

A line is a borough, a service and a provider; its figure is the places that the borough has of that service from that
provider over the whole horizon, under all its contracts and awards together. Who pays is not part of it. Nearly as good
is a plan that keeps every rule of the option and whose first aim is at most half a per cent worse than the run's plan.
How the ranges are found is not here; how the words are used is in docs/settled.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from models.case.types import Case, Contract, Offer
from models.plan.plan import Plan

NEAR_OPTIMAL_TOLERANCE = Fraction(1, 200)  # half a per cent of the first aim


class AllocationLine(NamedTuple):
    """Who gives a borough a service."""

    borough: str
    service: str
    provider: str


class LineState(StrEnum):
    """What is known of a line."""

    FIXED = "settled"  # proven to be the same in every plan that is nearly as good
    FLEXIBLE = "open"  # two such plans are known in which it differs
    UNDETERMINED = "not told"  # neither


@dataclass(frozen=True, slots=True)
class LineRange:
    """The range of a line in places: `low` and `high` as found in plans, `least` and `most` as proven of all plans.

    `places`: those of the run's own plan. Always least <= low <= places <= high <= most.
    """

    line: AllocationLine
    places: int
    lowest_found: int
    highest_found: int
    lower_bound: int
    upper_bound: int

    def __post_init__(self) -> None:
        if not self.lower_bound <= self.lowest_found <= self.places <= self.highest_found <= self.upper_bound:
            raise ValueError(f"{self} is no range")

    @property
    def state(self) -> LineState:
        """Never settled unless that is proven."""
        if self.lowest_found < self.highest_found:
            return LineState.FLEXIBLE
        return LineState.FIXED if self.lower_bound == self.upper_bound else LineState.UNDETERMINED

    @property
    def is_exact(self) -> bool:
        """Whether the range found is all there is."""
        return (self.lowest_found, self.highest_found) == (self.lower_bound, self.upper_bound)

    @property
    def never_used(self) -> bool:
        """Whether it is proven that no plan has any of it."""
        return self.upper_bound == 0

    def with_plan(self, places: int) -> LineRange:
        """The range once one more plan is known, in which the line has so many places."""
        low, high = min(self.lowest_found, places), max(self.highest_found, places)
        return replace(
            self,
            lowest_found=low,
            highest_found=high,
            lower_bound=min(self.lower_bound, low),
            upper_bound=max(self.upper_bound, high),
        )


@dataclass(frozen=True, slots=True)
class NearOptimalRanges:
    """Every line of an option that its plan takes, or that may be taken in a plan nearly as good.

    `ranges`: in the order of boroughs, services and providers in the case's tables. `never`: how many lines could be
    taken, but are proven to be taken in no such plan. `plans`: how many different ones were looked at, the run's own
    among them.
    """

    option: str
    ranges: tuple[LineRange, ...]
    never_used: int
    plans_examined: int

    def count(self, state: LineState) -> int:
        """How many lines are of a state."""
        return sum(each.state is state for each in self.ranges)


def places_by_line(case: Case, plan: Plan) -> dict[AllocationLine, int]:
    """Places over the whole horizon by line; lines without places are left out."""
    found: defaultdict[AllocationLine, int] = defaultdict(int)
    contractor, bidder = _by_name(case.contracts), _by_name(case.offers)
    for (contract, service, borough, _), places in plan.used.items():
        found[AllocationLine(borough, service, contractor[contract])] += places
    for (offer, _, service, borough, _), places in plan.bought.items():
        found[AllocationLine(borough, service, bidder[offer])] += places
    return {line: places for line, places in found.items() if places}


def near_optimal_limit(objective: str, value: Fraction) -> Fraction:
    """What the first aim of a plan nearly as good may come to: half a per cent worse, of the value's size."""
    return value + abs(value) * NEAR_OPTIMAL_TOLERANCE * (1 if objective == "cost" else -1)


def is_near_optimal(objective: str, value: Fraction, best: Fraction) -> bool:
    """Whether a plan whose first aim is `value` is nearly as good as one in which it is `best`."""
    least = near_optimal_limit(objective, best)
    return value <= least if objective == "cost" else value >= least


def in_table_order(case: Case, found: Iterable[AllocationLine]) -> list[AllocationLine]:
    """Lines in the order of the case's tables: borough, service, provider (existing contracts before offers)."""
    boroughs = [each.name for each in case.boroughs]
    services = [each.name for each in case.services]
    providers = [*(each.provider for each in case.contracts), *(each.provider for each in case.offers)]
    return sorted(
        found,
        key=lambda each: (boroughs.index(each.borough), services.index(each.service), providers.index(each.provider)),
    )


def _by_name(made: Iterable[Contract | Offer]) -> dict[str, str]:
    return {each.name: each.provider for each in made}
