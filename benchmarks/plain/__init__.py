"""docs/model.md as a plain integer programme: what the engine's own programme is measured against.

It is what an analyst would write from the page in an afternoon. Nothing is left out: it has every rule, every cost,
whole places, and a payment for every stream and cell. Nothing is added either: no valid inequalities, no variable left
out because it could not matter, no streams added together. It shares only the case and the arithmetic of pence with the
engine.

Only the objective is optimised, not the secondary objective, and payments are not worked out to the penny.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pulp

from benchmarks.plain import contracting, money, provision
from benchmarks.plain.builder import PENCE, ModelBuilder
from models.case.types import Case

__all__ = ["PlainModel", "build_plain_model"]


@dataclass(frozen=True, slots=True)
class PlainModel:
    """A plain model. `unit`: the factor that turns its objective into weighted outcomes or pence."""

    problem: Any
    unit: int

    def objective_value(self) -> float:
        """The objective of the solved model: weighted outcomes, or pence of cost or value."""
        return float(pulp.value(self.problem.objective)) * self.unit


def build_plain_model(case: Case, option: str) -> PlainModel:
    """Build the plain model of an option. Raises KeyError if the case has no such option."""
    builder = ModelBuilder(case, case.option(option))
    contracting.arrangements(builder)
    contracting.existing_contracts(builder)
    contracting.awards(builder)
    contracting.arrangements_begin(builder)
    contracting.independence(builder)
    contracting.limits(builder)
    provision.capacity(builder)
    provision.demand(builder)
    provision.minimum_provision(builder)
    provision.equal_access(builder)
    money.commissioning(builder)
    money.payments(builder)
    money.savings(builder)
    money.set_objective(builder)
    return PlainModel(builder.problem, 1 if case.objective == "outcomes" else PENCE)
