"""Cost per person in the three boroughs today: the spend of Appendix B over the people in treatment of section 4.1.

The document is "Phase One - Summary of Key Findings v2.2", April/May 2010, by Mott MacDonald for Halton, St Helens and
Warrington.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from models.accounts.cost_per_person import cost_per_person_today
from models.case.money import round_half_up
from optimiser.casefiles.reading import read

CASE = Path(__file__).resolve().parents[2] / "inputs" / "three-boroughs"


@pytest.mark.parametrize(
    ("borough", "spend", "people", "each", "from_mean"),
    [
        ("Halton", 2_325_495, 494, 4707, 1401),
        ("St Helens", 2_585_190, 938, 2756, -550),
        ("Warrington", 1_850_597, 613, 3019, -287),
    ],
)
def test_cost_per_person_is_the_spend_of_appendix_b_over_the_people_of_section_4_1(
    borough: str, spend: int, people: int, each: int, from_mean: int
) -> None:
    (found,) = (one for one in cost_per_person_today(read(CASE).case) if one.borough == borough)
    assert found.per_person is not None
    assert found.difference is not None
    assert (found.cost, found.people) == (100 * spend, people)
    assert (round_half_up(found.per_person / 100), round_half_up(found.difference / 100)) == (each, from_mean)


def test_all_boroughs_together_spend_3_306_a_person() -> None:
    """6,761,282 over 2,045."""
    (everywhere,) = {one.all_boroughs for one in cost_per_person_today(read(CASE).case)}
    assert everywhere is not None
    assert round_half_up(everywhere / 100) == 3306
