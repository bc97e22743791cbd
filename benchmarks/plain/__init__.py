"""The programme of docs/model.md written down plainly: what the engine's own is measured against.

It is what an analyst would write from the page in an afternoon, and nothing is left out: every rule, every cost, whole
places, a payment for every stream and cell. And nothing is added: no row that only tightens, no column left out because
it could not matter, no money put together. It shares no code with the engine's programme but the case and its pence.

Only the first aim is asked for; the second, and who pays to the penny, are not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pulp

from benchmarks.plain import contracting, money, provision
from benchmarks.plain.sheet import PENCE, Sheet
from models.case.types import Case

__all__ = ["Plain", "plain"]


@dataclass(frozen=True, slots=True)
class Plain:
    """A plainly written programme. `unit`: what its objective is multiplied by for weighted outcomes or pence."""

    problem: Any
    unit: int

    def first_aim(self) -> float:
        """What the solved programme reaches: weighted outcomes, or pence of cost or value."""
        return float(pulp.value(self.problem.objective)) * self.unit


def plain(case: Case, option: str) -> Plain:
    """The programme of one option. Raises KeyError where the case has no such option."""
    sheet = Sheet(case, case.option(option))
    contracting.arrangements(sheet)
    contracting.existing_contracts(sheet)
    contracting.awards(sheet)
    contracting.arrangements_begin(sheet)
    contracting.independence(sheet)
    contracting.limits(sheet)
    provision.capacity(sheet)
    provision.demand(sheet)
    provision.minimum_provision(sheet)
    provision.equal_access(sheet)
    money.commissioning(sheet)
    money.payments(sheet)
    money.savings(sheet)
    money.aim(sheet)
    return Plain(sheet.problem, 1 if case.objective == "outcomes" else PENCE)
