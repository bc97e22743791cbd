"""Formulas over the rows that one option has on a sheet, for the checks."""

from __future__ import annotations

from collections.abc import Mapping

from optimiser.excel.tables import Cell
from optimiser.reports.board.report import BoardReport
from optimiser.reports.board.solved_options import SolvedOption
from optimiser.reports.formats import measure_figure

Words = Mapping[str, str]  # the addresses of words, or the words that columns must hold, by key
NOTHING: Words = {}


class OptionFormulas:
    """Formulas over the rows of one option; blank if the workbook does not have the table.

    `words`: the address of each word that a condition may name.
    """

    def __init__(self, report: BoardReport, option: SolvedOption, words: Words) -> None:
        self.report, self.option, self.words = report, option, words

    def total(self, table: str, key: str, where: Words = NOTHING, *, but: Words = NOTHING) -> str:
        """The sum of a column over the option's rows in which other columns are, or are not, a word."""
        if not self.report.has_table(table):
            return ""
        return f"=SUMPRODUCT({self._rows(table, where, but)}*{self.report.table(table).column_range(key)})"

    def count(self, table: str, where: Words) -> str:
        """The number of the option's rows in which other columns are a word."""
        if not self.report.has_table(table):
            return ""
        return f"=SUMPRODUCT({self._rows(table, where)}*{self._rows(table)})"

    def count_exceeding(self, table: str, larger: str, smaller: str, numeric: str = "") -> str:
        """The number of the option's rows with more in one column than in another.

        `numeric`: a column that must hold a number for the row to count.
        """
        columns = self.report.table(table)
        is_number = f"*ISNUMBER({columns.column_range(numeric)})" if numeric else ""
        exceeds = f"({columns.column_range(larger)}>{columns.column_range(smaller)})"
        return f"=SUMPRODUCT({self._rows(table)}*{exceeds}{is_number})"

    def measure(self, name: str) -> Cell:
        """A measure of the option, from Options compared."""
        value = measure_figure(name, self.option.measures[name])
        return Cell(value, formula=f"={self.report.measure_cell(name, self.option)}")

    def _rows(self, table: str, where: Words = NOTHING, but: Words = NOTHING) -> str:
        columns = self.report.table(table)
        label = self.report.table("Measures").address(-1, self.option.key)
        own = f"({columns.column_range('option')}={label})"
        equal = (f"({columns.column_range(key)}={self.words[word]})" for key, word in where.items())
        other = (f"({columns.column_range(key)}<>{self.words[word]})" for key, word in but.items())
        return "*".join([own, *equal, *other])
