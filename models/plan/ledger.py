"""The ledger of a plan: every charge in whole pence, the objective values, and every violation. Types only.

`models.audit` fills a ledger. Measures, results and workbooks read all money from it, never from the integer programme.
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

    `cause`: the name of the existing contract, the offer or the hub that is paid; blank for a back office.
    `group`: all boroughs of the contract, award or hub row over which the cost is shared. `cause` and `group` together
    identify an award.
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
    """A constraint that a plan does not meet. `rule`: its name in docs/model.md. `where`: its index in words."""

    rule: str
    where: str
    found: str
    needed: str

    def __str__(self) -> str:
        return f"{self.rule}[{self.where}]: found {self.found}, needed {self.needed}"


@dataclass(frozen=True, slots=True)
class ObjectiveValues:
    """Weighted outcomes, discounted cost in pence and discounted net value in pence of a plan; all exact.

    `most_per_outcome`: the pence that an outcome may cost under the objective `outcomes`, None for no limit.
    """

    outcomes: Fraction
    cost: Fraction
    value: Fraction
    most_per_outcome: int | Fraction | None = None

    def of(self, objective: str) -> Fraction:
        """The value of an objective: "outcomes", "cost" or "value". Outcomes are net of cost if they have a limit."""
        net = self.outcomes - (self.cost / self.most_per_outcome if self.most_per_outcome else 0)
        return {"outcomes": net, "cost": self.cost, "value": self.value}[objective]

    def secondary_to(self, objective: str) -> Fraction:
        """The value of the secondary objective: outcomes whole under "cost", otherwise cost."""
        return self.outcomes if objective == "cost" else self.cost


@dataclass(frozen=True, slots=True)
class Ledger:
    """A verified plan: its charges, its objective values, and its violations (none if the plan is valid)."""

    charges: tuple[Charge, ...]
    objectives: ObjectiveValues
    violations: tuple[Violation, ...]
