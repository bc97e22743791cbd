"""The sheet Fixed or flexible, and the same in result.json: on a run whose ranges are made by hand."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import boards
import pictured
import pytest
import ranged
from openpyxl import Workbook
from sentences import missing

from models.plan.allocation_lines import AllocationLine, LineRange, NearOptimalRanges
from optimiser.analyses.flexibility import assess_flexibility
from optimiser.reports.data.findings_json import flexibility_json
from optimiser.reports.data.result_json import result_json
from optimiser.reports.prose.sensitivity import flexibility_sentence

SHEET = "Fixed or flexible"


@pytest.fixture(scope="module")
def values() -> Workbook:
    return boards.opened(boards.path_of_full(), values=True)


def test_the_sentence_counts_fixed_and_flexible_lines(values: Workbook) -> None:
    said = " ".join(str(cell.value) for (cell,) in values[SHEET]["A5:A9"] if cell.value)
    assert not missing(
        said,
        *(
            '2 of 5 lines of "joint (unproven)" are fixed',
            "at most 0.5% worse",
            "2 are flexible",
            "of which 7 are known",
        ),
        *("1 is undetermined", "2 further lines are allowed, but proven to be in no such plan"),
    )


def test_every_line_has_its_range_and_its_state(values: Workbook) -> None:
    rows = boards.rows(values, "FlexibilityLines")
    assert [tuple(row.values()) for row in rows] == [
        (
            *each.line,
            each.state.value,
            each.places,
            each.lowest_found,
            each.highest_found,
            each.lower_bound,
            each.upper_bound,
        )
        for each in ranged.ranged(boards.full()).ranges
    ]


def test_the_lines_of_each_borough_are_counted(values: Workbook) -> None:
    assert [tuple(row.values()) for row in boards.rows(values, "FlexibilityCounts")] == [("A", 1, 1, 1), ("B", 1, 1, 0)]


def test_the_picture_has_the_widest_flexible_lines_first_and_says_so(values: Workbook) -> None:
    drawn = boards.rows(values, "WidestLines")
    assert [row["Most found (places)"] - row["Least found (places)"] for row in drawn] == [5, 5]  # type: ignore[operator]
    assert [row["Fewest, minus the plan (places)"] for row in drawn] == [-2, -2]
    assert [row["Most, minus the plan (places)"] for row in drawn] == [3, 3]
    (chart,) = (each for each in pictured.charts(boards.path_of_full()) if "widest ranges" in each.finding)
    assert (
        f"{drawn[0]['Line']}, {drawn[0]['Least found (places)']} to {drawn[0]['Most found (places)']}" in chart.finding
    )


def test_where_all_is_fixed_there_is_no_picture(tmp_path: Path) -> None:
    alone = NearOptimalRanges("joint", (LineRange(AllocationLine("A", "day", "P"), 5, 5, 5, 5, 5),), 0, 1)
    book = boards.opened(boards.written(replace(boards.full_findings(), flexibility=alone), tmp_path), values=True)
    assert [found.name for sheet, found in boards.tables(book) if sheet.title == SHEET] == [
        "FlexibilityCounts",
        "FlexibilityLines",
    ]
    assert flexibility_sentence(alone, "joint").startswith('1 of 1 line of "joint" is fixed')
    assert flexibility_sentence(alone, "joint").endswith("at most 0.5% worse. None is flexible.")


def test_a_run_that_was_not_asked_has_no_sheet(tmp_path: Path) -> None:
    book = boards.opened(boards.written(replace(boards.full_findings(), flexibility=None), tmp_path))
    assert SHEET not in book.sheetnames


def test_result_json_has_every_line_or_null() -> None:
    found = json.loads(result_json(boards.full_findings()))["settled"]
    assert found == flexibility_json(ranged.ranged(boards.full()))
    assert found["lines"][0] == {
        "borough": "A",
        "service": "day",
        "provider": "P",
        "state": "fixed",
        **dict.fromkeys(("places", "low", "high", "least", "most"), 22),
    }
    assert (
        json.loads(result_json(boards.findings(replace(boards.full_findings(), flexibility=None))))["settled"] is None
    )


def test_an_option_without_figures_has_no_lines() -> None:
    assert assess_flexibility(boards.full(), "nothing") is None
