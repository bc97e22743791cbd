"""Today's figures on the Summary, against the example case's document, by hand."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from optimiser.casefiles.reading import read
from optimiser.reports.board.summary.success_factors import measures_today

CASE = Path(__file__).resolve().parents[5] / "inputs" / "three-boroughs"


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        ("cost", Fraction(6761282)),
        ("people", Fraction(2045)),
        ("places", Fraction(7580)),  # 5,535 in tiers 1 and 2; 2,045 in tiers 3 and 4
        ("cost_per_person", Fraction("3306.25")),  # 6,761,282 / 2,045 = 3,306.2504
        ("unit_cost", Fraction("891.99")),  # 6,761,282 / 7,580 = 891.9897
        ("cost_per_outcome", Fraction("24949.38")),  # 6,761,282 / 271 = 24,949.3801
        ("contracts", Fraction(20)),
        ("providers", Fraction(16)),
    ],
)
def test_today_s_figures_are_those_of_the_return_and_money_is_whole_pence(measure: str, expected: Fraction) -> None:
    assert measures_today(read(CASE).case)[measure] == expected
