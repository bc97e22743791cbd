"""Where the money comes from and where it goes: each stream year by year, transfers between boroughs, and who gains.

Money is spent at home if it is spent for a borough to which its stream belongs, and is transferred if it is spent for
any other. What is transferred out of the streams equals what is transferred in to the boroughs, and is the measure
`transfers`. Money is in whole pence, over the horizon unless a year is given. `models.mip.funding_pools` decides
which stream may pay for what, and `models.mip.funding_flow` which does.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction

from models.accounts.option_accounts import OptionAccounts
from models.case.types import Case
from models.plan.ledger import Ledger
from models.plan.plan import Plan


@dataclass(frozen=True, slots=True)
class StreamYear:
    """One stream in one year. `spent_outside` is the part of `spent` that is spent outside the stream's homes."""

    year: int
    stream: int
    amount: int
    brought_forward: int
    spent: int
    spent_outside: int
    carried_forward: int

    @property
    def unspent(self) -> int:
        """The money that is neither spent nor carried forward."""
        return self.amount + self.brought_forward - self.spent - self.carried_forward


@dataclass(frozen=True, slots=True)
class Transfer:
    """What one stream (its position in `case.funding`) pays for a borough to which it does not belong."""

    stream: int
    borough: str
    amount: int


@dataclass(frozen=True, slots=True)
class StreamTotal:
    """One stream over the horizon. `carried_forward` is the sum of what each year carries to the next."""

    stream: int
    amount: int
    spent_at_home: int
    transferred_out: int
    carried_forward: int

    @property
    def unspent(self) -> int:
        """What is left at the end of the horizon: the amount less all spending."""
        return self.amount - self.spent_at_home - self.transferred_out


@dataclass(frozen=True, slots=True)
class BoroughTotal:
    """One borough over the horizon: what is charged for it, which streams pay that, and what it gets.

    `cost` = `paid_by_own_streams` + `transferred_in` if all charges are paid. Places, people and outcomes count as in
    the measures, without infrastructure.
    """

    borough: str
    cost: int
    paid_by_own_streams: int
    transferred_in: int
    places: int
    people: Fraction
    outcomes: Fraction


def stream_years(case: Case, plan: Plan) -> list[StreamYear]:
    """Every stream in every year: by year, then in the case's order of streams."""
    spent: dict[tuple[int, int], int] = defaultdict(int)
    outside: dict[tuple[int, int], int] = defaultdict(int)
    for (stream, borough, _, year), amount in plan.spent.items():
        spent[stream, year] += amount
        if borough not in case.funding[stream].homes:
            outside[stream, year] += amount
    return [
        StreamYear(
            year, number, stream.amounts[year], plan.carried.get((number, year - 1), 0),
            spent[number, year], outside[number, year], plan.carried.get((number, year), 0),
        )
        for year in case.years
        for number, stream in enumerate(case.funding)
    ]  # fmt: skip


def stream_transfers(case: Case, plan: Plan) -> tuple[Transfer, ...]:
    """Every transfer above zero, in the case's order of streams, then of boroughs."""
    paid = _paid(plan)
    return tuple(
        Transfer(number, borough.name, paid[number, borough.name])
        for number, stream in enumerate(case.funding)
        for borough in case.boroughs
        if borough.name not in stream.homes and paid.get((number, borough.name))
    )


def stream_totals(case: Case, plan: Plan) -> tuple[StreamTotal, ...]:
    """Every stream, in the case's order."""
    paid = _paid(plan)

    def total(number: int) -> StreamTotal:
        stream = case.funding[number]
        spent = {borough: amount for (other, borough), amount in paid.items() if other == number}
        at_home = sum(amount for borough, amount in spent.items() if borough in stream.homes)
        carried = sum(amount for (other, _), amount in plan.carried.items() if other == number)
        return StreamTotal(number, sum(stream.amounts), at_home, sum(spent.values()) - at_home, carried)

    return tuple(map(total, range(len(case.funding))))


def borough_totals(case: Case, plan: Plan, ledger: Ledger) -> tuple[BoroughTotal, ...]:
    """Every borough, in the case's order."""
    cost: dict[str, int] = defaultdict(int)
    for charge in ledger.charges:
        cost[charge.borough] += charge.amount
    paid: dict[str, int] = defaultdict(int)
    for (_, borough), amount in _paid(plan).items():
        paid[borough] += amount
    transferred: dict[str, int] = defaultdict(int)
    for transfer in stream_transfers(case, plan):
        transferred[transfer.borough] += transfer.amount
    provided = _provided(case, plan, ledger)
    return tuple(
        BoroughTotal(name, cost[name], paid[name] - transferred[name], transferred[name], *provided[name])
        for name in (borough.name for borough in case.boroughs)
    )


def _paid(plan: Plan) -> dict[tuple[int, str], int]:
    """Pence by stream and borough."""
    paid: dict[tuple[int, str], int] = defaultdict(int)
    for (stream, borough, _, _), amount in plan.spent.items():
        paid[stream, borough] += amount
    return paid


def _provided(case: Case, plan: Plan, ledger: Ledger) -> dict[str, tuple[int, Fraction, Fraction]]:
    """Places, people and outcomes by borough."""
    people_per_place = {service.name: service.people_per_place for service in case.services}
    totals = {borough.name: (0, Fraction(0), Fraction(0)) for borough in case.boroughs}
    for each in OptionAccounts(case, case.option(plan.option), plan, ledger, None).places_provided:
        places, people, outcomes = totals[each.borough]
        totals[each.borough] = (
            places + each.places,
            people + people_per_place[each.service] * each.places,
            outcomes + each.success_rate * each.places,
        )
    return totals
