"""The calls for scripts: read a case, appraise it, and look at it from every other side.

The frames that come out are in `frames`, and in the room of each call.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from models.case.types import Case
from optimiser.analyses.sensitivity import robustness, weighed
from optimiser.casefiles.reading import Change, Reading, read, read_all
from optimiser.engine.run import run
from optimiser.solving.settings import Settings

if TYPE_CHECKING:
    from concurrent.futures import Executor

    import pandas as pd

    from optimiser.analyses.comparison import Compared as Changed
    from optimiser.analyses.decision import Decision
    from optimiser.api.frames import Appraised
    from optimiser.api.frontier_frames import Drawn
    from optimiser.api.scenario_frames import Compared
    from optimiser.engine.parallel import Step
    from optimiser.solving import Progress

_LAST_READ = 16  # readings remembered, so that a result can name its input
_read: dict[int, Reading] = {}


def read_case(path: str | PathLike[str], scenario: str = "", changes: Sequence[Change] = ()) -> Case:
    """The case in a folder of CSV files or an Excel workbook, with a scenario's changes made where one is named.

    `changes`: more of them, made in order after those: each a table, where, column and change, as `--set` has them.
    Raises `optimiser.CaseFaults` with every fault, and `optimiser.NoSuchScenario` for an
    unknown name.
    """
    reading = read(Path(path), scenario, changes)
    _read[id(reading.case)] = reading
    while len(_read) > _LAST_READ:
        del _read[next(iter(_read))]
    return reading.case


def appraise(
    case: Case,
    *,
    solver: str = "HiGHS",
    gap: float = 0.001,
    time_limit: float = 60.0,
    options: Sequence[str] = (),
    objective: str | None = None,
    progress: Callable[[Progress], None] | None = None,
    robust: bool = False,
    workers: int | None = None,
) -> Appraised:
    """Solve, check, measure and score a case's options.

    `solver`: HiGHS or the name of any solver that PuLP knows. `gap`: the relative gap to be proven. `time_limit`:
    seconds an option. `options`: names, all where none is given; the reference always. `objective`: outcomes, cost or
    value; the case's own where None. `progress`: called while solving. `robust`: whether each input is moved and all
    optimised again, in so many processes as `workers` says, one a core where None; `run.robustness` has what was found.
    Raises `optimiser.NotAnOption` for a name that cannot be appraised, `optimiser.NoSuchSolver` for
    a solver that cannot be used, `optimiser.BrokenAnswer` where an answer does not stand up to its check,
    and `optimiser.WorkersLost` where the processes for `robust` cannot be started.
    """
    from optimiser.api.frames import Appraised  # noqa: PLC0415 - pandas is loaded only where frames are made

    settings = Settings(solver, gap, time_limit, tuple(options), objective)
    found = run(_reading(case), settings, progress)
    return Appraised(replace(found, robustness=robustness(found, workers=workers) if robust else weighed(found)))


def appraise_scenarios(
    path: str | PathLike[str],
    changes: Sequence[Change] = (),
    *,
    solver: str = "HiGHS",
    gap: float = 0.001,
    time_limit: float = 60.0,
    options: Sequence[str] = (),
    objective: str | None = None,
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
    from optimiser.api.scenario_frames import Compared  # noqa: PLC0415 - pandas is loaded only where frames are made
    from optimiser.engine.parallel import Pool  # noqa: PLC0415 - only here

    settings = Settings(solver, gap, time_limit, tuple(options), objective)
    with Pool(workers, executor) as pool:
        return Compared(solved(read_all(Path(path), changes), settings, pool, progress=progress))


def sweep(
    case: Case,
    name: str,
    points: Iterable[Fraction | float | str] = (),
    *,
    solver: str = "HiGHS",
    gap: float = 0.001,
    time_limit: float = 60.0,
    options: Sequence[str] = (),
    objective: str | None = None,
    progress: Callable[[Step], None] | None = None,
    workers: int | None = None,
    executor: Executor | None = None,
) -> pd.DataFrame:
    """Move one input of a case, such as funding, and optimise every option at each point: a frame as sweep.csv.

    `points`: shares, -0.1 or "-1/10" for a tenth less; 21 from a tenth less to a tenth more where none is given. The
    others as in `appraise_scenarios`. Raises KeyError for an input that is not in `models.case.perturbation`.
    """
    from optimiser.api.sweep_frame import sweep as swept  # noqa: PLC0415 - pandas is loaded only where frames are made

    asked = {"solver": solver, "gap": gap, "time_limit": time_limit, "options": options, "objective": objective}
    more = {"points": points} if (points := tuple(points)) else {}
    return swept(case, name, workers=workers, executor=executor, progress=progress, **asked, **more)  # type: ignore[arg-type]


def draw_frontier(
    case: Case,
    points: int = 15,
    *,
    solver: str = "HiGHS",
    gap: float = 0.001,
    time_limit: float = 60.0,
    options: Sequence[str] = (),
    objective: str | None = None,
    progress: Callable[[Step], None] | None = None,
    workers: int | None = None,
    executor: Executor | None = None,
) -> Drawn:
    """The most outcomes of every option at each cost, at so many points at least; where options cross.

    The others as in `appraise_scenarios`; `objective` only says which plan is that of the appraisal.
    """
    from optimiser.api.frontier_frames import draw  # noqa: PLC0415 - pandas is loaded only where frames are made

    settings = Settings(solver, gap, time_limit, tuple(options), objective)
    return draw(_reading(case), settings, points=points, workers=workers, executor=executor, progress=progress)


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


def _reading(case: Case) -> Reading:
    """What the case was read from; blank for a case made or changed in a script."""
    known = _read.get(id(case))
    return known if known is not None and known.case is case else Reading(case, (), "", "")
