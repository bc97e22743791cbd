"""A frontier as pandas frames, for scripts: columns and types are fixed and stated beside each frame.

Money is pounds; what is absent is missing. The files for scripts have the same columns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import pandas as pd

from optimiser.analyses.frontier import POINTS, frontiers
from optimiser.analyses.frontier.results import Frontiers
from optimiser.casefiles.reading import CaseFile
from optimiser.engine.parallel import Pool, Step
from optimiser.reports.data.result_json import pounds
from optimiser.reports.frontier.report import rows_of
from optimiser.reports.prose import frontier as words
from optimiser.solving.settings import Settings

POINT_DTYPES = {
    "option": "string",
    "ceiling": "float64",
    "present_cost": "float64",
    "cost": "float64",
    "outcomes": "float64",
    "weighted_outcomes": "float64",
    "bound": "float64",
    "gap": "float64",
    "status": "string",
    "kind": "string",
    "chosen": "bool",
}


@dataclass(frozen=True)
class Drawn:
    """A frontier that is found. `frontiers` holds everything exactly; the frame shows it in pounds."""

    frontiers: Frontiers

    @cached_property
    def points(self) -> pd.DataFrame:
        """A point a row, by option and rising ceiling: POINT_DTYPES; `bound` and `gap` missing where not proven."""
        return pd.DataFrame(list(_rows(self.frontiers)), columns=list(POINT_DTYPES)).astype(POINT_DTYPES)

    @property
    def crossings(self) -> list[str]:
        """Which option has most outcomes at which present cost, a sentence each."""
        return words.crossings(self.frontiers)


def draw(
    reading: CaseFile,
    settings: Settings,
    *,
    points: int = POINTS,
    workers: int | None = None,
    executor: Executor | None = None,
    progress: Callable[[Step], None] | None = None,
) -> Drawn:
    """`frontiers` in a pool of its own: so many `workers`, one a core for None, or somebody's `executor`."""
    with Pool(workers, executor) as pool:
        return Drawn(frontiers(reading, settings, pool, points=points, progress=progress))


def _rows(found: Frontiers) -> Iterator[tuple[object, ...]]:
    for each in found.options:
        for point in rows_of(each):
            money = (float(pounds(amount)) for amount in (Fraction(point.ceiling), point.present_cost, point.cost))
            figures = (
                None if figure is None else float(figure)
                for figure in (point.outcomes, point.weighted, point.bound, point.gap)
            )
            yield (each.option, *money, *figures, point.status.value, point.kind, point.chosen)
