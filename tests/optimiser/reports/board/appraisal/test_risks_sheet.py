"""The Risks sheet, against the worked example's two risks by hand, and at the edges."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import boards
import pictured
import pytest
import worked
from world import criterion, risk

from models.appraisal.risks import BANDS, LEVELS, highest_scoring, risk_band, risk_score


@pytest.mark.parametrize(
    ("points", "word"),
    [
        *((25, "Extreme"), (15, "Extreme"), (12, "High"), (8, "High")),
        *((6, "Moderate"), (4, "Moderate"), (3, "Low"), (1, "Low")),
    ],
)
def test_the_bands_of_a_score_are_those_of_the_risk_matrix(points: int, word: str) -> None:
    assert risk_band(points) == word


def test_every_product_of_two_levels_lies_within_a_band() -> None:
    products = {first * second for first in LEVELS for second in LEVELS}
    assert {each for one in BANDS for each in range(one.least, one.most + 1)} >= products


def test_below_one_there_is_no_band() -> None:
    with pytest.raises(ValueError, match="1 to 25, not 0"):
        risk_band(0)


def test_the_worst_risks_are_all_of_the_highest_score() -> None:
    risks = [risk("a", "x", 2, 3), risk("b", "x", 3, 2), risk("c", "x", 1, 5)]
    assert ([each.name for each in highest_scoring(risks)], [risk_score(each) for each in risks]) == (
        ["a", "b"],
        [6, 6, 5],
    )
    assert highest_scoring([]) == ()


def test_the_total_and_the_counts_of_each_option_are_those_of_its_risks() -> None:
    """Delay is 3 by 4, for joint alone; drift is 1 by 2, for both; the option without a plan has none."""
    found = boards.rows(boards.opened(boards.path_of_full(), values=True), "RiskTotals")
    assert [tuple(row.values()) for row in found] == [
        ("as is", "drift", 2, 0, 0, 0, 1),
        ("joint (unproven)", "delay", 14, 0, 1, 0, 1),
        ("nothing", "none", 0, 0, 0, 0, 0),
    ]


def test_the_totals_are_the_measure_risk() -> None:
    values = boards.opened(boards.path_of_full(), values=True)
    measured = next(row for row in boards.rows(values, "Measures") if row["Measure"] == "Risk")
    totals = {row["Option"]: row["Total (points)"] for row in boards.rows(values, "RiskTotals")}
    assert {name: measured[name] for name in ("as is", "joint (unproven)")} == {
        name: totals[name] for name in ("as is", "joint (unproven)")
    }


def test_the_register_has_each_risk_of_each_option_with_score_and_band() -> None:
    found = boards.rows(boards.opened(boards.path_of_full(), values=True), "RiskRegister")
    assert [tuple(row.values()) for row in found] == [
        ("as is", "drift", 1, 2, 2, "Low", "not said", "not said"),
        ("joint (unproven)", "delay", 3, 4, 12, "High", "not said", "not said"),
        ("joint (unproven)", "drift", 1, 2, 2, "Low", "not said", "not said"),
    ]


@pytest.mark.parametrize(
    ("table", "there"),
    [
        ("RiskGridA", {("1", "Impact 2: minor"): "Low: 1"}),
        ("RiskGridB", {("3", "Impact 4: major"): "High: 1", ("1", "Impact 2: minor"): "Low: 1"}),
        ("RiskGridC", {}),
    ],
)
def test_the_grid_says_band_and_count_where_a_risk_stands_and_none_elsewhere(
    table: str, there: dict[tuple[str, str], str]
) -> None:
    rows = boards.rows(boards.opened(boards.path_of_full(), values=True), table)
    cells = {
        (str(row["Likelihood (1 to 5)"]), heading): value
        for row in rows
        for heading, value in row.items()
        if heading.startswith("Impact")
    }
    assert len(cells) == 25
    assert {at: value for at, value in cells.items() if value != "none"} == there


def test_risks_that_stand_together_are_counted(tmp_path: Path) -> None:
    case = replace(
        worked.case(),
        risks=tuple(risk(name, ("as is",), *at) for name, at in (("a", (5, 3)), ("b", (5, 3)), ("c", (3, 5)))),
    )
    rows = boards.rows(
        boards.opened(boards.written(replace(worked.run(), case=case), tmp_path), values=True), "RiskGridA"
    )
    assert (rows[0]["Impact 3: moderate"], rows[2]["Impact 5: catastrophic"]) == ("Extreme: 2", "Extreme: 1")


def test_the_grid_and_the_totals_are_live() -> None:
    book = boards.opened(boards.path_of_full())
    for table, first in (
        ("RiskTotals", "Total (points)"),
        ("RiskGridB", "Impact 1: negligible"),
        ("RiskRegister", "Band"),
    ):
        assert all(str(row[first]).startswith("=") for row in boards.rows(book, table))


def said(path: Path) -> str:
    return " ".join(str(row[0].value) for row in boards.opened(path, values=True)["Risks"].iter_rows(max_row=8))


def test_the_sheet_says_where_no_criterion_is_measured_by_risk() -> None:
    assert "No criterion is measured by the total of an option's risks" in said(boards.path_of_full())


def test_the_sheet_says_which_criterion_is_measured_by_risk_and_its_weight(tmp_path: Path) -> None:
    case = worked.case()
    case = replace(case, criteria=(*case.criteria, criterion("safety", weight="5/2", measure="risk", higher=False)))
    path = boards.written(boards.with_case(worked.run(), case), tmp_path)
    assert 'through the criterion "safety", measured by the total of an option\'s risks: 2.5 of 7.5 points' in said(
        path
    )


def test_without_risks_there_is_no_sheet(tmp_path: Path) -> None:
    assert "Risks" not in boards.opened(boards.written(pictured.alone(), tmp_path)).sheetnames


def test_ten_options_have_a_grid_each(tmp_path: Path) -> None:
    book = boards.opened(boards.written(pictured.many(10), tmp_path), values=True)
    grids = [boards.rows(book, f"RiskGrid{letter}") for letter in "ABCDEFGHIJ"]
    assert [grid[0]["Impact 5: catastrophic"] for grid in grids] == ["Extreme: 1"] * 10
