"""Two runs compared: what changed between them, and why."""

from __future__ import annotations

from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from optimiser.analyses.comparison.compare import compare_records
from optimiser.analyses.comparison.results import RunComparison
from optimiser.api.output_folder import Folder, proven_answers, target
from optimiser.api.workers import BatchReport, Workers, open_pool
from optimiser.engine.answer_cache import AnswerCache
from optimiser.engine.run_record import read_record

if TYPE_CHECKING:
    from optimiser.reports.folder import Written


@dataclass(frozen=True)
class ComparisonResult:
    """Two runs compared. `comparison`: changes of the input, bridges of cost, outcomes and score, and moves."""

    comparison: RunComparison
    answers: AnswerCache
    folder: Folder = None

    def write(self, folder: Folder = None) -> Written:
        """Write what `optimiser compare` writes, all files or none; by default to the folder that the call named.

        Raises `optimiser.NotWritten`.
        """
        from optimiser.reports.folder import write_comparison  # noqa: PLC0415 - Excel's writer is loaded only where it is used

        return write_comparison(self.comparison, target(folder, self.folder), self.answers)


def compare(
    old: str | PathLike[str],
    new: str | PathLike[str],
    *,
    folder: Folder = None,
    workers: Workers = None,
    progress: BatchReport = None,
) -> ComparisonResult:
    """Compare the runs in two folders.

    `folder`: where `write` puts the files; what an earlier comparison there has proven is not solved again. `workers`
    and `progress` are as in `appraise`. Raises `optimiser.NoRecord` if a folder holds no run, and what `appraise`
    raises.
    """
    runs = Path(old), Path(new)
    records = read_record(runs[0]), read_record(runs[1])
    answers = proven_answers(folder)
    with open_pool(workers) as pool:
        comparison = compare_records(*records, pool, progress, answers, names=(runs[0].name, runs[1].name))
    return ComparisonResult(comparison, answers, folder)
