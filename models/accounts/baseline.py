"""The baseline: what a year of today's arrangements costs, and how many places it provides.

Money is in pence a year. A cost or a contract line that covers several boroughs is apportioned to them by cost share,
by largest remainder; ties go to the borough that is earlier in the table. The charges of a plan are apportioned in
`models.mip.costs` and, independently, in `models.audit`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

from models.case.money import share
from models.case.types import COMMISSIONING, Case, Contract, ContractLine


def baseline(case: Case) -> int:
    """A year of today's arrangements in all boroughs: back offices, annual costs and contract management."""
    back_offices = sum(borough.back_office_cost for borough in case.boroughs)
    annual = sum(line.annual_cost for contract in case.contracts for line in contract.lines)
    managed = sum(not contract.in_house for contract in case.contracts)
    return back_offices + annual + case.contract_management_cost * managed


def charges_today(case: Case) -> Iterator[tuple[str, str, int]]:
    """Every charge of the baseline: borough, service (or commissioning) and pence. The sum is `baseline`."""
    for borough in case.boroughs:
        yield borough.name, COMMISSIONING, borough.back_office_cost
    for contract in case.contracts:
        for line in contract.lines:
            for name, part in apportion(case, line.annual_cost, line.boroughs).items():
                yield name, line.service, part
        if not contract.in_house:
            served = {name for line in contract.lines for name in line.boroughs}
            for name, part in apportion(case, case.contract_management_cost, served).items():
                yield name, COMMISSIONING, part


def cost_by_borough_today(case: Case) -> dict[str, int]:
    """The baseline by borough."""
    cost: dict[str, int] = defaultdict(int)
    for borough, _, amount in charges_today(case):
        cost[borough] += amount
    return cost


def overhead_today(case: Case) -> dict[str, int]:
    """The part of the baseline that pays for commissioning and infrastructure services, by borough."""
    overhead: dict[str, int] = defaultdict(int)
    for borough, service, amount in charges_today(case):
        is_overhead = service == COMMISSIONING or case.service(service).is_infrastructure
        overhead[borough] += amount if is_overhead else 0
    return overhead


def cost_by_service_today(case: Case) -> Mapping[str, int]:
    """Today's annual cost of each service under contract."""
    cost: dict[str, int] = defaultdict(int)
    for line in (line for contract in case.contracts for line in contract.lines):
        cost[line.service] += line.annual_cost
    return cost


def places_by_service_today(case: Case) -> Mapping[str, int]:
    """Today's places of each service that has any."""
    places: dict[str, int] = defaultdict(int)
    for line in (line for contract in case.contracts for line in contract.lines):
        places[line.service] += line.places
    return {service: number for service, number in places.items() if number}


def places_by_borough_today(case: Case) -> Mapping[tuple[str, str], int]:
    """Today's places by borough and service."""
    by_borough: dict[tuple[str, str], int] = defaultdict(int)
    for _, line, borough, places in places_today(case):
        by_borough[borough, line.service] += places
    return by_borough


def places_today(case: Case) -> Iterator[tuple[Contract, ContractLine, str, int]]:
    """Today's places of each borough under each contract line: (contract, line, borough, places)."""
    for contract in case.contracts:
        for line in contract.lines:
            for borough, places in apportion(case, line.places, line.boroughs).items():
                yield contract, line, borough, places


def apportion(case: Case, amount: int, boroughs: Collection[str]) -> Mapping[str, int]:
    """The amount (pence or places) shared over some boroughs: one part for each, in the table's order."""
    members = [borough for borough in case.boroughs if borough.name in boroughs]
    parts = share(amount, [borough.cost_share for borough in members])
    return {borough.name: part for borough, part in zip(members, parts, strict=True)}
