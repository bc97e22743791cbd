"""Robustness and Inputs tested: what the sheets say of what was found."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import boards
import pictured
import pytest
import sensitivity_example
import worked
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from sentences import missing

from models.appraisal.scoring import appraise
from optimiser.analyses.findings import Findings


@pytest.fixture(scope="module")
def values() -> Workbook:
    return boards.opened(boards.path_of_full(), values=True)


def lines(sheet: Worksheet) -> str:
    return " ".join(str(row[0].value) for row in sheet.iter_rows() if row[0].value is not None)


def test_the_first_line_says_what_would_change_the_preferred_option(values: Workbook) -> None:
    """Joint leads by 100 on recovery and lags by 8.24 and 50, so 29.12, on the rest: level at 29.12 / 129.12."""
    said = lines(values["Robustness"]).split(" This sheet describes the run")[0]
    assert not missing(
        said.partition("Back to Contents ")[2],
        *('"joint (unproven)" is no longer preferred if', "funding falls by 7%, but not by 6%", '"as is" is preferred'),
        *('the weight of "recovery" falls from 60% to below 22.6%', "each alone"),
        *("Not every answer is proven", "demand"),
    )


def test_a_switching_value_has_both_ends_and_who_is_preferred_then(values: Workbook) -> None:
    funding, demand = boards.rows(values, "Switching")
    assert list(funding.values()) == [
        *("funding", -0.06, -0.07, '"as is" is preferred'),
        *(0.2, "no change", "no change"),
    ]
    assert list(demand.values()) == ["demand", -0.2, "no change", "no change", *["not all proven"] * 3]


def test_the_tornado_has_the_lead_at_twenty_per_cent_either_way_the_widest_first(values: Workbook) -> None:
    funding, demand = boards.rows(values, "Tornado")
    assert list(funding.values()) == ["funding", 30, "no lead", 35, "no lead", 5, "funding (no lead with less)"]
    assert list(demand.values()) == ["demand", 30, 50, 10, 20, -20, "demand"]


def test_the_tornado_says_its_finding_to_who_cannot_see_it() -> None:
    (tornado,) = [each for each in pictured.charts(boards.path_of_full()) if "lead of" in each.finding]
    assert not missing(
        tornado.finding,
        *('the lead of "joint (unproven)", 30.0 points as run', "20%"),
        *("funding, no lead with less, a lead of 35.0 with more", "demand, a lead of 50.0 with less, a lead of 10.0"),
    )


def test_weights_have_the_shares_between_which_the_preferred_option_stays(values: Workbook) -> None:
    """Joint stays preferred while recovery has 2 x 29.12 / 100 points beside the other two, and welcome 291.76 / 50."""
    first, second, third = boards.rows(values, "WeightSpans")
    assert [row["Weight now (share of all)"] for row in (first, second, third)] == [0.6, 0.2, 0.2]
    assert first["Stays preferred down to (points)"] == pytest.approx(0.5824)
    assert third["Stays preferred up to (points)"] == pytest.approx(291.76 / 50)
    assert (first["Preferred below that"], first["Stays preferred up to (share of all)"]) == ("as is", "no change")
    assert third["Preferred above that"] == "as is"


def test_ranks_over_draws_add_up_to_one(values: Workbook) -> None:
    rows = boards.rows(values, "RankDraws")
    assert [row["Drawn over"] for row in rows] == ["All weights"] * 2
    ranks = [[float(str(row[f"Ranks {each} (share)"])) for each in ("1st", "2nd")] for row in rows]
    assert [round(sum(each), 9) for each in (*ranks, *zip(*ranks, strict=True))] == [1] * 4


def test_where_no_input_was_moved_the_sheet_says_how_to_and_there_is_no_sheet_of_points(tmp_path: Path) -> None:
    book = boards.opened(boards.written(worked.run(), tmp_path), values=True)
    assert "add --robust to the command" in lines(book["Robustness"])
    assert "Inputs tested" not in book.sheetnames


def test_every_point_has_a_row_for_each_option_with_its_status_and_how_it_stands(values: Workbook) -> None:
    rows = boards.rows(values, "InputsTested")
    assert len(rows) == 2 * (7 + 5)
    assert list(rows[1].values()) == [
        "funding",
        -0.2,
        "joint (unproven)",
        "infeasible",
        *["no figure"] * 4,
        "has no figures",
    ]
    assert list(rows[6].values()) == ["funding", -0.06, "as is", "optimal", 369, 2, 40, 2, "eligible"]
    (unproven,) = [row for row in rows if row["Status"] == "unproven"]
    assert (unproven["Option"], unproven["How it stands"]) == ("as is", "eligible")


def test_signs_of_bias_are_listed_or_said_to_be_none(values: Workbook, tmp_path: Path) -> None:
    assert "None was found." in lines(values["Robustness"])
    run = worked.run()
    idle = replace(run.case.criteria[1], measure=None, judgements=dict.fromkeys(("as is", "joint", "nothing"), 50))
    case = replace(run.case, criteria=(run.case.criteria[0], idle))
    rows = boards.rows(boards.opened(boards.written(boards.with_case(run, case), tmp_path), values=True), "BiasSigns")
    (row,) = rows
    assert 'same score on "thrift"' in str(row["What was found"])


def test_without_a_preferred_option_nothing_is_called_a_switch(tmp_path: Path) -> None:
    run = boards.full()
    gated = tuple(replace(each, gate=101) for each in run.case.criteria)
    case = replace(run.case, criteria=gated)
    figures = {name: result.measures for name, result in run.results.items()}
    nobody = replace(run, case=case, appraisal=appraise(case, figures))
    book = boards.opened(
        boards.written(Findings(nobody, sensitivity_example.example_sensitivity(nobody)), tmp_path), values=True
    )
    assert "No option is preferred" in str(book["Robustness"]["A5"].value)
    assert [name for _, table in boards.tables(book) if (name := table.name) in {"Switching", "Tornado"}] == []
