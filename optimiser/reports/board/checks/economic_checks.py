"""What is checked of the economic case: each figure over all years against the measure of its name, and how it adds up.

The figures are read from the table of each option on Economic case.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from models.appraisal.economic_case import EconomicCase, economic_case
from optimiser.excel.checks import Check
from optimiser.excel.tables import Cell, Table
from optimiser.reports.board.checks.option_sums import Sums
from optimiser.reports.board.economic.lines import Line, all_years, lines
from optimiser.reports.board.economic.option_tables import ALL, letters, shown, year_key
from optimiser.reports.board.report import BoardReport
from optimiser.reports.board.solved_options import SolvedOption
from optimiser.reports.formats import measure_figure, measure_heading, to_pounds

# Lines of an option over all years, and the measure that each must equal.
MEASURED = {
    "cost": "cost",
    "present_cost": "present_cost",
    "saving": "saving",
    "recurrent": "saving_recurrent",
    "efficiency": "efficiency",
    "once": "transition_cost",
    "surplus": "unspent",
    "lapsed": "lapsed",
    "place": "unit_cost",
    "outcome": "cost_per_outcome",
}


def economic(report: BoardReport, option: SolvedOption, sums: Sums) -> Iterator[Check]:
    """The economic case of one option."""
    name = f"EconomicCase{letters(option.number)}"
    if not report.has_table(name):
        return
    found = economic_case(report.case, option.definition, option.plan, option.ledger)
    kept = lines(report.case)
    case = _Case(option, sums, report.table(name), {line.key: row for row, line in enumerate(kept)}, kept, found)
    for key, measure in MEASURED.items():
        yield from case.measured(key, measure)
    yield case.final_year()
    yield case.service_change()
    yield from case.contracts()
    if report.reference is not None:
        yield case.net_present_value(report)


@dataclass(frozen=True, slots=True)
class _Case:
    """One option's table, with what its checks look up: its lines, and the row of each."""

    each: SolvedOption
    sums: Sums
    table: Table
    rows: Mapping[str, int]
    kept: tuple[Line, ...]
    found: EconomicCase

    def measured(self, key: str, measure: str) -> Iterator[Check]:
        """A line over all years against a measure; nothing where both are divided by nothing."""
        expected = measure_figure(measure, self.each.measures[measure])
        actual = self._total(key)
        if isinstance(expected, str) or actual is None:
            return
        yield self._check(measure, Cell(expected, formula=f"={self.sums.measure(measure)}"), self._cell(key, actual))

    def final_year(self) -> Check:
        """The saving of the last year."""
        last = self.found.years[-1]
        cell = self.table.address(self.rows["saving"], year_key(last.year))
        return self._measure("saving_final_year", Cell(to_pounds(last.saving), formula=f"={cell}"))

    def service_change(self) -> Check:
        """Less service, its sign turned."""
        value = -(self._total("less_service") or Fraction(0))
        return self._measure("service_change", Cell(value, formula=f"=-{self._address('less_service')}"))

    def contracts(self) -> Iterator[Check]:
        """Provision and fees, and what managing contracts costs, as Contract costs has them."""
        label, under = self.each.label, self.each.contracts
        pairs = (
            ("provision and fees", ("provision", "fees"), ("running", "fee"),
             sum(one.places_cost(year) + one.annual_fee(year) for year, one in under)),
            ("contract management", ("contract_management",), ("management",),
             sum(one.management_cost(year) for year, one in under)),
        )  # fmt: skip
        for what, keys, columns, expected in pairs:
            there = [self.sums.total("ContractCosts", column) for column in columns]
            actual = sum((self._total(key) or Fraction(0) for key in keys), Fraction(0))
            yield Check(
                f"{label}: {what} on Economic case as on Contract costs (£)",
                Cell(to_pounds(expected), formula="=" + "+".join(each[1:] for each in there) if all(there) else ""),
                Cell(actual, formula="=" + "+".join(map(self._address, keys))),
            )

    def net_present_value(self, report: BoardReport) -> Check:
        """The difference from the reference on the sheet itself."""
        differences, reference = report.table("EconomicDifferences"), report.reference
        own, there = self._total("net"), Fraction(0)
        if reference is not None:
            judged = economic_case(report.case, reference.definition, reference.plan, reference.ledger)
            there = to_pounds(judged.total(lambda year: year.net))
        cell = differences.address(self.rows["net"], self.each.key)
        return self._measure("net_present_value", Cell((own or Fraction(0)) - there, formula=f"={cell}"))

    def _measure(self, measure: str, actual: Cell) -> Check:
        expected = measure_figure(measure, self.each.measures[measure])
        return self._check(measure, Cell(expected, formula=f"={self.sums.measure(measure)}"), actual)

    def _check(self, measure: str, expected: Cell, actual: Cell) -> Check:
        name = measure_heading(measure)
        what = f"{self.each.label}: {name[0].lower()}{name[1:]} on Economic case equals that on Options compared (£)"
        return Check(what, expected, actual)

    def _total(self, key: str) -> Fraction | None:
        line = self.kept[self.rows[key]]
        value = all_years(line, self.found, self.kept)
        return None if value is None else Fraction(shown(line, value))

    def _address(self, key: str) -> str:
        return self.table.address(self.rows[key], ALL)

    def _cell(self, key: str, value: Fraction) -> Cell:
        return Cell(value, formula=f"={self._address(key)}")
