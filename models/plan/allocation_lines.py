"""The allocation lines of a plan, and the range of each line over all near-optimal plans.

A line is a borough, a service and a provider. Its figure is the number of places of that service that the provider
gives the borough over the whole horizon, under all its contracts and awards. Who pays is not part of a line.

A near-optimal plan meets every constraint of the option, and its objective is at most half a per cent worse than that
of the run's plan. `optimiser.solving.near_optimal_ranges` finds the ranges; docs/settled.md explains the words.
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

NEAR_OPTIMAL_TOLERANCE = Fraction(1, 200)  # half a per cent of the objective


class AllocationLine(NamedTuple):
    """A provider that gives a borough a service."""

    borough: str
    service: str
    provider: str


class LineState(StrEnum):
    """What is known about a line. The values stand in result.json and on the sheet of the lines."""

    FIXED = "fixed"  # proven to have the same places in every near-optimal plan
    FLEXIBLE = "flexible"  # two near-optimal plans are known in which the places differ
    UNDETERMINED = "undetermined"  # neither of the two


@dataclass(frozen=True, slots=True)
class LineRange:
    """The places of a line in near-optimal plans: the range found, and proven bounds.

    `places`: in the run's plan. `lowest_found` and `highest_found`: over the plans that were found. `lower_bound` and
    `upper_bound`: proven for every near-optimal plan.
    Raises ValueError unless lower_bound <= lowest_found <= places <= highest_found <= upper_bound.
    """

    line: AllocationLine
    places: int
    lowest_found: int
    highest_found: int
    lower_bound: int
    upper_bound: int

    def __post_init__(self) -> None:
        if not self.lower_bound <= self.lowest_found <= self.places <= self.highest_found <= self.upper_bound:
            raise ValueError(f"the figures are not in order: {self}")

    @property
    def state(self) -> LineState:
        """A line is fixed only if that is proven: it is not enough that no other value was found."""
        if self.lowest_found < self.highest_found:
            return LineState.FLEXIBLE
        return LineState.FIXED if self.lower_bound == self.upper_bound else LineState.UNDETERMINED

    @property
    def never_used(self) -> bool:
        """Whether no near-optimal plan has places on the line; this is proven."""
        return self.upper_bound == 0

    def with_plan(self, places: int) -> LineRange:
        """The range after one more near-optimal plan is found, in which the line has `places`."""
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
    """The range of every line that has places in the option's plan, or that may have places in a near-optimal plan.

    `ranges`: in the order of boroughs, services and providers in the case's tables. `never_used`: the number of further
    lines that offers or contracts allow, but that are proven to have no places in any near-optimal plan.
    `plans_examined`: the number of different plans, including the run's plan.
    """

    option: str
    ranges: tuple[LineRange, ...]
    never_used: int
    plans_examined: int

    def count(self, state: LineState) -> int:
        """The number of lines in a state."""
        return sum(line_range.state is state for line_range in self.ranges)


def places_by_line(case: Case, plan: Plan) -> dict[AllocationLine, int]:
    """Places over the whole horizon, by line. Lines without places are left out."""
    total: defaultdict[AllocationLine, int] = defaultdict(int)
    contract_providers, offer_providers = _providers(case.contracts), _providers(case.offers)
    for (contract, service, borough, _), places in plan.used.items():
        total[AllocationLine(borough, service, contract_providers[contract])] += places
    for (offer, _, service, borough, _), places in plan.bought.items():
        total[AllocationLine(borough, service, offer_providers[offer])] += places
    return {line: places for line, places in total.items() if places}


def near_optimal_limit(objective: str, value: Fraction) -> Fraction:
    """The worst objective value of a near-optimal plan: worse than `value` by half a per cent of its size."""
    return value + abs(value) * NEAR_OPTIMAL_TOLERANCE * (1 if objective == "cost" else -1)


def is_near_optimal(objective: str, value: Fraction, best: Fraction) -> bool:
    """Whether a plan with objective `value` is near-optimal if the run's plan has `best`."""
    limit = near_optimal_limit(objective, best)
    return value <= limit if objective == "cost" else value >= limit


def in_table_order(case: Case, lines: Iterable[AllocationLine]) -> list[AllocationLine]:
    """Lines in the order of the case's tables: borough, service, provider (existing contracts before offers)."""
    boroughs = [borough.name for borough in case.boroughs]
    services = [service.name for service in case.services]
    providers = [*(contract.provider for contract in case.contracts), *(offer.provider for offer in case.offers)]
    return sorted(
        lines,
        key=lambda line: (boroughs.index(line.borough), services.index(line.service), providers.index(line.provider)),
    )


def _providers(supply: Iterable[Contract | Offer]) -> dict[str, str]:
    return {each.name: each.provider for each in supply}
