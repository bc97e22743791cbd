"""Constraints on money: who pays, what a stream has, where it may be spent, and savings. In thousands of pounds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction
from math import floor

from pulp import lpSum

from models.case.types import SavingsTarget
from models.mip.costs import baseline
from models.mip.funding_pools import THOUSAND_POUNDS
from models.mip.variables import Row, Term, Variables


def paid_in_full(variables: Variables) -> Iterator[Row]:
    """Every cost is paid.

    Σ_f t[f,b,s,y] = cost[b,s,y], added up over the cells (b, s, y) of each cell group, which the same funding pools may
    pay for. Rows: paid_in_full[cell group].
    """
    payments: dict[int, list[Term]] = defaultdict(list)
    for (_, group), payment in variables.pay.items():
        payments[group].append(payment)
    for group, cells in enumerate(variables.funding_pools.cell_groups):
        cost = lpSum(charge.thousands for cell in cells for charge in variables.charges_to.get(cell, ()))
        yield (group,), lpSum(payments[group]) == cost


def funding(variables: Variables) -> Iterator[Row]:
    """A stream spends and carries forward no more than it has.

    Σ_{b,s} t[f,b,s,y] + carry[f,y] ≤ amount[f,y] + carry[f,y-1] for each f and y, added up over the streams of each
    funding pool. The most that may be carried forward is the upper bound of carry[f,y]. Rows: funding[pool].
    """
    payments: dict[int, list[Term]] = defaultdict(list)
    for (number, _), payment in variables.pay.items():
        payments[number].append(payment)
    for number, pool in enumerate(variables.funding_pools.pools):
        brought_forward = variables.carry.get(pool.previous, 0) if pool.previous is not None else 0
        spent_and_carried = lpSum(payments[number]) + variables.carry.get(number, 0)
        yield (number,), spent_and_carried <= pool.amount + brought_forward


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
    """Each savings target is met.

    Σ cost[b,s,y] over the boroughs of the row ≤ baseline − saving[row,y] for each row and y with a figure. If `one_off`
    is no, start, exit and set-up costs are left out of the sum. Rows: savings[row,y].
    """
    for number, target in enumerate(variables.instance.case.savings_targets):
        base = baseline(variables.instance, target.boroughs)
        for year, figure in enumerate(target.figures):
            if figure is not None:
                allowed = base - _saving(target, figure, base)
                yield (number, year), lpSum(_costs(variables, target, year)) <= allowed / THOUSAND_POUNDS


def _saving(target: SavingsTarget, figure: Fraction, base: int) -> int:
    """The saving in pence; a percentage of the baseline is rounded down to a penny."""
    return floor(figure * base) if target.is_share else int(figure)


def _costs(variables: Variables, target: SavingsTarget, year: int) -> list[Term]:
    boroughs = set(target.boroughs)
    return [
        charge.thousands
        for charge in variables.charges
        if charge.cell[0] in boroughs and charge.cell[2] == year and (target.includes_one_off or not charge.one_off)
    ]
