"""What a sweep finds: every option at every point, verified and scored, and which option is preferred where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from models.appraisal.scoring import Appraisal
from models.case.appraisal_inputs import ScenarioChange
from models.case.faults import Fault
from models.case.types import Case
from models.plan.plan import Status
from optimiser.engine.run import Result
from optimiser.solving.settings import Settings

UNPROVEN = (Status.UNPROVEN, Status.NO_ANSWER)


@dataclass(frozen=True, slots=True)
class SweepPoint:
    """One point: the case with its input moved by the share `change`, solved and appraised; results by option.

    `rivals`: the options that could be preferred instead, as far as the relaxation tells.
    """

    change: Fraction
    results: Mapping[str, Result]
    appraisal: Appraisal
    rivals: tuple[str, ...] = ()

    @property
    def proven(self) -> bool:
        """Whether every option's answer is proven within the gap."""
        return all(result.answer.status not in UNPROVEN for result in self.results.values())

    @property
    def certain(self) -> bool:
        """Whether an option is preferred, and none could be preferred instead."""
        unanswered = any(result.answer.status is Status.NO_ANSWER for result in self.results.values())
        return self.appraisal.preferred is not None and not self.rivals and not unanswered

    @property
    def has_plan(self) -> bool:
        """Whether any option has a plan."""
        return any(result.measures is not None for result in self.results.values())


@dataclass(frozen=True, slots=True)
class PreferredRange:
    """`count` neighbouring points, from the change `first` to `last`, at which the same option is preferred.

    `preferred`: None for no option. `has_plan`: whether any option has a plan there. `proven`: whether every answer at
    every one of these points is proven. `uncertain`: the changes at which another option could be preferred instead.
    """

    first: Fraction
    last: Fraction
    count: int
    preferred: str | None
    has_plan: bool
    proven: bool
    uncertain: tuple[Fraction, ...] = ()


@dataclass(frozen=True, slots=True)
class Sweep:
    """A finished sweep.

    `input_name`: the input that was moved; `covers`: the figures that it stands for. `points`: by rising change, the
    unchanged case among them; `requested_points`: how many the user asked for. `solved_answers`: how many of the
    `total_answers` had to be solved; the others were known. `scenario`, `changes`: what was changed in the case before
    its input was moved, as in a run. `warnings`: about the input.
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
    warnings: tuple[Fault, ...] = ()

    @property
    def options(self) -> tuple[str, ...]:
        """The options' names in the case's order."""
        return tuple(self.points[0].results)

    @property
    def preferred_ranges(self) -> tuple[PreferredRange, ...]:
        """Which option is preferred where, from the lowest change to the highest."""
        same = groupby(self.points, key=lambda point: (point.appraisal.preferred, point.has_plan))
        return tuple(_preferred_range(tuple(points)) for _, points in same)

    @property
    def unchanged(self) -> PreferredRange:
        """Which option is preferred at the unchanged input alone."""
        return _preferred_range(tuple(point for point in self.points if point.change == 0))


def _preferred_range(points: tuple[SweepPoint, ...]) -> PreferredRange:
    first = points[0]
    return PreferredRange(
        first=first.change,
        last=points[-1].change,
        count=len(points),
        preferred=first.appraisal.preferred,
        has_plan=first.has_plan,
        proven=all(point.proven for point in points),
        uncertain=tuple(point.change for point in points if not point.certain),
    )
