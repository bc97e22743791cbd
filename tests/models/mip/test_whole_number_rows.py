"""A row with fractions means the same in whole numbers, for every combination of whole places."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pulp
import pytest

from models.mip.whole_number_rows import at_least

SHARES = {
    "halves": (Fraction(1, 2), Fraction(1)),
    "thirds": (Fraction(1, 3), Fraction(2, 3), Fraction(1, 7)),
    "signs": (Fraction(4, 7), Fraction(-3, 7)),
    "decimals": (Fraction("0.12345678"), Fraction("0.5")),
    "a spreadsheet's third": (Fraction("0.333333333333333"),),
    "nothing": (Fraction(0), Fraction(1, 4)),
}


@pytest.mark.parametrize(
    "least", [Fraction(0), Fraction(1), Fraction(7, 3), Fraction(-1, 3), Fraction("0.999999999999999")]
)
@pytest.mark.parametrize("name", SHARES)
def test_exactly_the_same_places_meet_it(name: str, least: Fraction) -> None:
    problem = pulp.LpProblem("p")
    columns = [problem.add_variable(f"x{n}", 0, None, "Integer") for n in range(len(SHARES[name]))]
    row = at_least(list(zip(SHARES[name], columns, strict=True)), least)
    for places in product(range(9), repeat=len(columns)):
        for column, number in zip(columns, places, strict=True):
            column.varValue = number
        exact = sum(share * number for share, number in zip(SHARES[name], places, strict=True)) >= least
        assert row.valid(1e-7) is exact, places


def test_a_margin_counts_only_where_a_tolerance_could_decide() -> None:
    problem = pulp.LpProblem("p")
    column, other = (problem.add_variable(name, 0, None, "Integer") for name in "xy")
    few = at_least([(Fraction(1, 3), column), (Fraction(1, 2), other)], Fraction(1), margin=0.5)
    many = at_least([(Fraction("0.333333333333333"), column), (Fraction("0.5"), other)], Fraction(1), margin=0.5)
    column.varValue, other.varValue = 0, 2
    assert few.valid(1e-7)
    assert not many.valid(1e-7)
