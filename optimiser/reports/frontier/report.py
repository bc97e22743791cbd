"""The workbook of a frontier while it is being written, and the words that its sheets share."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from optimiser.analyses.frontier.results import APPRAISED, BESIDE, COMPARED, STEP, Frontiers
from optimiser.excel.report import Report
from optimiser.excel.tables import Table, shorten, unique_headings
from optimiser.reports.formats import price_base_label
from optimiser.reports.prose import frontier as prose

OPTIONS_TABLE = "OptionFrontiers"  # the table with a row for each option
NOT_KNOWN = "not known"
KIND_LABELS = {
    STEP: "equal steps of cost",
    BESIDE: "at the cost of the plan of the appraisal, or £100,000 above or below it",
    COMPARED: "compared with other options",
    APPRAISED: "the plan of the appraisal, which lies below the frontier: another plan has more outcomes for no more",
}


@dataclass
class FrontierReport(Report):
    """The workbook of a frontier while it is being written.

    `option_tables`: the table of each option's points, by option.
    """

    frontiers: Frontiers
    option_tables: dict[str, Table] = field(default_factory=dict)

    kind = "Frontier"
    subject = "Outcomes against cost for each option"

    @property
    def case_title(self) -> str:
        """The title of the case."""
        return self.frontiers.case.title

    @property
    def price_base(self) -> str:
        """The year of its prices in words."""
        return price_base_label(self.frontiers.case)

    @cached_property
    def labels(self) -> dict[str, str]:
        """Each option's name as the sheets show it."""
        names = [option.option for option in self.frontiers.options]
        return dict(zip(names, unique_headings(shorten(name, 100) for name in names), strict=True))

    @property
    def unit(self) -> str:
        """`outcomes` or `weighted outcomes`."""
        return prose.outcomes_unit(self.frontiers)
