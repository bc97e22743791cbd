"""Formulas that add up or count the rows of one option on a sheet, for the checks."""

from __future__ import annotations

from models.appraisal.measures import MEASURES
from optimiser.excel.tables import Table
from optimiser.reports.board.book import Book, Solved


class Sums:
    """Formulas over the rows of one option; blank where the sheet has no such table, as nothing is there to add."""

    def __init__(self, book: Book, each: Solved, words: dict[str, str]) -> None:
        self.book, self.each, self.words = book, each, words

    def total(
        self, name: str, key: str, where: dict[str, str] | None = None, *, but: dict[str, str] | None = None
    ) -> str:
        """The sum of a column over the option's rows where other columns are, or are not, a word."""
        if not self.book.has(name):
            return ""
        table = self.book.table(name)
        return f"=SUMPRODUCT({self._rows(table, where or {}, but or {})}*{table.column(key)})"

    def count(self, name: str, where: dict[str, str]) -> str:
        """How many rows of the option there are where other columns are a word."""
        return (
            f"=SUMPRODUCT({self._rows(self.book.table(name), where, {})}*{self._own(name)})"
            if self.book.has(name)
            else ""
        )

    def broken(self, name: str, larger: str, smaller: str, known: str = "") -> str:
        """How many rows of the option have more in one column than in another; `known`: where that one has a number."""
        table = self.book.table(name)
        there = f"*ISNUMBER({table.column(known)})" if known else ""
        return f"=SUMPRODUCT({self._own(name)}*({table.column(larger)}>{table.column(smaller)}){there})"

    def measure(self, name: str) -> str:
        """The cell of a measure on Options compared."""
        row = next(row for row, measure in enumerate(MEASURES) if measure.name == name)
        return self.book.table("Measures").cell(row, self.each.key)

    def _own(self, name: str) -> str:
        return f"({self.book.table(name).column('option')}={self.book.table('Measures').cell(-1, self.each.key)})"

    def _rows(self, table: Table, where: dict[str, str], but: dict[str, str]) -> str:
        equal = (f"({table.column(key)}={self.words[word]})" for key, word in where.items())
        other = (f"({table.column(key)}<>{self.words[word]})" for key, word in but.items())
        return "*".join([self._own(table.name), *equal, *other])
