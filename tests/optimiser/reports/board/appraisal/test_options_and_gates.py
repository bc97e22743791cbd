"""Options and gates, dominated options, judgement beside measure, and what may be typed: on the worked example."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import boards
import pytest
import worked
from openpyxl import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from sentences import missing
from world import criterion, option

from models.case.appraisal_inputs import Criterion
from optimiser.engine.run import Run

RECOVERY = criterion("recovery", measure="outcomes", low=2, high=5)
HALVES = {"as is": 50, "joint": 50, "nothing": 0}


def scored(*criteria: Criterion) -> Run:
    """The worked example under other criteria: joint has 5 outcomes and costs 451.40, as is 2 and 369.00."""
    return boards.with_case(worked.run(), replace(worked.case(), criteria=criteria))


def book_of(run: Run, folder: Path) -> Workbook:
    return boards.opened(boards.written(run, folder), values=True)


def lines(book: Workbook, sheet: str) -> list[str]:
    """The sheet's text in column A."""
    return [str(row[0].value) for row in book[sheet].iter_rows(max_col=1) if row[0].value is not None]


# Options and gates


def test_every_option_of_the_case_has_a_row_with_why_it_is_not_appraised() -> None:
    found = boards.rows(boards.opened(boards.path_of_full(), values=True), "Longlist")
    assert [(row["Option"], row["Appraised"], row["Gates"]) for row in found] == [
        ("as is", "appraised", "passes"),
        ("joint (unproven)", "appraised, but unproven", "passes"),
        ("nothing", "infeasible: proven that no plan meets every constraint", "no figures"),
        ("later", "dropped: The board asked for it too late.", "no figures"),
    ]
    assert (found[1]["Level"], found[1]["Today's contracts"]) == ("3: pooled", "free to stop")


def test_an_option_that_was_not_asked_for_is_listed_too(tmp_path: Path) -> None:
    case = replace(worked.case(), options=(*worked.case().options, replace(option("fourth"), description="One more.")))
    (*_, last) = boards.rows(book_of(replace(worked.run(), case=case), tmp_path), "Longlist")
    assert (last["Description"], last["Appraised"]) == ("One more.", "not included in this run")


def test_a_gate_passes_and_fails_in_words_with_both_figures(tmp_path: Path) -> None:
    run = scored(criterion("welcome", judgements={"as is": 100, "joint": 39, "nothing": 0}, gate=40))
    book = book_of(run, tmp_path)
    found = boards.rows(book, "Gates")
    assert [(r["Option"], r["Score (points)"], r["Least score (points)"], r["Result"]) for r in found] == [
        ("as is", 100, 40, "Pass"),
        ("joint", 39, 40, "FAIL"),
    ]
    assert [row["Gates"] for row in boards.rows(book, "Longlist")] == ["passes", "fails a gate", "no figures"]


def test_where_no_criterion_has_a_gate_the_sheet_says_so(tmp_path: Path) -> None:
    said = lines(book_of(scored(RECOVERY), tmp_path), "Options and gates")
    assert "No criterion has a gate, so every option with figures is eligible." in said


# Dominated options


def test_a_dominated_option_is_named_with_what_dominates_it(tmp_path: Path) -> None:
    run = scored(RECOVERY, criterion("welcome", judgements=HALVES))
    book = book_of(run, tmp_path)
    said = " ".join(lines(book, "Options and gates"))
    assert not missing(said, '"as is" is dominated by "joint" (better on 1, as good on 1)')
    assert [tuple(row.values()) for row in boards.rows(book, "Dominance")] == [
        ("as is", "joint", 0, 1, 1, "does not"),
        ("joint", "as is", 1, 1, 0, "dominates"),
    ]
    assert [row["Dominated by, as run"] for row in boards.rows(book, "Longlist")] == ["joint", "none", "no figures"]


def test_where_no_option_is_dominated_the_sheet_says_so() -> None:
    said = " ".join(lines(boards.opened(boards.path_of_full(), values=True), "Options and gates"))
    assert "no option is dominated" in said


# Judgement and measure


def test_both_bands_and_the_figure_stand_where_they_differ() -> None:
    book = boards.opened(boards.path_of_full(), values=True)
    assert [tuple(row.values()) for row in boards.rows(book, "Judged")] == [
        ("welcome", "recovery", "as is", "High", "Low", "differ", 2, 2, 5, "outcomes"),
        ("welcome", "recovery", "joint (unproven)", "Medium", "High", "differ", 5, 2, 5, "outcomes"),
    ]
    as_is, joint = [line for line in lines(book, "Judgement and measure") if " is judged " in str(line)]
    scale = "2.0 (worst) to 5.0 (best)"
    assert not missing(str(as_is), '"as is" is judged High on "welcome"', 'Low on "recovery": 2.0 outcomes', scale)
    assert not missing(str(joint), '"joint (unproven)" is judged Medium on', 'High on "recovery": 5.0 outcomes', scale)


def test_where_they_agree_they_are_counted(tmp_path: Path) -> None:
    low_and_high = {"as is": 0, "joint": 100, "nothing": 0}
    run = scored(
        RECOVERY,
        criterion("felt", judgements=low_and_high, same_as="recovery"),
    )
    book = book_of(run, tmp_path)
    assert [tuple(row.values()) for row in boards.rows(book, "JudgedPairs")] == [("felt", "recovery", "Outcomes", 2, 0)]
    assert "They agree on every option." in lines(book, "Judgement and measure")


def test_without_pairs_the_sheet_says_so_and_shows_the_score_without_cost(tmp_path: Path) -> None:
    book = book_of(scored(RECOVERY), tmp_path)
    said = " ".join(lines(book, "Judgement and measure"))
    assert not missing(said, "(same_as), so no judgement is compared", "No criterion is of cost")
    scores = {row["Result"]: (row["as is"], row["joint"]) for row in boards.rows(book, "WithoutCost")}
    assert scores["Score with the criteria of cost"] == scores["Score without them"] == (0, 100)


def test_the_score_without_the_criteria_of_cost_stands_beside_the_score_with_them() -> None:
    """Without thrift as is has (3 x 0 + 1 x 100) / 4 = 25 and joint (3 x 100 + 1 x 50) / 4 = 87.5."""
    book = boards.opened(boards.path_of_full(), values=True)
    found = {row["Result"]: (row["as is"], row["joint (unproven)"]) for row in boards.rows(book, "WithoutCost")}
    assert found["Score with the criteria of cost"] == pytest.approx((32.62, 80.972))
    assert (found["Score without them"], found["Rank without them"]) == ((25, 87.5), (2, 1))
    parts = {row["Criterion"]: row["Part"] for row in boards.rows(book, "CostCriteria")}
    assert parts == {"recovery": "benefit", "thrift": "cost", "welcome": "benefit"}


def test_where_only_cost_has_weight_words_stand_for_the_score_without_it(tmp_path: Path) -> None:
    book = book_of(scored(criterion("thrift", measure="cost", higher=False)), tmp_path)
    found = {row["Result"]: (row["as is"], row["joint"]) for row in boards.rows(book, "WithoutCost")}
    assert (found["Score without them"], found["Rank without them"]) == (("no weight",) * 2, ("no weight",) * 2)


# The sentence


@pytest.mark.parametrize(
    ("criteria", "sentence"),
    [
        pytest.param(
            [RECOVERY],
            '"joint" is preferred, with a weighted score of 100.0 out of 100, ahead of "as is" on 0.0, the next'
            " eligible option.",
            id="ahead",
        ),
        pytest.param(
            [criterion("felt", judgements={**HALVES, "joint": "50.01"})],
            '"joint" is preferred, with a weighted score of 50.0 out of 100, less than a tenth of a point ahead'
            ' of "as is", the next eligible option.',
            id="hardly ahead",
        ),
        pytest.param(
            [criterion("felt", judgements=HALVES)],
            '"as is" is preferred, with a weighted score of 50.0 out of 100, the same score as "joint"; its lower'
            " present cost decides.",
            id="level",
        ),
        pytest.param(
            [criterion("recovery", measure="outcomes", low=2, high=5, gate=50)],
            '"joint" is preferred, with a weighted score of 100.0 out of 100; no other option is eligible.',
            id="alone",
        ),
        pytest.param(
            [criterion("felt", judgements=HALVES, gate=60)],
            "No option is preferred: every option fails a gate.",
            id="none",
        ),
    ],
)
def test_the_sentence_of_the_matrix_says_what_summary_says(
    criteria: list[Criterion], sentence: str, tmp_path: Path
) -> None:
    book = book_of(scored(*criteria), tmp_path)
    assert sentence in lines(book, "Appraisal matrix")
    assert any(f"{start}{sentence}" in lines(book, "Summary") for start in ("", "As run: "))


def test_matrix_and_cover_say_that_nothing_has_changed_since_the_run() -> None:
    book = boards.opened(boards.path_of_full(), values=True)
    cover = {row["Item"]: row["What it is"] for row in boards.rows(book, "Cover")}
    assert (book["Appraisal matrix"]["B8"].value, cover["Weights, gates and judgements"]) == ("as run", "as run")


# What may be typed


def rule_of(book: Workbook, table: str, row: int, heading: str) -> DataValidation:
    """The rule on a cell that may be typed over."""
    sheet, found = boards.table(book, table)
    head, *data = boards.cells(sheet, found)
    at = data[row][[cell.value for cell in head].index(heading)].coordinate
    (rule,) = [each for each in sheet.data_validations.dataValidation if at in each.sqref]
    return rule


@pytest.mark.parametrize(
    ("table", "row", "heading", "kind", "style"),
    [
        ("Matrix", 0, "Weight (points)", "decimal", None),
        ("Matrix", 0, "Gate: least score to be preferred (points)", "decimal", None),
        ("Matrix", 2, "as is", "list", "warning"),
        ("Basis", 0, "Better", "list", None),
        ("Basis", 0, "Low end", "decimal", None),
        ("Scale", 0, "Figure (in its unit)", "decimal", None),
    ],
)
def test_what_may_be_typed_has_a_rule_and_a_message(
    table: str, row: int, heading: str, kind: str, style: str | None
) -> None:
    rule = rule_of(boards.opened(boards.path_of_full()), table, row, heading)
    assert (rule.type, rule.errorStyle) == (kind, style)
    assert rule.prompt == rule.error
    assert len(str(rule.prompt)) > 20


def test_a_judgement_in_a_word_stands_in_that_word_to_be_typed_over(tmp_path: Path) -> None:
    welcome = replace(
        criterion("welcome", judgements={"as is": 100, "joint": "62.5", "nothing": 0}),
        judgement_words={"as is": "High", "joint": "62.5", "nothing": "Low"},
    )
    (row,) = boards.rows(book_of(scored(welcome), tmp_path), "Matrix")
    assert (row["as is"], row["joint"]) == ("High", 62.5)
