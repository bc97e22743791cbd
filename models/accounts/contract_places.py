"""Who has which places under a plan, year by year and today: contracts and awards by service and borough.

Year -1 is today: the places that today's contracts hold. A line for several boroughs is shared over them in proportion
to `cost_share`, by largest remainder. Places are whole and a year's. What becomes of contracts is in `handovers`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from models.case.apportionment import places_today
from models.case.money import share
from models.case.types import Case, Group, Option
from models.plan.contract_register import EXISTING, RegisteredContract, contract_register
from models.plan.plan import Plan

TODAY = -1

ContractKey = tuple[str, str, Group]  # kind, name, boroughs


@dataclass(frozen=True)
class ContractPlaces:
    """Everybody's places under one plan: `all` are today's contracts, then the awards."""

    case: Case
    contracts: tuple[RegisteredContract, ...]

    def places(self, one: RegisteredContract, service: str, borough: str, year: int) -> int:
        """Places of one service that a borough has under one contract or award; year -1 is today."""
        if year > TODAY:
            return one.places(service, borough, year)
        return self._today.get((one.name, service, borough), 0) if one.kind == EXISTING else 0

    def total(self, service: str, borough: str, year: int) -> int:
        """Places of one service that a borough has; year -1 is today."""
        return sum(self.places(one, service, borough, year) for one in self.serving(service, borough))

    def serving(self, service: str, borough: str) -> Sequence[RegisteredContract]:
        """The contracts and awards with a line of that service for that borough."""
        return self._serving.get((service, borough), ())

    @cached_property
    def _serving(self) -> Mapping[tuple[str, str], list[RegisteredContract]]:
        found: dict[tuple[str, str], list[RegisteredContract]] = defaultdict(list)
        for one in self.contracts:
            for line in one.lines:
                for borough in line.boroughs:
                    found[line.service, borough].append(one)
        return found

    @cached_property
    def _today(self) -> Mapping[tuple[str, str, str], int]:
        held = places_today(self.case)
        return {(contract.name, line.service, borough): places for contract, line, borough, places in held}


def contract_places(case: Case, option: Option, plan: Plan) -> ContractPlaces:
    """Who has which places under a plan."""
    return ContractPlaces(case, contract_register(case, option, plan))


def contract_key(one: RegisteredContract) -> ContractKey:
    """What tells a contract or award from all others."""
    return one.kind, one.name, one.boroughs


def people_for_places(case: Case, service: str, places: int) -> Fraction:
    """The people that these places of a service are for: none where the service counts no people."""
    return case.service(service).people_per_place * places


def place_changes(
    supply: ContractPlaces, service: str, borough: str, year: int
) -> list[tuple[RegisteredContract, int]]:
    """How many more places each contract and award has than the year before; fewer are negative.

    Between today's contracts that run on, a plan may share its use one way or another at no cost: so they change only
    by what they have more, or fewer, together, shared by largest remainder over those that went that way.
    """
    serving = supply.serving(service, borough)
    now, before = ([supply.places(one, service, borough, each) for one in serving] for each in (year, year - 1))
    more = [here - there for here, there in zip(now, before, strict=True)]
    running = [n for n, one in enumerate(serving) if one.kind == EXISTING and one.is_live(year)]
    return list(zip(serving, _settled(more, running), strict=True))


def net_by_provider(changed: Sequence[tuple[RegisteredContract, int]]) -> dict[str, int]:
    """The same by provider."""
    found: dict[str, int] = defaultdict(int)
    for one, more in changed:
        found[one.provider] += more
    return found


def _settled(more: Sequence[int], running: Sequence[int]) -> list[int]:
    """The same changes, those at the positions given evened out among each other."""
    together = sum(more[n] for n in running)
    same_way = [n for n in running if more[n] * together > 0]
    parts = share(abs(together), [Fraction(abs(more[n])) for n in same_way]) if same_way else []
    evened = dict(zip(same_way, parts, strict=True))
    sign = 1 if together > 0 else -1
    return [sign * evened.get(n, 0) if n in running else change for n, change in enumerate(more)]
