"""The call for scripts: a sweep as a pandas frame, with the columns of sweep.csv."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor
from fractions import Fraction

import pandas as pd

from models.appraisal.measures import BY_NAME
from optimiser.analyses.sweep import Sweep, spread, swept
from optimiser.casefiles.reading import CaseFile
from optimiser.engine.answer_cache import Known
from optimiser.engine.parallel import Pool, Step
from optimiser.reports.data.result_json import pounds
from optimiser.reports.data.sweep import MEASURES, Row, rows
from optimiser.solving.settings import Settings

TENTH = Fraction(1, 10)
DTYPES = {
    "change": "float64",
    "option": "string",
    "status": "string",
    "gap": "float64",
    **dict.fromkeys(MEASURES, "float64"),
    "score": "float64",
    "rank": "Int64",
    "preferred": "boolean",
}


def sweep(
    case_file: CaseFile,
    name: str,
    points: Iterable[Fraction | float | str],
    settings: Settings,
    *,
    workers: int | None = None,
    executor: Executor | None = None,
    known: Known | None = None,
    progress: Callable[[Step], None] | None = None,
) -> pd.DataFrame:
    """Move one input of a case and optimise every option at each point: DTYPES, a row for each point and option.

    `name`: an input of `models.case.perturbation`, such as funding. `points`: shares, -0.1 or "-1/10" for a tenth less;
    0, the case as it stands, is always among them. `workers`: processes, one a core where None; call it under `if
    __name__ == "__main__":` then. `executor`: any `concurrent.futures.Executor` in their place; it is left open.
    `known`: answers that need not be solved again; it gains every other. Money in pounds, rounded to the penny; what is
    absent is missing. Raises KeyError for an input that is not there, and what `optimiser.appraise` raises.
    """
    exact = [Fraction(str(each)) for each in points] or spread(-TENTH, TENTH, 21)
    with Pool(workers, executor) as pool:
        found = swept(case_file, name, exact, settings, pool, known=known, progress=progress)
    return framed(found)


def framed(found: Sweep) -> pd.DataFrame:
    """A finished sweep as a frame."""
    data = [_cells(each) for each in rows(found)]
    return pd.DataFrame(data, columns=list(DTYPES), dtype="object").astype(DTYPES)


def _cells(each: Row) -> Sequence[object]:
    figures = [_figure(name, figure) for name, figure in each.measures.items()]
    score = None if each.score is None else float(each.score)
    return (float(each.by), each.option, each.status, each.gap, *figures, score, each.rank, each.preferred)


def _figure(name: str, figure: Fraction | None) -> float | None:
    if figure is None:
        return None
    return float(pounds(figure)) if BY_NAME[name].money else float(figure)
