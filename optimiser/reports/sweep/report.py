"""The workbook of a sweep while it is being written."""

from __future__ import annotations

from dataclasses import dataclass

from optimiser.analyses.sweep.results import Sweep
from optimiser.excel.report import Report
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Column, shorten
from optimiser.reports.formats import price_base_label

CHANGE_COLUMN = Column("by", "Change (share)", NumberFormat.SHARE)


@dataclass
class SweepReport(Report):
    """The workbook of a sweep while it is being written."""

    sweep: Sweep

    @property
    def kind(self) -> str:
        """What kind of report it is."""
        return f"Sweep over {self.sweep.input_name}"

    @property
    def subject(self) -> str:
        """What it is about."""
        return "Options appraisal"

    @property
    def case_title(self) -> str:
        """The title of the case."""
        return self.sweep.case.title or "untitled"

    @property
    def price_base(self) -> str:
        """The year of its prices in words."""
        return price_base_label(self.sweep.case)

    @property
    def title(self) -> str:
        """What the cover says first."""
        return shorten(self.kind, 120)
