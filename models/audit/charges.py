"""Every charge of a plan, in whole pence, and the baseline: docs/model.md, section 4. Charges of 0 are left out.

And the exact values of a plan's three objectives: section 5.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import chain

from models.audit.audited_plan import AuditedPlan, Award, band_of
from models.case.money import discount_factor, price_of, round_half_up, share
from models.case.types import COMMISSIONING, Case, Contract, Group, Option
from models.plan.ledger import Charge, ChargeKind, ObjectiveValues
from models.plan.plan import Plan

_TODAY = Option("today", "", 1, "run", 0, None, None, None, "")


def charges(audited: AuditedPlan) -> tuple[Charge, ...]:
    """The charges of a plan, one for each borough that pays a part of a cost.

    In this order: existing contracts, fees and management of awards, places bought, back offices, hubs, set-up.
    """
    parts = (
        _existing_contracts(audited),
        _awards(audited),
        _places_bought(audited),
        _back_offices(audited),
        _hubs(audited),
        _set_up(audited),
    )
    return tuple(charge for charge in chain.from_iterable(parts) if charge.amount)


def baseline(case: Case, boroughs: Iterable[str]) -> int:
    """One year of today's arrangements as charged to the boroughs given, in pence.

    Back offices, the annual costs of all existing contracts, and the management of those that are not in house.
    """
    baseline_of = baselines(case)
    return sum(baseline_of[name] for name in set(boroughs))


def baselines(case: Case) -> dict[str, int]:
    """The baseline of each borough by itself, in pence a year."""
    audited = AuditedPlan(case, _TODAY, Plan(_TODAY.name))
    baseline_of = {borough.name: borough.back_office_cost for borough in case.boroughs}
    for contract in case.contracts:
        for charge in _running(audited, contract, 0):
            baseline_of[charge.borough] += charge.amount
    return baseline_of


def _existing_contracts(audited: AuditedPlan) -> Iterator[Charge]:
    for year in audited.case.years:
        for contract in audited.case.contracts:
            if audited.runs(contract, year):
                yield from _running(audited, contract, year)
            elif audited.runs(contract, year - 1) and contract.can_run(year):
                yield from _leaving(audited, contract, year)


def _running(audited: AuditedPlan, contract: Contract, year: int) -> Iterator[Charge]:
    name, group = contract.name, audited.boroughs_of(contract)
    for line in contract.lines:
        whole = Charge(year, "", line.service, ChargeKind.ANNUAL_COST, line.annual_cost, name, group)
        yield from _shared(audited, whole, line.boroughs)
    if not contract.in_house:
        pence = audited.case.contract_management_cost
        whole = Charge(year, "", COMMISSIONING, ChargeKind.CONTRACT_MANAGEMENT, pence, name, group)
        yield from _shared(audited, whole, group)


def _leaving(audited: AuditedPlan, contract: Contract, year: int) -> Iterator[Charge]:
    name, group = contract.name, audited.boroughs_of(contract)
    for line in contract.lines:
        whole = Charge(year, "", line.service, ChargeKind.EXIT_COST, line.exit_cost, name, group)
        yield from _shared(audited, whole, line.boroughs)


def _awards(audited: AuditedPlan) -> Iterator[Charge]:
    for year, awards in audited.awards.items():
        for award in awards:
            for whole in (*_fees(audited, award, year), *_management(audited, award, year)):
                yield from _shared(audited, whole, award[1])


def _fees(audited: AuditedPlan, award: Award, year: int) -> Iterator[Charge]:
    name, group = award
    for line in audited.offer(award).lines:
        yield Charge(year, "", line.service, ChargeKind.ANNUAL_FEE, line.annual_fee, name, group)
        if audited.starts(award, year):
            yield Charge(year, "", line.service, ChargeKind.START_COST, line.start_cost, name, group)


def _management(audited: AuditedPlan, award: Award, year: int) -> Iterator[Charge]:
    name, group = award
    if audited.offer(award).in_house:
        return
    if len(group) == 1:
        kind, pence = ChargeKind.CONTRACT_MANAGEMENT, audited.case.contract_management_cost
    else:
        kind, pence = ChargeKind.JOINT_CONTRACT, audited.option.joint_contract_cost
    yield Charge(year, "", COMMISSIONING, kind, pence, name, group)


def _places_bought(audited: AuditedPlan) -> Iterator[Charge]:
    for (offer, group, service, borough, year), places in sorted(audited.plan.bought.items()):
        price = _unit_price(audited, (offer, group), service, year)
        yield Charge(year, borough, service, ChargeKind.UNIT_PRICE, price_of(places, price), offer, group)


def _unit_price(audited: AuditedPlan, award: Award, service: str, year: int) -> Fraction:
    """The unit price of the band that the plan chose; if the line has no such band, of the one its places reach."""
    line = audited.offer_lines[award[0], service]
    band = audited.plan.bands.get((*award, service, year), -1)
    if not 0 <= band < len(line.bands):
        band = band_of(line, audited.line_places.get((*award, service, year), 0))
    return line.bands[band].unit_price


def _back_offices(audited: AuditedPlan) -> Iterator[Charge]:
    """Each borough's back office; a member of a hub pays the share that it retains, rounded half up to a penny."""
    retained = {name: phase.back_office_retained for phase in audited.option.hub_phases for name in phase.boroughs}
    for year in audited.case.years:
        for borough in audited.case.boroughs:
            pence = borough.back_office_cost
            if (borough.name, year) in audited.hub_at:
                pence = round_half_up(retained[borough.name] * pence)
            yield Charge(year, borough.name, COMMISSIONING, ChargeKind.BACK_OFFICE, pence, "", (borough.name,))


def _hubs(audited: AuditedPlan) -> Iterator[Charge]:
    """The annual costs of a hub's rows that have begun, as one amount shared over its members of the year."""
    for (hub, year), members in audited.hub_members.items():
        begun = [phase for phase in audited.option.hub_phases if phase.hub == hub and phase.from_year <= year]
        pence = sum(phase.annual_cost for phase in begun)
        yield from _shared(audited, Charge(year, "", COMMISSIONING, ChargeKind.HUB, pence, hub, members), members)


def _set_up(audited: AuditedPlan) -> Iterator[Charge]:
    """The set-up cost of each hub row in its first year, shared over its boroughs; none before the horizon."""
    for phase in audited.option.hub_phases:
        year, group = phase.from_year, phase.boroughs
        if year in audited.case.years:
            whole = Charge(year, "", COMMISSIONING, ChargeKind.SET_UP, phase.setup_cost, phase.hub, group)
            yield from _shared(audited, whole, group)


def _shared(audited: AuditedPlan, whole: Charge, boroughs: Group) -> Iterator[Charge]:
    """A charge shared over boroughs by cost share; a tie goes to the borough that comes first in the table."""
    if not whole.amount:
        return
    if len(boroughs) == 1:
        yield replace(whole, borough=boroughs[0])
        return
    group = audited.in_table_order(boroughs)
    parts = share(whole.amount, [audited.boroughs[name].cost_share for name in group])
    for name, part in zip(group, parts, strict=True):
        yield replace(whole, borough=name, amount=part)


def objective_values(audited: AuditedPlan, charges: Iterable[Charge]) -> ObjectiveValues:
    """Weighted outcomes, and discounted cost and discounted net value in pence, of a plan's places and charges."""
    weighted, worth = Fraction(0), Fraction(0)
    for (service, year), outcomes in _outcomes(audited).items():
        factor = discount_factor(audited.case.discount_rate, year)
        weighted += audited.services[service].outcome_weight * outcomes
        worth += audited.services[service].value_per_outcome * outcomes * factor
    cost = _discounted_cost(audited, charges)
    return ObjectiveValues(weighted, cost, worth - cost, audited.case.most_per_outcome)


def _outcomes(audited: AuditedPlan) -> dict[tuple[str, int], Fraction]:
    """Σ success rate · places, by (service, year)."""
    places_by_rate: defaultdict[tuple[str, int, Fraction], int] = defaultdict(int)
    for service, year, rate, places in _rated_places(audited):
        places_by_rate[service, year, rate] += places
    outcomes: defaultdict[tuple[str, int], Fraction] = defaultdict(Fraction)
    for (service, year, rate), places in places_by_rate.items():
        outcomes[service, year] += rate * places
    return outcomes


def _rated_places(audited: AuditedPlan) -> Iterator[tuple[str, int, Fraction, int]]:
    """Every figure of places, as (service, year, success rate, places)."""
    rates = {(c.name, line.service): line.success_rate for c in audited.case.contracts for line in c.lines}
    for (contract, service, _, year), places in audited.plan.used.items():
        yield service, year, rates[contract, service], places
    for (offer, _, service, _, year), places in audited.plan.bought.items():
        yield service, year, audited.offer_lines[offer, service].success_rate, places


def _discounted_cost(audited: AuditedPlan, charges: Iterable[Charge]) -> Fraction:
    by_year: defaultdict[int, int] = defaultdict(int)
    for charge in charges:
        by_year[charge.year] += charge.amount
    rate = audited.case.discount_rate
    return sum((pence * discount_factor(rate, year) for year, pence in by_year.items()), Fraction(0))
