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

OPEN = (Status.UNPROVEN, Status.NO_ANSWER)


@dataclass(frozen=True, slots=True)
class At:
    """One point: the case with its input changed by the share `by`, solved and appraised; options by name."""

    by: Fraction
    results: Mapping[str, Result]
    appraisal: Appraisal

    @property
    def proven(self) -> bool:
        """Whether every option's answer is proven, so that who is preferred may be relied on."""
        return all(result.answer.status not in OPEN for result in self.results.values())

    @property
    def planned(self) -> bool:
        """Whether any option has a plan."""
        return any(result.measures is not None for result in self.results.values())


@dataclass(frozen=True, slots=True)
class Stretch:
    """Neighbouring points at which the same option is preferred, None for none: from the first to the last of them.

    `planned`: whether any option has a plan there; `proven`: whether all answers are proven at all of them.
    """

    first: Fraction
    last: Fraction
    count: int
    preferred: str | None
    planned: bool
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
    name: str
    covers: str
    points: tuple[At, ...]
    asked: int
    programmes: int
    solved: int
    scenario: str = ""
    changes: tuple[ScenarioChange, ...] = ()

    @property
    def options(self) -> tuple[str, ...]:
        """The options' names in the case's order."""
        return tuple(self.points[0].results)

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """Who is preferred where, from the lowest change to the highest."""
        runs = groupby(self.points, key=lambda point: (point.appraisal.preferred, point.planned))
        return tuple(_stretch(tuple(points)) for _, points in runs)


def _stretch(points: tuple[At, ...]) -> Stretch:
    first = points[0]
    proven = all(point.proven for point in points)
    return Stretch(first.by, points[-1].by, len(points), first.appraisal.preferred, first.planned, proven)
