"""The calls for scripts: read a case, appraise it, and look at it from every other side.

The frames that come out are in `frames`, and in the room of each call.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from fractions import Fraction
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from models.case.types import Case
from optimiser.analyses.findings import Findings, findings_of
from optimiser.analyses.sensitivity import robustness
from optimiser.casefiles.reading import CaseFile, Change, read, read_all
from optimiser.engine.run import run
from optimiser.solving.settings import Settings

__all__ = ["Settings", "appraise", "appraise_scenarios", "compare", "decide", "draw_frontier", "read_case", "sweep"]

DEFAULTS = Settings()

if TYPE_CHECKING:
    from concurrent.futures import Executor

    import pandas as pd

    from optimiser.analyses.comparison import Compared as Changed
    from optimiser.analyses.decision import Decision
    from optimiser.api.frames import Appraised, Compared, Drawn
    from optimiser.engine.parallel import Step
    from optimiser.solving import Progress


def read_case(path: str | PathLike[str], scenario: str = "", changes: Sequence[Change] = ()) -> CaseFile:
    """Read a case from a folder of CSV files or an Excel workbook; its `case` is the case itself.

    `scenario`: the name of a scenario, whose changes are made in the case. `changes`: further changes, made in order
    after those: each a table, where, column and change, as for `--set`.
    Raises `optimiser.CaseFaults` with every fault, and `optimiser.NoSuchScenario` for an
    unknown name.
    """
    return read(Path(path), scenario, changes)


def appraise(
    case: Case | CaseFile,
    settings: Settings = DEFAULTS,
    *,
    progress: Callable[[Progress], None] | None = None,
    robust: bool = False,
    workers: int | None = None,
) -> Appraised:
    """Solve, check, measure and score a case's options.

    `settings`: solver, gap, time limit, options and objective. `progress`: called while solving. `robust`: whether each
    input is moved and all optimised again, in so many processes as `workers` says, one a core where None;
    `findings.sensitivity` has what was found. Raises `optimiser.NotAnOption` for a name that cannot be appraised,
    `optimiser.NoSuchSolver` for a solver that cannot be used, `optimiser.BrokenAnswer` where an answer does not stand
    up to its check, and `optimiser.WorkersLost` where the processes for `robust` cannot be started.
    """
    from optimiser.api.frames import Appraised  # noqa: PLC0415 - pandas is loaded only where frames are made

    found = run(_case_file(case), settings, progress)
    return Appraised(Findings(found, robustness(found, workers=workers)) if robust else findings_of(found))


def appraise_scenarios(
    path: str | PathLike[str],
    changes: Sequence[Change] = (),
    settings: Settings = DEFAULTS,
    *,
    progress: Callable[[Step], None] | None = None,
    workers: int | None = None,
    executor: Executor | None = None,
) -> Compared:
    """Appraise the case in a folder or workbook as it stands and in each of its scenarios, and as changed if it is.

    `changes` as in `read_case`: one scenario more, "as set". `progress`: called as programmes are solved. `workers`:
    processes to solve in, one a core where None; `executor`: any `concurrent.futures.Executor` in their place, left
    open. The others as in `appraise`, with what it raises; `optimiser.WorkersLost` where processes are
    lost, and `optimiser.CaseFaults` with the faults of all scenarios together.
    """
    from optimiser.analyses.scenarios import solved  # noqa: PLC0415 - only here
    from optimiser.api.frames import Compared  # noqa: PLC0415 - pandas is loaded only where frames are made
    from optimiser.engine.parallel import Pool  # noqa: PLC0415 - only here

    with Pool(workers, executor) as pool:
        return Compared(solved(read_all(Path(path), changes), settings, pool, progress=progress))


def sweep(
    case: Case | CaseFile,
    name: str,
    points: Iterable[Fraction | float | str] = (),
    settings: Settings = DEFAULTS,
    *,
    progress: Callable[[Step], None] | None = None,
    workers: int | None = None,
    executor: Executor | None = None,
) -> pd.DataFrame:
    """Move one input of a case, such as funding, and optimise every option at each point: a frame as sweep.csv.

    `points`: shares, -0.1 or "-1/10" for a tenth less; 21 from a tenth less to a tenth more where none is given. 0, the
    unchanged case, is always among them. The others as in `appraise_scenarios`. Raises KeyError for an input that is
    not in `models.case.perturbation`.
    """
    from optimiser.analyses.sweep import spread, swept  # noqa: PLC0415 - only here
    from optimiser.api.data_frame import data_frame  # noqa: PLC0415 - pandas is loaded only where frames are made
    from optimiser.engine.parallel import Pool  # noqa: PLC0415 - only here
    from optimiser.reports.data.sweep_table import SWEEP  # noqa: PLC0415 - only here

    shares = [Fraction(str(point)) for point in points] or spread(Fraction(-1, 10), Fraction(1, 10), 21)
    with Pool(workers, executor) as pool:
        return data_frame(SWEEP, swept(_case_file(case), name, shares, settings, pool, progress=progress))


def draw_frontier(
    case: Case | CaseFile,
    points: int = 15,
    settings: Settings = DEFAULTS,
    *,
    progress: Callable[[Step], None] | None = None,
    workers: int | None = None,
    executor: Executor | None = None,
) -> Drawn:
    """The most outcomes of every option at each cost, at so many points at least; where options cross.

    The others as in `appraise_scenarios`; `objective` only says which plan is that of the appraisal.
    """
    from optimiser.analyses.frontier import frontiers  # noqa: PLC0415 - only here
    from optimiser.api.frames import Drawn  # noqa: PLC0415 - pandas is loaded only where frames are made
    from optimiser.engine.parallel import Pool  # noqa: PLC0415 - only here

    with Pool(workers, executor) as pool:
        return Drawn(frontiers(_case_file(case), settings, pool, points=points, progress=progress))


def compare(
    old: str | PathLike[str],
    new: str | PathLike[str],
    *,
    workers: int | None = None,
    progress: Callable[[Step], None] | None = None,
) -> Changed:
    """What changed between the runs in two folders, and why: input, bridges of cost, outcomes and score, what moved.

    `workers`, `progress` as in `appraise_scenarios`. Raises `optimiser.NoRecord` where a folder holds
    no run.
    """
    from optimiser.analyses.comparison.compare import folders  # noqa: PLC0415 - only here

    return folders(old, new, workers=workers, progress=progress)


def decide(
    folder: str | PathLike[str],
    option: str,
    why: str,
    on: date,
    *,
    by: str = "",
    thresholds: bool = True,
    workers: int | None = None,
    progress: Callable[[Step], None] | None = None,
) -> Decision:
    """Record in a run's folder what the board chose, why, and on which day; `by`: which body.

    `thresholds`: whether to look for how far funding and prices may move until it no longer holds, in so many processes
    as `workers` says. Raises `optimiser.NoRecord` where the folder holds no run,
    `optimiser.NotDecidable` for an option that the run does not have,
    `optimiser.BrokenDecision` where decisions there cannot be read, and
    `optimiser.NotWritten`.
    """
    from optimiser.analyses.decision.record import Choice, record  # noqa: PLC0415 - only here
    from optimiser.engine.parallel import Pool  # noqa: PLC0415 - only here

    with Pool(workers) as pool:
        choice = Choice(option, why, on, by)
        return record(Path(folder), choice, limits=thresholds, pool=pool, progress=progress).decision


def _case_file(case: Case | CaseFile) -> CaseFile:
    """The case with what it was read from; a case made in a script was read from nothing."""
    return CaseFile(case) if isinstance(case, Case) else case
