"""A year of today's arrangements: what they cost and how many places they provide.

These figures are what the options are compared with. Money in pence a year, places a year. Today's spend by heading of
the funding return is in `funding_return`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from models.case.apportionment import places_today
from models.case.types import Case


def baseline(case: Case) -> int:
    """A year of today's arrangements, all boroughs, in pence: back offices, annual costs, contract management."""
    back_offices = sum(borough.back_office_cost for borough in case.boroughs)
    annual = sum(line.annual_cost for contract in case.contracts for line in contract.lines)
    managed = sum(not contract.in_house for contract in case.contracts)
    return back_offices + annual + case.contract_management_cost * managed


def places_by_service_today(case: Case) -> Mapping[str, int]:
    """Today's places of each service that has any."""
    places: dict[str, int] = defaultdict(int)
    for line in (line for contract in case.contracts for line in contract.lines):
        places[line.service] += line.places
    return {service: number for service, number in places.items() if number}


def cost_by_service_today(case: Case) -> Mapping[str, int]:
    """Today's annual cost of each service under contract, in pence."""
    cost: dict[str, int] = defaultdict(int)
    for line in (line for contract in case.contracts for line in contract.lines):
        cost[line.service] += line.annual_cost
    return cost


def places_by_borough_today(case: Case) -> Mapping[tuple[str, str], int]:
    """Today's places by borough and service; a line of several boroughs is shared as money is, by cost share."""
    found: dict[tuple[str, str], int] = defaultdict(int)
    for _, line, borough, places in places_today(case):
        found[borough, line.service] += places
    return found
