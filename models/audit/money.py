"""Checks of money: every cost is paid, from money that is available and may be spent so; and savings are made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from fractions import Fraction
from math import floor

from models.audit.audited_plan import AuditedPlan, Finding
from models.audit.charges import baselines
from models.case.text import exact_pounds, group_label, index_label
from models.case.types import FundingStream, SavingsTarget
from models.plan.ledger import ONE_OFF_KINDS, Charge


def paid_in_full(audited: AuditedPlan, charges: Iterable[Charge]) -> Iterator[Finding]:
    """What is spent on a service, or on commissioning, for a borough in a year is its cost, to the penny."""
    owed: defaultdict[tuple[str, str, int], int] = defaultdict(int)
    spent: defaultdict[tuple[str, str, int], int] = defaultdict(int)
    for charge in charges:
        owed[charge.borough, charge.service, charge.year] += charge.amount
    for (_, borough, service, year), pence in audited.plan.spent.items():
        spent[borough, service, year] += pence
    for cell in sorted({*owed, *spent}):
        if owed[cell] != spent[cell]:
            borough, service, year = cell
            index = index_label(borough, service, audited.case.year_label(year))
            yield index, f"{exact_pounds(spent[cell])} paid", exact_pounds(owed[cell])


def funding(audited: AuditedPlan, _: Iterable[Charge]) -> Iterator[Finding]:
    """A stream spends and carries forward no more than it has, and carries forward no more than it may."""
    spent: defaultdict[tuple[int, int], int] = defaultdict(int)
    for (number, _borough, _service, year), pence in audited.plan.spent.items():
        spent[number, year] += pence
    for number, stream in enumerate(audited.case.funding):
        for year in audited.case.years:
            available = stream.amounts[year] + audited.plan.carried.get((number, year - 1), 0)
            carried = audited.plan.carried.get((number, year), 0)
            if spent[number, year] + carried > available:
                found = f"{exact_pounds(spent[number, year])} spent and {exact_pounds(carried)} carried forward"
                yield _index(audited, stream, year), found, f"at most {exact_pounds(available)}"
            most = 0 if year == audited.case.horizon - 1 else floor(stream.carry_forward * stream.amounts[year])
            if carried > most:
                yield (
                    _index(audited, stream, year),
                    f"{exact_pounds(carried)} carried forward",
                    f"at most {exact_pounds(most)}",
                )


def eligible(audited: AuditedPlan, _: Iterable[Charge]) -> Iterator[Finding]:
    """A stream pays only within its ring fence; unless pooled, only for its homes and for its own purposes."""
    hubs_of_homes = _hubs_of_homes(audited)
    for (number, borough, service, year), pence in sorted(audited.plan.spent.items()):
        if not pence:
            continue
        stream = audited.case.funding[number]
        index = index_label(_index(audited, stream, year), borough, service)
        column, purposes = ("purpose", stream.purpose) if audited.option.level == 1 else ("aligned", stream.aligned)
        may_pool = audited.option.level == 3 and stream.poolable
        pooled = may_pool and audited.hub_at.get((borough, year)) in hubs_of_homes[number, year]
        if service not in stream.ring_fence:
            yield index, f"{exact_pounds(pence)} spent", "nothing, because the service is outside the ring fence"
        elif not pooled and borough not in stream.homes:
            yield (
                index,
                f"{exact_pounds(pence)} spent",
                "nothing, because the borough is not a home of it and the money is not pooled there",
            )
        elif not pooled and service not in purposes:
            yield index, f"{exact_pounds(pence)} spent", f"nothing, because the service is not in `{column}`"


def transfer_limit(audited: AuditedPlan, _: Iterable[Charge]) -> Iterator[Finding]:
    """What is spent outside a stream's homes in a year is within the limit, a share of the stream's amount."""
    limit = audited.option.transfer_limit
    if limit is None:
        return
    outside: defaultdict[tuple[int, int], int] = defaultdict(int)
    for (number, borough, _service, year), pence in audited.plan.spent.items():
        if borough not in audited.case.funding[number].homes:
            outside[number, year] += pence
    for (number, year), pence in sorted(outside.items()):
        stream = audited.case.funding[number]
        most = floor(limit * stream.amounts[year])
        if pence > most:
            yield (
                _index(audited, stream, year),
                f"{exact_pounds(pence)} spent outside its homes",
                f"at most {exact_pounds(most)}",
            )


def savings(audited: AuditedPlan, charges: Iterable[Charge]) -> Iterator[Finding]:
    """The cost of each target's boroughs is at least the saving below their baseline.

    Money that its owner does not keep if it is not spent counts as a cost: that of streams that the target leaves out.
    """
    if not audited.case.savings_targets:
        return
    baseline_of = baselines(audited.case)
    recurrent, one_off = _recurrent_and_one_off(charges)
    for target in audited.case.savings_targets:
        base = sum(baseline_of[borough] for borough in target.boroughs)
        for year, figure in zip(audited.case.years, target.figures, strict=True):
            if figure is None:
                continue
            cost = sum(recurrent[borough, year] for borough in target.boroughs)
            cost += sum(one_off[borough, year] for borough in target.boroughs) if target.includes_one_off else 0
            most, lost = base - _saving(target, figure, base), _not_kept(audited, target, year)
            if cost + lost > most:
                index = index_label(group_label(target.boroughs), audited.case.year_label(year))
                also = f", and {exact_pounds(lost)} not spent of the streams that are left out" if lost else ""
                yield index, f"a cost of {exact_pounds(cost)}{also}", f"at most {exact_pounds(most)}"


def _saving(target: SavingsTarget, figure: Fraction, base: int) -> int:
    """The saving in pence; a percentage of the baseline is rounded down to a penny."""
    return floor(figure * base) if target.is_share else floor(figure)


def _not_kept(audited: AuditedPlan, target: SavingsTarget, year: int) -> int:
    """The money of a year that is not spent, of streams that the target does not count and of its boroughs only."""
    total = 0
    for number, stream in enumerate(audited.case.funding):
        if stream.name in target.not_kept and all(home in target.boroughs for home in stream.homes):
            total += stream.amounts[year]
            total -= sum(pence for (f, _, _, when), pence in audited.plan.spent.items() if (f, when) == (number, year))
    return total


def _recurrent_and_one_off(charges: Iterable[Charge]) -> tuple[dict[tuple[str, int], int], dict[tuple[str, int], int]]:
    """Recurrent costs and one-off costs in pence, each by (borough, year)."""
    recurrent: defaultdict[tuple[str, int], int] = defaultdict(int)
    one_off: defaultdict[tuple[str, int], int] = defaultdict(int)
    for charge in charges:
        (one_off if charge.kind in ONE_OFF_KINDS else recurrent)[charge.borough, charge.year] += charge.amount
    return recurrent, one_off


def _hubs_of_homes(audited: AuditedPlan) -> dict[tuple[int, int], set[str]]:
    """(stream, year) -> the hubs of which the stream's homes are members."""
    return {
        (number, year): {audited.hub_at[home, year] for home in stream.homes if (home, year) in audited.hub_at}
        for number, stream in enumerate(audited.case.funding)
        for year in audited.case.years
    }


def _index(audited: AuditedPlan, stream: FundingStream, year: int) -> str:
    home = stream.homes[0] if len(stream.homes) == 1 else "several homes"
    return index_label(stream.name, home, audited.case.year_label(year))
