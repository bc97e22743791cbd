"""Formulas that add up or count the rows of one option on a sheet, for the checks."""

from __future__ import annotations

from models.appraisal.measures import MEASURES
from optimiser.excel.tables import Table
from optimiser.reports.board.report import BoardReport
from optimiser.reports.board.solved_options import SolvedOption


class Sums:
    """Formulas over the rows of one option; blank where the sheet has no such table, as nothing is there to add."""

    def __init__(self, report: BoardReport, option: SolvedOption, words: dict[str, str]) -> None:
        self.report, self.each, self.words = report, option, words

    def total(
        self, name: str, key: str, where: dict[str, str] | None = None, *, but: dict[str, str] | None = None
    ) -> str:
        """The sum of a column over the option's rows where other columns are, or are not, a word."""
        if not self.report.has_table(name):
            return ""
        table = self.report.table(name)
        return f"=SUMPRODUCT({self._rows(table, where or {}, but or {})}*{table.column_range(key)})"

    def count(self, name: str, where: dict[str, str]) -> str:
        """How many rows of the option there are where other columns are a word."""
        return (
            f"=SUMPRODUCT({self._rows(self.report.table(name), where, {})}*{self._own(name)})"
            if self.report.has_table(name)
            else ""
        )

    def broken(self, name: str, larger: str, smaller: str, known: str = "") -> str:
        """How many rows of the option have more in one column than in another; `known`: where that one has a number."""
        table = self.report.table(name)
        there = f"*ISNUMBER({table.column_range(known)})" if known else ""
        return f"=SUMPRODUCT({self._own(name)}*({table.column_range(larger)}>{table.column_range(smaller)}){there})"

    def measure(self, name: str) -> str:
        """The cell of a measure on Options compared."""
        row = next(row for row, measure in enumerate(MEASURES) if measure.name == name)
        return self.report.table("Measures").address(row, self.each.key)

    def _own(self, name: str) -> str:
        label = self.report.table("Measures").address(-1, self.each.key)
        return f"({self.report.table(name).column_range('option')}={label})"

    def _rows(self, table: Table, where: dict[str, str], but: dict[str, str]) -> str:
        equal = (f"({table.column_range(key)}={self.words[word]})" for key, word in where.items())
        other = (f"({table.column_range(key)}<>{self.words[word]})" for key, word in but.items())
        return "*".join([self._own(table.name), *equal, *other])
