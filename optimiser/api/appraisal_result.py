"""What an appraisal gives: everything exactly, pandas frames in pounds, and the files that the command writes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from models.accounts.baseline import baseline
from optimiser.analyses.findings import Findings
from optimiser.api.data_frame import data_frame
from optimiser.api.output_folder import EarlierRun, Folder, target
from optimiser.engine.answer_cache import AnswerCache
from optimiser.engine.run import Run
from optimiser.reports.data import appraisal_tables, plan_tables
from optimiser.reports.data.data_table import DataTable, pounds_decimal

if TYPE_CHECKING:
    import pandas as pd

    from optimiser.reports.folder import Written


@dataclass(frozen=True)
class AppraisalResult:
    """A finished appraisal. `findings` holds everything exactly; the frames show it in pounds.

    `folder`, `requested` and `accessible`: what the call asked for, for `write`. `answers`: those that a later run may
    use beside the run's own. `earlier`: what the run used of earlier runs.
    """

    findings: Findings
    folder: Folder = None
    requested: Mapping[str, str] = field(default_factory=dict)
    accessible: bool = False
    answers: AnswerCache = field(default_factory=AnswerCache)
    earlier: EarlierRun = field(default_factory=EarlierRun)

    @property
    def run(self) -> Run:
        """The run: every option's answer, measures and score, in whole pence and exact fractions."""
        return self.findings.run

    @property
    def preferred(self) -> str | None:
        """The preferred option's name; None if no option with figures passes every gate."""
        return self.run.appraisal.preferred

    @property
    def certain(self) -> bool | None:
        """Whether no other option could be preferred within what is proven; None if that was not looked into.

        False if a second solver contradicts an answer.
        """
        if self.run.contradicted:
            return False
        return None if self.run.certainty is None else self.run.certainty.certain

    @property
    def baseline(self) -> float:
        """A year of today's arrangements, in pounds."""
        return float(pounds_decimal(baseline(self.run.case)))

    @cached_property
    def options(self) -> pd.DataFrame:
        """A row for each option, by name. `primary` and `bound` are pounds if the objective is money."""
        return self._frame(appraisal_tables.OPTIONS).set_index("option")

    @cached_property
    def measures(self) -> pd.DataFrame:
        """A row for each option, by name; a column for each of `models.appraisal.measures`."""
        return self._frame(appraisal_tables.MEASURE_VALUES).set_index("option")

    @cached_property
    def scores(self) -> pd.DataFrame:
        """A row for each option with figures and each criterion. `value` is missing if the criterion is judged."""
        return self._frame(appraisal_tables.SCORES)

    @cached_property
    def plan(self) -> pd.DataFrame:
        """What each option buys and uses, as plan.csv."""
        return self._frame(plan_tables.PLAN)

    @cached_property
    def contracts(self) -> pd.DataFrame:
        """What starts, continues and ends, as contracts.csv."""
        return self._frame(plan_tables.CONTRACTS)

    @cached_property
    def costs(self) -> pd.DataFrame:
        """What each borough is charged, as costs.csv."""
        return self._frame(plan_tables.COSTS)

    @cached_property
    def funding(self) -> pd.DataFrame:
        """What each stream pays for, as funding.csv."""
        return self._frame(plan_tables.FUNDING)

    @cached_property
    def payments(self) -> pd.DataFrame:
        """Which stream pays which contract, as payments.csv."""
        return self._frame(plan_tables.PAYMENTS)

    @cached_property
    def provision(self) -> pd.DataFrame:
        """Demand and places, as provision.csv."""
        return self._frame(plan_tables.PROVISION)

    @cached_property
    def action_plan(self) -> pd.DataFrame:
        """The steps of the action plan, as action_plan.csv."""
        return self._frame(plan_tables.ACTION_PLAN)

    def write(self, folder: Folder = None, *, accessible: bool | None = None) -> Written:
        """Write what `optimiser appraise` writes, all files or none; by default as the call said.

        `accessible`: the workbook in the profile of docs/accessibility.md. Raises `optimiser.NotWritten`.
        """
        from optimiser.reports.folder import write_run  # noqa: PLC0415 - Excel's writer is loaded only where it is used

        accessible = self.accessible if accessible is None else accessible
        return write_run(
            self.findings,
            target(folder, self.folder),
            accessible=accessible,
            known=self.answers,
            asked=with_format(self.requested, accessible=accessible),
        )

    def _frame(self, table: DataTable[Run]) -> pd.DataFrame:
        return data_frame(table, self.run)


def with_format(requested: Mapping[str, str], *, accessible: bool) -> dict[str, str]:
    """What was asked for beside the settings, with the format of the workbook, in the order of `run.json`."""
    flags = {name: requested[name] for name in ("robust", "settled", "verify") if name in requested}
    return {**flags, **({"accessible": "yes"} if accessible else {}), **requested}
