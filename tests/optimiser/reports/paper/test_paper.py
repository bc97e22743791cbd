"""The one-page paper: what it says in each kind of run, how users' text is shown, and that no figure is its own."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path

import boards
import examples
import pictured
import pytest
import worked
from comparison_example import example_comparison
from paper_numbers import foreign, shown_in
from sentences import missing

from models.case.appraisal_inputs import Action
from optimiser.analyses.findings import Findings
from optimiser.analyses.last_outcomes import assess_last_outcomes
from optimiser.engine.parallel import Pool
from optimiser.engine.run import Run
from optimiser.reports.folder import PAPER, RUN_WORKBOOK, write_run
from optimiser.reports.paper import paper
from optimiser.reports.paper.markdown import escaped_line, markdown_table
from optimiser.reports.prose.comparison import since_last_run

TITLES = [
    "The question", "The options", "What is preferred, and why", "What it costs and saves", "What would change it",
    "What is uncertain", "What to decide",
]  # fmt: skip
RUNS: dict[str, Callable[[], Run | Findings]] = {
    "worked": worked.run,
    "full": boards.full_findings,
    "alone": pictured.alone,
    "many": lambda: pictured.many(3),
}


def section(run: Run | Findings, title: str) -> str:
    """The text of one section."""
    return paper(boards.findings(run)).split(f"## {title}\n\n")[1].split("\n\n## ")[0]


# What it says


def test_it_has_a_title_and_the_sections_in_their_order() -> None:
    text = paper(boards.findings(worked.run()))
    assert text.startswith("# Options appraisal: worked example\n")
    assert re.findall(r"^## (.*)$", text, re.MULTILINE) == TITLES


@pytest.mark.slow  # the cases are solved
@pytest.mark.parametrize("name", examples.CASE_NAMES)
def test_it_is_a_page(name: str) -> None:
    """What an A4 page holds in small print: about 90 lines with the blank ones between, and 950 words."""
    run = examples.appraised(name)
    (last,) = assess_last_outcomes([run], Pool(1))
    text = paper(replace(boards.findings(run), last_outcomes=last))
    assert 40 <= len(text.splitlines()) <= 90
    assert 400 <= len(text.split()) <= 950


def test_the_same_run_gives_the_same_paper() -> None:
    assert paper(boards.full_findings()) == paper(boards.full_findings())


def test_it_says_what_is_preferred_what_it_costs_and_what_it_saves() -> None:
    """Joint costs 513, as is 410, today 205 a year; 16 of the 513 are one-off."""
    run = worked.run()
    headline = section(run, "What is preferred, and why").splitlines()[0]
    assert missing(headline, '"joint" is preferred', "81.0 out of 100", '"as is" on 32.6') == []
    cost, _, saving, change = section(run, "What it costs and saves").splitlines()[:4]
    assert missing(cost, '"joint" costs £513 over 2010/11 to 2011/12', '£103 more than "as is"', "£451") == []
    assert missing(saving, "costs £87 more", "£96 for providing more service", "less £9 from efficiency") == []
    assert missing(change, "costs £16 once", "costs £103 more over all years") == []


def test_it_says_which_weights_would_change_the_preference_nearest_first() -> None:
    """Recovery 60 %, thrift and welcome 20 % each: scores 32.6 and 81.0; as is leads by 100 less 50 on welcome."""
    first, second, *_ = [
        each for each in section(worked.run(), "What would change it").splitlines() if each[:2] == "- "
    ]
    assert missing(first, "recovery has 60.0%", 'below 22.6%, "as is" is preferred') == []
    assert missing(second, "welcome has 20.0%", 'above 59.3%, "as is" is preferred') == []


def test_inputs_that_were_not_tested_are_said_not_to_have_been() -> None:
    said = section(worked.run(), "What would change it")
    assert missing(said, "Only weights were tested", "did not test", "funding, demand, prices or success rates") == []


def test_inputs_that_were_tested_are_said_with_both_ends_of_a_switch_and_what_is_not_proven() -> None:
    *_, funding, demand = section(boards.full_findings(), "What would change it").splitlines()
    assert missing(funding, "funding", "a fall of 7.0%", "not after one of 6.0%", '"as is" is preferred') == []
    assert missing(demand, "demand", "no change that was tested changes it", "not every change", "proven") == []


def test_a_change_that_leaves_no_option_a_plan_is_told_from_one_that_another_option_wins() -> None:
    found = boards.full_findings()
    funding, demand = found.sensitivity.inputs or ()
    assert funding.below is not None
    nothing = replace(funding, below=replace(funding.below, then_preferred=None, has_plan=False, any_plan=False))
    tested = replace(found.sensitivity, inputs=(nothing, demand))
    said = section(replace(found, sensitivity=tested), "What would change it")
    (line,) = [line for line in said.splitlines() if line.startswith("- funding")]
    assert missing(line, "a fall of 7.0%", "not after one of 6.0%", "no option has a plan") == []


def test_an_input_of_which_the_least_change_tried_is_too_much_is_said_without_an_end_at_which_it_holds() -> None:
    found = boards.full_findings()
    funding, demand = found.sensitivity.inputs or ()
    assert funding.below is not None
    at_once = replace(funding, below=replace(funding.below, holds_at=Fraction(0), fails_at=Fraction(-1, 100)))
    tested = replace(found.sensitivity, inputs=(at_once, demand))
    said = section(replace(found, sensitivity=tested), "What would change it")
    (line,) = [line for line in said.splitlines() if line.startswith("- funding")]
    assert missing(line, "a fall of 1.0%", '"as is" is preferred') == []
    assert "not after" not in line


def test_what_is_unproven_is_said_in_the_table_and_among_the_doubts() -> None:
    assert "| joint | preferred, unproven |" in section(boards.full_findings(), "The options")
    said = section(boards.full_findings(), "What is uncertain")
    assert missing(said, 'Unproven: for "joint"', "a better plan") == []


def test_options_without_figures_and_those_not_appraised_are_named_with_the_reason() -> None:
    said = section(boards.full_findings(), "The options")
    assert '- "nothing" has no figures: no plan meets every constraint.' in said
    assert '- "later" was not appraised: The board asked for it too late.' in said


def test_the_decisions_are_the_choice_then_the_consents_by_date() -> None:
    said = section(worked.run(), "What to decide").splitlines()
    assert said[0] == '- Whether to take "joint" forward.'
    assert [each.split(":")[0] for each in said[1:3]] == ["- By Q2 2010/11", "- By Q4 2010/11"]


def test_the_paper_says_where_the_steps_it_leaves_out_and_the_boards_own_stand() -> None:
    run = worked.run()
    own = replace(run, case=replace(run.case, actions=(Action("start", "Ask the people", "May", "B"),)))
    last = "Every step, with its dates and money, is on the sheet Action plan"
    assert section(run, "What to decide").rstrip().endswith(f"{last}.")
    assert missing(section(own, "What to decide"), last, "own actions on the sheet Own actions") == []


# Other kinds of runs


def test_without_criteria_nothing_is_preferred_and_one_option_is_what_the_paper_is_about() -> None:
    run = pictured.alone()
    assert "no criteria to score by" in section(run, "What is preferred, and why")
    assert section(run, "What it costs and saves").startswith('- "alone" costs £40 over 2010/11')
    assert section(run, "What would change it").startswith("No option is preferred")


def test_without_criteria_and_with_several_options_no_figures_are_singled_out() -> None:
    run = pictured.many(3)
    assert section(run, "What it costs and saves").startswith("No option is preferred. The sheet Options compared")
    assert section(run, "What to decide").startswith("- Which option to take forward")


def without_plans() -> Run:
    """The worked run in which no option has a plan."""
    run = worked.run()
    none = run.results["nothing"]
    results = {
        name: replace(none, option=result.option, answer=replace(none.answer, option=name))
        for name, result in run.results.items()
    }
    return boards.with_case(replace(run, results=results), run.case)


def test_without_a_plan_it_says_why_and_has_no_table() -> None:
    run = without_plans()
    assert "|" not in section(run, "The options")
    assert section(run, "The options").count("has no figures: no plan meets every constraint.") == 3
    assert "No option is preferred: no option has figures." in section(run, "What is preferred, and why")
    assert section(run, "What to decide").startswith("- Which option to take forward, or what to change in the case")


def test_a_scenario_is_said_to_be_one_before_anything_else() -> None:
    text = paper(boards.findings(replace(worked.run(), scenario="less money")))
    assert text.splitlines()[2] == '**This is the scenario "less money", not the base case.**'


# Users' text


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("a | b", r"a \| b"),
        ("*bold* _under_ `code`", r"\*bold\* \_under\_ \`code\`"),
        ("# heading", r"\# heading"),
        ("<script> & [link](x)", r"\<script\> \& \[link\](x)"),
        ("1. first", r"1\. first"),
        ("2) second", r"2\) second"),
        ("- item", r"\- item"),
        ("---", r"\---"),
        ("===", r"\==="),
        ("32.6", "32.6"),
        ("-£103", "-£103"),
        ("two\nlines", "two lines"),
        (r"back\slash", r"back\\slash"),
    ],
)
def test_text_that_a_user_typed_is_shown_and_never_becomes_a_mark(typed: str, written: str) -> None:
    assert escaped_line(typed) == written


def test_a_cell_with_a_bar_keeps_its_table_whole() -> None:
    assert markdown_table(("a",), [("x|y",)], numbers=0).splitlines() == ["| a |", "|---|", r"| x\|y |"]


def test_a_very_long_text_is_cut_with_an_ellipsis() -> None:
    assert (len(escaped_line("x" * 1000)), escaped_line("x" * 1000)[-1]) == (400, "…")


def test_what_changed_since_the_last_run_is_not_cut_short() -> None:
    old, new = (
        replace(side, years="2010/11", prices="x" * 300 + side.run)
        for side in (example_comparison().old, example_comparison().new)
    )
    found = replace(example_comparison(), old=old, new=new)
    assert since_last_run(found) in paper(
        boards.findings(replace(boards.findings(worked.run()), comparison=found))
    ).replace("\\", "")


def test_a_title_that_looks_like_markdown_is_escaped() -> None:
    run = worked.run()
    text = paper(boards.findings(replace(run, case=replace(run.case, title="#1 | *best* <b>"))))
    assert text.splitlines()[0] == r"# Options appraisal: \#1 \| \*best\* \<b\>"


# Every figure is in the workbook


@cache
def shown_by(name: str) -> tuple[frozenset[Decimal], str]:
    """The figures and the words of a run's workbook."""
    return shown_in(boards.written(RUNS[name]()))


@pytest.mark.slow  # a workbook is written for each run
@pytest.mark.parametrize("name", RUNS)
def test_every_number_of_the_paper_stands_in_a_cell_of_the_workbook(name: str) -> None:
    assert list(foreign(paper(boards.findings(RUNS[name]())), *shown_by(name))) == []


@pytest.mark.parametrize("wrong", ["£514", "£451.01", "61.0%", "81.1", "2010/12"])
def test_a_number_that_no_cell_has_is_found(wrong: str) -> None:
    assert list(foreign(f"It is {wrong}.", *shown_by("worked"))) == [wrong]


def test_the_paper_stands_beside_the_workbook(tmp_path: Path) -> None:
    write_run(boards.findings(worked.run()), tmp_path)
    assert (tmp_path / PAPER).read_text(encoding="utf-8") == paper(boards.findings(worked.run()))
    assert (tmp_path / RUN_WORKBOOK).exists()
