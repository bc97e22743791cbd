"""The workbook of a comparison while it is being written."""

from __future__ import annotations

from dataclasses import dataclass, field

from optimiser.analyses.comparison.results import SCORE, RunComparison
from optimiser.excel.report import Report
from optimiser.excel.tables import Table

NONE = "none"


@dataclass
class ComparisonReport(Report):
    """The workbook of a comparison while it is being written.

    `bridge_tables`: the table of each bridge and the row in which it begins, by subject and figure.
    """

    comparison: RunComparison
    bridge_tables: dict[tuple[str, str], tuple[Table, int]] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """What kind of report it is."""
        return "What changed"

    @property
    def subject(self) -> str:
        """What it is about."""
        return "Two runs of an options appraisal compared"

    @property
    def case_title(self) -> str:
        """The title of the case."""
        return self.comparison.new.title

    @property
    def price_base(self) -> str:
        """The year of its prices in words."""
        base = self.comparison.price_base.strip()
        return f"prices of {base}" if base else "prices of a year that the case does not give"

    def figures(self) -> tuple[str, ...]:
        """The figures of bridges, in their order."""
        return ("cost", self.comparison.outcomes, SCORE)
