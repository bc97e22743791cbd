"""A pack as pandas frames for scripts: columns and types are fixed, whatever the case holds. Money in pounds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from os import PathLike
from pathlib import Path

import pandas as pd

from optimiser.analyses.scenarios.pack import Pack
from optimiser.api.frames import Appraised
from optimiser.reports.data.scenarios import COLUMNS, YARDSTICK_COLUMNS, Column, Row, rows, yardstick_rows

OTHER_DTYPES = {
    **dict.fromkeys(("scenario", "folder", "option", "status"), "string"),
    "preferred": "boolean",
    "rank": "Int64",
}
SCENARIO_DTYPES = {column.name: OTHER_DTYPES.get(column.name, "float64") for column in COLUMNS}
YARDSTICK_DTYPES = {column.name: OTHER_DTYPES.get(column.name, "float64") for column in YARDSTICK_COLUMNS}


@dataclass(frozen=True)
class Compared:
    """Every scenario beside the case as it stands. `pack` holds everything exactly."""

    pack: Pack

    @cached_property
    def scenarios(self) -> pd.DataFrame:
        """A row a scenario and option, as scenarios.csv: SCENARIO_DTYPES."""
        return _frame(COLUMNS, SCENARIO_DTYPES, rows(self.pack))

    @cached_property
    def yardstick(self) -> pd.DataFrame:
        """The same options without the case's promises, as yardstick.csv: YARDSTICK_DTYPES."""
        return _frame(YARDSTICK_COLUMNS, YARDSTICK_DTYPES, yardstick_rows(self.pack))

    @property
    def preferred(self) -> dict[str, str | None]:
        """The preferred option of each scenario by its folder, `as-it-stands` first; None where none may be."""
        return {member.folder: member.preferred for member in self.pack.members}

    @property
    def runs(self) -> dict[str, Appraised]:
        """The appraisal of each scenario by its folder."""
        return {member.folder: Appraised(member.findings) for member in self.pack.members}

    def write(self, folder: str | PathLike[str]) -> Path:
        """Write what `optimiser scenarios` writes, all files or none. Raises
        NotWritten.
        """
        from optimiser.reports.scenarios.files import write  # noqa: PLC0415 - the workbook's writer, only where one is written

        return write(self.pack, Path(folder)).saved.folder


def _frame(columns: Iterable[Column], dtypes: Mapping[str, str], found: Iterable[Row]) -> pd.DataFrame:
    names = [column.name for column in columns]
    data = [[row[name] for name in names] for row in found]
    return pd.DataFrame(data, columns=names, dtype="object").astype(dict(dtypes))
