"""The costs of a plan as terms over the decisions: one generator for each cost of docs/model.md, section 4.

A term is an amount in pence, times a decision, charged to one cell. The audit works out the same costs by itself, from
the plan alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import chain
from math import floor

from models.case.money import round_half_up, share
from models.case.types import COMMISSIONING, Contract, Group
from models.mip.instance import OptionInstance
from models.mip.variables import ChargeTerm, Term, Variables
from models.plan.ledger import ChargeKind


def charge_terms(variables: Variables) -> Iterator[ChargeTerm]:
    """Every cost of the option."""
    return chain.from_iterable(cost(variables) for cost in COSTS)


def unit_price(variables: Variables) -> Iterator[ChargeTerm]:
    """unit_price[d,s,k] · x[d,s,b,k,y], charged to b itself; a part of a penny is charged as one."""
    for band in variables.bands:
        price = Fraction(band.line.bands[band.band].unit_price)
        for key, source in variables.purchase_items(band):
            cell = (source.borough, band.line.service, band.year)
            yield ChargeTerm(cell, ChargeKind.UNIT_PRICE, floor(price), source.places)
            if price.denominator > 1:
                yield ChargeTerm(cell, ChargeKind.UNIT_PRICE, 1, variables.rounded[key])


def annual_fee(variables: Variables) -> Iterator[ChargeTerm]:
    """annual_fee[d,s] · z[d,y], shared over the boroughs of the award."""
    for award, year, live in variables.live_awards:
        for line in award.offer.lines:
            yield from _shared(variables, ChargeKind.ANNUAL_FEE, line.annual_fee, award.group, line.service, year, live)


def start_cost(variables: Variables) -> Iterator[ChargeTerm]:
    """start_cost[d,s] · start[d,y], shared over the boroughs of the award."""
    for award, year, _ in variables.live_awards:
        start = variables.start[*award.key, year]
        for line in award.offer.lines:
            yield from _shared(
                variables, ChargeKind.START_COST, line.start_cost, award.group, line.service, year, start
            )


def annual_cost(variables: Variables) -> Iterator[ChargeTerm]:
    """annual_cost[h,s] · keep[h,y], shared over the boroughs of the line."""
    for contract in variables.instance.case.contracts:
        for year in variables.instance.case.years:
            keep = variables.keep[contract.name, year]
            for line in contract.lines:
                yield from _shared(
                    variables, ChargeKind.ANNUAL_COST, line.annual_cost, line.boroughs, line.service, year, keep
                )


def exit_cost(variables: Variables) -> Iterator[ChargeTerm]:
    """exit_cost[h,s] · (keep[h,y-1] − keep[h,y]) for y up to ends[h], shared over the boroughs of the line."""
    for contract in variables.instance.case.contracts:
        for year in variables.instance.case.years:
            if contract.can_run(year):
                stops = variables.keep_term(contract.name, year - 1) - variables.keep_term(contract.name, year)
                for line in contract.lines:
                    yield from _shared(
                        variables, ChargeKind.EXIT_COST, line.exit_cost, line.boroughs, line.service, year, stops
                    )


def back_office(variables: Variables) -> Iterator[ChargeTerm]:
    """back_office_cost[b]; for a member of a hub, back_office_retained times that, rounded half up to a penny."""
    for borough in variables.instance.case.boroughs:
        for year in variables.instance.case.years:
            phase, pence = variables.instance.membership(borough.name, year), borough.back_office_cost
            if phase is not None:
                pence = round_half_up(phase.back_office_retained * pence)
            yield ChargeTerm((borough.name, COMMISSIONING, year), ChargeKind.BACK_OFFICE, pence, 1)


def hub(variables: Variables) -> Iterator[ChargeTerm]:
    """The annual costs of a hub's rows that have begun, shared over the hub's members of the year."""
    phases = variables.instance.option.hub_phases
    for name in dict.fromkeys(phase.hub for phase in phases):
        for year in variables.instance.case.years:
            begun = [phase for phase in phases if phase.hub == name and phase.from_year <= year]
            members = _in_table_order(variables.instance, [borough for phase in begun for borough in phase.boroughs])
            pence = sum(phase.annual_cost for phase in begun)
            yield from _shared(variables, ChargeKind.HUB, pence, members, COMMISSIONING, year, 1)


def set_up(variables: Variables) -> Iterator[ChargeTerm]:
    """The set-up cost of a hub's row in the row's first year, shared over its boroughs; none before the horizon."""
    for phase in variables.instance.option.hub_phases:
        if phase.from_year in variables.instance.case.years:
            yield from _shared(
                variables, ChargeKind.SET_UP, phase.setup_cost, phase.boroughs, COMMISSIONING, phase.from_year, 1
            )


def contract_management(variables: Variables) -> Iterator[ChargeTerm]:
    """contract_management_cost for each award of one borough and for each existing contract, none of them in house.

    The cost of an existing contract is shared over all of its boroughs.
    """
    pence = variables.instance.case.contract_management_cost
    for award, year, live in variables.live_awards:
        if not award.joint and not award.offer.in_house:
            yield from _shared(variables, ChargeKind.CONTRACT_MANAGEMENT, pence, award.group, COMMISSIONING, year, live)
    for contract in variables.instance.case.contracts:
        boroughs = _boroughs_of(variables.instance, contract)
        for year in variables.instance.case.years if not contract.in_house else ():
            keep = variables.keep[contract.name, year]
            yield from _shared(variables, ChargeKind.CONTRACT_MANAGEMENT, pence, boroughs, COMMISSIONING, year, keep)


def joint_contract(variables: Variables) -> Iterator[ChargeTerm]:
    """joint_contract_cost for each award of a group that is not in house, shared over the group."""
    pence = variables.instance.option.joint_contract_cost
    for award, year, live in variables.live_awards:
        if award.joint and not award.offer.in_house:
            yield from _shared(variables, ChargeKind.JOINT_CONTRACT, pence, award.group, COMMISSIONING, year, live)


COSTS: tuple[Callable[[Variables], Iterator[ChargeTerm]], ...] = (  # in the order of docs/model.md
    unit_price,
    annual_fee,
    start_cost,
    annual_cost,
    exit_cost,
    back_office,
    hub,
    set_up,
    contract_management,
    joint_contract,
)


def baseline(instance: OptionInstance, boroughs: Group) -> int:
    """One year of today's arrangements as charged to these boroughs, in pence.

    Back offices, the annual costs of all existing contracts, and their contract management.
    """
    total = sum(borough.back_office_cost for borough in instance.case.boroughs if borough.name in boroughs)
    for contract in instance.case.contracts:
        for line in contract.lines:
            total += _part_of(instance, line.annual_cost, line.boroughs, boroughs)
        if not contract.in_house:
            pence = instance.case.contract_management_cost
            total += _part_of(instance, pence, _boroughs_of(instance, contract), boroughs)
    return total


def _shared(
    variables: Variables, kind: ChargeKind, pence: int, group: Group, heading: str, year: int, times: Term
) -> Iterator[ChargeTerm]:
    if pence:
        for borough, part in _parts(variables.instance, pence, group).items():
            yield ChargeTerm((borough, heading, year), kind, part, times)


def _part_of(instance: OptionInstance, pence: int, group: Group, boroughs: Group) -> int:
    """The part that some boroughs pay of an amount shared over a group."""
    return sum(part for borough, part in _parts(instance, pence, group).items() if borough in boroughs)


def _parts(instance: OptionInstance, pence: int, group: Group) -> Mapping[str, int]:
    """The part of each borough of a group, which is given out in the order of the user's table."""
    members = sorted(group, key=instance.penny_rank.__getitem__)
    parts = _share(pence, tuple(instance.case.borough(borough).cost_share for borough in members))
    given = dict(zip(members, parts, strict=True))
    return {borough: given[borough] for borough in group}


_share = lru_cache(maxsize=65536)(share)


def _boroughs_of(instance: OptionInstance, contract: Contract) -> Group:
    return _in_table_order(instance, [borough for line in contract.lines for borough in line.boroughs])


def _in_table_order(instance: OptionInstance, boroughs: Sequence[str]) -> Group:
    return tuple(borough.name for borough in instance.case.boroughs if borough.name in boroughs)
