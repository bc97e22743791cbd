"""Year by year, against the worked example by hand and against the ledger, and at the edges."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import boards
import pictured
import worked
from plan_builder import build_plan
from sentences import missing
from world import floor, service, world

from models.accounts.yearly_profile import minimum_people, yearly_profile


def test_the_money_of_each_year_is_had_spent_kept_and_left() -> None:
    """The grants are 400 and 300. In its second year joint pays 300p to start, 600p to set up and 700p to leave.

    A's grant lapses: it pays A's 170 a year; for joint it keeps 50p, then pays A's 183 and 100p of B's commissioning.
    """
    found = boards.rows(boards.opened(boards.path_of_full(), values=True), "MoneyPath")
    assert [tuple(row.values()) for row in found] == [
        ("as is", "2010/11", 700, 0, 205, 0, 0, 495, 230),
        ("as is", "2011/12", 700, 0, 205, 0, 0, 495, 230),
        ("joint (unproven)", "2010/11", 700, 0, 205, 0, 0.5, 494.5, 229.5),
        ("joint (unproven)", "2011/12", 700, 0.5, 308, 16, 0, 392.5, 216.5),
    ]


def test_the_places_of_each_year_stand_by_tier() -> None:
    found = boards.rows(boards.opened(boards.path_of_full(), values=True), "PlacesPath")
    assert [tuple(row.values())[2:] for row in found] == [
        (0, 18, 10, 0, 28),
        (0, 20, 10, 0, 30),
        (0, 18, 10, 0, 28),
        (0, 20, 20, 0, 40),
    ]


def test_people_outcomes_and_the_margin_over_the_floor_in_people() -> None:
    """From the second year 8 people are the least; a tenth of K1's 10 places succeed, a fifth of the award's 20."""
    found = boards.rows(boards.opened(boards.path_of_full(), values=True), "PeoplePath")
    assert [tuple(row.values())[2:] for row in found] == [
        (10, 1, "none", "none"),
        (10, 1, 8, 2),
        (10, 1, "none", "none"),
        (20, 4, 8, 12),
    ]


def test_the_years_sum_to_the_measures() -> None:
    for name, result in worked.run().results.items():
        if result.answer.plan is None or result.ledger is None or result.measures is None:
            assert name == "nothing"
            continue
        steps = yearly_profile(worked.case(), result.option, result.answer.plan, result.ledger)
        found = {
            "cost": sum(step.cost for step in steps),
            "transition_cost": sum(step.one_off for step in steps),
            "unspent": sum(step.unspent for step in steps),
            "lapsed": sum(step.lapsed for step in steps),
            "places": sum(sum(step.places.values()) for step in steps),
            "people": sum(step.people for step in steps),
            "outcomes": sum(step.outcomes for step in steps),
        }
        assert {measure: result.measures[measure] for measure in found} == found


def test_what_is_brought_forward_is_what_was_carried() -> None:
    result = worked.run().results["joint"]
    assert result.ledger is not None
    steps = yearly_profile(worked.case(), result.option, worked.joint(), result.ledger)
    assert [(step.brought_forward, step.carried_forward) for step in steps] == [(0, 50), (50, 0)]


def test_a_floor_in_people_counts_where_it_is_over_all_boroughs_and_all_who_count() -> None:
    case = world(boroughs="A B", services=[service("day"), service("swap", tier=2)], horizon=2)
    all_over = floor("A B", "day", (None, 7), people=True)
    higher = floor("A B", "day swap", (3, 9), people=True)
    others = (floor("A", "day", 50, people=True), floor("A B", "day", 60), floor("A B", "swap", 70, people=True))
    assert minimum_people(replace(case, minimums=others), 0) is None
    both = replace(case, minimums=(all_over, higher, *others))
    assert [minimum_people(both, year) for year in case.years] == [Fraction(3), Fraction(9)]


def test_without_a_floor_in_people_there_is_no_column_for_it(tmp_path: Path) -> None:
    found = boards.rows(boards.opened(boards.written(worked.run(), tmp_path), values=True), "PeoplePath")
    assert [*found[0]] == ["Option", "Year", "People (people)", "Outcomes (outcomes)"]


def test_the_charts_show_the_path_and_say_the_finding() -> None:
    at = boards.path_of_full()
    money, places, people = (
        pictured.chart(at, title)
        for title in ("Cost of a year", "Places a year", "People in structured treatment a year, and the floor")
    )
    assert not missing(
        money.finding,
        *(
            '"as is" £205 in 2010/11 and £205 in 2011/12',
            '"joint (unproven)", the preferred option, £205 in 2010/11 and',
        ),
        *("and £308 in 2011/12", "amounts of all streams are £700 in 2010/11 and £700 in 2011/12"),
    )
    assert places.finding.endswith('"joint (unproven)", the preferred option, 28 in 2010/11 and 40 in 2011/12.')
    assert people.finding.endswith("10 in 2010/11 and 20 in 2011/12. The floor is 8 in 2011/12.")
    assert [len(each.series) for each in (money, places, people)] == [3, 2, 3]


def test_a_chart_takes_its_names_and_figures_from_the_rows_of_the_option() -> None:
    book = boards.opened(boards.path_of_full(), values=True)
    sheet, found = boards.table(book, "PlacesPath")
    top = boards.cells(sheet, found)[0][0].row
    series = pictured.chart(boards.path_of_full(), "Places a year").series[1]
    assert series[:3] == (
        f"'Year by year'!$A${top + 3}",
        f"'Year by year'!$B${top + 3}:$B${top + 4}",
        f"'Year by year'!$G${top + 3}:$G${top + 4}",
    )


def test_of_ten_options_a_chart_shows_as_many_as_it_has_colours_and_says_how_many_are_left(tmp_path: Path) -> None:
    at = boards.written(pictured.many(10), tmp_path)
    titles = ("Cost of a year", "Places a year", "People in structured treatment a year")
    assert [len(pictured.chart(at, title).series) for title in titles] == [4, 4, 4]
    assert "7 further options are in the table only" in pictured.chart(at, "Cost of a year").finding
    assert len(boards.rows(boards.opened(at), "MoneyPath")) == 20


def test_one_year_is_named_once_and_an_option_without_a_plan_is_left_out(tmp_path: Path) -> None:
    at = boards.written(pictured.alone(), tmp_path)
    assert pictured.chart(at, "Places a year").finding == (
        'Column chart of the places a year in tiers 1 to 4: "alone" 4 in 2010/11.'
    )
    assert {row["Option"] for row in boards.rows(boards.opened(boards.path_of_full(), values=True), "MoneyPath")} == {
        "as is",
        "joint (unproven)",
    }


def test_where_nobody_counts_as_a_person_no_chart_of_people_is_drawn(tmp_path: Path) -> None:
    case = world(services=[service("swap", tier=2)])
    at = boards.written(pictured.run_of(case, build_plan(case)), tmp_path)
    titles = {each.title for each in pictured.charts(at)}
    assert {"Cost of a year, and the amounts of all streams (£)", "Places a year, tiers 1 to 4"} <= titles
    assert not [title for title in titles if title.startswith("People")]
