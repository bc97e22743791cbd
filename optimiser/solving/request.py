"""What may be asked of the solving of one option beside the question itself. What is made of it is in `stages`."""

from __future__ import annotations

from dataclasses import dataclass

from models.plan.plan import Plan


@dataclass(frozen=True, slots=True)
class Asked:
    """Nothing, unless said.

    start: a plan of a similar case, never trusted. ceiling: pence that the discounted cost over the horizon may not
    exceed. near: the plan to stay close to. bound_known: a limit to the first aim that is proven already, in the
    aim's own sense and units (weighted outcomes or pence).
    """

    start: Plan | None = None
    ceiling: int | None = None
    near: Plan | None = None
    bound_known: float | None = None


NOTHING = Asked()
