"""The builders of tiny cases that other tests use."""

from __future__ import annotations

from fractions import Fraction

from world import arrangement, contract, floor, hub_phase, line, offer, option, stream, today, world


def test_defaults_mean_every_borough_service_and_year() -> None:
    case = world(
        ("A", "B"),
        ("day", "bed"),
        2,
        offers=[offer("O", "P", line("day", price=100))],
        floors=[floor(figures=3)],
        options=[option("x"), option("y")],
    )
    assert case.offers[0].boroughs == ("A", "B")
    assert case.offers[0].options == ("x", "y")
    assert case.minimums[0].services == ("day", "bed")
    assert case.minimums[0].figures == (Fraction(3), Fraction(3))
    assert [each.homes for each in case.funding] == [("A",), ("B",)]
    assert case.funding[0].ring_fence == {"day", "bed", "commissioning"}
    assert case.places_demanded("B", "bed", 1) == 10


def test_groups_are_in_the_order_of_the_boroughs() -> None:
    case = world(
        "A B C",
        "day",
        contracts=[contract("K", "P", today("day", "C A", places=4))],
        options=[option(hub_phases=[hub_phase(boroughs="B A")], arrangements=[arrangement("day", "C B")])],
        funding=[stream("grant", "B A", (5,), ring_fence="day")],
    )
    assert case.contracts[0].lines[0].boroughs == ("A", "C")
    assert case.options[0].hub_phases[0].boroughs == ("A", "B")
    assert case.options[0].arrangements[0].group == ("B", "C")
    assert case.funding[0].homes == ("A", "B")
    assert case.funding[0].purpose == {"day"}


def test_demand_given_by_place_has_no_other_rows() -> None:
    case = world("A B", "day", 2, demand={("A", "day"): (1, 2)})
    assert [case.places_demanded("A", "day", 1), case.places_demanded("B", "day", 1)] == [2, 0]
