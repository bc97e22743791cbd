"""The places of every contract and award by service, borough and year, and how they change from year to year.

Year -1 is today: the places under today's contracts. A line for several boroughs is apportioned to them by cost share,
by largest remainder. Places are whole and are for one year. Who takes over a contract is in
`models.transition.handovers`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from models.accounts.baseline import places_today
from models.case.money import share
from models.case.types import Case, Group, Option
from models.plan.contract_register import EXISTING, RegisteredContract, contract_register
from models.plan.plan import Plan

TODAY = -1

ContractKey = tuple[str, str, Group]  # kind, name, boroughs


@dataclass(frozen=True)
class ContractPlaces:
    """The places of all contracts under one plan: `contracts` has today's contracts, then the awards."""

    case: Case
    contracts: tuple[RegisteredContract, ...]

    def places(self, contract: RegisteredContract, service: str, borough: str, year: int) -> int:
        """A borough's places of one service under one contract or award; year -1 is today."""
        if year > TODAY:
            return contract.places(service, borough, year)
        return self._today.get((contract.name, service, borough), 0) if contract.kind == EXISTING else 0

    def total(self, service: str, borough: str, year: int) -> int:
        """A borough's places of one service under all contracts and awards; year -1 is today."""
        return sum(self.places(contract, service, borough, year) for contract in self.serving(service, borough))

    def serving(self, service: str, borough: str) -> Sequence[RegisteredContract]:
        """The contracts and awards with a line of that service for that borough."""
        return self._serving.get((service, borough), ())

    @cached_property
    def _serving(self) -> Mapping[tuple[str, str], list[RegisteredContract]]:
        serving: dict[tuple[str, str], list[RegisteredContract]] = defaultdict(list)
        for contract in self.contracts:
            for line in contract.lines:
                for borough in line.boroughs:
                    serving[line.service, borough].append(contract)
        return serving

    @cached_property
    def _today(self) -> Mapping[tuple[str, str, str], int]:
        return {
            (contract.name, line.service, borough): places
            for contract, line, borough, places in places_today(self.case)
        }


def contract_places(case: Case, option: Option, plan: Plan) -> ContractPlaces:
    """The places of all contracts and awards under a plan."""
    return ContractPlaces(case, contract_register(case, option, plan))


def contract_key(contract: RegisteredContract) -> ContractKey:
    """A key that is unique to a contract or award."""
    return contract.kind, contract.name, contract.boroughs


def people_for_places(case: Case, service: str, places: int) -> Fraction:
    """The people that these places of a service are for; 0 if the service counts no people."""
    return case.service(service).people_per_place * places


def place_changes(
    supply: ContractPlaces, service: str, borough: str, year: int
) -> list[tuple[RegisteredContract, int]]:
    """How many more places each contract and award has than in the year before; fewer places are negative.

    A plan can divide the use of today's contracts that run on in many ways at the same cost. So these contracts change
    only by the change in their total, apportioned by largest remainder to those that changed in the same direction.
    """
    serving = supply.serving(service, borough)
    now, before = ([supply.places(one, service, borough, when) for one in serving] for when in (year, year - 1))
    changes = [after - earlier for after, earlier in zip(now, before, strict=True)]
    running_on = [n for n, one in enumerate(serving) if one.kind == EXISTING and one.is_live(year)]
    return list(zip(serving, _evened_out(changes, running_on), strict=True))


def net_by_provider(changes: Sequence[tuple[RegisteredContract, int]]) -> dict[str, int]:
    """The changes of `place_changes` summed by provider."""
    net: dict[str, int] = defaultdict(int)
    for contract, change in changes:
        net[contract.provider] += change
    return net


def _evened_out(changes: Sequence[int], running_on: Sequence[int]) -> list[int]:
    """The changes, with those at the positions `running_on` replaced by parts of their sum."""
    total = sum(changes[n] for n in running_on)
    same_way = [n for n in running_on if changes[n] * total > 0]
    parts = share(abs(total), [Fraction(abs(changes[n])) for n in same_way]) if same_way else []
    part_of = dict(zip(same_way, parts, strict=True))
    sign = 1 if total > 0 else -1
    return [sign * part_of.get(n, 0) if n in running_on else change for n, change in enumerate(changes)]
