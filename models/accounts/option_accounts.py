"""What the measures of one option are made from: its plan, its audited ledger, and today's arrangements.

The figures themselves are in `figures`. Nothing here comes from the programme. Money in pence.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from models.case.types import Case, Contract, Option
from models.plan.ledger import PROVISION_KINDS, Charge, ChargeKind, Ledger
from models.plan.plan import Plan


@dataclass(frozen=True)
class ProvidedPlaces:
    """Places of one service that one borough has in one year under one contract or award."""

    service: str
    borough: str
    year: int
    places: int
    success_rate: Fraction


@dataclass(frozen=True)
class ContractSummary:
    """A contract or award: its provider, whether in house, and whether it serves several boroughs."""

    provider: str
    in_house: bool
    joint: bool


@dataclass(frozen=True)
class OptionAccounts:
    """What is known of one option. `reference`: the reference option's ledger, None where it has no figures."""

    case: Case
    option: Option
    plan: Plan
    ledger: Ledger
    reference: Ledger | None

    @property
    def last_year(self) -> int:
        """The last year of the horizon."""
        return self.case.horizon - 1

    @cached_property
    def counted_services(self) -> frozenset[str]:
        """The services that count in places, people, outcomes, coverage and service change: not infrastructure."""
        return frozenset(service.name for service in self.case.services if not service.is_infrastructure)

    @cached_property
    def places_provided(self) -> tuple[ProvidedPlaces, ...]:
        """All places, of services that are not infrastructure."""
        return tuple(each for each in _provided(self.case, self.plan) if each.service in self.counted_services)

    @cached_property
    def last_year_contracts(self) -> tuple[ContractSummary, ...]:
        """The contracts and awards that are live in the last year; a bundle is one."""
        contracts = {contract.name: contract for contract in self.case.contracts}
        offers = {offer.name: offer for offer in self.case.offers}
        kept = [_held(contracts[name]) for name, year in self.plan.kept if year == self.last_year]
        new = [(offers[name], group) for name, group, year in self.plan.live if year == self.last_year]
        return (*kept, *(ContractSummary(offer.provider, offer.in_house, len(group) > 1) for offer, group in new))

    @cached_property
    def last_year_spend(self) -> tuple[tuple[ContractSummary, int], ...]:
        """The last year's provision spend, charge by charge, in pence, with whom it is paid under."""
        contracts = {contract.name: _held(contract) for contract in self.case.contracts}
        offers = {offer.name: offer for offer in self.case.offers}

        def holder(charge: Charge) -> ContractSummary:
            if charge.kind is ChargeKind.ANNUAL_COST:
                return contracts[charge.cause]
            offer = offers[charge.cause]
            return ContractSummary(offer.provider, offer.in_house, len(charge.group) > 1)

        charges = (each for each in self.ledger.charges if each.year == self.last_year and each.kind in PROVISION_KINDS)
        return tuple((holder(charge), charge.amount) for charge in charges)


def _held(contract: Contract) -> ContractSummary:
    boroughs = {borough for line in contract.lines for borough in line.boroughs}
    return ContractSummary(contract.provider, contract.in_house, len(boroughs) > 1)


def _provided(case: Case, plan: Plan) -> Iterator[ProvidedPlaces]:
    held = {(c.name, line.service): line.success_rate for c in case.contracts for line in c.lines}
    offered = {(o.name, line.service): line.success_rate for o in case.offers for line in o.lines}
    for (contract, service, borough, year), places in plan.used.items():
        yield ProvidedPlaces(service, borough, year, places, held[contract, service])
    for (offer, _, service, borough, year), places in plan.bought.items():
        yield ProvidedPlaces(service, borough, year, places, offered[offer, service])
