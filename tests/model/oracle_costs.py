"""The oracle's own costs: what each decision adds to a year's bill.

A cell is (borough, service or "commissioning"); a bill is pence a cell, in the order of `cells`. Written from the
model's page apart from the audit and the programme, so that each checks the others.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from models.case.types import COMMISSIONING, Case, Contract, Group, Option

Bill = tuple[int, ...]
Deal = tuple[str, Group]


def cells(case: Case) -> list[tuple[str, str]]:
    """All cells of a year, in one order."""
    return [(b.name, s) for b in case.boroughs for s in (*(each.name for each in case.services), COMMISSIONING)]


def add(*bills: Bill) -> Bill:
    """Bills added up."""
    return tuple(map(sum, zip(*bills, strict=True)))


class Costs:
    """What every decision costs, each figure a bill to be added up."""

    def __init__(self, case: Case, option: Option) -> None:
        self.case, self.option = case, option
        self.index = {cell: place for place, cell in enumerate(cells(case))}
        self.nothing: Bill = (0,) * len(self.index)
        self.running = {contract.name: self._running(contract) for contract in case.contracts}
        self.leaving = {contract.name: self._leaving(contract) for contract in case.contracts}
        self.office = [self._offices(year) for year in case.years]
        self.set_up = [self._set_up(year) for year in case.years]
        self._held: dict[Deal, Bill] = {}
        self._started: dict[Deal, Bill] = {}

    def holding(self, deal: Deal) -> Bill:
        """A year of a deal before any place is bought."""
        if deal not in self._held:
            offer, group = self.case.offer(deal[0]), deal[1]
            each = self.case.contract_management_cost if len(group) == 1 else self.option.joint_contract_cost
            fees = [(line.service, line.annual_fee, group) for line in offer.lines]
            self._held[deal] = self._bill([*fees, (COMMISSIONING, 0 if offer.in_house else each, group)])
        return self._held[deal]

    def starting(self, deal: Deal) -> Bill:
        """The first year of a deal, on top."""
        if deal not in self._started:
            lines = self.case.offer(deal[0]).lines
            self._started[deal] = self._bill((line.service, line.start_cost, deal[1]) for line in lines)
        return self._started[deal]

    def baseline(self, boroughs: Group) -> int:
        """A year of today's arrangements, as charged to some boroughs."""
        offices = sum(b.back_office_cost for b in self.case.boroughs if b.name in boroughs)
        return offices + sum(self.of(bill, boroughs) for bill in self.running.values())

    def of(self, bill: Bill, boroughs: Group) -> int:
        """What a bill comes to for some boroughs."""
        return sum(bill[place] for (name, _), place in self.index.items() if name in boroughs)

    def _running(self, contract: Contract) -> Bill:
        everybody = tuple({name for line in contract.lines for name in line.boroughs})
        managing = 0 if contract.in_house else self.case.contract_management_cost
        lines = [(line.service, line.annual_cost, line.boroughs) for line in contract.lines]
        return self._bill([*lines, (COMMISSIONING, managing, everybody)])

    def _leaving(self, contract: Contract) -> Bill:
        return self._bill((line.service, line.exit_cost, line.boroughs) for line in contract.lines)

    def _offices(self, year: int) -> Bill:
        joined = {name: row for row in self.option.waves if row.first <= year for name in row.boroughs}
        parts: list[tuple[str, int, Group]] = []
        for b in self.case.boroughs:
            kept = joined[b.name].retained if b.name in joined else Fraction(1)
            parts.append((COMMISSIONING, int((2 * kept * b.back_office_cost + 1) // 2), (b.name,)))
        for hub in {row.hub for row in joined.values()}:
            rows = [row for row in self.option.waves if row.hub == hub and row.first <= year]
            members = tuple(name for row in rows for name in row.boroughs)
            parts.append((COMMISSIONING, sum(row.annual_cost for row in rows), members))
        return self._bill(parts)

    def _set_up(self, year: int) -> Bill:
        return self._bill(
            (COMMISSIONING, row.setup_cost, row.boroughs) for row in self.option.waves if row.first == year
        )

    def _bill(self, parts: Iterable[tuple[str, int, Group]]) -> Bill:
        total = list(self.nothing)
        for service, amount, group in parts:
            for name, part in _split(self.case, amount, group).items():
                total[self.index[name, service]] += part
        return tuple(total)


def _split(case: Case, amount: int, group: Group) -> dict[str, int]:
    """An amount over a group by cost share, by largest remainder, ties to the earlier borough."""
    shares = {b.name: b.cost_share for b in case.boroughs if b.name in group}
    if sum(shares.values()) == 0:
        shares = dict.fromkeys(shares, Fraction(1))
    total = sum(shares.values())
    parts = {name: int(amount * part // total) for name, part in shares.items()}
    rest = sorted(shares, key=lambda name: amount * shares[name] / total - parts[name], reverse=True)
    for name in rest[: amount - sum(parts.values())]:
        parts[name] += 1
    return parts
