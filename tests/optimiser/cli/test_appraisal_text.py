"""What `optimiser appraise` prints, and its exit code."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
import worked
from sentences import missing

from models.appraisal.certainty import RankingCertainty
from models.plan.plan import Status
from optimiser.cli import Exit, appraisal_text
from optimiser.engine.atomic_write import SavedFiles
from optimiser.engine.run import Run
from optimiser.reports.folder import Written


def with_status(*status: Status) -> Run:
    """The worked run, its options of other status; without figures for those that have none."""
    run = worked.run()
    results = dict(run.results)
    for name, each in zip(results, status, strict=False):
        answer = replace(results[name].answer, status=each)
        if not each.has_figures:
            answer = replace(answer, plan=None, objective_value=None, bound=None, gap=None)
        results[name] = replace(results[name], answer=answer)
    return replace(run, results=results)


def test_the_table_shows_each_options_figures_in_columns() -> None:
    assert appraisal_text.outcome(worked.run_without_lapse()).splitlines()[:6] == [
        "option   status        gap  cost  saving  weighted outcomes  score  rank",
        "-------  ----------  -----  ----  ------  -----------------  -----  ----  ---------",
        "as is    optimal     0.00%  £410      £0                4.0   32.6     2",
        "joint    optimal     0.00%  £513   -£103               10.0   81.0     1  preferred",
        "nothing  infeasible",
        "",
    ]


def test_if_money_lapses_the_saving_less_that_comes_first_and_is_explained() -> None:
    told = appraisal_text.outcome(worked.run()).splitlines()
    assert told[:4] == [
        "option   status        gap  cost  saving kept  saving  weighted outcomes  score  rank",
        "-------  ----------  -----  ----  -----------  ------  -----------------  -----  ----  ---------",
        "as is    optimal     0.00%  £410        -£460      £0                4.0   32.6     2",
        "joint    optimal     0.00%  £513        -£549   -£103               10.0   81.0     1  preferred",
    ]
    (line,) = [line for line in told if line.startswith("Saving kept is")]
    assert missing(line, "the saving less", "lapses", "not spent", "returned") == []
    assert "lapse" not in appraisal_text.outcome(worked.run_without_lapse())


def test_an_option_without_a_plan_is_said_to_be_proven_so_with_the_reason() -> None:
    (last,) = [line for line in appraisal_text.outcome(worked.run()).splitlines() if line.startswith('"nothing" has')]
    assert missing(last, '"nothing" has no plan', "infeasible", "proven") == []
    assert last.endswith(worked.run().results["nothing"].answer.remarks[0])


def test_outcomes_are_shown_unweighted_where_every_service_weighs_the_same() -> None:
    run = worked.run_without_lapse()
    services = tuple(replace(each, outcome_weight=Fraction(1)) for each in run.case.services)
    told = appraisal_text.outcome(replace(run, case=replace(run.case, services=services))).splitlines()
    assert [line[41:50].split() for line in (told[0], told[2], told[3])] == [["outcomes"], ["2.0"], ["5.0"]]


def test_an_option_without_an_answer_is_not_said_to_have_no_plan_and_may_be_better_than_the_preferred() -> None:
    told = appraisal_text.outcome(with_status(Status.NO_ANSWER)).splitlines()
    assert any(line.startswith('"as is" has no answer') and "not proven" in line for line in told)
    assert any("An option without an answer may be better" in line for line in told)


def test_options_named_by_the_user_are_said_to_be_scored_among_themselves() -> None:
    run = worked.run()
    named = replace(run, settings=replace(run.settings, options=("joint",)))
    assert (
        appraisal_text.outcome(named)
        .splitlines()[-1]
        .startswith("Scores compare only the options named and the reference")
    )


def test_a_failed_gate_is_said_beside_the_option_and_below() -> None:
    run = worked.run()
    standing = replace(run.appraisal.standings["joint"], gates_failed=("welcome",))
    appraisal = replace(run.appraisal, standings={**run.appraisal.standings, "joint": standing}, preferred=None)
    told = appraisal_text.outcome(replace(run, appraisal=appraisal))
    assert "1  fails a gate" in told
    assert '"joint" cannot be preferred: it fails the gate of welcome.' in told
    assert "No option is preferred" in told


def test_a_scenario_is_said_to_be_one_below_the_table() -> None:
    told = appraisal_text.outcome(replace(worked.run(), scenario="less money")).splitlines()
    assert told[6] == 'This is the scenario "less money", not the base case.'


@pytest.mark.parametrize(
    ("status", "code"),
    [
        ((Status.OPTIMAL, Status.WITHIN_GAP, Status.INFEASIBLE), Exit.DONE),
        ((Status.OPTIMAL, Status.UNPROVEN, Status.INFEASIBLE), Exit.UNPROVEN),
        ((Status.OPTIMAL, Status.OPTIMAL, Status.NO_ANSWER), Exit.UNPROVEN),
        ((Status.INFEASIBLE, Status.INFEASIBLE, Status.NO_ANSWER), Exit.NO_PLAN),
    ],
)
def test_the_exit_code_says_what_is_proven(status: Sequence[Status], code: Exit) -> None:
    assert appraisal_text.code(with_status(*status)) == code


def test_the_last_line_says_what_to_do_next() -> None:
    saved = Written(SavedFiles(Path("out"), ("appraisal.xlsx", "result.json"), {}))
    last = [appraisal_text.ending(run, saved).splitlines()[-1] for run in (worked.run(), with_status(Status.UNPROVEN))]
    assert last[0] == f"Next: open {Path('out') / 'appraisal.xlsx'}."
    assert last[1].startswith("Not everything is proven. Next: appraise again with a longer --time-limit")


def test_where_no_option_has_a_plan_the_next_step_depends_on_whether_that_is_proven() -> None:
    saved = Written(SavedFiles(Path("out"), ("result.json",), {}))
    proven = with_status(Status.INFEASIBLE, Status.INFEASIBLE)
    unknown = with_status(Status.INFEASIBLE, Status.NO_ANSWER)
    last = [appraisal_text.ending(run, saved).splitlines()[-1] for run in (proven, unknown)]
    assert "docs/when-there-is-no-plan.md" in last[0]
    assert "longer --time-limit" in last[1]


def test_a_file_open_elsewhere_is_named_with_what_stands_for_it() -> None:
    saved = Written(
        SavedFiles(Path("out"), ("appraisal.xlsx",), {"appraisal.xlsx": "appraisal-2026-01-02-030405.xlsx"})
    )
    first, *_, last = appraisal_text.ending(worked.run(), saved).splitlines()
    assert missing(first, "appraisal.xlsx is open", "appraisal-2026-01-02-030405.xlsx") == []
    assert last.endswith("appraisal-2026-01-02-030405.xlsx.")


def test_a_check_that_fails_never_hides_that_no_option_has_a_plan() -> None:
    assert appraisal_text.code(with_status(Status.INFEASIBLE, Status.INFEASIBLE), ["one"]) == Exit.NO_PLAN


def test_the_next_step_names_checks_only_if_one_fails_and_else_how_to_be_certain() -> None:
    run = replace(worked.run(), certainty=RankingCertainty(rivals=("as is",)))
    written = Written(SavedFiles(Path("out"), ("appraisal.xlsx",), {}))
    told = appraisal_text.ending(run, written).splitlines()[-1]
    assert missing(told, "not certain", "appraise again", "--ranking-time", "--gap 0") == []
    failing = replace(written, failing=("Plans, line 1",))
    assert missing(appraisal_text.ending(run, failing).splitlines()[-1], "Not every check passes", "Checks") == []
    assert [appraisal_text.code(run), appraisal_text.code(run, failing.failing)] == [Exit.UNPROVEN, Exit.UNPROVEN]
