"""Who provides what to whom: a plan and its audited ledger as allocations, in places and pence.

Nothing is priced here. What happens to each contract is in `models.plan.contract_register`, how streams are spent in
`models.accounts.distribution`.
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
class Allocation:
    """What one borough gets from one contract, award or team in one year: places, and costs in pence."""

    year: int
    borough: str
    service: str
    provider: str
    contract: str
    kind: str
    places: int
    running: int
    one_off: int


AllocationKey = tuple[int, str, str, str, str, Group]  # year, borough, service, kind, contract, group of an award


def allocations(case: Case, plan: Plan, ledger: Ledger) -> list[Allocation]:
    """The allocations of a plan, by year, borough and service in the case's order; commissioning comes last."""
    places = _places(plan)
    running: dict[AllocationKey, int] = defaultdict(int)
    one_off: dict[AllocationKey, int] = defaultdict(int)
    for charge in ledger.charges:
        (one_off if charge.kind in ONE_OFF_KINDS else running)[_key_of(charge)] += charge.amount
    keys = sorted({*places, *running, *one_off}, key=_Order(case))
    return [
        Allocation(
            year=key[0],
            borough=key[1],
            service=key[2],
            provider=recipient(case, Payee(*key[3:]), key[1]),
            contract=key[4],
            kind=key[3],
            places=places.get(key, 0),
            running=running.get(key, 0),
            one_off=one_off.get(key, 0),
        )
        for key in keys
    ]


def places_provided(plan: Plan) -> dict[tuple[str, str, int], int]:
    """Places by borough, service and year."""
    provided: dict[tuple[str, str, int], int] = defaultdict(int)
    for (_, service, borough, year), places in plan.used.items():
        provided[borough, service, year] += places
    for (_, _, service, borough, year), places in plan.bought.items():
        provided[borough, service, year] += places
    return provided


def count_unfunded(plan: Plan, ledger: Ledger) -> int:
    """How many combinations of borough, service and year are paid more or less than they cost, to the penny."""
    owed: dict[tuple[str, str, int], int] = defaultdict(int)
    for charge in ledger.charges:
        owed[charge.borough, charge.service, charge.year] += charge.amount
    for (_, borough, service, year), amount in plan.spent.items():
        owed[borough, service, year] -= amount
    return sum(amount != 0 for amount in owed.values())


def in_house(case: Case, contract: RegisteredContract) -> bool:
    """Whether it is own staff, direct spend or single placements."""
    return (case.contract(contract.name) if contract.kind == EXISTING else case.offer(contract.name)).in_house


def kind_label(case: Case, contract: RegisteredContract) -> str:
    """Existing, separate or joint; with `in house` if it is not counted as a contract."""
    return f"{contract.kind}, in house" if in_house(case, contract) else contract.kind


class _Order:
    """The order of allocations: year, borough and service as in the case, then by name."""

    def __init__(self, case: Case) -> None:
        self.boroughs = {borough.name: number for number, borough in enumerate(case.boroughs)}
        self.services = {service.name: number for number, service in enumerate(case.services)}

    def __call__(self, key: AllocationKey) -> tuple[object, ...]:
        year, borough, service, kind, contract, group = key
        return year, self.boroughs[borough], self.services.get(service, len(self.services)), kind, contract, group


def _places(plan: Plan) -> dict[AllocationKey, int]:
    allocated: dict[AllocationKey, int] = defaultdict(int)
    for (contract, service, borough, year), places in plan.used.items():
        allocated[year, borough, service, EXISTING, contract, ()] += places
    for (offer, group, service, borough, year), places in plan.bought.items():
        allocated[year, borough, service, *award_payee(offer, group)] += places
    return allocated


def _key_of(charge: Charge) -> AllocationKey:
    return charge.year, charge.borough, charge.service, *payee_of(charge)
