"""Cost per person, today and planned: by hand for the worked example, and absent without people."""

from __future__ import annotations

from fractions import Fraction

import worked
from world import borough, line, offer, world

from models.accounts.cost_per_person import (
    cost_per_person_planned,
    cost_per_person_today,
    cost_per_person_today_by_places,
)
from models.audit import verify
from models.plan.plan import Plan

CASE = worked.case()


def test_cost_per_person_today_is_the_baseline_over_people_in_treatment() -> None:
    """170.00 for A's one person and 35.00 for B's; 205.00 for the two of them are 102.50."""
    found = cost_per_person_today(CASE)
    assert [(each.cost, each.people, each.per_person, each.difference) for each in found] == [
        (17_000, 1, 17_000, 6750),
        (3500, 1, 3500, -6750),
    ]


def test_cost_per_person_by_places_divides_by_the_people_that_todays_places_are_for() -> None:
    """The same 170.00 and 35.00, over the 10 places of A's day; swap, in tier 2, has no people."""
    found = cost_per_person_today_by_places(CASE)
    assert [(each.cost, each.people, each.per_person, each.all_boroughs) for each in found] == [
        (17_000, 10, 1700, 2050),
        (3500, 0, None, 2050),
    ]


def test_cost_per_person_of_a_plan_is_its_last_years_cost_over_its_people() -> None:
    """183.00 for 12 people and 125.00 for 8; 308.00 for 20 are 15.40. Swap, in tier 2, has no people."""
    plan = worked.joint()
    found = cost_per_person_planned(CASE, plan, worked.ledger(plan))
    assert [(each.borough, each.cost, each.people, each.per_person, each.difference) for each in found] == [
        ("A", 18_300, 12, 1525, -15),
        ("B", 12_500, 8, Fraction(3125, 2), Fraction(45, 2)),
    ]


def test_cost_per_person_is_absent_for_a_borough_without_people_but_its_cost_counts_in_all_boroughs() -> None:
    """As is gives B nobody: 205.00 over A's 10."""
    plan = worked.as_is()
    found = cost_per_person_planned(CASE, plan, worked.ledger(plan))
    assert [(each.per_person, each.difference, each.all_boroughs) for each in found] == [
        (1700, -350, 2050),
        (None, None, 2050),
    ]


def test_cost_per_person_is_absent_if_there_are_no_people_at_all() -> None:
    case = world(boroughs=[borough("A", back_office=5, in_treatment=0)], offers=[offer("O", "P", line("day"))])
    plan = Plan("alone", spent={(0, "A", "commissioning", 0): 5})
    for found in (cost_per_person_today(case), cost_per_person_planned(case, plan, verify(case, plan))):
        assert [(each.cost, each.per_person, each.all_boroughs, each.difference) for each in found] == [
            (5, None, None, None)
        ]
