"""What is said of the last outcomes and of a limit: no more than is proven."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import boards
import pytest
import worked
from sentences import missing

from optimiser.analyses.findings import findings_of
from optimiser.analyses.last_outcomes import LastOutcomes
from optimiser.engine.run import Run
from optimiser.reports.data.result_json import result_json
from optimiser.reports.paper import paper
from optimiser.reports.prose.outcome_costs import last_outcomes_sentences, limit_sentence

FOUND = LastOutcomes(
    "joint", Fraction(1500), Fraction(15), Fraction(1_500_149), Fraction(1_600_000), Fraction(1_600_001)
)


def said(last: LastOutcomes | None) -> str:
    return " ".join(last_outcomes_sentences(replace(findings_of(worked.run()), last_outcomes=last)))


def test_least_is_rounded_down_and_most_is_rounded_up() -> None:
    facts = ["last 15.0 weighted outcomes", '"joint"', "1%", "£1,000 to £1,067 each", "£15,001 lower"]
    assert not missing(said(FOUND), *facts)


def test_one_figure_is_said_if_least_and_most_are_the_same() -> None:
    assert "cost £1,000 each" in said(
        replace(FOUND, present_cost_less=Fraction(1_500_000), most_less=Fraction(1_500_000))
    )


def test_only_the_least_is_said_if_nothing_more_is_proven() -> None:
    assert not missing(said(replace(FOUND, most_less=None, cut=True)), "at least £1,000 each", "time limit")


def test_without_a_cheaper_plan_the_most_that_could_be_saved_is_said() -> None:
    last = LastOutcomes("joint", Fraction(1500), most_less=Fraction(50_001))
    assert not missing(said(last), "99% of the weighted outcomes", '"joint"', "£501 lower")
    assert "lower present cost" in said(replace(last, most_less=Fraction(0)))
    assert "not known" in said(replace(last, most_less=None))
    assert said(None) == ""


def test_a_small_number_of_outcomes_is_not_rounded_to_0() -> None:
    assert "last 0.04 weighted" in said(replace(FOUND, fewer=Fraction(1, 25)))


def test_the_paper_the_summary_and_the_run_record_say_it(tmp_path: Path) -> None:
    """The value and the bound of an objective with a limit are named for what they are."""
    found = replace(findings_of(limited(500_000)), last_outcomes=FOUND)
    book = boards.opened(boards.written(found, tmp_path))
    sheets = {
        name: " ".join(str(cell.value) for row in book[name].iter_rows() for cell in row) for name in book.sheetnames
    }
    assert not missing(paper(found), "£1,000 to £1,067 each", "costs more than £5,000")
    assert not missing(sheets["Summary"], "£1,000 to £1,067 each", "costs more than £5,000")
    assert not missing(sheets["Run record"], "costs more than £5,000", "less one for each £5,000 of present cost")
    last = json.loads(result_json(found))["last_outcomes"]
    assert (last["option"], last["fewer"], last["present_cost_less"]) == ("joint", 15, 15_001.49)
    assert (last["least_each"], last["most_each"], last["cut_short"]) == (1_000.10, 1_066.67, False)


def limited(pence: int | None, objective: str | None = None) -> Run:
    run = worked.run()
    settings = replace(run.settings, objective=objective)
    return replace(run, case=replace(run.case, most_per_outcome=pence), settings=settings)


@pytest.mark.parametrize(("pence", "words"), [(500_000, "£5,000 of"), (500_050, "£5,000.50 of")])
def test_a_limit_is_said_with_what_it_leaves_open(pence: int, words: str) -> None:
    assert not missing(limit_sentence(limited(pence)), words, "weighted outcome", "constraints", "gap")


def test_nothing_is_said_of_a_limit_that_is_not_set_or_not_used() -> None:
    assert [limit_sentence(limited(None)), limit_sentence(limited(500_000, "cost"))] == ["", ""]
