"""Outcomes against cost, and spend by tier and borough: the figures by hand, the words, and where names stand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import boards
import pictured
import pytest
import worked
from sentences import missing

from models.case.types import Service
from models.case.vocabulary import TIERS
from optimiser.analyses.findings import findings_of
from optimiser.excel.chart_parts import Axis, axis_around
from optimiser.excel.scatter_charts import LabelledPoint, label_sides
from optimiser.reports.board import write
from optimiser.reports.board.money.allocation_by_tier import group_by_service

PLOT, LINE = (600.0, 300.0), 16.0


def words(path: Path, sheet: str) -> list[object]:
    return [row[0].value for row in boards.opened(path, values=True)[sheet].iter_rows() if row[0].value is not None]


# Outcomes against cost


def test_each_option_is_a_point_at_its_cost_and_outcomes_with_its_own_name() -> None:
    """As is costs 410 for 2 outcomes of weight 2, joint 513 for 5: 10 places at 1/10 twice; once, and 20 at 1/5."""
    chart = pictured.chart(boards.path_of_full(), "Outcomes against cost")
    book = boards.opened(boards.path_of_full(), values=True)

    def value(reference: str) -> object:
        return book["Options compared"][reference.split("!")[1].replace("$", "")].value

    points = [tuple(value(each) for each in series[:3]) for series in chart.series]
    assert points == [("as is", 410, 4), ("joint (unproven)", 513, 10)]


def test_the_finding_says_which_options_none_beats_at_both() -> None:
    finding = pictured.chart(boards.path_of_full(), "Outcomes against cost").finding
    more = "Each option that costs more also has more outcomes"
    assert not missing(finding, more, "as is 4.0 for £410", "joint (unproven) 10.0 for £513")


def test_options_that_are_all_alike_are_said_to_be(tmp_path: Path) -> None:
    path = boards.written(pictured.many(3), tmp_path)
    assert "All options have the same cost and the same outcomes." in words(path, "Options compared")


def test_one_option_alone_is_compared_with_none(tmp_path: Path) -> None:
    path = boards.written(pictured.alone(), tmp_path)
    assert [each.title for each in pictured.charts(path) if each.title.startswith("Outcomes")] == []


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((410.0, 513.0), (350, 550, 50)),
        ((0.0, 10.0), (0, 12, 2)),
        ((7.0, 7.0), (6.5, 7.5, 0.5)),
        ((-3.0, 4.0), (-4, 6, 2)),
        ((0.0, 0.0), (0, 1, 1)),
    ],
)
def test_an_axis_has_round_steps_and_room_at_both_ends(
    values: tuple[float, float], expected: tuple[float, float, float]
) -> None:
    found = axis_around("x", values)
    assert (found.start, found.end, found.step) == expected


def test_how_far_along_an_axis_a_value_stands() -> None:
    assert Axis("x", 100.0, 300.0, 50.0).share(150.0) == 0.25


@pytest.mark.parametrize(
    ("spots", "expected"),
    [
        ([LabelledPoint("alone", 300, 150)], ["right"]),
        ([LabelledPoint("at the right edge", 595, 150)], ["left"]),
        ([LabelledPoint("one", 300, 150), LabelledPoint("two", 320, 150)], ["left", "right"]),
        ([LabelledPoint("same", 300, 150), LabelledPoint("place", 300, 150)], ["right", "left"]),
        ([LabelledPoint("wide name here", 300, 150), LabelledPoint("next", 340, 150),
          LabelledPoint("before", 260, 150)],
         ["above", "right", "left"]),
    ],
)  # fmt: skip
def test_names_stand_where_they_cover_nothing(spots: list[LabelledPoint], expected: list[str]) -> None:
    """The first side that is free of other marks, of the names before it and of the edge."""
    assert label_sides(spots, PLOT, LINE) == expected


# Spend by tier and borough


def test_spend_by_tier_and_borough_is_as_reckoned_by_hand() -> None:
    """As is: day 100, half of swap's 40, links 5 and back office 30 a year, and 15 to manage contracts; B 20, 10, 5."""
    rows = boards.rows(boards.opened(boards.path_of_full(), values=True), "TierSpend")
    own = [tuple(row.values()) for row in rows if row["Option"] == "as is"]
    assert list(rows[0]) == [
        "Borough", "Option", "Tier 2 (£)", "Tier 3 (£)", "Infrastructure (£)", "Commissioning (£)", "All (£)",
        "Bar of the picture",
    ]  # fmt: skip
    assert own == [("A", "as is", 40, 200, 10, 90, 340, "A: as is"), ("B", "as is", 40, 0, 0, 30, 70, "B: as is")]


def test_the_reference_stands_beside_the_preferred_option_borough_by_borough() -> None:
    rows = boards.rows(boards.opened(boards.path_of_full(), values=True), "TierSpend")
    assert [row["Bar of the picture"] for row in rows] == [
        "A: as is", "A: joint (unproven)", "B: as is", "B: joint (unproven)",
    ]  # fmt: skip


def test_the_words_say_where_most_goes_and_where_the_two_differ_most() -> None:
    said = words(boards.path_of_full(), "Allocation by tier")
    assert '"as is" spends most on tier 3: £200 of £410 (49%).' in said
    (difference,) = [str(each) for each in said if str(each).startswith("The largest difference")]
    assert not missing(difference, "tier 3 in B", '"joint (unproven)" spends £75 more than "as is"')


def test_what_is_not_drawn_is_said_not_to_be(tmp_path: Path) -> None:
    path = boards.written(pictured.many(3), tmp_path)
    rows = boards.rows(boards.opened(path, values=True), "TierSpend")
    assert [row["Bar of the picture"] for row in rows].count("not drawn") == 10
    assert "The chart leaves out the other options. They are further down in the table." in words(
        path, "Allocation by tier"
    )


def test_more_than_four_groups_are_put_together_from_the_end() -> None:
    service = worked.case().services[0]

    def of(*tiers: str) -> set[str]:
        services = tuple(replace(service, name=f"s{tier}", tier=tier) for tier in tiers)
        assert all(isinstance(each, Service) for each in services)
        return set(group_by_service(replace(worked.case(), services=services)).values())

    assert of("2", "3", "4") == {"tier 2", "tier 3", "tier 4", "commissioning"}
    assert of("2", "3", "4", "infrastructure") == {"tier 2", "tier 3", "tier 4", "commissioning and infrastructure"}
    assert of(*TIERS) == {"tier 1 and tier 2", "tier 3", "tier 4", "commissioning and infrastructure"}


def test_a_cost_that_is_not_what_is_allocated_fails_a_check(tmp_path: Path) -> None:
    run = worked.run()
    result = run.results["joint"]
    assert result.measures is not None
    cost = (result.measures["cost"] or 0) + 100
    wrong = replace(result, measures={**result.measures, "cost": cost})
    failing = write(findings_of(replace(run, results={**run.results, "joint": wrong})), tmp_path / "wrong.xlsx")
    assert "joint: spend on Allocation by tier equals cost on Options compared (£)" in failing
