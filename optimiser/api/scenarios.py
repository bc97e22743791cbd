"""Scenarios: every scenario of a case appraised beside the base case, in one pack."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from optimiser.analyses.scenarios import ScenarioPack, solve_scenarios
from optimiser.api.appraisal_result import AppraisalResult
from optimiser.api.data_frame import data_frame
from optimiser.api.output_folder import Folder, target
from optimiser.api.workers import BatchReport, Workers, open_pool
from optimiser.casefiles.reading import CaseFile, Change, read_all
from optimiser.engine.answer_cache import AnswerCache
from optimiser.engine.atomic_write import repair
from optimiser.engine.run_folder import read_scenario_answers, with_found
from optimiser.reports.data.scenario_tables import BENCHMARK, SCENARIOS
from optimiser.solving.settings import DEFAULT_SETTINGS, Settings

if TYPE_CHECKING:
    import pandas as pd

    from optimiser.reports.folder import Written


@dataclass(frozen=True)
class ScenariosResult:
    """Every scenario beside the base case. `pack` holds everything exactly; the frames show it in pounds."""

    pack: ScenarioPack
    folder: Folder = None

    @cached_property
    def scenarios(self) -> pd.DataFrame:
        """A row for each scenario and option, as scenarios.csv."""
        return data_frame(SCENARIOS, self.pack)

    @cached_property
    def yardstick(self) -> pd.DataFrame:
        """The same options without the policy constraints of the case, as yardstick.csv."""
        return data_frame(BENCHMARK, self.pack)

    @property
    def preferred(self) -> dict[str, str | None]:
        """The preferred option of each scenario by its folder, `as-it-stands` first; None if there is none."""
        return {member.folder: member.preferred for member in self.pack.members}

    @property
    def runs(self) -> dict[str, AppraisalResult]:
        """The appraisal of each scenario by its folder."""
        return {member.folder: AppraisalResult(member.findings) for member in self.pack.members}

    def write(self, folder: Folder = None, *, accessible: bool = False) -> Written:
        """Write what `optimiser scenarios` writes, all files or none; by default to the folder that the call named.

        `accessible`: the scenarios' own workbooks in the profile of docs/accessibility.md. Raises
        `optimiser.NotWritten`.
        """
        from optimiser.reports.folder import write_scenarios  # noqa: PLC0415 - Excel's writer is loaded only where it is used

        return write_scenarios(self.pack, target(folder, self.folder), accessible=accessible)


def appraise_scenarios(
    path: str | PathLike[str],
    changes: Sequence[Change] = (),
    settings: Settings = DEFAULT_SETTINGS,
    *,
    folder: Folder = None,
    afresh: bool = False,
    workers: Workers = None,
    progress: BatchReport = None,
) -> ScenariosResult:
    """Appraise the base case in a folder or workbook, and each of its scenarios.

    `changes`: as in `optimiser.read_case`; they make one more scenario, "as set". The other arguments are as in
    `appraise`. Raises what `appraise` raises, and `optimiser.CaseFaults` with the faults of all scenarios together.
    """
    case_files = read_all(Path(path), changes)
    return appraise_case_files(case_files, settings, folder=folder, afresh=afresh, workers=workers, progress=progress)


def appraise_case_files(
    case_files: Sequence[CaseFile],
    settings: Settings,
    *,
    folder: Folder,
    afresh: bool,
    workers: Workers,
    progress: BatchReport,
) -> ScenariosResult:
    """The same for the case and its scenarios as read."""
    answers = AnswerCache() if folder is None else _earlier_answers(Path(folder), case_files[0], afresh=afresh)
    with open_pool(workers) as pool:
        return ScenariosResult(solve_scenarios(case_files, settings, pool, cache=answers, progress=progress), folder)


def _earlier_answers(folder: Path, case_file: CaseFile, *, afresh: bool) -> AnswerCache:
    """The proven answers of an earlier pack in a folder. Raises NotWritten if a pack cannot be written there."""
    from optimiser.reports.folder import check_scenarios_folder  # noqa: PLC0415 - as the writer beside them

    check_scenarios_folder(folder, Path(case_file.source))
    repair(folder)
    return with_found(read_scenario_answers(folder), folder, afresh=afresh)
