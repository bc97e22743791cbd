"""Every charge of a plan, in whole pence, and the baseline: section 4 of the model.

A charge of nothing is left out. Not here: who pays for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain

from models.audit.facts import Award, Facts, band_of
from models.case.money import round_half_up, share
from models.case.types import COMMISSIONING, Case, Contract, Group, Option
from models.plan.ledger import Charge, ChargeKind
from models.plan.plan import Plan


def charges(facts: Facts) -> tuple[Charge, ...]:
    """What the plan is charged, a charge a borough, in the order existing contracts, awards, back offices, hubs."""
    parts = (_existing(facts), _awards(facts), _bought(facts), _back_offices(facts), _hubs(facts), _set_up(facts))
    return tuple(charge for charge in chain.from_iterable(parts) if charge.amount)


def baseline(case: Case, boroughs: Iterable[str]) -> int:
    """Pence a year of today's arrangements, as charged to the boroughs given.

    Back offices, annual costs and the contract management of all existing contracts; in-house ones have none.
    """
    each = baselines(case)
    return sum(each[name] for name in set(boroughs))


def baselines(case: Case) -> dict[str, int]:
    """The baseline of each borough by itself, pence a year."""
    facts = Facts(case, _TODAY, Plan(_TODAY.name))
    each = {borough.name: borough.back_office_cost for borough in case.boroughs}
    for contract in case.contracts:
        for charge in _running(facts, contract, 0):
            each[charge.borough] += charge.amount
    return each


_TODAY = Option("today", "", 1, "run", 0, None, None, None, "")


def _existing(facts: Facts) -> Iterator[Charge]:
    for year in facts.case.years:
        for contract in facts.case.contracts:
            if facts.runs(contract, year):
                yield from _running(facts, contract, year)
            elif facts.runs(contract, year - 1) and contract.can_run(year):
                yield from _leaving(facts, contract, year)


def _running(facts: Facts, contract: Contract, year: int) -> Iterator[Charge]:
    name, group = contract.name, facts.over(contract)
    for line in contract.lines:
        cost = Charge(year, "", line.service, ChargeKind.ANNUAL_COST, line.annual_cost, name, group)
        yield from _shared(facts, cost, line.boroughs)
    if not contract.in_house:
        managing = facts.case.contract_management_cost
        cost = Charge(year, "", COMMISSIONING, ChargeKind.CONTRACT_MANAGEMENT, managing, name, group)
        yield from _shared(facts, cost, group)


def _leaving(facts: Facts, contract: Contract, year: int) -> Iterator[Charge]:
    name, group = contract.name, facts.over(contract)
    for line in contract.lines:
        cost = Charge(year, "", line.service, ChargeKind.EXIT_COST, line.exit_cost, name, group)
        yield from _shared(facts, cost, line.boroughs)


def _awards(facts: Facts) -> Iterator[Charge]:
    for year, awards in facts.awards.items():
        for award in awards:
            for whole in (*_fees(facts, award, year), *_overhead(facts, award, year)):
                yield from _shared(facts, whole, award[1])


def _fees(facts: Facts, award: Award, year: int) -> Iterator[Charge]:
    name, group = award
    for line in facts.offer(award).lines:
        yield Charge(year, "", line.service, ChargeKind.ANNUAL_FEE, line.annual_fee, name, group)
        if facts.starts(award, year):
            yield Charge(year, "", line.service, ChargeKind.START_COST, line.start_cost, name, group)


def _overhead(facts: Facts, award: Award, year: int) -> Iterator[Charge]:
    name, group = award
    if facts.offer(award).in_house:
        return
    if len(group) == 1:
        managing = facts.case.contract_management_cost
        yield Charge(year, "", COMMISSIONING, ChargeKind.CONTRACT_MANAGEMENT, managing, name, group)
    else:
        yield Charge(year, "", COMMISSIONING, ChargeKind.JOINT_CONTRACT, facts.option.joint_contract_cost, name, group)


def _bought(facts: Facts) -> Iterator[Charge]:
    for (offer, group, service, borough, year), places in sorted(facts.plan.bought.items()):
        price = _price(facts, (offer, group), service, year)
        yield Charge(year, borough, service, ChargeKind.UNIT_PRICE, price * places, offer, group)


def _price(facts: Facts, award: Award, service: str, year: int) -> int:
    """The unit price of the band chosen; where the plan chose none that is there, of the band that the places reach."""
    line = facts.offer_lines[award[0], service]
    chosen = facts.plan.bands.get((*award, service, year), -1)
    if not 0 <= chosen < len(line.bands):
        chosen = band_of(line, facts.line_places.get((*award, service, year), 0))
    return line.bands[chosen].unit_price


def _back_offices(facts: Facts) -> Iterator[Charge]:
    retained = {name: phase.back_office_retained for phase in facts.option.hub_phases for name in phase.boroughs}
    for year in facts.case.years:
        for borough in facts.case.boroughs:
            member = (borough.name, year) in facts.hub_at
            cost = (
                round_half_up(retained[borough.name] * borough.back_office_cost) if member else borough.back_office_cost
            )
            yield Charge(year, borough.name, COMMISSIONING, ChargeKind.BACK_OFFICE, cost, "", (borough.name,))


def _hubs(facts: Facts) -> Iterator[Charge]:
    """The annual costs of a hub's rows begun, as one amount over its members of the year."""
    for (hub, year), members in facts.members.items():
        cost = sum(
            phase.annual_cost for phase in facts.option.hub_phases if phase.hub == hub and phase.from_year <= year
        )
        yield from _shared(facts, Charge(year, "", COMMISSIONING, ChargeKind.HUB, cost, hub, members), members)


def _set_up(facts: Facts) -> Iterator[Charge]:
    """Each row's set-up over its boroughs, in its first year; none where that lies before the horizon."""
    for phase in facts.option.hub_phases:
        if phase.from_year in facts.case.years:
            cost = Charge(
                phase.from_year, "", COMMISSIONING, ChargeKind.SET_UP, phase.setup_cost, phase.hub, phase.boroughs
            )
            yield from _shared(facts, cost, phase.boroughs)


def _shared(facts: Facts, whole: Charge, boroughs: Group) -> Iterator[Charge]:
    """A charge split over boroughs by cost share; ties go to the borough earlier in the table."""
    if not whole.amount:
        return
    if len(boroughs) == 1:
        yield replace(whole, borough=boroughs[0])
        return
    group = facts.ordered(boroughs)
    parts = share(whole.amount, [facts.boroughs[name].cost_share for name in group])
    for name, part in zip(group, parts, strict=True):
        yield replace(whole, borough=name, amount=part)
