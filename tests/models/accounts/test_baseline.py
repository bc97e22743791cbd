"""Amounts apportioned over boroughs by cost share, and today's places by contract and borough."""

from __future__ import annotations

from world import borough, contract, today, world

from models.accounts.baseline import apportion, places_today
from models.case.types import Case


def case() -> Case:
    """B weighs twice as much as A and C."""
    lines = (today("day", "A B", places=10), today("bed", "C", places=3))
    return world([borough("A"), borough("B", share=2), borough("C")], "day bed", contracts=[contract("K", "P", *lines)])


def test_parts_follow_cost_shares_and_the_odd_penny_goes_to_the_largest_remainder() -> None:
    assert apportion(case(), 10, ("A", "B")) == {"A": 3, "B": 7}  # 3.33 and 6.67


def test_ties_go_to_the_borough_that_is_earlier_in_the_table_whatever_its_name() -> None:
    assert list(apportion(case(), 5, ("C", "A")).items()) == [("A", 3), ("C", 2)]


def test_todays_places_of_each_line_are_apportioned_over_its_boroughs() -> None:
    found = [(each.name, line.service, borough, places) for each, line, borough, places in places_today(case())]
    assert found == [("K", "day", "A", 3), ("K", "day", "B", 7), ("K", "bed", "C", 3)]
