"""The ledger of a plan: every charge in whole pence, and every breach of a rule. Types only.

`audit` fills a ledger; `measures`, the results and the workbook read it. Nothing reads money from the programme.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from models.case.types import Group


class ChargeKind(StrEnum):
    """What a charge is for."""

    UNIT_PRICE = "unit price"
    ANNUAL_FEE = "annual fee"
    START_COST = "start cost"
    ANNUAL_COST = "annual cost"
    EXIT_COST = "exit cost"
    BACK_OFFICE = "back office"
    HUB = "hub"
    SET_UP = "set-up"
    CONTRACT_MANAGEMENT = "contract management"
    JOINT_CONTRACT = "joint contract"


ONE_OFF_KINDS = frozenset({ChargeKind.START_COST, ChargeKind.EXIT_COST, ChargeKind.SET_UP})  # transition costs
PROVISION_KINDS = frozenset({ChargeKind.UNIT_PRICE, ChargeKind.ANNUAL_FEE, ChargeKind.ANNUAL_COST})  # provision spend


@dataclass(frozen=True, slots=True)
class Charge:
    """One borough's share of one cost, in pence. `service` may be "commissioning".

    `cause` names what is paid: the existing contract, the offer, or the hub; blank for a back office.
    `group` holds all boroughs of the contract, award or hub row that the cost was shared over (with `cause` it names a
    award).
    """

    year: int
    borough: str
    service: str
    kind: ChargeKind
    amount: int
    cause: str
    group: Group


@dataclass(frozen=True, slots=True)
class Violation:
    """A rule that a plan breaks: `rule` is its name in the model, `where` its index in words."""

    rule: str
    where: str
    found: str
    needed: str

    def __str__(self) -> str:
        return f"{self.rule}[{self.where}]: found {self.found}, needed {self.needed}"


@dataclass(frozen=True, slots=True)
class ObjectiveValues:
    """The aims of a plan, exact: weighted outcomes; discounted cost in pence; discounted net value in pence."""

    outcomes: Fraction
    cost: Fraction
    value: Fraction

    def of(self, objective: str) -> Fraction:
        """The first aim of an objective: outcomes, cost or value."""
        return {"outcomes": self.outcomes, "cost": self.cost, "value": self.value}[objective]


@dataclass(frozen=True, slots=True)
class Ledger:
    """A judged plan."""

    charges: tuple[Charge, ...]
    objectives: ObjectiveValues
    violations: tuple[Violation, ...]
