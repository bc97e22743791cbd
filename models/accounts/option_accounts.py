"""The accounts of one option: its plan and its audited ledger, with the quantities that the measures are made from.

The measures themselves are in `models.appraisal.measure_formulas`. Nothing here comes from the integer programme. Money
is in pence.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from models.case.types import Case, Contract, Group, Offer, Option
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
    """A contract or award: its provider, whether it is in house, and whether it serves several boroughs."""

    provider: str
    in_house: bool
    joint: bool


@dataclass(frozen=True)
class OptionAccounts:
    """One option's case, plan and ledger. `reference`: the reference option's ledger, None if it has no figures."""

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
        """The services that count in places, people, outcomes, coverage and service change: all but infrastructure."""
        return frozenset(service.name for service in self.case.services if not service.is_infrastructure)

    @cached_property
    def places_provided(self) -> tuple[ProvidedPlaces, ...]:
        """The places of all services that count."""
        return tuple(each for each in _provided(self.case, self.plan) if each.service in self.counted_services)

    @cached_property
    def last_year_contracts(self) -> tuple[ContractSummary, ...]:
        """The contracts and awards that are live in the last year; a bundle is one."""
        existing = [self._contracts[name] for name, year in self.plan.kept if year == self.last_year]
        awards = [_award(self._offers[name], group) for name, group, year in self.plan.live if year == self.last_year]
        return (*existing, *awards)

    @cached_property
    def last_year_spend(self) -> tuple[tuple[ContractSummary, int], ...]:
        """The last year's provision spend: the pence of each charge, with the contract or award it is paid under."""
        charges = (each for each in self.ledger.charges if each.year == self.last_year and each.kind in PROVISION_KINDS)
        return tuple((self._paid_under(charge), charge.amount) for charge in charges)

    def _paid_under(self, charge: Charge) -> ContractSummary:
        if charge.kind is ChargeKind.ANNUAL_COST:
            return self._contracts[charge.cause]
        return _award(self._offers[charge.cause], charge.group)

    @cached_property
    def _contracts(self) -> dict[str, ContractSummary]:
        return {contract.name: _existing(contract) for contract in self.case.contracts}

    @cached_property
    def _offers(self) -> dict[str, Offer]:
        return {offer.name: offer for offer in self.case.offers}


def _existing(contract: Contract) -> ContractSummary:
    boroughs = {borough for line in contract.lines for borough in line.boroughs}
    return ContractSummary(contract.provider, contract.in_house, len(boroughs) > 1)


def _award(offer: Offer, group: Group) -> ContractSummary:
    return ContractSummary(offer.provider, offer.in_house, len(group) > 1)


def _provided(case: Case, plan: Plan) -> Iterator[ProvidedPlaces]:
    contract_rate = {(c.name, line.service): line.success_rate for c in case.contracts for line in c.lines}
    offer_rate = {(o.name, line.service): line.success_rate for o in case.offers for line in o.lines}
    for (contract, service, borough, year), places in plan.used.items():
        yield ProvidedPlaces(service, borough, year, places, contract_rate[contract, service])
    for (offer, _, service, borough, year), places in plan.bought.items():
        yield ProvidedPlaces(service, borough, year, places, offer_rate[offer, service])
