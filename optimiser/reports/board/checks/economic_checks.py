"""Checks of the economic case: each figure over all years against the measure of its name, and how it adds up.

The figures are read from each option's table on the sheet Economic case.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from models.appraisal.economic_case import EconomicCase, economic_case
from optimiser.excel.checks import Check
from optimiser.excel.tables import Cell, Table, table_letters
from optimiser.reports.board.checks.option_formulas import OptionFormulas
from optimiser.reports.board.economic.economic_lines import Line, all_years, economic_lines
from optimiser.reports.board.economic.option_tables import ALL, cell_value
from optimiser.reports.board.report import BoardReport, year_key
from optimiser.reports.board.solved_options import SolvedOption
from optimiser.reports.formats import measure_heading, to_pounds
from optimiser.text import lower_first

# Lines of an option over all years, and the measure that each must equal.
MEASURE_OF_LINE = {
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


def economic_checks(report: BoardReport, option: SolvedOption, formulas: OptionFormulas) -> Iterator[Check]:
    """The economic case of one option."""
    name = f"EconomicCase{table_letters(option.number)}"
    if not report.has_table(name):
        return
    case = economic_case(report.case, option.definition, option.plan, option.ledger)
    checked = _CheckedOption(option, formulas, report.table(name), economic_lines(report.case), case)
    for key, measure in MEASURE_OF_LINE.items():
        yield from checked.line_equals_measure(key, measure)
    yield checked.final_year_saving()
    yield checked.service_change()
    yield from checked.contract_costs()
    if report.reference is not None:
        yield checked.net_present_value(report, report.reference)


@dataclass(frozen=True, slots=True)
class _CheckedOption:
    """One option's economic case and the table that shows it."""

    option: SolvedOption
    formulas: OptionFormulas
    table: Table
    lines: tuple[Line, ...]
    case: EconomicCase

    def line_equals_measure(self, key: str, measure: str) -> Iterator[Check]:
        """A line over all years against a measure; no check if both are divided by nothing."""
        actual = self._total(key)
        if isinstance(self.formulas.measure(measure).value, str) or actual is None:
            return
        yield self._check(measure, Cell(actual, formula=f"={self._total_cell(key)}"))

    def final_year_saving(self) -> Check:
        """The saving of the last year against its measure."""
        last = self.case.years[-1]
        cell = self.table.address(self._row("saving"), year_key(last.year))
        return self._check("saving_final_year", Cell(to_pounds(last.saving), formula=f"={cell}"))

    def service_change(self) -> Check:
        """The line on less service, with its sign turned, against the measure service change."""
        value = -(self._total("less_service") or Fraction(0))
        return self._check("service_change", Cell(value, formula=f"=-{self._total_cell('less_service')}"))

    def contract_costs(self) -> Iterator[Check]:
        """Provision and fees, and the cost of managing contracts, against Contract costs."""
        contracts = self.option.contracts
        provision = sum(contract.places_cost(year) + contract.annual_fee(year) for year, contract in contracts)
        management = sum(contract.management_cost(year) for year, contract in contracts)
        for what, keys, columns, expected in (
            ("provision and fees", ("provision", "fees"), ("running", "fee"), provision),
            ("contract management", ("contract_management",), ("management",), management),
        ):
            totals = [self.formulas.total("ContractCosts", column) for column in columns]
            formula = "=" + "+".join(total[1:] for total in totals) if all(totals) else ""
            actual = sum((self._total(key) or Fraction(0) for key in keys), Fraction(0))
            yield Check(
                f"{self.option.label}: Economic case has the same {what} as Contract costs (£)",
                Cell(to_pounds(expected), formula=formula),
                Cell(actual, formula="=" + "+".join(map(self._total_cell, keys))),
            )

    def net_present_value(self, report: BoardReport, reference: SolvedOption) -> Check:
        """The difference from the reference on the sheet against the measure."""
        case = economic_case(report.case, reference.definition, reference.plan, reference.ledger)
        difference = (self._total("net") or Fraction(0)) - to_pounds(case.total(lambda year: year.net))
        cell = report.table("EconomicDifferences").address(self._row("net"), self.option.key)
        return self._check("net_present_value", Cell(difference, formula=f"={cell}"))

    def _check(self, measure: str, actual: Cell) -> Check:
        name = lower_first(measure_heading(measure))
        what = f"{self.option.label}: Economic case has the same {name} as Options compared (£)"
        return Check(what, self.formulas.measure(measure), actual)

    def _row(self, key: str) -> int:
        return next(row for row, line in enumerate(self.lines) if line.key == key)

    def _total(self, key: str) -> Fraction | None:
        line = self.lines[self._row(key)]
        value = all_years(line, self.case, self.lines)
        return None if value is None else Fraction(cell_value(line, value))

    def _total_cell(self, key: str) -> str:
        return self.table.address(self._row(key), ALL)
