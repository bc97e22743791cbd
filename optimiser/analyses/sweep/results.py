"""What a sweep found: every option of every point, judged and scored; and who is preferred where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from models.appraisal.scoring import Appraisal
from models.case.appraisal_inputs import ScenarioChange
from models.case.types import Case
from models.plan.plan import Status
from optimiser.engine.run import Result
from optimiser.solving.settings import Settings

UNPROVEN = (Status.UNPROVEN, Status.NO_ANSWER)


@dataclass(frozen=True, slots=True)
class SweepPoint:
    """One point: the case with its input changed by the share `by`, solved and appraised; options by name."""

    change: Fraction
    results: Mapping[str, Result]
    appraisal: Appraisal

    @property
    def proven(self) -> bool:
        """Whether every option's answer is proven, so that who is preferred may be relied on."""
        return all(result.answer.status not in UNPROVEN for result in self.results.values())

    @property
    def has_plan(self) -> bool:
        """Whether any option has a plan."""
        return any(result.measures is not None for result in self.results.values())


@dataclass(frozen=True, slots=True)
class PreferredRange:
    """Neighbouring points at which the same option is preferred, None for none: from the first to the last of them.

    `planned`: whether any option has a plan there; `proven`: whether all answers are proven at all of them.
    """

    first: Fraction
    last: Fraction
    count: int
    preferred: str | None
    has_plan: bool
    proven: bool


@dataclass(frozen=True, slots=True)
class Sweep:
    """A finished sweep. `name`: the input, which `covers` so much; `points`: in order, 0 among them.

    `asked`: the points asked for; `solved`: how many of `programmes` had to be solved, all others being known already;
    `scenario`, `changes`: what was changed in the case before its input was moved, as in a run.
    """

    case: Case
    source: str
    digest: str
    settings: Settings
    versions: Mapping[str, str]
    input_name: str
    covers: str
    points: tuple[SweepPoint, ...]
    requested_points: int
    total_answers: int
    solved_answers: int
    scenario: str = ""
    changes: tuple[ScenarioChange, ...] = ()

    @property
    def options(self) -> tuple[str, ...]:
        """The options' names in the case's order."""
        return tuple(self.points[0].results)

    @property
    def preferred_ranges(self) -> tuple[PreferredRange, ...]:
        """Who is preferred where, from the lowest change to the highest."""
        runs = groupby(self.points, key=lambda point: (point.appraisal.preferred, point.has_plan))
        return tuple(_preferred_range(tuple(points)) for _, points in runs)


def _preferred_range(points: tuple[SweepPoint, ...]) -> PreferredRange:
    first = points[0]
    proven = all(point.proven for point in points)
    return PreferredRange(
        first.change, points[-1].change, len(points), first.appraisal.preferred, first.has_plan, proven
    )
