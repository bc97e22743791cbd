"""Decision: what the sheet, the summary and the paper say of a decision that was recorded on an earlier run."""

from __future__ import annotations

import json
from dataclasses import replace

import boards
import decisions
import pytest
import worked
from openpyxl import Workbook
from sentences import missing

from optimiser.analyses.decision import Verdict
from optimiser.analyses.findings import Findings
from optimiser.reports.data.result_json import result_json
from optimiser.reports.paper import paper


@pytest.fixture(scope="module")
def values() -> Workbook:
    return boards.opened(boards.path_of_full(), values=True)


def decided() -> Findings:
    """The worked example, in which all is proven, with a decision whose figures have moved."""
    return replace(boards.findings(worked.run()), decision=decisions.held_in(worked.run()))


def test_the_verdict_stands_first_with_what_keeps_it_from_being_known(values: Workbook) -> None:
    assert [values["Decision"][cell].value for cell in ("A5", "A6")] == [
        (
            'The decision of 2010-04-01 for "joint (unproven)" (Joint Commissioning Board): it is not known whether it'
            " still holds."
        ),
        'The answer for "joint (unproven)" is not proven (unproven).',
    ]


def test_figures_stand_then_and_now_with_their_change(values: Workbook) -> None:
    cost, _, score, _ = boards.rows(values, "DecisionFigures")
    assert list(cost.values())[:2] == ["Cost", "£"]
    before, now, change = list(cost.values())[2:]
    assert (before, now, change) == (pytest.approx(now - 10), now, pytest.approx(10))  # type: ignore[operator]
    assert list(score.values())[:3] == ["Weighted score", "points", 80]


def test_a_threshold_stands_beside_what_it_was_when_it_was_decided(values: Workbook) -> None:
    rows = [list(row.values()) for row in boards.rows(values, "DecisionThresholds")]
    assert rows == [
        ["funding", "falls", -0.06, -0.07, -0.05],
        ["funding", "rises", "not all proven", "not all proven", "not all proven"],
        ["prices", "falls", -0.2, "none found", "none found"],
    ]
    said = " ".join(str(cell.value) for cell in values["Decision"]["A"])
    assert missing(said, "funding falls by 7%, but not by 6%", "solved at -6% and -7%", '"as is" ranks above it') == []


def test_every_option_stands_then_and_now_and_one_that_is_new_is_said_to_be(values: Workbook) -> None:
    then = {row["Option"]: row["Rank when decided (position)"] for row in boards.rows(values, "DecisionStandings")}
    assert then == {"as is": 2, "joint (unproven)": 1, "nothing": "not appraised"}


def test_the_reason_is_text_and_never_a_formula(values: Workbook) -> None:
    said = [cell.value for cell in values["Decision"]["A"]]
    assert "Why: =More recover – and £5 saved." in said
    assert '"joint (unproven)" was chosen on 2010-04-01, by Joint Commissioning Board.' in said


def test_the_summary_and_the_paper_say_first_whether_it_holds() -> None:
    found = decided()
    assert found.decision is not None
    assert found.decision.verdict is Verdict.HOLDS
    facts = ('The decision of 2010-04-01 for "joint" (Joint Commissioning Board) still holds.', "falls by 7%")
    summary = boards.opened(boards.written(found), values=True)["Summary"]
    sentence = f"{summary['A5'].value} {summary['A6'].value}"  # a long sentence goes on in the next row
    assert missing(sentence, *facts, "funding and prices", "but not by 6%") == []
    assert paper(found).split("\n\n")[1] == f"**{sentence}**"


def test_the_paper_says_how_the_figures_have_moved() -> None:
    asked = paper(decided()).partition("## What to decide")[2]
    assert asked.strip().startswith("- When decided and now: cost £")


def test_without_a_decision_there_is_no_sheet_and_scripts_read_null() -> None:
    run = worked.run()
    assert "Decision" not in boards.opened(boards.written(run)).sheetnames
    assert json.loads(result_json(boards.findings(run)))["decision"] is None


def test_scripts_read_the_decision_and_its_thresholds() -> None:
    told = json.loads(result_json(decided()))["decision"]
    assert (told["option"], told["on"], told["by"], told["holds"]) == (
        *("joint", "2010-04-01", "Joint Commissioning Board"),
        True,
    )
    assert told["thresholds"]["funding"] == {
        "below": {"kept": -0.06, "lost": -0.07, "broken": ['"as is" ranks above it.'], "unproven": []},
        "above": {"kept": None, "lost": None, "broken": [], "unproven": [0.1]},
    }
    assert told["figures"]["cost"]["now"] - told["figures"]["cost"]["then"] == pytest.approx(10)
