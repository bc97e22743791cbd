"""Where the money comes from and where it goes: each stream year by year, what moves between boroughs, who gains.

Money is at home where it is spent for a borough that its stream belongs to, and has moved where it is spent for any
other. What moves out of the streams is what moves into the boroughs, and is the measure `transfers`. Money in whole
pence, over the horizon unless said. Not here: which stream may pay for what (`question`), nor which does (`whopays`).
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
    """One stream in one year: `outside` is what of `spent` was spent outside its homes."""

    year: int
    stream: int
    amount: int
    brought_forward: int
    spent: int
    spent_outside: int
    carried_forward: int

    @property
    def unspent(self) -> int:
        """What is neither spent nor carried forward."""
        return self.amount + self.brought_forward - self.spent - self.carried_forward


@dataclass(frozen=True, slots=True)
class Transfer:
    """What one stream (its position in `case.funding`) pays for a borough that it does not belong to."""

    stream: int
    borough: str
    amount: int


@dataclass(frozen=True, slots=True)
class StreamTotal:
    """One stream: what it has, spends at home, and spends elsewhere; `kept`: what years kept for the next."""

    stream: int
    amount: int
    spent_at_home: int
    transferred_out: int
    carried_forward: int

    @property
    def unspent(self) -> int:
        """What is left when the horizon is over: the amount less all spending."""
        return self.amount - self.spent_at_home - self.transferred_out


@dataclass(frozen=True, slots=True)
class BoroughTotal:
    """One borough: what is charged for it, which streams pay that, and what it has for it.

    `cost` is charged; `home` is paid by its own streams, `moved_in` by others: together the cost, where all is paid.
    Places, people and outcomes as the measures count them, without infrastructure.
    """

    borough: str
    cost: int
    paid_by_own_streams: int
    transferred_in: int
    places: int
    people: Fraction
    outcomes: Fraction


def stream_years(case: Case, plan: Plan) -> list[StreamYear]:
    """Every stream in every year."""
    spent: dict[tuple[int, int], int] = defaultdict(int)
    outside: dict[tuple[int, int], int] = defaultdict(int)
    for (stream, borough, _, year), amount in plan.spent.items():
        spent[stream, year] += amount
        if borough not in case.funding[stream].homes:
            outside[stream, year] += amount
    return [
        StreamYear(year, number, stream.amounts[year], plan.carried.get((number, year - 1), 0),
            spent[number, year], outside[number, year], plan.carried.get((number, year), 0))
        for year in case.years
        for number, stream in enumerate(case.funding)
    ]  # fmt: skip


def stream_transfers(case: Case, plan: Plan) -> tuple[Transfer, ...]:
    """What moves from which stream to which borough, in the case's order of both; no row where nothing does."""
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

    def funder(number: int) -> StreamTotal:
        stream = case.funding[number]
        spent = {name: amount for (other, name), amount in paid.items() if other == number}
        home = sum(amount for name, amount in spent.items() if name in stream.homes)
        kept = sum(amount for (other, _), amount in plan.carried.items() if other == number)
        return StreamTotal(number, sum(stream.amounts), home, sum(spent.values()) - home, kept)

    return tuple(map(funder, range(len(case.funding))))


def borough_totals(case: Case, plan: Plan, ledger: Ledger) -> tuple[BoroughTotal, ...]:
    """Every borough, in the case's order."""
    cost: dict[str, int] = defaultdict(int)
    for charge in ledger.charges:
        cost[charge.borough] += charge.amount
    all_paid: dict[str, int] = defaultdict(int)
    for (_, borough), amount in _paid(plan).items():
        all_paid[borough] += amount
    moved: dict[str, int] = defaultdict(int)
    for move in stream_transfers(case, plan):
        moved[move.borough] += move.amount
    had = _had(case, plan, ledger)
    return tuple(
        BoroughTotal(name, cost[name], all_paid[name] - moved[name], moved[name], *had[name])
        for name in (borough.name for borough in case.boroughs)
    )


def _paid(plan: Plan) -> dict[tuple[int, str], int]:
    """Pence by stream and borough."""
    paid: dict[tuple[int, str], int] = defaultdict(int)
    for (stream, borough, _, _), amount in plan.spent.items():
        paid[stream, borough] += amount
    return paid


def _had(case: Case, plan: Plan, ledger: Ledger) -> dict[str, tuple[int, Fraction, Fraction]]:
    """Places, people and outcomes by borough."""
    a_place = {service.name: service.people_per_place for service in case.services}
    had = {borough.name: (0, Fraction(0), Fraction(0)) for borough in case.boroughs}
    for each in OptionAccounts(case, case.option(plan.option), plan, ledger, None).places_provided:
        places, people, outcomes = had[each.borough]
        had[each.borough] = (
            places + each.places,
            people + a_place[each.service] * each.places,
            outcomes + each.success_rate * each.places,
        )
    return had
