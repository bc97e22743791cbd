"""Today's contracts by provider and by tier: how many, for how many places, at what annual cost.

Annual costs are apportioned to the boroughs of a line by cost share. Contract management and back offices are left out,
because no provider receives them. Money is in whole pence a year.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from models.accounts.baseline import apportion
from models.accounts.yearly_profile import TIERS
from models.case.types import INFRASTRUCTURE, Case, ContractLine


@dataclass(frozen=True, slots=True)
class ProviderToday:
    """One provider's contracts, or its in-house provision. `by_borough` is in pence a year; `value` is the sum."""

    provider: str
    in_house: bool
    contracts: int
    by_borough: Mapping[str, int]

    @property
    def value(self) -> int:
        """Pence a year."""
        return sum(self.by_borough.values())


@dataclass(frozen=True, slots=True)
class TierToday:
    """One tier. `contracts`: those with a line in the tier, in house left out. `places`: None for infrastructure."""

    tier: str
    contracts: int
    places: int | None
    by_borough: Mapping[str, int]

    @property
    def value(self) -> int:
        """Pence a year."""
        return sum(self.by_borough.values())


def providers_today(case: Case) -> tuple[ProviderToday, ...]:
    """Today's providers by falling value, ties in the table's order. A provider's in-house provision is separate."""
    keys = dict.fromkeys((contract.provider, contract.in_house) for contract in case.contracts)
    providers = []
    for provider, in_house in keys:
        contracts = [each for each in case.contracts if (each.provider, each.in_house) == (provider, in_house)]
        lines = [line for contract in contracts for line in contract.lines]
        count = 0 if in_house else len(contracts)
        providers.append(ProviderToday(provider, in_house, count, _cost_by_borough(case, lines)))
    return tuple(sorted(providers, key=lambda each: -each.value))


def tiers_today(case: Case) -> tuple[TierToday, ...]:
    """Every tier that has a contract today, infrastructure last."""
    tiers = [_tier(case, tier) for tier in (*TIERS, INFRASTRUCTURE)]
    return tuple(tier for tier in tiers if tier is not None)


def _tier(case: Case, tier: str) -> TierToday | None:
    lines = [
        (contract, line)
        for contract in case.contracts
        for line in contract.lines
        if case.service(line.service).tier == tier
    ]
    if not lines:
        return None
    contracts = {contract.name for contract, _ in lines if not contract.in_house}
    places = None if tier == INFRASTRUCTURE else sum(line.places for _, line in lines)
    return TierToday(tier, len(contracts), places, _cost_by_borough(case, [line for _, line in lines]))


def _cost_by_borough(case: Case, lines: Iterable[ContractLine]) -> Mapping[str, int]:
    cost: dict[str, int] = defaultdict(int)
    for line in lines:
        for name, part in apportion(case, line.annual_cost, line.boroughs).items():
            cost[name] += part
    return cost
