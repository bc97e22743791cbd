"""The payment schedule: which stream of money pays which contract, award or team, to the penny.

A plan says what each stream pays for a borough's service in a year (`plan.spent`); the ledger says what each contract,
award or team charges for the same (`ledger.charges`). Neither says which stream pays which contract: money of one
purpose is not marked with the name of a contract. The payment schedule has to say it, so that each provider is paid by
named funders and each funder sees what its money bought. It uses the simplest rule that always gives the same answer:

    Within each year, borough and service, payees and streams are taken in the case's order.
    The first stream pays the first payee, then the next; when it is used up, the next stream goes on.

That is the north-west corner rule of the transportation problem: what payees receive and what streams pay are both met
exactly, with at most one payment fewer than there are payees and streams together. Source: A. Charnes and W. W. Cooper,
The Stepping Stone Method of Explaining Linear Programming Calculations in Transportation Problems, Management Science 1
(1954).

The case's order of payees: existing contracts by their table; awards by offer, then by the boroughs of their group;
back office, hubs, contract management, joint contract management. Money is in whole pence. `models.mip.funding_flow`
decides which stream pays for which service.
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
    """Who is paid.

    `kind` is existing, separate, joint or commissioning. `contract` is the existing contract, the offer or the team.
    `group` has the boroughs of an award, and is empty for other payees.
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

    In each cell, the payments to a payee sum to its charges, and the payments from a stream sum to `plan.spent`. Raises
    ValueError if the charges in a cell differ from what is paid for it.
    """
    owed, paid, order = _owed(ledger), _paid(plan), PaymentOrder(case, plan.option)
    return tuple(
        payment
        for cell in sorted({*owed, *paid}, key=order.cell_key)
        for payment in _payments(case, cell, order, owed.get(cell, {}), paid.get(cell, {}))
    )


def payee_of(charge: Charge) -> Payee:
    """The payee of a charge."""
    if charge.kind in TEAMS:
        team = TEAMS[charge.kind]
        return Payee(COMMISSIONING, _HUB + charge.cause if team == "hub" else team, ())
    if charge.kind in EXISTING_CONTRACT_KINDS:
        return Payee(EXISTING, charge.cause, ())
    return award_payee(charge.cause, charge.group)


def award_payee(offer: str, group: Group) -> Payee:
    """The payee of an award: the offer and the group of boroughs."""
    return Payee(JOINT if len(group) > 1 else SEPARATE, offer, group)


def recipient(case: Case, payee: Payee, borough: str) -> str:
    """The name of whoever receives a payment for a borough: a provider, a hub, or the borough's commissioner."""
    if payee.kind == COMMISSIONING:
        is_hub = payee.contract.startswith(_HUB)
        return payee.contract.removeprefix(_HUB) if is_hub else case.borough(borough).commissioner
    return case.contract(payee.contract).provider if payee.kind == EXISTING else case.offer(payee.contract).provider


def north_west_corner(owed: Sequence[int], paid: Sequence[int]) -> list[tuple[int, int, int]]:
    """Payments as (position of payee, position of stream, pence): each stream pays in turn, each payee is paid in turn.

    Raises ValueError if the two sums differ, or if any figure is negative.
    """
    if sum(owed) != sum(paid) or min([*owed, *paid], default=0) < 0:
        raise ValueError(f"{sum(owed)} pence are charged and {sum(paid)} paid")
    payments, unpaid, unspent = [], list(owed), list(paid)
    row = column = 0
    while row < len(unpaid) and column < len(unspent):
        amount = min(unpaid[row], unspent[column])
        unpaid[row] -= amount
        unspent[column] -= amount
        if amount:
            payments.append((row, column, amount))
        if unpaid[row]:
            column += 1
        else:
            row += 1
    return payments


class PaymentOrder:
    """Sort keys that put the cells and the payees of one option in the case's order."""

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

    def payee_key(self, payee: Payee) -> tuple[int, int, list[int]]:
        """Existing contracts, then awards, then teams."""
        if payee.kind == EXISTING:
            return 0, self._contracts[payee.contract], []
        if payee.kind == COMMISSIONING:
            return 2, self._teams[payee.contract], []
        return 1, self._offers[payee.contract], [self._boroughs[name] for name in payee.group]


def _payments(
    case: Case, cell: Cell, order: PaymentOrder, owed: Mapping[Payee, int], paid: Mapping[int, int]
) -> Iterator[Payment]:
    payees, streams = sorted(owed, key=order.payee_key), sorted(paid)
    year, borough, service = cell
    try:
        payments = north_west_corner([owed[payee] for payee in payees], [paid[stream] for stream in streams])
    except ValueError as error:
        raise ValueError(f"{service} for {borough} in {case.year_label(year)}: {error}") from error
    for row, column, amount in payments:
        payee = payees[row]
        yield Payment(year, borough, service, payee, recipient(case, payee, borough), streams[column], amount)


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
