"""The economic case of one option, line by line and year by year, live wherever a line follows from others.

What the lines are is in `economic_lines`, how the change is paid back in `economic_payback`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from models.appraisal.economic_case import EconomicCase, EconomicYear
from models.case.types import Case
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column, Table
from optimiser.reports.board.economic.lines import FACTOR, Line, all_years, share_key
from optimiser.reports.board.solved_options import SolvedOption
from optimiser.reports.formats import NO_FIGURE, to_pounds

ALL = "all"  # the key of the column over all years
WHAT, UNIT = Column("what", "What it is", max_width=40), Column("unit", "Unit", max_width=14)


@dataclass(frozen=True, slots=True)
class Ground:
    """What the formulas of all options share. `rates`: discount rate, optimism bias by kind, `digits`, `least`."""

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

    def factor(self, year: int) -> str:
        """The cell of a year's discount factor."""
        return self.factors.local_address(0, year_key(year))

    def share(self, kind: str) -> str:
        """The cell of the optimism bias on a kind of cost."""
        return self.rates.local_address(1 + list(self.case.optimism_bias).index(kind), "figure")

    @property
    def digits(self) -> str:
        """The cell that says to how many decimals sums are compared."""
        return self.rates.local_address(self.rates.row_count - 2, "figure")

    @property
    def least(self) -> str:
        """The cell of the transition cost above which there is something to pay back."""
        return self.rates.local_address(self.rates.row_count - 1, "figure")


@dataclass(frozen=True, slots=True)
class Own:
    """One option's economic case and its table."""

    each: SolvedOption
    found: EconomicCase
    table: Table

    def total(self, ground: Ground, key: str) -> Fraction | None:
        """A line over all years."""
        return all_years(ground.line(key), self.found, ground.lines)

    def all_cell(self, ground: Ground, key: str) -> str:
        """The cell of a line over all years."""
        return self.table.local_address(ground.row(key), ALL)


def columns(case: Case) -> list[Column]:
    """What it is, its unit, a column a year, and all years."""
    return [WHAT, UNIT, *years(case), Column(ALL, "All years", NumberFormat.MONEY)]


def years(case: Case) -> list[Column]:
    """A column a year."""
    return [Column(year_key(year), case.year_label(year), NumberFormat.MONEY) for year in case.years]


def year_key(year: int) -> str:
    """The key of a year's column."""
    return f"year{year}"


def letters(number: int) -> str:
    """A, B, ... Z, AA, AB, ...: what tells the tables of the options apart, as the name of a table has no digits."""
    return (letters(number // 26 - 1) if number >= 26 else "") + chr(ord("A") + number % 26)


def fill(own: Own, ground: Ground) -> None:
    """Every line of an option."""
    own.table.fill([list(_row(own, ground, line)) for line in ground.lines])


def shown(line: Line, value: Fraction | int | None) -> Fraction | str:
    """A line's figure as a cell holds it: pounds for money, else as it is; words where it is absent."""
    if value is None:
        return NO_FIGURE
    return to_pounds(value) if line.unit.startswith("£") else Fraction(value)


def relative(table: Table, row: int, key: str) -> str:
    """A cell within the sheet, as a formula that is the same in every column has it."""
    return table.relative_address(row, key)


def summed(table: Table, row: int, case: Case) -> str:
    """The formula that adds up the years of a row."""
    first, last = (relative(table, row, year_key(year)) for year in (0, case.horizon - 1))
    return f"=SUM({first}:{last})"


def _row(own: Own, ground: Ground, line: Line) -> Iterator[Cell]:
    yield from (Cell(line.label, bold=line.bold), Cell(line.unit))
    for year in own.found.years:
        value = line.figure(year)
        formula = "" if value is None else _formula(own, ground, line, year)
        yield Cell(shown(line, value), line.look, formula, bold=line.bold)
    total = own.total(ground, line.key)
    formula = "" if total is None else _over_years(own, ground, line)
    yield Cell(shown(line, total), line.look, formula, bold=line.bold)


def _formula(own: Own, ground: Ground, line: Line, year: EconomicYear) -> str:
    """The line's formula with the cells of its year."""
    cells = {each.key: relative(own.table, row, year_key(year.year)) for row, each in enumerate(ground.lines)}
    shares = {share_key(kind): ground.share(kind) for kind in ground.case.optimism_bias}
    return line.formula.format(**cells, **shares, **{FACTOR: ground.factor(year.year)})


def _over_years(own: Own, ground: Ground, line: Line) -> str:
    if line.over is None:
        return summed(own.table, ground.row(line.key), ground.case)
    above, below = (relative(own.table, ground.row(key), ALL) for key in line.over)
    return f"={above}/{below}"
