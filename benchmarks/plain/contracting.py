"""Contracting in the plain model: arrangements, existing contracts, awards, and the rules between them."""

from __future__ import annotations

from itertools import product

from pulp import lpSum

from benchmarks.plain.builder import PENCE, ModelBuilder, Term
from models.case.types import COMMISSIONING, Arrangement, Contract, Group, OfferLine


def arrangements(m: ModelBuilder) -> None:
    """one_arrangement, arrangement_lasts, and required arrangements."""
    for a, y in product(m.option.arrangements, m.years):
        low, high = (_required(m, a, y),) * 2 if a.required else (0, int(y >= a.from_year))
        m.j[a.service, a.group, y] = m.variable("J", low, high)
    for b, s, y in product(m.everywhere, m.services, m.years):
        m.row(m.joint(s, b, y) <= 1)
    for a, y in product(m.option.arrangements, m.years[1:]):
        larger = [other.group for other in m.arranged(a.service) if set(other.group) >= set(a.group)]
        m.row(lpSum(m.j[a.service, g, y] for g in larger) >= m.j[a.service, a.group, y - 1])


def existing_contracts(m: ModelBuilder) -> None:
    """commitment, contract_end, existing, joint_replaces_separate for existing contracts; and their costs."""
    for h, y in product(m.case.contracts, m.years):
        keep = m.keep[h.name, y] = m.variable("keep", int(h.is_committed(y)), int(h.can_run(y)))
        before = m.keep[h.name, y - 1] if y else 1
        m.row(keep <= before)
        _existing(m, h, y, keep)
        _contract_lines(m, h, y, before)
        if not h.in_house:
            boroughs = m.ordered(b for line in h.lines for b in line.boroughs)
            m.charge(m.case.contract_management_cost, boroughs, COMMISSIONING, y, keep)


def awards(m: ModelBuilder) -> None:
    """offer_open, minimum_term, joint_replaces_separate, price_band for awards; and their costs."""
    for (name, group), y in product(m.awards, m.years):
        m.z[name, group, y] = m.variable("z", 0, int(y >= m.offer[name].from_year))
    for (name, group), y in product(m.awards, m.years):
        offer, z, start = m.offer[name], m.z[name, group, y], _start(m, name, group, y)
        for line in offer.lines:
            m.bought[name, line.service, y] += _bought(m, line, group, y, z)
            m.row(z <= m.j[line.service, group, y] if len(group) > 1 else z + m.joint(line.service, group[0], y) <= 1)
            m.charge(line.annual_fee, group, line.service, y, z)
            m.charge(line.start_cost, group, line.service, y, start, one_off=True)
        management = m.option.joint_contract_cost if len(group) > 1 else m.case.contract_management_cost
        m.charge(0 if offer.in_house else management, group, COMMISSIONING, y, z)


def arrangements_begin(m: ModelBuilder) -> None:
    """arrangement_begins."""
    for a, y in product(m.option.arrangements, m.years):
        if not a.required:
            offers = [o.name for o in m.case.offers if a.service in {line.service for line in o.lines}]
            joint = lpSum(m.z[name, a.group, y] for name in offers if (name, a.group, y) in m.z)
            m.row(m.j[a.service, a.group, y] <= (m.j[a.service, a.group, y - 1] if y else 0) + joint)


def independence(m: ModelBuilder) -> None:
    """independence: against every other award, and every contract, of its provider in a borough of the award."""
    alone = {s.name for s in m.case.services if s.independent}
    for (name, group), y in product(m.awards, m.years):
        offer, z = m.offer[name], m.z[name, group, y]
        if not alone & {line.service for line in offer.lines}:
            continue
        if len(offer.lines) > 1:
            m.row(z <= 0)
        for other, wider in m.awards:
            same = m.offer[other].provider == offer.provider and (other, wider) != (name, group)
            if same and set(wider) & set(group):
                m.row(z + m.z[other, wider, y] <= 1)
        for h in m.case.contracts:
            if h.provider == offer.provider and {b for line in h.lines for b in line.boroughs} & set(group):
                m.row(z + m.keep[h.name, y] <= 1)


def limits(m: ModelBuilder) -> None:
    """new_contract_limit, new_provider_limit."""
    counted = [(name, group) for name, group in m.awards if not m.offer[name].in_house]
    providers = dict.fromkeys(m.offer[name].provider for name, _ in counted)
    for y in m.years:
        if m.option.max_new_contracts is not None:
            m.row(lpSum(m.z[name, group, y] for name, group in counted) <= m.option.max_new_contracts)
        if m.option.max_new_providers is not None:
            engaged = {provider: m.variable("engaged", 0, 1) for provider in providers}
            for name, group in counted:
                m.row(m.z[name, group, y] <= engaged[m.offer[name].provider])
            m.row(lpSum(engaged.values()) <= m.option.max_new_providers)


def _required(m: ModelBuilder, a: Arrangement, year: int) -> int:
    begun = [other for other in m.arranged(a.service) if other.required and other.from_year <= year]
    return int(a in begun and not any(set(other.group) > set(a.group) for other in begun))


def _existing(m: ModelBuilder, h: Contract, y: int, keep: Term) -> None:
    crossing = _crossing(m, h, y)
    if m.option.existing == "run" and h.can_run(y):
        m.row(keep >= 1 - lpSum(crossing))
    if m.option.existing == "stop" and not h.is_committed(y):
        m.row(keep <= 0)
    for term in crossing if not h.is_committed(y) else ():
        m.row(keep + term <= 1)


def _crossing(m: ModelBuilder, h: Contract, y: int) -> list[Term]:
    """The terms of D[h,y]."""
    return [
        m.j[a.service, a.group, y]
        for line in h.lines
        for a in m.arranged(line.service)
        if set(a.group) & set(line.boroughs) and not set(a.group) <= set(line.boroughs)
    ]


def _contract_lines(m: ModelBuilder, h: Contract, y: int, before: Term) -> None:
    keep = m.keep[h.name, y]
    for line in h.lines:
        used = [m.provide("w", b, line.service, y, float(line.success_rate)) for b in line.boroughs]
        m.row(lpSum(used) <= line.places * keep)
        m.charge(line.annual_cost, line.boroughs, line.service, y, keep)
        if h.can_run(y):
            m.charge(line.exit_cost, line.boroughs, line.service, y, before - keep, one_off=True)


def _start(m: ModelBuilder, name: str, group: Group, y: int) -> Term:
    start = m.variable("start", 0, 1)
    m.row(start >= m.z[name, group, y] - (m.z[name, group, y - 1] if y else 0))
    for later in m.years[y : y + m.offer[name].minimum_term]:
        m.row(start <= m.z[name, group, later])
    return start


def _bought(m: ModelBuilder, line: OfferLine, group: Group, y: int, z: Term) -> list[Term]:
    """The places of an award's line in a year, by price band and borough."""
    wanted = sum(m.case.places_demanded(b, line.service, y) for b in group)
    ends = [band.from_places - 1 for band in line.bands[1:]] + [wanted]
    chosen: list[Term] = []
    places: list[Term] = []
    for band, end in zip(line.bands, ends, strict=True):
        u = m.variable("u", 0, 1)
        x = {b: m.provide("x", b, line.service, y, float(line.success_rate)) for b in group}
        m.row(lpSum(x.values()) >= band.from_places * u)
        m.row(lpSum(x.values()) <= min(end, wanted) * u)
        for b, bought in x.items():
            m.cost[b, line.service, y].append(band.unit_price / PENCE * bought)
        chosen.append(u)
        places += x.values()
    m.row(lpSum(chosen) == z)
    return places
