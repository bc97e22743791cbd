"""Apportionment: an amount shared over boroughs by cost share, and today's places of each borough.

The method is largest remainder; ties go to the borough that is earlier in the table. The charges of a plan are
apportioned in `models.mip.costs` and, independently, in `models.audit`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from models.case.money import share
from models.case.types import Case, Contract, ContractLine


def apportion(case: Case, amount: int, boroughs: Collection[str]) -> Mapping[str, int]:
    """The amount (pence or places) shared over some boroughs: one part for each, in the table's order."""
    members = [borough for borough in case.boroughs if borough.name in boroughs]
    parts = share(amount, [borough.cost_share for borough in members])
    return {borough.name: part for borough, part in zip(members, parts, strict=True)}


def places_today(case: Case) -> Iterator[tuple[Contract, ContractLine, str, int]]:
    """Today's places of each borough under each contract line: (contract, line, borough, places)."""
    for contract in case.contracts:
        for line in contract.lines:
            for borough, places in apportion(case, line.places, line.boroughs).items():
                yield contract, line, borough, places
