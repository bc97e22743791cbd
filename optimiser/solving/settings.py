"""What a user may ask of a run."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user asks of a run.

    `solver`: HiGHS, or the name of any solver that PuLP knows. `gap`: the relative gap to be proven, 0 to 1.
    `time_limit`: seconds for each option. `options`: the names of the options to appraise, empty for all; the reference
    is always appraised. `objective`: outcomes, cost or value; None for the case's own.
    """

    solver: str = "HiGHS"
    gap: float = 0.001
    time_limit: float = 60.0
    options: tuple[str, ...] = ()
    objective: str | None = None

    def __post_init__(self) -> None:
        """Keep the options as a tuple, so that equal settings compare equal whatever sequence was given."""
        object.__setattr__(self, "options", tuple(self.options))


DEFAULT_SETTINGS = Settings()
