"""What may be asked of the solving of one option beside the case, the option and the settings."""

from __future__ import annotations

from dataclasses import dataclass

from models.plan.plan import Plan


@dataclass(frozen=True, slots=True)
class SolveRequest:
    """Each part is optional.

    `start`: a plan of a similar case, never trusted. `ceiling`: pence that the discounted cost over the horizon may not
    exceed. `near`: the plan to stay close to. `known_bound`: a limit to the objective that is proven already, in the
    objective's own sense and units (weighted outcomes or pence).
    """

    start: Plan | None = None
    ceiling: int | None = None
    near: Plan | None = None
    known_bound: float | None = None
