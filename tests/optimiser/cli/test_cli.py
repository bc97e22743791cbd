"""The command line from the inside: what it says, how it ends, and what it does when something goes wrong."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
import worked
import world

from models.plan.ledger import Violation
from models.plan.plan import Status
from optimiser import cli
from optimiser.casefiles.reading import CaseFile
from optimiser.cli import Exit
from optimiser.cli import result_text as words
from optimiser.cli.actions import appraise as appraising
from optimiser.cli.actions import shared as steps
from optimiser.cli.actions.case_summary import holding
from optimiser.cli.progress import Line, aside
from optimiser.engine.atomic_write import Saved
from optimiser.engine.run import Run
from optimiser.errors import BrokenAnswer
from optimiser.reports.folder import Written

Told = tuple[int, str, str]
Ask = Callable[..., Told]


class Left(BaseException):
    """What os._exit does, without doing it."""


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Run the command in this process: its exit code, stdout and stderr."""

    def leave(code: int) -> None:
        raise Left(code)

    monkeypatch.setattr("os._exit", leave)

    def asked(*arguments: str) -> Told:
        with pytest.raises((SystemExit, Left)) as ended:
            cli.main(arguments)
        out, err = capsys.readouterr()
        code = ended.value.code if isinstance(ended.value, SystemExit) else ended.value.args[0]
        return int(code), out, err

    return asked


@pytest.fixture
def solved(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A case that reads as the worked example and is solved at once; its path."""
    monkeypatch.setattr(
        steps, "read", lambda path, scenario="", _changes=(): CaseFile(worked.case(), (), "0" * 64, str(path), scenario)
    )
    monkeypatch.setattr(appraising, "run", lambda *_: worked.run())
    monkeypatch.chdir(tmp_path)
    (tmp_path / "my case").mkdir()
    return Path("my case")


def raising(error: BaseException) -> Callable[..., Run]:
    def raised(*_: object) -> Run:
        raise error

    return raised


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
    assert words.outcome(worked.run()).splitlines() == [
        "option   status        gap  cost  saving  weighted outcomes  score  rank",
        "-------  ----------  -----  ----  ------  -----------------  -----  ----  ---------",
        "as is    optimal     0.00%  £410      £0                4.0   32.6     2",
        "joint    optimal     0.00%  £513   -£103               10.0   81.0     1  preferred",
        "nothing  infeasible",
        "",
        '"nothing" has no plan (infeasible): proven. The floor of day cannot be met.',
    ]


def test_outcomes_are_shown_unweighted_where_every_service_weighs_the_same() -> None:
    run = worked.run()
    services = tuple(replace(each, outcome_weight=Fraction(1)) for each in run.case.services)
    told = words.outcome(replace(run, case=replace(run.case, services=services))).splitlines()
    assert [line[41:50].split() for line in (told[0], told[2], told[3])] == [["outcomes"], ["2.0"], ["5.0"]]


def test_an_option_without_an_answer_is_not_said_to_have_no_plan_and_may_be_better_than_the_preferred() -> None:
    told = words.outcome(with_status(Status.NO_ANSWER)).splitlines()
    assert '"as is" has no answer: in the time given no plan was found, and none was ruled out.' in told
    assert (
        told[-1] == "The preferred option is the best of those with figures; an option without an answer may be better."
    )


def test_options_named_by_the_user_are_said_to_be_scored_among_themselves() -> None:
    run = worked.run()
    named = replace(run, settings=replace(run.settings, options=("joint",)))
    assert words.outcome(named).splitlines()[-1].startswith("Scores compare the options named and the reference alone")


def test_a_failed_gate_is_said_beside_the_option_and_below() -> None:
    run = worked.run()
    standing = replace(run.appraisal.standings["joint"], gates_failed=("welcome",))
    appraisal = replace(run.appraisal, standings={**run.appraisal.standings, "joint": standing}, preferred=None)
    told = words.outcome(replace(run, appraisal=appraisal))
    assert "1  fails a gate" in told
    assert '"joint" cannot be preferred: it fails the gate of welcome.' in told
    assert "No option is preferred" in told


def test_a_scenario_is_said_to_be_one_below_the_table() -> None:
    told = words.outcome(replace(worked.run(), scenario="less money")).splitlines()
    assert told[6] == 'This is the scenario "less money", not the case as it stands.'


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
    assert words.code(with_status(*status)) == code


def test_the_last_line_says_what_to_do_next() -> None:
    saved = Written(Saved(Path("out"), ("appraisal.xlsx", "result.json"), {}))
    last = [words.ending(run, saved).splitlines()[-1] for run in (worked.run(), with_status(Status.UNPROVEN))]
    assert last[0] == f"Next: open {Path('out') / 'appraisal.xlsx'}."
    assert last[1].startswith("Not everything is proven. Next: appraise again with a longer --time-limit")


def test_where_no_option_has_a_plan_the_next_step_depends_on_whether_that_is_proven() -> None:
    saved = Written(Saved(Path("out"), ("result.json",), {}))
    proven = with_status(Status.INFEASIBLE, Status.INFEASIBLE)
    unknown = with_status(Status.INFEASIBLE, Status.NO_ANSWER)
    last = [words.ending(run, saved).splitlines()[-1] for run in (proven, unknown)]
    assert "loosen what contradicts" in last[0]
    assert "longer --time-limit" in last[1]


def test_a_file_open_elsewhere_is_named_with_what_stands_for_it() -> None:
    saved = Written(Saved(Path("out"), ("appraisal.xlsx",), {"appraisal.xlsx": "appraisal-2026-01-02-030405.xlsx"}))
    first, *_, last = words.ending(worked.run(), saved).splitlines()
    assert first == "appraisal.xlsx is open in another program: the new one is appraisal-2026-01-02-030405.xlsx."
    assert last.endswith("appraisal-2026-01-02-030405.xlsx.")


def test_check_counts_what_a_case_holds() -> None:
    told = holding(worked.case()).splitlines()
    assert told[0] == "worked example"
    assert "2 boroughs, 3 services, 5 demand rows" in told
    assert "2 contracts with 2 suppliers today, and 1 in house" in told
    assert "Baseline, a year of today's arrangements: £205 (A £170; B £35)" in told
    assert "Streams, £700 a year in all:" in told
    assert "  grant, A: £400 a year (poolable, lapses)" in told
    assert "  joint: pooled, existing contracts free" in told
    assert told[-1] == "Sources: no row says where it comes from."


def test_check_counts_a_risk_once_however_many_rows_score_it() -> None:
    rows = tuple(world.risk(name, "joint", 1, 1) for name in ("delay", "turnover", "delay"))
    told = holding(replace(worked.case(), risks=rows)).splitlines()
    assert [line for line in told if line.endswith("risks")] == ["3 criteria, 2 risks"]


def test_the_result_goes_to_stdout_and_the_rest_to_stderr(ask: Ask, solved: Path) -> None:
    code, out, err = ask("appraise", str(solved))
    assert (code, out) == (Exit.DONE, words.outcome(worked.run()) + "\n")
    assert err.splitlines()[-1] == f"Next: open {Path('outputs') / 'my case' / 'appraisal.xlsx'}."
    assert (Path("outputs") / "my case" / "result.json").exists()


def test_json_prints_the_result_as_written(ask: Ask, solved: Path) -> None:
    _, out, _ = ask("appraise", str(solved), "--json", "-o", "here")
    assert out == Path("here/result.json").read_text(encoding="utf-8")


def test_quiet_prints_nothing(ask: Ask, solved: Path) -> None:
    assert ask("appraise", str(solved), "-q") == (Exit.DONE, "", "")


def test_a_check_that_fails_ends_with_1_and_is_named_though_every_answer_is_proven(
    ask: Ask, solved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    joint = worked.run().results["joint"]
    assert joint.measures is not None
    wrong = replace(joint, measures={**joint.measures, "unspent": (joint.measures["unspent"] or 0) + 1})
    planted = replace(worked.run(), results={**worked.run().results, "joint": wrong})
    monkeypatch.setattr(appraising, "run", lambda *_: planted)
    code, _, err = ask("appraise", str(solved), "-o", "here")
    assert code == Exit.UNPROVEN
    workbook = Path("here", "appraisal.xlsx")
    *failing, last = err.splitlines()[1:]
    assert "A check fails: joint: unspent on Funding equals unspent on Options compared (£)." in failing
    assert {line.split(":")[0] for line in failing} == {"A check fails"}
    assert all("unspent" in line for line in failing)
    assert last == f"Not every check passes. Next: look at the sheet Checks of {workbook} before any figure is used."


def test_a_check_that_fails_never_hides_that_no_option_has_a_plan() -> None:
    assert words.code(with_status(Status.INFEASIBLE, Status.INFEASIBLE), ["one"]) == Exit.NO_PLAN


def test_a_broken_answer_ends_with_70_says_what_broke_and_writes_nothing(
    ask: Ask, solved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    violation = Violation("capacity", "O, day, 2010/11", "12", "10")
    monkeypatch.setattr(appraising, "run", raising(BrokenAnswer("joint", [violation])))
    code, out, err = ask("appraise", str(solved), "-o", "here")
    assert (code, out) == (Exit.OUR_BUG, "")
    assert "capacity[O, day, 2010/11]: found 12, needed 10" in err
    assert not Path("here").exists()


def test_an_unexpected_error_gives_one_sentence_and_a_report_with_the_traceback(
    ask: Ask, solved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(appraising, "run", raising(ZeroDivisionError("division by zero")))
    monkeypatch.setattr("tempfile.tempdir", str(Path.cwd()))
    code, _, err = ask("appraise", str(solved))
    assert code == Exit.OUR_BUG
    assert "Traceback" not in err
    first, second = err.splitlines()
    assert first == "This is our error, not yours: ZeroDivisionError: division by zero. Nothing was written."
    report = Path(second.removeprefix("Please send us the report: ")).read_text(encoding="utf-8")
    assert "optimiser appraise my case" in report
    assert "Traceback" in report


def test_without_a_screen_the_command_runs_all_the_same(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert ask("--version")[0] == Exit.DONE


def test_ctrl_c_ends_with_130_and_writes_nothing(ask: Ask, solved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(appraising, "run", raising(KeyboardInterrupt()))
    code, _, err = ask("appraise", str(solved), "-o", "here")
    assert (code, err.splitlines()[-1]) == (Exit.STOPPED, "Stopped. Nothing was written.")
    assert not Path("here").exists()


def test_an_output_that_cannot_be_written_is_said_before_anything_is_solved(
    ask: Ask, solved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(appraising, "run", raising(AssertionError("solved in vain")))
    Path("here").write_text("a file", encoding="utf-8")
    code, _, err = ask("appraise", str(solved), "-o", "here")
    assert code == Exit.NOT_WRITTEN
    assert "here cannot be written: it is a file, not a folder." in err


def test_work_done_aside_gives_its_answer_or_its_error() -> None:
    assert aside(lambda: 3) == 3
    with pytest.raises(KeyError, match="lost"):
        aside(lambda: {}["lost"])  # type: ignore[no-any-return, misc]


def test_progress_is_silent_where_there_is_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    line = Line(lambda _: "outcomes", show=True)
    line.clear()
    assert capsys.readouterr() == ("", "")
