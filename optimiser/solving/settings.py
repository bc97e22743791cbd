"""What a user may ask of a run."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user asked of a run. `options`: names, empty for all; `objective`: None for the case's own.

    `gap`: the relative gap to be proven. `time_limit`: seconds for each option.
    """

    solver: str = "HiGHS"
    gap: float = 0.001
    time_limit: float = 60.0
    options: tuple[str, ...] = ()
    objective: str | None = None
