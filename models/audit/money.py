"""Rules of money: every cost paid, from money that is there and may be spent so, and the savings made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from fractions import Fraction
from math import floor

from models.audit.charges import baselines
from models.audit.facts import Facts, Finding
from models.case.text import group_label, index_label, pounds
from models.case.types import FundingStream, SavingsTarget
from models.plan.ledger import ONE_OFF_KINDS, Charge


def paid_in_full(facts: Facts, charges: Iterable[Charge]) -> Iterator[Finding]:
    """What is spent on a service, or commissioning, of a borough in a year is its cost to the penny."""
    owed: defaultdict[tuple[str, str, int], int] = defaultdict(int)
    spent: defaultdict[tuple[str, str, int], int] = defaultdict(int)
    for charge in charges:
        owed[charge.borough, charge.service, charge.year] += charge.amount
    for (_, borough, service, year), amount in facts.plan.spent.items():
        spent[borough, service, year] += amount
    for key in sorted({*owed, *spent}):
        if owed[key] != spent[key]:
            borough, service, year = key
            yield (
                index_label(borough, service, facts.case.year_label(year)),
                f"{pounds(spent[key])} paid",
                f"{pounds(owed[key])}",
            )


def funding(facts: Facts, _: Iterable[Charge]) -> Iterator[Finding]:
    """A stream's spending and what it keeps are within its amount and what came forward; it keeps what it may."""
    spent: defaultdict[tuple[int, int], int] = defaultdict(int)
    for (place, _borough, _service, year), amount in facts.plan.spent.items():
        spent[place, year] += amount
    for place, stream in enumerate(facts.case.funding):
        for year in facts.case.years:
            there = stream.amounts[year] + facts.plan.carried.get((place, year - 1), 0)
            kept = facts.plan.carried.get((place, year), 0)
            if spent[place, year] + kept > there:
                found = f"{pounds(spent[place, year])} spent and {pounds(kept)} kept"
                yield _index(facts, stream, year), found, f"at most {pounds(there)}"
            most = 0 if year == facts.case.horizon - 1 else floor(stream.carry_forward * stream.amounts[year])
            if kept > most:
                yield _index(facts, stream, year), f"{pounds(kept)} kept", f"at most {pounds(most)}"


def eligible(facts: Facts, _: Iterable[Charge]) -> Iterator[Finding]:
    """Money pays only for what its ring fence names, and for its home's own purposes unless it is pooled."""
    near = _hubs_of_homes(facts)
    for (place, borough, service, year), amount in sorted(facts.plan.spent.items()):
        stream = facts.case.funding[place]
        if not amount:
            continue
        index = index_label(_index(facts, stream, year), borough, service)
        own = stream.purpose if facts.option.level == 1 else stream.aligned
        pooled = facts.option.level == 3 and stream.poolable and facts.hub_at.get((borough, year)) in near[place, year]
        if service not in stream.ring_fence:
            yield index, f"{pounds(amount)} spent", "nothing, as it is outside the ring fence"
        elif not pooled and borough not in stream.homes:
            yield index, f"{pounds(amount)} spent", "nothing, as the borough is no home of it and it is not pooled"
        elif not pooled and service not in own:
            yield index, f"{pounds(amount)} spent", "nothing, as the service is not what the money is for"


def transfer_limit(facts: Facts, _: Iterable[Charge]) -> Iterator[Finding]:
    """A stream's money spent outside its homes is within the limit on its year's amount."""
    limit = facts.option.transfer_limit
    if limit is None:
        return
    away: defaultdict[tuple[int, int], int] = defaultdict(int)
    for (place, borough, _service, year), amount in facts.plan.spent.items():
        if borough not in facts.case.funding[place].homes:
            away[place, year] += amount
    for (place, year), amount in sorted(away.items()):
        stream = facts.case.funding[place]
        most = floor(limit * stream.amounts[year])
        if amount > most:
            yield _index(facts, stream, year), f"{pounds(amount)} spent outside its homes", f"at most {pounds(most)}"


def savings(facts: Facts, charges: Iterable[Charge]) -> Iterator[Finding]:
    """The cost of each target's boroughs is below their baseline by the saving asked for."""
    if not facts.case.savings_targets:
        return
    each = baselines(facts.case)
    lasting, one_off = _costs(charges)
    for saving in facts.case.savings_targets:
        base = sum(each[borough] for borough in saving.boroughs)
        for year, figure in zip(facts.case.years, saving.figures, strict=True):
            if figure is None:
                continue
            cost = sum(lasting[borough, year] for borough in saving.boroughs)
            cost += sum(one_off[borough, year] for borough in saving.boroughs) if saving.includes_one_off else 0
            most = base - _asked(saving, figure, base)
            if cost > most:
                index = index_label(group_label(saving.boroughs), facts.case.year_label(year))
                yield index, f"a cost of {pounds(cost)}", f"at most {pounds(most)}"


def _asked(saving: SavingsTarget, figure: Fraction, base: int) -> int:
    return floor(figure * base) if saving.is_share else floor(figure)


def _costs(charges: Iterable[Charge]) -> tuple[dict[tuple[str, int], int], dict[tuple[str, int], int]]:
    """Lasting costs and one-off ones, each by borough and year."""
    lasting: defaultdict[tuple[str, int], int] = defaultdict(int)
    one_off: defaultdict[tuple[str, int], int] = defaultdict(int)
    for charge in charges:
        (one_off if charge.kind in ONE_OFF_KINDS else lasting)[charge.borough, charge.year] += charge.amount
    return lasting, one_off


def _hubs_of_homes(facts: Facts) -> dict[tuple[int, int], set[str]]:
    """The hubs that a stream's homes are members of, by stream and year."""
    return {
        (place, year): {facts.hub_at[home, year] for home in stream.homes if (home, year) in facts.hub_at}
        for place, stream in enumerate(facts.case.funding)
        for year in facts.case.years
    }


def _index(facts: Facts, stream: FundingStream, year: int) -> str:
    home = stream.homes[0] if len(stream.homes) == 1 else "several homes"
    return index_label(stream.name, home, facts.case.year_label(year))
