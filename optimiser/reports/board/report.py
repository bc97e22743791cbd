"""The board's workbook while it is being written, and the columns for years that its sheets share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.appraisal.measures import MEASURES
from models.case.types import Case
from optimiser.analyses.findings import Findings
from optimiser.engine.run import Run
from optimiser.excel.report import Report
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column, Table
from optimiser.reports.board.solved_options import SolvedOption
from optimiser.reports.formats import price_base_label, to_pounds
from optimiser.text import plural, quoted


@dataclass
class BoardReport(Report):
    """The board's workbook while it is being written, with the findings that it shows.

    Addresses of cells, blank until Appraisal matrix is filled. `live_preferred`: the option preferred with the weights
    on that sheet. `live_status`: whether anything was typed over since the run. `live_sentence`: the sentence on the
    preferred option.
    """

    findings: Findings
    options: tuple[SolvedOption, ...]
    live_preferred: str = ""
    live_status: str = ""
    live_sentence: str = ""

    kind = "Options appraisal"
    subject = "Options appraisal and optimisation for pooled public budgets"

    @property
    def case_title(self) -> str:
        """The title of the case."""
        return self.case.title

    @property
    def price_base(self) -> str:
        """The year of its prices in words."""
        return price_base_label(self.run.case)

    @property
    def run(self) -> Run:
        """The run."""
        return self.findings.run

    @property
    def case(self) -> Case:
        """The case."""
        return self.run.case

    @property
    def reference(self) -> SolvedOption | None:
        """The reference option; None if it has no figures."""
        return next((option for option in self.options if option.name == self.case.reference.name), None)

    @property
    def preferred(self) -> SolvedOption | None:
        """The preferred option; None if there is none."""
        return next((option for option in self.options if option.name == self.run.appraisal.preferred), None)

    def has_plans(self) -> bool:
        """Whether any option has a plan."""
        return bool(self.options)

    def has_scores(self) -> bool:
        """Whether options with plans are scored."""
        return bool(self.case.criteria and self.options)

    def with_labels(self, sentence: str) -> str:
        """A sentence whose quoted options are named as on the sheets."""
        for option in self.options:
            sentence = sentence.replace(quoted(option.name), quoted(option.label))
        return sentence

    def measure_cell(self, measure: str, option: SolvedOption) -> str:
        """The address of a measure of an option on Options compared, which must be filled."""
        row = next(row for row, each in enumerate(MEASURES) if each.name == measure)
        return self.table("Measures").address(row, option.key)

    def options_for_chart(self, most: int) -> list[SolvedOption]:
        """At most `most` options, in the case's order: the preferred, the reference, then the best ranked."""
        standings = self.run.appraisal.standings
        by_interest = sorted(
            self.options,
            key=lambda option: (
                option != self.preferred,
                option != self.reference,
                standings[option.name].rank or len(self.options),
                option.number,
            ),
        )
        return sorted(by_interest[:most], key=lambda option: option.number)

    def left_out_of_chart(self, options: int) -> str:
        """A sentence on the options that a chart with this many options leaves out, after a space; blank if none."""
        left_out = len(self.options) - options
        verb = "is" if left_out == 1 else "are"
        return f" {plural(left_out, 'further option')} {verb} in the table only." if left_out else ""

    def label(self, name: str) -> str:
        """What the sheets call the option of that name."""
        return next((option.label for option in self.options if option.name == name), name)


def year_key(year: int) -> str:
    """The key of a year's column."""
    return f"year{year}"


def payment_columns(case: Case) -> list[Column]:
    """A column in pence for each year, then one for all years."""
    years = [Column(year_key(year), f"{case.year_label(year)} (£)", NumberFormat.PENCE) for year in case.years]
    return [*years, Column("amount", "All years (£)", NumberFormat.PENCE)]


def payment_cells(table: Table, row: int, amounts: Sequence[int]) -> list[Cell]:
    """The cells of those columns: the amounts of the years, in pence, and their live sum."""
    return [*(Cell(to_pounds(amount)) for amount in amounts), sum_of_years(table, row, amounts)]


def sum_of_years(table: Table, row: int, amounts: Sequence[int]) -> Cell:
    """The live sum of a row over the years."""
    formula = table.sum_across(row, year_key(0), year_key(len(amounts) - 1))
    return Cell(to_pounds(sum(amounts)), formula=formula)
