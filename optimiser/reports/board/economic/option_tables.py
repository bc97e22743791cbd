"""The economic case of one option, line by line and year by year; a line that follows from others is a live formula.

The lines are in `economic_lines`, the payback of the cost of change in `payback_tables`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from models.appraisal.economic_case import EconomicCase, EconomicYear
from models.case.types import Case
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column, Table
from optimiser.reports.board.economic.economic_lines import FACTOR, Line, all_years, bias_share_key
from optimiser.reports.board.report import year_key
from optimiser.reports.board.solved_options import SolvedOption
from optimiser.reports.formats import NO_FIGURE, to_pounds

ALL = "all"  # the key of the column over all years
WHAT, UNIT = Column("what", "What it is", max_width=40), Column("unit", "Unit", max_width=14)


@dataclass(frozen=True, slots=True)
class SharedTables:
    """The tables that the formulas of all options refer to, and the lines of each option's table.

    `rates`: discount rate, optimism bias by kind, decimals compared, least transition cost. `words`: those of payback.
    """

    case: Case
    lines: tuple[Line, ...]
    rates: Table
    words: Table
    factors: Table

    def line(self, key: str) -> Line:
        """The line of that key."""
        return self.lines[self.row(key)]

    def row(self, key: str) -> int:
        """The row of a line in each option's table."""
        return next(row for row, line in enumerate(self.lines) if line.key == key)

    def factor_cell(self, year: int) -> str:
        """The address of a year's discount factor."""
        return self.factors.local_address(0, year_key(year))

    def bias_cell(self, kind: str) -> str:
        """The address of the optimism bias on a kind of cost."""
        return self.rates.local_address(1 + list(self.case.optimism_bias).index(kind), "figure")

    @property
    def decimals_cell(self) -> str:
        """The address of the number of decimals to which sums are compared."""
        return self.rates.local_address(self.rates.row_count - 2, "figure")

    @property
    def least_cell(self) -> str:
        """The address of the transition cost above which there is something to pay back."""
        return self.rates.local_address(self.rates.row_count - 1, "figure")


@dataclass(frozen=True, slots=True)
class OptionCase:
    """One option with its economic case and the table that shows it."""

    option: SolvedOption
    case: EconomicCase
    table: Table

    def total(self, shared: SharedTables, key: str) -> Fraction | None:
        """A line over all years."""
        return all_years(shared.line(key), self.case, shared.lines)

    def total_cell(self, shared: SharedTables, key: str) -> str:
        """The address of a line over all years."""
        return self.table.local_address(shared.row(key), ALL)


def option_columns(case: Case) -> list[Column]:
    """What it is, its unit, a column for each year, and all years."""
    return [WHAT, UNIT, *year_columns(case), Column(ALL, "All years", NumberFormat.MONEY)]


def year_columns(case: Case) -> list[Column]:
    """A column for each year."""
    return [Column(year_key(year), case.year_label(year), NumberFormat.MONEY) for year in case.years]


def fill(own: OptionCase, shared: SharedTables) -> None:
    """Write every line of an option."""
    own.table.fill([list(_row(own, shared, line)) for line in shared.lines])


def cell_value(line: Line, value: Fraction | int | None) -> Fraction | str:
    """A line's figure in a cell: money in pounds, other figures unchanged, NO_FIGURE for None."""
    if value is None:
        return NO_FIGURE
    return to_pounds(value) if line.unit.startswith("£") else Fraction(value)


def _row(own: OptionCase, shared: SharedTables, line: Line) -> Iterator[Cell]:
    yield from (Cell(line.label, bold=line.bold), Cell(line.unit))
    for year in own.case.years:
        value = line.figure(year)
        formula = "" if value is None else _formula(own, shared, line, year)
        yield Cell(cell_value(line, value), line.number_format, formula, bold=line.bold)
    total = own.total(shared, line.key)
    formula = "" if total is None else _total_formula(own, shared, line)
    yield Cell(cell_value(line, total), line.number_format, formula, bold=line.bold)


def _formula(own: OptionCase, shared: SharedTables, line: Line, year: EconomicYear) -> str:
    """The line's formula with the cells of its year."""
    key = year_key(year.year)
    cells = {other.key: own.table.relative_address(row, key) for row, other in enumerate(shared.lines)}
    bias = {bias_share_key(kind): shared.bias_cell(kind) for kind in shared.case.optimism_bias}
    return line.formula.format(**cells, **bias, **{FACTOR: shared.factor_cell(year.year)})


def _total_formula(own: OptionCase, shared: SharedTables, line: Line) -> str:
    if line.ratio_of is None:
        return own.table.sum_across(shared.row(line.key), year_key(0), year_key(shared.case.horizon - 1))
    above, below = (own.table.relative_address(shared.row(key), ALL) for key in line.ratio_of)
    return f"={above}/{below}"
