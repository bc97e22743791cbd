"""The payment schedule: which stream of money pays which contract, award or team, to the penny.

A plan says what each stream pays for a borough's service in a year (`plan.spent`); the ledger says what each contract,
award or team charges for the same (`ledger.charges`). Neither says which stream pays which contract: money of one
purpose is not marked with the name of a contract. A single payment schedule has to say it, so that each provider is
paid by named funders and each funder sees what its money bought. The rule is the plainest that is the same every time:

    Within each year, borough and service, the payees stand in the case's order, and so do the streams.
    The first stream pays the first payee, then the next, each until it is used up.

That is the north-west corner rule of the transportation problem: what payees receive and what streams pay are both met
exactly, with at most one payment fewer than there are payees and streams together. Source: A. Charnes and W. W. Cooper,
The Stepping Stone Method of Explaining Linear Programming Calculations in Transportation Problems, Management Science 1
(1954).

The case's order of payees: existing contracts by their table; awards by offer, then by the boroughs of their group;
back office, hubs, contract management, joint contract management. Money in whole pence. Not here: which stream pays for
which service (`whopays`), nor any price.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from models.case.types import COMMISSIONING, Case, Group
from models.plan.contract_register import EXISTING, JOINT, SEPARATE
from models.plan.ledger import Charge, ChargeKind, Ledger
from models.plan.plan import Plan

Cell = tuple[int, str, str]  # year, borough, service or commissioning

TEAMS: Mapping[ChargeKind, str] = {
    ChargeKind.BACK_OFFICE: "back office",
    ChargeKind.HUB: "hub",
    ChargeKind.SET_UP: "hub",
    ChargeKind.CONTRACT_MANAGEMENT: "contract management",
    ChargeKind.JOINT_CONTRACT: "joint contract management",
}
EXISTING_CONTRACT_KINDS = frozenset({ChargeKind.ANNUAL_COST, ChargeKind.EXIT_COST})
_HUB = "hub: "


class Payee(NamedTuple):
    """Who is paid: `kind` is existing, separate, joint or commissioning; `contract` the existing contract, the offer,
    or the team; `group` the boroughs of an award, else nobody.
    """

    kind: str
    contract: str
    group: Group


@dataclass(frozen=True, slots=True)
class Payment:
    """What one stream (its position in `case.funding`) pays one payee for a borough's service in a year, in pence."""

    year: int
    borough: str
    service: str
    payee: Payee
    provider: str
    stream: int
    amount: int


def payment_schedule(case: Case, plan: Plan, ledger: Ledger) -> tuple[Payment, ...]:
    """Every payment of a plan, by year, borough and service in the case's order, then by payee and stream.

    A payee's payments are its charges, and a stream's are `plan.spent`, cell by cell. Raises ValueError where what is
    charged to a cell is not what is paid for it.
    """
    owed, paid, order = _owed(ledger), _paid(plan), PaymentOrder(case, plan.option)
    return tuple(
        payment
        for cell in sorted({*owed, *paid}, key=order.cell_key)
        for payment in _payments(case, cell, order, owed.get(cell, {}), paid.get(cell, {}))
    )


def payee_of(charge: Charge) -> Payee:
    """Whom a charge is paid to."""
    if charge.kind in TEAMS:
        team = TEAMS[charge.kind]
        return Payee(COMMISSIONING, _HUB + charge.cause if team == "hub" else team, ())
    if charge.kind in EXISTING_CONTRACT_KINDS:
        return Payee(EXISTING, charge.cause, ())
    return award_payee(charge.cause, charge.group)


def award_payee(offer: str, group: Group) -> Payee:
    """The award of an offer with a group."""
    return Payee(JOINT if len(group) > 1 else SEPARATE, offer, group)


def recipient(case: Case, to: Payee, borough: str) -> str:
    """Who gets a payment for a borough: the contract's provider, the hub, or who commissions for the borough."""
    if to.kind == COMMISSIONING:
        return to.contract.removeprefix(_HUB) if to.contract.startswith(_HUB) else case.borough(borough).commissioner
    return case.contract(to.contract).provider if to.kind == EXISTING else case.offer(to.contract).provider


def north_west_corner(owed: Sequence[int], paid: Sequence[int]) -> list[tuple[int, int, int]]:
    """Payments (payee, stream, pence), by position: each stream pays in turn, each payee is paid in turn.

    Raises ValueError where the two do not come to the same sum, or any is negative.
    """
    if sum(owed) != sum(paid) or min([*owed, *paid], default=0) < 0:
        raise ValueError(f"{sum(owed)} pence are charged and {sum(paid)} paid")
    payments, left, purse = [], list(owed), list(paid)
    row = column = 0
    while row < len(left) and column < len(purse):
        amount = min(left[row], purse[column])
        left[row] -= amount
        purse[column] -= amount
        if amount:
            payments.append((row, column, amount))
        if left[row]:
            column += 1
        else:
            row += 1
    return payments


class PaymentOrder:
    """The case's order of cells and of payees under one option: keys to sort by."""

    def __init__(self, case: Case, option: str) -> None:
        self._boroughs = _positions(borough.name for borough in case.boroughs)
        self._services = _positions((*(service.name for service in case.services), COMMISSIONING))
        self._contracts = _positions(contract.name for contract in case.contracts)
        self._offers = _positions(offer.name for offer in case.offers)
        hubs = dict.fromkeys(_HUB + phase.hub for phase in case.option(option).hub_phases)
        self._teams = _positions(name for team in dict.fromkeys(TEAMS.values()) for name in _teams(team, hubs))

    def cell_key(self, cell: Cell) -> tuple[int, int, int]:
        """By year, borough, service; commissioning last."""
        year, borough, service = cell
        return year, self._boroughs[borough], self._services[service]

    def payee_key(self, to: Payee) -> tuple[int, int, list[int]]:
        """Existing contracts, awards, then teams."""
        if to.kind == EXISTING:
            return 0, self._contracts[to.contract], []
        if to.kind == COMMISSIONING:
            return 2, self._teams[to.contract], []
        return 1, self._offers[to.contract], [self._boroughs[name] for name in to.group]


def _payments(
    case: Case, cell: Cell, order: PaymentOrder, owed: Mapping[Payee, int], paid: Mapping[int, int]
) -> Iterator[Payment]:
    payees, streams = sorted(owed, key=order.payee_key), sorted(paid)
    year, borough, service = cell
    try:
        found = north_west_corner([owed[each] for each in payees], [paid[each] for each in streams])
    except ValueError as error:
        raise ValueError(f"{service} for {borough} in {case.year_label(year)}: {error}") from error
    for row, column, amount in found:
        to = payees[row]
        yield Payment(year, borough, service, to, recipient(case, to, borough), streams[column], amount)


def _owed(ledger: Ledger) -> dict[Cell, dict[Payee, int]]:
    owed: dict[Cell, dict[Payee, int]] = defaultdict(lambda: defaultdict(int))
    for charge in ledger.charges:
        owed[charge.year, charge.borough, charge.service][payee_of(charge)] += charge.amount
    return owed


def _paid(plan: Plan) -> dict[Cell, dict[int, int]]:
    paid: dict[Cell, dict[int, int]] = defaultdict(dict)
    for (stream, borough, service, year), amount in plan.spent.items():
        paid[year, borough, service][stream] = amount
    return paid


def _teams(team: str, hubs: Mapping[str, None]) -> tuple[str, ...]:
    return tuple(hubs) if team == "hub" else (team,)


def _positions(names: Iterable[str]) -> dict[str, int]:
    return {name: number for number, name in enumerate(names)}
