"""Sweeps: one input of a case changed in steps, and every option optimised at each step."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from models.case.faults import did_you_mean
from models.case.perturbation import INPUT_BY_NAME, UNCERTAIN_INPUTS
from models.case.types import Case
from optimiser.analyses.sweep import Sweep, evenly_spaced, run_sweep
from optimiser.api.cases import as_case_file
from optimiser.api.data_frame import data_frame
from optimiser.api.output_folder import Folder, proven_answers, target
from optimiser.api.workers import BatchReport, Workers, open_pool
from optimiser.casefiles.reading import CaseFile
from optimiser.engine.answer_cache import AnswerCache
from optimiser.errors import NoSuchInput
from optimiser.reports.data.sweep_table import SWEEP
from optimiser.solving.settings import DEFAULT_SETTINGS, Settings

if TYPE_CHECKING:
    import pandas as pd

    from optimiser.reports.folder import Written

DEFAULT_POINTS = evenly_spaced(Fraction(-1, 10), Fraction(1, 10), 21)


@dataclass(frozen=True)
class SweepResult:
    """A finished sweep. `sweep` holds everything exactly; the frame shows it in pounds."""

    sweep: Sweep
    answers: AnswerCache
    folder: Folder = None

    @cached_property
    def points(self) -> pd.DataFrame:
        """A row for each point and option, as sweep.csv."""
        return data_frame(SWEEP, self.sweep)

    def write(self, folder: Folder = None) -> Written:
        """Write what `optimiser sweep` writes, all files or none; by default to the folder that the call named.

        Raises `optimiser.NotWritten`.
        """
        from optimiser.reports.folder import write_sweep  # noqa: PLC0415 - Excel's writer is loaded only where it is used

        return write_sweep(self.sweep, target(folder, self.folder), self.answers)


def sweep(
    case: Case | CaseFile,
    name: str,
    points: Iterable[Fraction | float | str] = DEFAULT_POINTS,
    settings: Settings = DEFAULT_SETTINGS,
    *,
    folder: Folder = None,
    afresh: bool = False,
    workers: Workers = None,
    progress: BatchReport = None,
) -> SweepResult:
    """Change one input of a case, such as funding, and optimise every option at each point.

    `name`: an input of `models.case.perturbation`, whatever its capitals. `points`: shares, such as -0.1 or "-1/10" for
    a tenth less; 21 from a tenth less to a tenth more by default. No change is always among them. The other arguments
    are as in `appraise`. Raises `optimiser.NoSuchInput`, and what `appraise` raises.
    """
    case_file = as_case_file(case)
    name = check_input(case_file.case, name)
    answers = proven_answers(folder, case_file, afresh=afresh)
    exact = [Fraction(str(point)) for point in points]
    with open_pool(workers) as pool:
        swept = run_sweep(case_file, name, exact, settings, pool, cache=answers, progress=progress)
    return SweepResult(swept, answers, folder)


def check_input(case: Case, typed: str) -> str:
    """The name of an input, given in any capitals and with - or _ between words. Raises NoSuchInput."""
    name = input_name(typed)
    if not INPUT_BY_NAME[name].applies_to(case):
        raise NoSuchInput(f"The case has no {name} to change: no option has a hub.")
    return name


def input_name(typed: str) -> str:
    """The same, whether or not a case has the input."""
    name = " ".join(typed.replace("-", " ").replace("_", " ").split()).casefold()
    if name not in INPUT_BY_NAME:
        names = [moved.name for moved in UNCERTAIN_INPUTS]
        suggestion = did_you_mean(name, names) or f"There are: {', '.join(names)}."
        raise NoSuchInput(f'There is no input "{typed}". {suggestion}')
    return name
