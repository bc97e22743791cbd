"""The frontier: the most outcomes of every option at each cost, and where options cross."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from models.case.types import Case
from optimiser.analyses.frontier import POINTS, draw_frontiers
from optimiser.analyses.frontier.results import Frontiers
from optimiser.api.cases import as_case_file
from optimiser.api.data_frame import data_frame
from optimiser.api.output_folder import Folder, proven_answers, target
from optimiser.api.workers import BatchReport, Workers, open_pool
from optimiser.casefiles.reading import CaseFile
from optimiser.reports.data.frontier_tables import POINTS as POINT_TABLE
from optimiser.reports.prose import frontier as prose
from optimiser.solving.settings import DEFAULT_SETTINGS, Settings

if TYPE_CHECKING:
    import pandas as pd

    from optimiser.reports.folder import Written


@dataclass(frozen=True)
class FrontierResult:
    """A finished frontier. `frontiers` holds everything exactly; the frame shows it in pounds."""

    frontiers: Frontiers
    folder: Folder = None

    @cached_property
    def points(self) -> pd.DataFrame:
        """A row for each point, by option and rising ceiling; `bound` and `gap` are missing if nothing is proven."""
        return data_frame(POINT_TABLE, self.frontiers)

    @property
    def crossings(self) -> list[str]:
        """Which option has the most outcomes at which present cost, a sentence each."""
        return prose.crossing_sentences(self.frontiers)

    def write(self, folder: Folder = None) -> Written:
        """Write what `optimiser frontier` writes, all files or none; by default to the folder that the call named.

        Raises `optimiser.NotWritten`.
        """
        from optimiser.reports.folder import write_frontier  # noqa: PLC0415 - Excel's writer is loaded only where it is used

        return write_frontier(self.frontiers, target(folder, self.folder))


def draw_frontier(
    case: Case | CaseFile,
    points: int = POINTS,
    settings: Settings = DEFAULT_SETTINGS,
    *,
    folder: Folder = None,
    afresh: bool = False,
    workers: Workers = None,
    progress: BatchReport = None,
) -> FrontierResult:
    """Find the most outcomes of every option at each cost, at `points` costs or more, and where options cross.

    The objective of the settings only says which plan is that of the appraisal. The other arguments, and what it
    raises, are as in `appraise`.
    """
    case_file = as_case_file(case)
    answers = proven_answers(folder, case_file, afresh=afresh)
    with open_pool(workers) as pool:
        frontiers = draw_frontiers(case_file, settings, pool, points=points, cache=answers, progress=progress)
    return FrontierResult(frontiers, folder)
