"""How a command ends: what goes to which stream, its exit code, and what happens when something goes wrong."""

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import worked
from sentences import missing

from models.plan.ledger import Violation
from optimiser import cli
from optimiser.api import appraisal, cases
from optimiser.casefiles.reading import CaseFile
from optimiser.cli import Exit, appraisal_text
from optimiser.engine.run import Run
from optimiser.errors import BrokenAnswer

Outcome = tuple[int, str, str]
RunCommand = Callable[..., Outcome]


class Left(BaseException):
    """What os._exit does, without doing it."""


@pytest.fixture
def run_command(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> RunCommand:
    """Run the command in this process: its exit code, stdout and stderr."""

    def leave(code: int) -> None:
        raise Left(code)

    monkeypatch.setattr("os._exit", leave)

    def called(*arguments: str) -> Outcome:
        with pytest.raises((SystemExit, Left)) as ended:
            cli.main(arguments)
        out, err = capsys.readouterr()
        code = ended.value.code if isinstance(ended.value, SystemExit) else ended.value.args[0]
        return int(code), out, err

    return called


@pytest.fixture
def solved(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A case that reads as the worked example and is solved at once; its path."""
    monkeypatch.setattr(
        cases,
        "read",
        lambda path, scenario="", _changes=(): CaseFile(worked.case(), (), "0" * 64, str(path), scenario),
    )
    monkeypatch.setattr(appraisal, "run_case", lambda *_: worked.run())
    monkeypatch.setattr(appraisal, "prove_ranking", lambda run, *_: run)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "my case").mkdir()
    return Path("my case")


def raising(error: BaseException) -> Callable[..., Run]:
    def raised(*_: object) -> Run:
        raise error

    return raised


def test_the_result_goes_to_stdout_and_the_rest_to_stderr(run_command: RunCommand, solved: Path) -> None:
    code, out, err = run_command("appraise", str(solved))
    table, _, last = out.rpartition("\n\n")
    assert (code, table) == (Exit.DONE, appraisal_text.outcome(worked.run()))
    assert not missing(last, "99% of the weighted outcomes", '"joint"')
    assert err.splitlines()[-1] == f"Next: open {Path('outputs') / 'my case' / 'appraisal.xlsx'}."
    assert (Path("outputs") / "my case" / "result.json").exists()


def test_json_prints_the_result_as_written(run_command: RunCommand, solved: Path) -> None:
    _, out, _ = run_command("appraise", str(solved), "--json", "-o", "here")
    assert out == Path("here/result.json").read_text(encoding="utf-8")


def test_quiet_prints_nothing(run_command: RunCommand, solved: Path) -> None:
    assert run_command("appraise", str(solved), "-q") == (Exit.DONE, "", "")


def test_a_check_that_fails_ends_with_1_and_is_named_though_every_answer_is_proven(
    run_command: RunCommand, solved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    joint = worked.run().results["joint"]
    assert joint.measures is not None
    wrong = replace(joint, measures={**joint.measures, "unspent": (joint.measures["unspent"] or 0) + 1})
    planted = replace(worked.run(), results={**worked.run().results, "joint": wrong})
    monkeypatch.setattr(appraisal, "run_case", lambda *_: planted)
    code, _, err = run_command("appraise", str(solved), "-o", "here")
    assert code == Exit.UNPROVEN
    workbook = Path("here", "appraisal.xlsx")
    *failing, last = err.splitlines()[1:]
    assert "A check fails: joint: unspent on Funding equals unspent on Options compared (£)." in failing
    assert {line.split(":")[0] for line in failing} == {"A check fails"}
    assert all("unspent" in line for line in failing)
    assert missing(last, "Not every check passes", "sheet Checks", str(workbook)) == []


def test_a_broken_answer_ends_with_70_says_what_broke_and_writes_nothing(
    run_command: RunCommand, solved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    violation = Violation("capacity", "O, day, 2010/11", "12", "10")
    monkeypatch.setattr(appraisal, "run_case", raising(BrokenAnswer("joint", [violation])))
    code, out, err = run_command("appraise", str(solved), "-o", "here")
    assert (code, out) == (Exit.OUR_BUG, "")
    assert "capacity[O, day, 2010/11]: found 12, needed 10" in err
    assert not Path("here").exists()


def test_an_unexpected_error_gives_one_sentence_and_a_report_with_the_traceback(
    run_command: RunCommand, solved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(appraisal, "run_case", raising(ZeroDivisionError("division by zero")))
    monkeypatch.setattr("tempfile.tempdir", str(Path.cwd()))
    code, _, err = run_command("appraise", str(solved))
    assert code == Exit.OUR_BUG
    assert "Traceback" not in err
    first, second = err.splitlines()
    assert first == "This is an error in the optimiser: ZeroDivisionError: division by zero. Nothing was written."
    report = Path(second.removeprefix("Please send us the report: ")).read_text(encoding="utf-8")
    assert "optimiser appraise my case" in report
    assert "Traceback" in report


def test_without_a_screen_the_command_runs_all_the_same(
    run_command: RunCommand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert run_command("--version")[0] == Exit.DONE


def test_ctrl_c_ends_with_130_and_writes_nothing(
    run_command: RunCommand, solved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(appraisal, "run_case", raising(KeyboardInterrupt()))
    code, _, err = run_command("appraise", str(solved), "-o", "here")
    assert (code, err.splitlines()[-1]) == (Exit.STOPPED, "Stopped. Nothing was written.")
    assert not Path("here").exists()


def test_an_output_that_cannot_be_written_is_said_before_anything_is_solved(
    run_command: RunCommand, solved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(appraisal, "run_case", raising(AssertionError("solved in vain")))
    Path("here").write_text("a file", encoding="utf-8")
    code, _, err = run_command("appraise", str(solved), "-o", "here")
    assert code == Exit.NOT_WRITTEN
    assert "here cannot be written: it is a file, not a folder." in err
