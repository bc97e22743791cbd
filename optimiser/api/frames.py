"""A run as pandas frames: columns and types are fixed, whatever the case holds, and stated beside each frame.

Types: text is pandas' "string", places "int64", money "float64" in pounds rounded to the penny. What is absent is
missing: NaN in figures, pandas.NA in text, ranks and yes/no. Rows are in the case's order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from os import PathLike
from pathlib import Path

import pandas as pd

from models.accounts.baseline import baseline
from models.appraisal.measures import BY_NAME, MEASURES
from optimiser.analyses.findings import Findings
from optimiser.engine.run import Result, Run
from optimiser.reports.data.listings import LISTINGS, Cell, Holds
from optimiser.reports.data.result_json import pounds, rows

DTYPES = {Holds.TEXT: "string", Holds.PLACES: "int64", Holds.MONEY: "float64"}

MEASURE_DTYPES = {"option": "string", **{measure.name: "float64" for measure in MEASURES}}
SCORE_DTYPES = {
    "option": "string",
    "criterion": "string",
    "value": "float64",
    "score": "float64",
    "band": "string",
    "passed": "boolean",
}
OPTION_DTYPES = {
    "option": "string",
    "status": "string",
    "primary": "float64",
    "bound": "float64",
    "gap": "float64",
    "seconds": "float64",
    "score": "float64",
    "rank": "Int64",
    "gates_failed": "string",
    "preferred": "boolean",
}


@dataclass(frozen=True)
class Appraised:
    """A finished appraisal. `run` and `findings` hold everything exactly; the frames below show it in pounds."""

    findings: Findings

    @property
    def run(self) -> Run:
        """The run."""
        return self.findings.run

    @property
    def preferred(self) -> str | None:
        """The preferred option's name, None where no option with figures passes every gate."""
        return self.run.appraisal.preferred

    @property
    def baseline(self) -> float:
        """A year of today's arrangements, in pounds."""
        return float(pounds(baseline(self.run.case)))

    @cached_property
    def options(self) -> pd.DataFrame:
        """An option a row, by name: OPTION_DTYPES. `primary` and `bound` in pounds where the objective is money.

        `gates_failed` are the criteria whose gate it fails, separated by commas.
        """
        return _frame(OPTION_DTYPES, (_option(self.run, each) for each in self.run.results.values())).set_index(
            "option"
        )

    @cached_property
    def measures(self) -> pd.DataFrame:
        """An option a row, by name, a measure a column: MEASURE_DTYPES; money in pounds, units in
        models.appraisal.measures.
        """
        return _frame(MEASURE_DTYPES, map(_measures, self.run.results.values())).set_index("option")

    @cached_property
    def scores(self) -> pd.DataFrame:
        """A row for each option with figures and each criterion: SCORE_DTYPES. `value` is missing where judged."""
        return _frame(SCORE_DTYPES, _scores(self.run))

    @cached_property
    def plan(self) -> pd.DataFrame:
        """What is bought and used, as plan.csv."""
        return self._listing("plan")

    @cached_property
    def contracts(self) -> pd.DataFrame:
        """What starts, continues and ends, as contracts.csv."""
        return self._listing("contracts")

    @cached_property
    def costs(self) -> pd.DataFrame:
        """What each borough is charged, as costs.csv."""
        return self._listing("costs")

    @cached_property
    def funding(self) -> pd.DataFrame:
        """What each stream pays for, as funding.csv."""
        return self._listing("funding")

    @cached_property
    def payments(self) -> pd.DataFrame:
        """Which stream pays which contract, as payments.csv."""
        return self._listing("payments")

    @cached_property
    def provision(self) -> pd.DataFrame:
        """Demand and places, as provision.csv."""
        return self._listing("provision")

    @cached_property
    def action_plan(self) -> pd.DataFrame:
        """The steps of the action plan, as action_plan.csv."""
        return self._listing("action_plan")

    def write(self, folder: str | PathLike[str], *, accessible: bool = False) -> Path:
        """Write what the command writes, all files or none. Raises NotWritten.

        `accessible`: the workbook in the profile of docs/accessibility.md.
        """
        from optimiser.reports.folder import write  # noqa: PLC0415 - the workbook's writer is loaded only where one is written

        return write(self.findings, Path(folder), accessible=accessible).saved.folder

    def _listing(self, name: str) -> pd.DataFrame:
        (listing,) = (each for each in LISTINGS if each.name == name)
        money = [column.holds is Holds.MONEY for column in listing.columns]
        dtypes = {column.name: DTYPES[column.holds] for column in listing.columns}
        return _frame(
            dtypes, ([_shown(*each) for each in zip(row, money, strict=True)] for row in rows(self.run, listing))
        )


def _frame(dtypes: Mapping[str, str], data: Iterable[Sequence[object]]) -> pd.DataFrame:
    columns = list(dtypes)
    return pd.DataFrame(list(data), columns=columns, dtype="object").astype(dict(dtypes))


def _shown(cell: Cell, money: bool) -> object:
    if cell == "":
        return None
    return float(pounds(cell)) if money and isinstance(cell, int) else cell


def _option(run: Run, result: Result) -> Sequence[object]:
    answer, standing = result.answer, run.appraisal.standings[result.option.name]
    to_unit = 1 if answer.objective == "outcomes" else 100
    primary, bound = (None if each is None else each / to_unit for each in (_primary(result), answer.bound))
    seen = (answer.status.value, primary, bound, answer.gap, answer.seconds, _float(standing.score), standing.rank)
    preferred = result.option.name == run.appraisal.preferred
    return (result.option.name, *seen, ", ".join(standing.gates_failed), preferred)


def _primary(result: Result) -> float | None:
    return None if result.ledger is None else float(result.ledger.objectives.of(result.answer.objective))


def _measures(result: Result) -> Sequence[object]:
    found = result.measures or {}
    return result.option.name, *(_figure(measure.name, found.get(measure.name)) for measure in MEASURES)


def _figure(name: str, figure: Fraction | None) -> float | None:
    return float(pounds(figure)) if figure is not None and BY_NAME[name].money else _float(figure)


def _scores(run: Run) -> Iterable[Sequence[object]]:
    for option, standing in run.appraisal.standings.items():
        measures = run.results[option].measures or {}
        for criterion, each in zip(run.case.criteria if standing.scores else (), standing.scores, strict=True):
            value = _figure(criterion.measure, measures[criterion.measure]) if criterion.measure else None
            yield (option, each.criterion, value, _float(each.score), each.band, each.passed)


def _float(figure: Fraction | None) -> float | None:
    return None if figure is None else float(figure)
