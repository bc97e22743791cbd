"""What a plan and its audited ledger say, as rows: who provides what to whom, and where each stream goes.

Money in pence; the sheets turn it into pounds. Nothing is priced here. What happens to each contract is in
`optimiser.undertakings`.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from models.case import COMMISSIONING, Case, Group
from models.ledger import ONE_OFF, Charge, Kind, Ledger
from models.plan import Plan
from models.undertakings import EXISTING, JOINT, SEPARATE, Undertaking

OWN_TEAM = {
    Kind.BACK_OFFICE: "back office",
    Kind.HUB: "hub",
    Kind.SET_UP: "hub",
    Kind.CONTRACT_MANAGEMENT: "contract management",
    Kind.JOINT_CONTRACT: "joint contract management",
}
OF_EXISTING = (Kind.ANNUAL_COST, Kind.EXIT_COST)


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


@dataclass(frozen=True, slots=True)
class Pot:
    """One stream in one year: `outside` is what of `spent` was spent outside its homes."""

    year: int
    stream: int
    amount: int
    brought: int
    spent: int
    outside: int
    carried: int

    @property
    def unspent(self) -> int:
        """What is neither spent nor carried forward."""
        return self.amount + self.brought - self.spent - self.carried


Part = tuple[int, str, str, str, str, Group]  # year, borough, service, kind, contract, group of a deal


def shares(case: Case, plan: Plan, ledger: Ledger) -> list[Share]:
    """Who provides what to whom: by year, borough and service in the case's order, commissioning last."""
    places = _places(plan)
    running: dict[Part, int] = defaultdict(int)
    one_off: dict[Part, int] = defaultdict(int)
    for charge in ledger.charges:
        (one_off if charge.kind in ONE_OFF else running)[_part(charge)] += charge.amount
    parts = sorted({*places, *running, *one_off}, key=_Order(case))
    return [
        Share(part[0], part[1], part[2], _provider(case, part), part[4], part[3],
              places.get(part, 0), running.get(part, 0), one_off.get(part, 0))
        for part in parts
    ]  # fmt: skip


def pots(case: Case, plan: Plan) -> list[Pot]:
    """Every stream in every year."""
    spent: dict[tuple[int, int], int] = defaultdict(int)
    outside: dict[tuple[int, int], int] = defaultdict(int)
    for (stream, borough, _, year), amount in plan.spent.items():
        spent[stream, year] += amount
        if borough not in case.funding[stream].homes:
            outside[stream, year] += amount
    return [
        Pot(year, number, stream.amounts[year], plan.carried.get((number, year - 1), 0),
            spent[number, year], outside[number, year], plan.carried.get((number, year), 0))
        for year in case.years
        for number, stream in enumerate(case.funding)
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


def in_house(case: Case, one: Undertaking) -> bool:
    """Whether it is own staff, direct spend or single placements."""
    return (case.contract(one.name) if one.kind == EXISTING else case.offer(one.name)).in_house


def kind(case: Case, one: Undertaking) -> str:
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
        found[year, borough, service, _deal(group), offer, group] += places
    return found


def _part(charge: Charge) -> Part:
    at = charge.year, charge.borough, charge.service
    if charge.kind in OWN_TEAM:
        team = OWN_TEAM[charge.kind]
        return (*at, COMMISSIONING, f"{team}: {charge.cause}" if team == "hub" else team, ())
    if charge.kind in OF_EXISTING:
        return (*at, EXISTING, charge.cause, ())
    return (*at, _deal(charge.group), charge.cause, charge.group)


def _deal(group: Group) -> str:
    return JOINT if len(group) > 1 else SEPARATE


def _provider(case: Case, part: Part) -> str:
    _, borough, _, kind, contract, _ = part
    if kind == COMMISSIONING:
        return contract.removeprefix("hub: ") if contract.startswith("hub: ") else case.borough(borough).commissioner
    return case.contract(contract).provider if kind == EXISTING else case.offer(contract).provider
