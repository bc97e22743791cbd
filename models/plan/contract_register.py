"""The contract register of a plan: every existing contract and every new contract, year by year.

It says whether each contract runs, which places it gives and what it costs. It is worked out from the plan and the case
alone, so that the ledger can be checked against it: over the horizon, the cost of all registered contracts and the rest
of commissioning add up to the ledger's total. Money is in whole pence.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from models.case.money import price_of
from models.case.types import Case, Contract, Group, Offer, Option
from models.plan.plan import Plan

EXISTING, SEPARATE, JOINT = "existing", "separate", "joint"
STARTS, CONTINUES, ENDS = "starts", "continues", "ends"


@dataclass(frozen=True, slots=True)
class RegisteredLine:
    """One service of a contract, and the boroughs that may have its places."""

    service: str
    boroughs: Group


@dataclass(frozen=True, slots=True)
class RegisteredContract(ABC):
    """An existing contract or an award. `boroughs`: all that it serves, in the table's order. Costs in pence."""

    name: str
    kind: str
    provider: str
    boroughs: Group
    lines: tuple[RegisteredLine, ...]
    yearly_management_cost: int  # in each year in which the contract is live
    plan: Plan

    @property
    def services(self) -> tuple[str, ...]:
        """Its services, in the order of its lines."""
        return tuple(line.service for line in self.lines)

    def state(self, year: int) -> str | None:
        """STARTS or CONTINUES if live in the year, ENDS if live only the year before, otherwise None."""
        if self.is_live(year):
            return CONTINUES if self.is_live(year - 1) else STARTS
        return ENDS if self.is_live(year - 1) else None

    def all_places(self, year: int) -> int:
        """Places of all lines and boroughs."""
        return sum(self.places(line.service, borough, year) for line in self.lines for borough in line.boroughs)

    def management_cost(self, year: int) -> int:
        """The cost of managing the contract, charged to commissioning."""
        return self.yearly_management_cost if self.is_live(year) else 0

    @abstractmethod
    def is_live(self, year: int) -> bool:
        """Whether the contract runs in the year; -1 is the year before the horizon."""

    @abstractmethod
    def places(self, service: str, borough: str, year: int) -> int:
        """Places of the service that the borough buys or uses."""

    @abstractmethod
    def unit_price(self, service: str, year: int) -> Fraction | None:
        """The price of a place in the chosen band, in pence and parts of a penny; None for an existing contract."""

    @abstractmethod
    def places_cost(self, year: int) -> int:
        """Unit prices times places; for an existing contract, its annual cost."""

    @abstractmethod
    def annual_fee(self, year: int) -> int:
        """The annual fees of all lines."""

    @abstractmethod
    def start_cost(self, year: int) -> int:
        """The start costs of all lines, in the year in which the contract starts."""

    @abstractmethod
    def exit_cost(self, year: int) -> int:
        """The exit costs of all lines, in the year in which the contract stops, unless it ran to its end."""


def contract_register(case: Case, option: Option, plan: Plan) -> tuple[RegisteredContract, ...]:
    """The existing contracts in the table's order, then the awards: by offer, then by the group's boroughs."""
    existing = (_existing_contract(case, contract, plan) for contract in case.contracts)
    return (*existing, *_awards(case, option, plan))


@dataclass(frozen=True, slots=True)
class _ExistingContract(RegisteredContract):
    contract: Contract

    def is_live(self, year: int) -> bool:
        return year < 0 or (self.name, year) in self.plan.kept

    def places(self, service: str, borough: str, year: int) -> int:
        return self.plan.used.get((self.name, service, borough, year), 0)

    def unit_price(self, service: str, year: int) -> Fraction | None:  # noqa: ARG002 - a block contract has none
        return None

    def places_cost(self, year: int) -> int:
        return sum(line.annual_cost for line in self.contract.lines) if self.is_live(year) else 0

    def annual_fee(self, year: int) -> int:  # noqa: ARG002 - an existing contract has none
        return 0

    def start_cost(self, year: int) -> int:  # noqa: ARG002 - it runs today
        return 0

    def exit_cost(self, year: int) -> int:
        stops = self.state(year) == ENDS and self.contract.can_run(year)
        return sum(line.exit_cost for line in self.contract.lines) if stops else 0


@dataclass(frozen=True, slots=True)
class _Award(RegisteredContract):
    offer: Offer

    def is_live(self, year: int) -> bool:
        return (self.name, self.boroughs, year) in self.plan.live

    def places(self, service: str, borough: str, year: int) -> int:
        return self.plan.bought.get((self.name, self.boroughs, service, borough, year), 0)

    def unit_price(self, service: str, year: int) -> Fraction | None:
        (line,) = (line for line in self.offer.lines if line.service == service)
        return line.bands[self.plan.bands[self.name, self.boroughs, service, year]].unit_price

    def places_cost(self, year: int) -> int:
        return sum(self._line_cost(service, year) for service in self.services) if self.is_live(year) else 0

    def annual_fee(self, year: int) -> int:
        return sum(line.annual_fee for line in self.offer.lines) if self.is_live(year) else 0

    def start_cost(self, year: int) -> int:
        return sum(line.start_cost for line in self.offer.lines) if self.state(year) == STARTS else 0

    def exit_cost(self, year: int) -> int:  # noqa: ARG002 - an award ends at no cost
        return 0

    def _line_cost(self, service: str, year: int) -> int:
        """What the places of a line cost. Each borough is charged by itself."""
        price = self.unit_price(service, year) or Fraction(0)
        return sum(price_of(self.places(service, borough, year), price) for borough in self.boroughs)


def _existing_contract(case: Case, contract: Contract, plan: Plan) -> _ExistingContract:
    served = {borough for line in contract.lines for borough in line.boroughs}
    boroughs = tuple(borough.name for borough in case.boroughs if borough.name in served)
    lines = tuple(RegisteredLine(line.service, line.boroughs) for line in contract.lines)
    management = 0 if contract.in_house else case.contract_management_cost
    return _ExistingContract(contract.name, EXISTING, contract.provider, boroughs, lines, management, plan, contract)


def _awards(case: Case, option: Option, plan: Plan) -> Iterator[_Award]:
    position = {borough.name: number for number, borough in enumerate(case.boroughs)}
    for offer in case.offers:
        groups = {group for name, group, _ in plan.live if name == offer.name}
        for group in sorted(groups, key=lambda boroughs: [position[borough] for borough in boroughs]):
            is_joint = len(group) > 1
            cost = option.joint_contract_cost if is_joint else case.contract_management_cost
            lines = tuple(RegisteredLine(line.service, group) for line in offer.lines)
            management = 0 if offer.in_house else cost
            yield _Award(
                offer.name, JOINT if is_joint else SEPARATE, offer.provider, group, lines, management, plan, offer
            )
