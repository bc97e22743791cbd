"""A linear programme in exact numbers: columns, rows and what is optimised. It knows neither a case nor a solver."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, gcd, lcm

Number = int | Fraction


@dataclass(frozen=True, slots=True)
class Column:
    """A number to be chosen, from 0 up. `most`: its upper end. `is_pence`: pence, which need not be whole."""

    most: int
    is_pence: bool = False


@dataclass
class Sum:
    """Σ coefficient · column + constant. `terms`: the coefficient by the position of the column."""

    terms: dict[int, Number] = field(default_factory=dict)
    constant: Number = 0

    def add(self, other: Sum | Number, times: Number = 1) -> Sum:
        """Add a sum or a number so many times, in place; gives the sum itself."""
        if not isinstance(other, Sum):
            self.constant += times * other
            return self
        for column, coefficient in other.terms.items():
            self.terms[column] = self.terms.get(column, 0) + times * coefficient
        self.constant += times * other.constant
        return self


def total(parts: Iterable[Sum | Number]) -> Sum:
    """The sum of sums and numbers."""
    whole = Sum()
    for part in parts:
        whole.add(part)
    return whole


@dataclass(frozen=True, slots=True)
class Row:
    """Σ coefficient · column ≥ `least`, or = `least` if `is_equal`. All coefficients are whole."""

    rule: str
    terms: Mapping[int, int]
    least: int
    is_equal: bool
    is_pence: bool


@dataclass
class Programme:
    """Columns and rows; `aim` is maximised, or minimised if `is_least`. `impossible`: a rule that nothing can meet."""

    columns: list[Column] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    aim: Sum = field(default_factory=Sum)
    is_least: bool = False
    impossible: str = ""

    def column(self, most: int, is_pence: bool = False) -> Sum:
        """A new column as a sum."""
        self.columns.append(Column(most, is_pence))
        return Sum({len(self.columns) - 1: 1})

    def at_least(self, rule: str, left: Sum, right: Sum | Number = 0, is_equal: bool = False) -> None:
        """The row left ≥ right, with whole coefficients that have no common divisor.

        A sum of whole numbers that is at least 3.1 is at least 4, so the right side is then rounded up to a whole
        number: no solver's tolerance can tell 3.0 from 3.000000000000003.
        """
        whole = Sum().add(left).add(right, -1)
        terms = {column: Fraction(number) for column, number in whole.terms.items() if number}
        is_pence = any(self.columns[column].is_pence for column in terms)
        factor = _factor([*terms.values(), *([-Fraction(whole.constant)] if is_pence else [])])
        least = -Fraction(whole.constant) * factor
        if not terms or (is_equal and least.denominator > 1):
            if least > 0 or (is_equal and least):
                self.impossible = self.impossible or rule
            return
        exact = {column: int(number * factor) for column, number in terms.items()}
        self.rows.append(Row(rule, exact, ceil(least), is_equal, is_pence))

    def at_most(self, rule: str, left: Sum, right: Sum | Number) -> None:
        """The row left ≤ right."""
        self.at_least(rule, Sum().add(right), left)

    def equal(self, rule: str, left: Sum, right: Sum | Number) -> None:
        """The row left = right."""
        self.at_least(rule, left, right, is_equal=True)


def _factor(numbers: list[Fraction]) -> Fraction:
    """What makes numbers whole and without a common divisor; 1 if there are none, or all are 0."""
    up = lcm(*(number.denominator for number in numbers))
    return Fraction(up, gcd(*(int(number * up) for number in numbers)) or 1)
