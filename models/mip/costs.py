"""What a plan is charged, cell by cell, as terms over the decisions: the costs of the model under their own names.

A term is an amount in pence times a decision. The audit works the same costs out by itself, from the plan alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain

from models.case.money import round_half_up, share
from models.case.types import COMMISSIONING, Group
from models.mip.instance import OptionInstance
from models.mip.variables import Charged, Term, Variables
from models.plan.ledger import ChargeKind


def charges(v: Variables) -> Iterator[Charged]:
    """Every cost of the option."""
    return chain.from_iterable(cost(v) for cost in COSTS)


def unit_price(v: Variables) -> Iterator[Charged]:
    """unit_price[d,s,k] · x[d,s,b,k,y], charged to b itself."""
    for band in v.bands:
        price = band.line.bands[band.band].unit_price
        for source in v.bought_in(band):
            yield Charged((source.borough, band.line.service, band.year), ChargeKind.UNIT_PRICE, price, source.taken)


def annual_fee(v: Variables) -> Iterator[Charged]:
    """annual_fee[d,s] · z[d,y], shared over the boroughs of the award."""
    for award, year, live in v.live_awards:
        for line in award.offer.lines:
            yield from _shared(v, ChargeKind.ANNUAL_FEE, line.annual_fee, award.group, line.service, year, live)


def start_cost(v: Variables) -> Iterator[Charged]:
    """start_cost[d,s] · start[d,y], shared over the boroughs of the award."""
    for award, year, _ in v.live_awards:
        for line in award.offer.lines:
            started = v.start[(*award.key, year)]
            yield from _shared(v, ChargeKind.START_COST, line.start_cost, award.group, line.service, year, started)


def annual_cost(v: Variables) -> Iterator[Charged]:
    """annual_cost[h,s] · keep[h,y], shared over the boroughs of the line."""
    for contract in v.instance.case.contracts:
        for year in v.instance.case.years:
            for line in contract.lines:
                kept = v.keep[contract.name, year]
                yield from _shared(v, ChargeKind.ANNUAL_COST, line.annual_cost, line.boroughs, line.service, year, kept)


def exit_cost(v: Variables) -> Iterator[Charged]:
    """exit_cost[h,s] · (keep[h,y-1] − keep[h,y]) in years not after the end, shared over the line's boroughs."""
    for contract in v.instance.case.contracts:
        for year in v.instance.case.years:
            if contract.can_run(year):
                stopped = v.running(contract.name, year - 1) - v.running(contract.name, year)
                for line in contract.lines:
                    yield from _shared(
                        v, ChargeKind.EXIT_COST, line.exit_cost, line.boroughs, line.service, year, stopped
                    )


def back_office(v: Variables) -> Iterator[Charged]:
    """back_office_cost[b], or for a member of a hub the retained share of it, half up."""
    for borough in v.instance.case.boroughs:
        for year in v.instance.case.years:
            phase = v.instance.member(borough.name, year)
            kept = (
                borough.back_office_cost
                if phase is None
                else round_half_up(phase.back_office_retained * borough.back_office_cost)
            )
            yield Charged((borough.name, COMMISSIONING, year), ChargeKind.BACK_OFFICE, kept, 1)


def hub(v: Variables) -> Iterator[Charged]:
    """The annual cost of a hub's rows begun, shared over its members of the year."""
    for name in dict.fromkeys(phase.hub for phase in v.instance.option.hub_phases):
        for year in v.instance.case.years:
            begun = [phase for phase in v.instance.option.hub_phases if phase.hub == name and phase.from_year <= year]
            members = _ordered(v.instance, [borough for phase in begun for borough in phase.boroughs])
            amount = sum(phase.annual_cost for phase in begun)
            yield from _shared(v, ChargeKind.HUB, amount, members, COMMISSIONING, year, 1)


def set_up(v: Variables) -> Iterator[Charged]:
    """The set-up cost of a hub row in its first year, shared over the row's boroughs; none before the horizon."""
    for phase in v.instance.option.hub_phases:
        if phase.from_year in v.instance.case.years:
            yield from _shared(
                v, ChargeKind.SET_UP, phase.setup_cost, phase.boroughs, COMMISSIONING, phase.from_year, 1
            )


def contract_management(v: Variables) -> Iterator[Charged]:
    """contract_management_cost for each award of one borough and, shared, each existing contract; not for in house."""
    amount = v.instance.case.contract_management_cost
    for award, year, live in v.live_awards:
        if not award.joint and not award.offer.in_house:
            yield from _shared(v, ChargeKind.CONTRACT_MANAGEMENT, amount, award.group, COMMISSIONING, year, live)
    for contract in v.instance.case.contracts:
        boroughs = _ordered(v.instance, [borough for line in contract.lines for borough in line.boroughs])
        for year in v.instance.case.years:
            if not contract.in_house:
                kept = v.keep[contract.name, year]
                yield from _shared(v, ChargeKind.CONTRACT_MANAGEMENT, amount, boroughs, COMMISSIONING, year, kept)


def joint_contract(v: Variables) -> Iterator[Charged]:
    """joint_contract_cost for each joint award, shared over its boroughs; not for in house."""
    amount = v.instance.option.joint_contract_cost
    for award, year, live in v.live_awards:
        if award.joint and not award.offer.in_house:
            yield from _shared(v, ChargeKind.JOINT_CONTRACT, amount, award.group, COMMISSIONING, year, live)


def baseline(instance: OptionInstance, boroughs: Group) -> int:
    """A year of today's arrangements as charged to these boroughs, in pence: back office, annual costs, management."""
    total = sum(borough.back_office_cost for borough in instance.case.boroughs if borough.name in boroughs)
    for contract in instance.case.contracts:
        for line in contract.lines:
            total += _part_of(instance, line.annual_cost, line.boroughs, boroughs)
        if not contract.in_house:
            everyone = _ordered(instance, [borough for line in contract.lines for borough in line.boroughs])
            total += _part_of(instance, instance.case.contract_management_cost, everyone, boroughs)
    return total


COSTS = (
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


def _shared(
    v: Variables, kind: ChargeKind, amount: int, group: Group, service: str, year: int, times: Term
) -> Iterator[Charged]:
    if amount:
        for borough, part in zip(group, _parts(v.instance, amount, group), strict=True):
            yield Charged((borough, service, year), kind, part, times)


def _part_of(instance: OptionInstance, amount: int, group: Group, scope: Group) -> int:
    parts = zip(group, _parts(instance, amount, group), strict=True)
    return sum(part for borough, part in parts if borough in scope)


def _parts(instance: OptionInstance, amount: int, group: Group) -> Sequence[int]:
    return _split(amount, tuple(instance.case.borough(borough).cost_share for borough in group))


_split = lru_cache(maxsize=65536)(share)


def _ordered(instance: OptionInstance, boroughs: Sequence[str]) -> Group:
    return tuple(borough.name for borough in instance.case.boroughs if borough.name in boroughs)
