"""What a plan and its audited ledger say, as rows: who provides what to whom.

Money in pence; the sheets turn it into pounds. Nothing is priced here. What happens to each contract is in
`models.plan.contract_register`, where each stream goes in `models.accounts.distribution`.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from models.accounts.payment_schedule import Payee, award_payee, payee_of, recipient
from models.case.types import Case, Group
from models.plan.contract_register import EXISTING, RegisteredContract
from models.plan.ledger import ONE_OFF_KINDS, Charge, Ledger
from models.plan.plan import Plan


@dataclass(frozen=True, slots=True)
class Share:
    """What one borough has of one contract, deal or team in one year: places, running and one-off cost."""

    year: int
    borough: str
    service: str
    provider: str
    contract: str
    kind: str
    places: int
    running: int
    one_off: int


Part = tuple[int, str, str, str, str, Group]  # year, borough, service, kind, contract, group of a deal


def shares(case: Case, plan: Plan, ledger: Ledger) -> list[Share]:
    """Who provides what to whom: by year, borough and service in the case's order, commissioning last."""
    places = _places(plan)
    running: dict[Part, int] = defaultdict(int)
    one_off: dict[Part, int] = defaultdict(int)
    for charge in ledger.charges:
        (one_off if charge.kind in ONE_OFF_KINDS else running)[_part(charge)] += charge.amount
    parts = sorted({*places, *running, *one_off}, key=_Order(case))
    return [
        Share(part[0], part[1], part[2], recipient(case, Payee(*part[3:]), part[1]), part[4], part[3],
              places.get(part, 0), running.get(part, 0), one_off.get(part, 0))
        for part in parts
    ]  # fmt: skip


def provided(plan: Plan) -> dict[tuple[str, str, int], int]:
    """Places by borough, service and year."""
    found: dict[tuple[str, str, int], int] = defaultdict(int)
    for (_, service, borough, year), places in plan.used.items():
        found[borough, service, year] += places
    for (_, _, service, borough, year), places in plan.bought.items():
        found[borough, service, year] += places
    return found


def unfunded(plan: Plan, ledger: Ledger) -> int:
    """How many of the boroughs' services, year by year, are paid more or less than they cost, to the penny."""
    owed: dict[tuple[str, str, int], int] = defaultdict(int)
    for charge in ledger.charges:
        owed[charge.borough, charge.service, charge.year] += charge.amount
    for (_, borough, service, year), amount in plan.spent.items():
        owed[borough, service, year] -= amount
    return sum(amount != 0 for amount in owed.values())


def in_house(case: Case, one: RegisteredContract) -> bool:
    """Whether it is own staff, direct spend or single placements."""
    return (case.contract(one.name) if one.kind == EXISTING else case.offer(one.name)).in_house


def kind(case: Case, one: RegisteredContract) -> str:
    """Existing, separate or joint; in house where it is not counted as a contract."""
    return f"{one.kind}, in house" if in_house(case, one) else one.kind


class _Order:
    """The case's order of parts: year, borough, service, then by name."""

    def __init__(self, case: Case) -> None:
        self.boroughs = {borough.name: number for number, borough in enumerate(case.boroughs)}
        self.services = {service.name: number for number, service in enumerate(case.services)}

    def __call__(self, part: Part) -> tuple[object, ...]:
        year, borough, service, kind, contract, group = part
        return year, self.boroughs[borough], self.services.get(service, len(self.services)), kind, contract, group


def _places(plan: Plan) -> dict[Part, int]:
    found: dict[Part, int] = defaultdict(int)
    for (contract, service, borough, year), places in plan.used.items():
        found[year, borough, service, EXISTING, contract, ()] += places
    for (offer, group, service, borough, year), places in plan.bought.items():
        found[year, borough, service, *award_payee(offer, group)] += places
    return found


def _part(charge: Charge) -> Part:
    return charge.year, charge.borough, charge.service, *payee_of(charge)
