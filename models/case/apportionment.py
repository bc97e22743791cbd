"""An amount shared over boroughs by cost share, and what today's contracts come to in each borough by that.

By largest remainder; ties go to the borough earlier in the table. What a plan charges is shared by `costs` and, apart
from it, by the audit.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from models.case.money import share
from models.case.types import Case, Contract, ContractLine


def apportion(case: Case, amount: int, boroughs: Collection[str]) -> Mapping[str, int]:
    """The part of each of these boroughs, in the table's order, of pence or of places."""
    there = [borough for borough in case.boroughs if borough.name in boroughs]
    parts = share(amount, [borough.cost_share for borough in there])
    return {borough.name: part for borough, part in zip(there, parts, strict=True)}


def places_today(case: Case) -> Iterator[tuple[Contract, ContractLine, str, int]]:
    """Today's places: each contract and line, and what of the line's places each of its boroughs has."""
    for contract in case.contracts:
        for line in contract.lines:
            for borough, places in apportion(case, line.places, line.boroughs).items():
                yield contract, line, borough, places
