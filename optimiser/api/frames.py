"""Results as pandas data frames: an appraisal, a scenario pack, a sweep, a frontier.

Each frame shows its result in pounds; the attribute beside it holds everything exactly. Rows are in the order of the
case. The columns are declared in `optimiser.reports.data`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from os import PathLike
from pathlib import Path

import pandas as pd

from models.accounts.baseline import baseline
from optimiser.analyses.findings import Findings
from optimiser.analyses.frontier.results import Frontiers
from optimiser.analyses.scenarios.pack import Pack
from optimiser.api.data_frame import data_frame
from optimiser.engine.run import Run
from optimiser.reports.data import appraisal_tables, plan_tables, scenario_tables
from optimiser.reports.data.data_table import DataTable, pounds_decimal
from optimiser.reports.data.frontier_tables import POINTS
from optimiser.reports.prose import frontier as words


@dataclass(frozen=True)
class Appraised:
    """A finished appraisal. `run` and `findings` hold everything exactly."""

    findings: Findings

    @property
    def run(self) -> Run:
        """The run."""
        return self.findings.run

    @property
    def preferred(self) -> str | None:
        """The preferred option's name; None if no option with figures passes every gate."""
        return self.run.appraisal.preferred

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

    def write(self, folder: str | PathLike[str], *, accessible: bool = False) -> Path:
        """Write what the command writes, all files or none. Raises NotWritten.

        `accessible`: the workbook in the profile of docs/accessibility.md.
        """
        from optimiser.reports.folder import write  # noqa: PLC0415 - the workbook's writer is loaded only where one is written

        return write(self.findings, Path(folder), accessible=accessible).saved.folder

    def _frame(self, table: DataTable[Run]) -> pd.DataFrame:
        return data_frame(table, self.run)


@dataclass(frozen=True)
class Compared:
    """Every scenario beside the base case. `pack` holds everything exactly."""

    pack: Pack

    @cached_property
    def scenarios(self) -> pd.DataFrame:
        """A row for each scenario and option, as scenarios.csv."""
        return data_frame(scenario_tables.SCENARIOS, self.pack)

    @cached_property
    def yardstick(self) -> pd.DataFrame:
        """The same options without the policy constraints of the case, as yardstick.csv."""
        return data_frame(scenario_tables.BENCHMARK, self.pack)

    @property
    def preferred(self) -> dict[str, str | None]:
        """The preferred option of each scenario by its folder, `as-it-stands` first; None if no option is preferred."""
        return {member.folder: member.preferred for member in self.pack.members}

    @property
    def runs(self) -> dict[str, Appraised]:
        """The appraisal of each scenario by its folder."""
        return {member.folder: Appraised(member.findings) for member in self.pack.members}

    def write(self, folder: str | PathLike[str]) -> Path:
        """Write what `optimiser scenarios` writes, all files or none. Raises NotWritten."""
        from optimiser.reports.scenarios.files import write  # noqa: PLC0415 - the workbook's writer, only where one is written

        return write(self.pack, Path(folder)).saved.folder


@dataclass(frozen=True)
class Drawn:
    """The frontier of each option. `frontiers` holds everything exactly."""

    frontiers: Frontiers

    @cached_property
    def points(self) -> pd.DataFrame:
        """A row for each point, by option and rising ceiling; `bound` and `gap` are missing if nothing is proven."""
        return data_frame(POINTS, self.frontiers)

    @property
    def crossings(self) -> list[str]:
        """Which option has most outcomes at which present cost, a sentence each."""
        return words.crossings(self.frontiers)
