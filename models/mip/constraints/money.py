"""Constraints on money: who pays, what a stream has, where it may be spent, and savings. In thousands of pounds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from fractions import Fraction
from math import floor

from pulp import lpSum

from models.mip.funding_pools import THOUSAND_POUNDS
from models.mip.savings import counts, left_out, most_allowed
from models.mip.variables import Row, Term, Variables


def paid_in_full(variables: Variables) -> Iterator[Row]:
    """Every cost is paid.

    Σ_f t[f,b,s,y] = cost[b,s,y], added up over the cells (b, s, y) of each cell group, which the same funding pools may
    pay for. Rows: paid_in_full[cell group].
    0 ≤ r − part · x < 1 for places at a price with a part of a penny, where r is what the parts cost: so the charge is
    rounded up. The difference is a multiple of 1/q if the part is of 1/q, so limits that are 1/2q lower mean the same
    and leave a solver room for its tolerance. In pence. Rows: paid_in_full[d,s,b,k,y,…].
    """
    payments: dict[int, list[Term]] = defaultdict(list)
    for (_, group), payment in variables.pay.items():
        payments[group].append(payment)
    for group, cells in enumerate(variables.funding_pools.cell_groups):
        cost = lpSum(charge.thousands for cell in cells for charge in variables.charges_to.get(cell, ()))
        yield (group,), lpSum(payments[group]) == cost
    for band in variables.bands:
        price = Fraction(band.line.bands[band.band].unit_price)
        for key, source in variables.purchase_items(band) if price.denominator > 1 else ():
            over, room = variables.rounded[key] - float(price - floor(price)) * source.places, 0.5 / price.denominator
            yield (*key, "least"), over >= -room
            yield (*key, "most"), over <= 1 - room


def funding(variables: Variables) -> Iterator[Row]:
    """A stream spends and carries forward no more than it has.

    Σ_{b,s} t[f,b,s,y] + carry[f,y] ≤ amount[f,y] + carry[f,y-1] for each f and y, added up over the streams of each
    funding pool. The most that may be carried forward is the upper bound of carry[f,y]. Rows: funding[pool].
    """
    payments = _paid_by_pool(variables)
    for number, pool in enumerate(variables.funding_pools.pools):
        brought_forward = variables.carry.get(pool.previous, 0) if pool.previous is not None else 0
        spent_and_carried = lpSum(payments[number]) + variables.carry.get(number, 0)
        yield (number,), spent_and_carried <= max(pool.amount - variables.margins.money, 0.0) + brought_forward


def eligible(variables: Variables) -> Iterator[Row]:
    """A stream pays only for what it may pay for.

    t[f,b,s,y] = 0 for each f, b, s, y for which f is not eligible. Rows: eligible[f,b,s,y]. No variable is created for
    such a payment, so there are no rows.
    """
    for link, payment in variables.pay.items():
        if link not in variables.funding_pools.links:
            yield link, payment == 0


def transfer_limit(variables: Variables) -> Iterator[Row]:
    """Spending outside a stream's homes is limited to a share of its amount for the year.

    Σ_{b not a home of f} Σ_s t[f,b,s,y] ≤ ⌊transfer_limit · amount[f,y]⌋ for each f and y, the right-hand side rounded
    down to a penny, added up over the streams of each funding pool. Rows: transfer_limit[pool].
    """
    outside: dict[int, list[Term]] = defaultdict(list)
    for link, is_outside in variables.funding_pools.links.items():
        if is_outside:
            outside[link[0]].append(variables.pay[link])
    for number, pool in enumerate(variables.funding_pools.pools):
        if pool.transfer_limit is not None and outside[number]:
            yield (number,), lpSum(outside[number]) <= pool.transfer_limit


def savings(variables: Variables) -> Iterator[Row]:
    """Each savings target is met with money that its owner keeps.

    Σ cost[b,s,y] over the boroughs of the row + Σ (amount[f,y] − Σ_{b,s} t[f,b,s,y]) over the streams f that the row
    leaves out ≤ baseline − saving[row,y] for each row and y with a figure. If `one_off` is no, start, exit and set-up
    costs are left out of the first sum. Rows: savings[row,y].
    """
    case, paid = variables.instance.case, _paid_by_pool(variables)
    for number, target in enumerate(case.savings_targets):
        streams = left_out(case, target)
        for year in case.years:
            allowed = most_allowed(variables.instance, target, year)
            if allowed is not None:
                costs = [charge.thousands for charge in variables.charges if counts(target, charge, year)]
                unspent = [
                    pool.amount - lpSum(paid[position])
                    for position, pool in enumerate(variables.funding_pools.pools)
                    if pool.year == year and streams.issuperset(pool.streams)
                ]
                yield (number, year), lpSum(costs) + lpSum(unspent) <= allowed / THOUSAND_POUNDS


def _paid_by_pool(variables: Variables) -> Mapping[int, list[Term]]:
    payments: dict[int, list[Term]] = defaultdict(list)
    for (pool, _), payment in variables.pay.items():
        payments[pool].append(payment)
    return payments
