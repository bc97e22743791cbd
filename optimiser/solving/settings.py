"""What a user may ask of a run, and what may be asked of the solving of one option besides."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from models.plan.plan import Plan


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user asks of a run.

    `solver`: HiGHS, or the name of any solver that PuLP knows. `gap`: the relative gap to be proven, 0 to 1.
    `time_limit`: seconds for each option, its building included. `options`: the names of the options to appraise,
    empty for all; the reference is always appraised. `objective`: outcomes, cost or value; None for the case's own.
    `ranking_time`: seconds that may be spent to make the preferred option certain, by solving closer.
    """

    solver: str = "HiGHS"
    gap: float = 0.0002
    time_limit: float = 60.0
    options: tuple[str, ...] = ()
    objective: str | None = None
    ranking_time: float = 60.0

    def __post_init__(self) -> None:
        """Keep the options as a tuple, so that equal settings compare equal whatever sequence was given."""
        object.__setattr__(self, "options", tuple(self.options))


DEFAULT_SETTINGS = Settings()


@dataclass(frozen=True, slots=True)
class SolveRequest:
    """What is asked of the solving of one option beside the case, the option and the settings. Each part is optional.

    `start`: a plan of a similar case, never trusted. `ceiling`: pence that the discounted cost over the horizon may not
    exceed. `least_outcomes`: weighted outcomes that it must have. `near`: the plan to stay close to. `known_bound`: a
    limit to the objective that is proven already, in the objective's own sense and units (weighted outcomes or pence).
    """

    start: Plan | None = None
    ceiling: int | None = None
    least_outcomes: Fraction | None = None
    near: Plan | None = None
    known_bound: float | None = None
