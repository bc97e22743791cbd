"""How the cost of change is paid back: year by year for one option, and the year of payback for all options.

What is paid back, and by what, is in `models.appraisal.payback`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from models.appraisal.payback import NEVER, NOTHING, REFERENCE, Payback, payback, payback_label
from models.case.types import Case
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column, Table
from optimiser.reports.board.economic.economic_lines import BIASED
from optimiser.reports.board.economic.option_tables import ALL, OptionCase, SharedTables
from optimiser.reports.board.report import year_key
from optimiser.reports.formats import to_pounds

WORDS = {NEVER: "the savings do not cover the cost", NOTHING: "no more transition cost than in the reference"}
NEVER_ROW, NOTHING_ROW = range(2)  # of WORDS
PARTS = ("Recurrent saving", "Transition cost", "Saved so far", "Covered from here on")
SAVED, DUE, SO_FAR, COVERED = range(len(PARTS))


@dataclass(frozen=True, slots=True)
class PaybackBasis:
    """How payback is worked out: discounted or not, with optimism bias or not. `first_row`: in an option's table."""

    discounted: bool
    with_bias: bool
    first_row: int

    @property
    def label_suffix(self) -> str:
        """What is added to the label of a row."""
        return "".join(f", {word}" for word in self._words)

    @property
    def heading_suffix(self) -> str:
        """What is added to the heading of a column."""
        return f" ({', '.join(self._words)})" if self._words else ""

    @property
    def _words(self) -> list[str]:
        return ["discounted"] * self.discounted + [BIASED.strip()] * self.with_bias


@dataclass(frozen=True, slots=True)
class OptionPayback:
    """One option's payback against the reference, on every basis, and the table that shows it."""

    own: OptionCase
    reference: OptionCase
    shared: SharedTables
    table: Table

    def payback(self, basis: PaybackBasis) -> Payback:
        """The payback on one basis."""
        own, reference = self.own.case, self.reference.case
        return payback(own, reference, discounted=basis.discounted, with_bias=basis.with_bias)


def payback_bases(case: Case) -> tuple[PaybackBasis, ...]:
    """The bases that are shown; those with optimism bias only if the case sets any."""
    kinds = [(discounted, with_bias) for with_bias in (False, True) for discounted in (False, True)]
    shown = [kind for kind in kinds if case.optimism_bias or not kind[1]]
    return tuple(PaybackBasis(*kind, len(PARTS) * number) for number, kind in enumerate(shown))


def fill(option: OptionPayback) -> None:
    """Write four rows for each basis."""
    option.table.fill([row for basis in payback_bases(option.shared.case) for row in _basis_rows(option, basis)])


def summary_columns(case: Case) -> list[Column]:
    """The columns of the table of all options."""
    years = [
        Column(f"back{basis.first_row}", f"Paid back by the end of{basis.heading_suffix}", max_width=16)
        for basis in payback_bases(case)
    ]
    return [
        Column("option", "Option", max_width=40),
        Column("transition", "Transition cost against the reference (£)", NumberFormat.MONEY),
        Column("recurrent", "Recurrent saving against the reference (£)", NumberFormat.MONEY),
        *years,
    ]


def summary_row(own: OptionCase, option: OptionPayback | None, case: Case) -> list[Cell]:
    """One option in the table of all options. `option` is None for the reference."""
    bases = payback_bases(case)
    if option is None:
        return [Cell(own.option.label), Cell(0), Cell(0), *(Cell(REFERENCE) for _ in bases)]
    plain = option.payback(bases[0])
    sums = ((plain.due, DUE), (sum(plain.saved, Fraction(0)), SAVED))
    money = [Cell(to_pounds(value), formula=f"={option.table.local_address(part, ALL)}") for value, part in sums]
    return [Cell(own.option.label), *money, *(_payback_year(option, basis) for basis in bases)]


def _payback_year(option: OptionPayback, basis: PaybackBasis) -> Cell:
    """The year by whose end the cost is paid back: as many years before the last as are covered, or words."""
    case, shared, table = option.shared.case, option.shared, option.table
    ends = [year_key(0), year_key(case.horizon - 1)]
    first, last = (table.local_address(basis.first_row + COVERED, key) for key in ends)
    headings = ":".join(table.local_address(-1, key) for key in ends)
    never, nothing = (shared.words.local_address(row, "word") for row in (NEVER_ROW, NOTHING_ROW))
    position = f"COUNT({first}:{last})-SUM({first}:{last})+{last}"
    due = table.local_address(basis.first_row + DUE, ALL)
    needed = f"ROUND({due},{shared.decimals_cell})>{shared.least_cell}"
    formula = f"=IF({needed},IF(SUM({first}:{last}),INDEX({headings},{position}),{never}),{nothing})"
    return Cell(payback_label(case, option.payback(basis)), formula=formula)


def _basis_rows(option: OptionPayback, basis: PaybackBasis) -> Iterator[list[Cell]]:
    found, case = option.payback(basis), option.shared.case
    figures: tuple[Sequence[Fraction | int], ...] = (
        found.saved,
        found.transition,
        found.cumulative_saving,
        [int(covers) for covers in found.covered],
    )
    for part, values in enumerate(figures):
        is_money = part != COVERED
        number_format, unit = (NumberFormat.MONEY, "£") if is_money else (NumberFormat.COUNT, "1 yes, 0 no")
        cells = [
            Cell(
                to_pounds(values[year]) if is_money else values[year],
                number_format,
                _formula(option, basis, part, year),
            )
            for year in case.years
        ]
        yield [Cell(f"{PARTS[part]}{basis.label_suffix}"), Cell(unit), *cells, _total(option, basis, part, values)]


def _total(option: OptionPayback, basis: PaybackBasis, part: int, values: Sequence[Fraction | int]) -> Cell:
    """Over all years: the sum, or the last year of a running total."""
    row, last = basis.first_row + part, year_key(option.shared.case.horizon - 1)
    if part in (SAVED, DUE):
        formula = option.table.sum_across(row, year_key(0), last)
        return Cell(to_pounds(sum(values, Fraction(0))), NumberFormat.MONEY, formula)
    formula = f"={option.table.relative_address(row, last)}"
    if part == SO_FAR:
        return Cell(to_pounds(values[-1]), NumberFormat.MONEY, formula)
    return Cell(values[-1], NumberFormat.COUNT, formula)


def _formula(option: OptionPayback, basis: PaybackBasis, part: int, year: int) -> str:
    if part in (SAVED, DUE):
        return _difference_formula(option, basis, part, year)
    shared, table, last = option.shared, option.table, option.shared.case.horizon - 1
    if part == SO_FAR:
        first = table.local_address(basis.first_row + SAVED, year_key(0))
        return f"=SUM({first}:{table.relative_address(basis.first_row + SAVED, year_key(year))})"
    start, end = (table.local_address(basis.first_row + SO_FAR, year_key(each)) for each in (year, last))
    lowest, due = f"MIN({start}:{end})", table.local_address(basis.first_row + DUE, ALL)
    return f"=--(ROUND({lowest},{shared.decimals_cell})>=ROUND({due},{shared.decimals_cell}))"


def _difference_formula(option: OptionPayback, basis: PaybackBasis, part: int, year: int) -> str:
    """Recurrent costs: the reference's less the option's. Transition costs: the option's less the reference's."""
    own, reference = (_cost_formula(case, option.shared, basis, part, year) for case in (option.own, option.reference))
    first, second = (reference, own) if part == SAVED else (own, reference)
    discounting = f"*{option.shared.factor_cell(year)}" if basis.discounted else ""
    return f"=(({first})-({second})){discounting}"


def _cost_formula(case: OptionCase, shared: SharedTables, basis: PaybackBasis, part: int, year: int) -> str:
    def cell(key: str) -> str:
        return case.table.relative_address(shared.row(key), year_key(year))

    transition = [cell("transition")]
    if basis.with_bias and "transition" in shared.case.optimism_bias:
        transition.append(cell("bias_transition"))
    if part == DUE:
        return "+".join(transition)
    return "-".join([cell("cost_with_bias" if basis.with_bias else "cost"), *transition])
