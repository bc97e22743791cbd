"""Money in the plain model: hubs and back offices, payments, savings, and the objective."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from itertools import product
from math import floor

from pulp import lpSum

from benchmarks.plain.builder import PENCE, ModelBuilder, Term
from models.case.money import discount_factor, round_half_up
from models.case.types import COMMISSIONING, FundingStream


def commissioning(m: ModelBuilder) -> None:
    """The costs of back offices and hubs."""
    for b, y in product(m.case.boroughs, m.years):
        retained = next(
            (w.back_office_retained for w in m.option.hub_phases if b.name in w.boroughs and w.from_year <= y),
            Fraction(1),
        )
        m.charge(round_half_up(retained * b.back_office_cost), (b.name,), COMMISSIONING, y, 1)
    for hub, y in product(dict.fromkeys(w.hub for w in m.option.hub_phases), m.years):
        begun = [w for w in m.option.hub_phases if w.hub == hub and w.from_year <= y]
        members = m.ordered(b for w in begun for b in w.boroughs)
        m.charge(sum(w.annual_cost for w in begun), members, COMMISSIONING, y, 1)
        for w in begun:
            m.charge(w.setup_cost if w.from_year == y else 0, w.boroughs, COMMISSIONING, y, 1, one_off=True)


def payments(m: ModelBuilder) -> None:
    """paid_in_full, funding, eligible, transfer_limit."""
    cells = list(product(m.everywhere, (*m.services, COMMISSIONING)))
    paid: dict[tuple[str, str, int], list[Term]] = defaultdict(list)
    for f in m.case.funding:
        carried: Term = 0
        for y, amount in enumerate(f.amounts):
            t = {(b, s): m.variable("t", 0, _most(m, f, b, s, y), "Continuous") for b, s in cells}
            carry = m.variable("carry", 0, floor(f.carry_forward * amount) / PENCE, "Continuous")
            m.row(lpSum(t.values()) + carry <= amount / PENCE + carried)
            carried = carry
            if m.option.transfer_limit is not None:
                away = lpSum(spent for (b, _), spent in t.items() if b not in f.homes)
                m.row(away <= floor(m.option.transfer_limit * amount) / PENCE)
            for (b, s), spent in t.items():
                paid[b, s, y].append(spent)
            m.unspent[f.name, f.homes, y] = amount / PENCE - lpSum(t.values())
    for (b, s), y in product(cells, m.years):
        m.row(lpSum(paid[b, s, y]) == lpSum(m.cost[b, s, y]))


def savings(m: ModelBuilder) -> None:
    """savings, without one-off costs if the row says so, and with what streams that are left out do not spend."""
    for row in m.case.savings_targets:
        baseline = sum(_baseline(m, b) for b in row.boroughs)
        for y, figure in enumerate(row.figures):
            if figure is not None:
                saved = floor(figure * baseline) if row.is_share else int(figure)
                cells = product(row.boroughs, (*m.services, COMMISSIONING))
                total = lpSum(c for b, s in cells for c in m.cost[b, s, y])
                left_out = 0 if row.includes_one_off else lpSum(c for b in row.boroughs for c in m.one_off[b, y])
                lost = lpSum(
                    unspent
                    for (name, homes, when), unspent in m.unspent.items()
                    if when == y and name in row.not_kept and set(homes) <= set(row.boroughs)
                )
                m.row(total - left_out + lost <= (baseline - saved) / PENCE)


def set_objective(m: ModelBuilder) -> None:
    """The objective of the case: weighted outcomes, or pounds."""
    factor = [float(discount_factor(m.case.discount_rate, y)) for y in m.years]
    cost = lpSum(factor[y] * c for (_, _, y), found in m.cost.items() for c in found)
    weight = {s.name: float(s.outcome_weight) for s in m.case.services}
    worth = {s.name: s.value_per_outcome / PENCE for s in m.case.services}
    objectives = {
        "outcomes": lpSum(weight[s] * o for (s, _), found in m.outcomes.items() for o in found),
        "cost": cost,
        "value": lpSum(factor[y] * worth[s] * o for (s, y), found in m.outcomes.items() for o in found) - cost,
    }
    m.problem.setObjective(objectives[m.case.objective])


def _most(m: ModelBuilder, f: FundingStream, b: str, s: str, y: int) -> float | None:
    """The most that stream f may pay of a cell: 0 if it is not eligible, otherwise no limit."""
    hub = {borough: w.hub for w in m.option.hub_phases if w.from_year <= y for borough in w.boroughs}
    pooled = m.option.level == 3 and f.poolable and b in hub and any(hub.get(home) == hub[b] for home in f.homes)
    own = b in f.homes and s in (f.purpose if m.option.level == 1 else f.aligned)
    return None if s in f.ring_fence and (own or pooled) else 0


def _baseline(m: ModelBuilder, borough: str) -> int:
    total = m.case.borough(borough).back_office_cost
    for h in m.case.contracts:
        boroughs = m.ordered(b for line in h.lines for b in line.boroughs)
        shared = [(line.annual_cost, line.boroughs) for line in h.lines]
        shared += [] if h.in_house else [(m.case.contract_management_cost, boroughs)]
        total += sum(part for amount, group in shared for b, part in m.parts(amount, group) if b == borough)
    return total
