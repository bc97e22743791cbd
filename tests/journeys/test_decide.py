"""`optimiser decide` as a board's secretary runs it on a run's folder."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from command_line import files_below, run_optimiser, small_case

from optimiser.reports.decision_file import DECISION_FILE, read_history


@pytest.fixture(scope="module")
def appraised(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the small case and a run of it, for tests to copy."""
    folder = tmp_path_factory.mktemp("decide")
    small_case(folder / "towns")
    completed = run_optimiser("appraise", "towns", "-o", "run", cwd=folder)
    assert completed.returncode == 0, completed.stderr
    return folder


@pytest.fixture
def folder(appraised: Path, tmp_path: Path) -> Path:
    shutil.copytree(appraised / "run", tmp_path / "run")
    return tmp_path


def recorded(folder: Path) -> list[str]:
    return [each.option for each in read_history(folder / "run")]


def test_a_decision_is_recorded_with_its_thresholds_and_said_and_nothing_else_changes(folder: Path) -> None:
    before = files_below(folder)
    choice = ("--option", "Joint", "--why", "Members agree", "--by", "the board", "--on", "2010-04-20")
    completed = run_optimiser("decide", "run", *choice, cwd=folder)
    after = files_below(folder)
    assert (completed.returncode, recorded(folder)) == (0, ["joint"]), completed.stderr
    assert {name for name in after if before.get(name) != after[name]} == {
        str(Path("run") / DECISION_FILE),
        str(Path("run") / "known.json.gz"),
        str(Path("run") / "sha256sums.txt"),
    }
    assert completed.stdout.splitlines()[0] == '"joint" was chosen by the board on 2010-04-20: Members agree'
    kept = read_history(folder / "run")[0].thresholds
    assert kept is not None
    assert [(each.input_name, each.side) for each in kept.by_input] == [
        *(("funding", side) for side in (-1, 1)),
        *(("prices", side) for side in (-1, 1)),
    ]
    assert completed.stderr.startswith(f"Recorded in {Path('run') / DECISION_FILE}. Next:")


def test_a_second_decision_leaves_the_first_in_the_file_and_says_so(folder: Path) -> None:
    for option, day in (("joint", "2010-04-20"), ("alone", "2010-05-20")):
        choice = ("--option", option, "--why", "Members agree", "--on", day, "--no-thresholds")
        completed = run_optimiser("decide", "run", *choice, cwd=folder)
    assert recorded(folder) == ["joint", "alone"]
    assert 'was for "joint", on 2010-04-20: Members agree' in completed.stdout


def test_without_thresholds_nothing_but_the_decision_is_written(folder: Path) -> None:
    before = files_below(folder)
    run_optimiser("decide", "run", "--option", "joint", "--why", "Members agree", "--no-thresholds", cwd=folder)
    after = files_below(folder)
    assert {name for name in after if before.get(name) != after[name]} == {
        str(Path("run") / DECISION_FILE),
        str(Path("run") / "sha256sums.txt"),
    }
    assert read_history(folder / "run")[0].thresholds is None


@pytest.mark.parametrize(
    ("choice", "code", "words"),
    [
        (("--option", "jiont", "--why", "x"), 2, 'Did you mean "joint"?'),
        (("--option", "joint", "--why", "  "), 2, "A decision needs a reason"),
        (("--option", "joint", "--why", "x", "--on", "20/04/2010"), 2, "20/04/2010"),
        (("--option", "joint", "--why", "x", "--no-thresholds", "--workers", "2"), 2, "--no-thresholds"),
    ],
)
def test_what_cannot_be_recorded_is_refused_in_words_and_changes_nothing(
    folder: Path, choice: tuple[str, ...], code: int, words: str
) -> None:
    before = files_below(folder)
    completed = run_optimiser("decide", "run", *choice, cwd=folder)
    assert (completed.returncode, words in completed.stderr, files_below(folder)) == (code, True, before), (
        completed.stderr
    )


def test_a_folder_that_holds_no_run_is_said_to(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    completed = run_optimiser("decide", "empty", "--option", "joint", "--why", "x", cwd=tmp_path)
    assert completed.returncode == 3
    assert completed.stderr.startswith("empty holds no run")


def test_a_broken_file_of_decisions_is_a_fault_and_stays_as_it_is(folder: Path) -> None:
    path = folder / "run" / DECISION_FILE
    path.write_text('{"form": 1', encoding="utf-8")
    completed = run_optimiser("decide", "run", "--option", "joint", "--why", "x", cwd=folder)
    assert (completed.returncode, path.read_text(encoding="utf-8")) == (3, '{"form": 1')
    assert "holds no decision that can be read" in completed.stderr


def test_a_reason_in_any_letters_is_kept_and_shown_on_any_screen(folder: Path) -> None:
    reason = "=5+5 – “as many” recover, żółć ☂\nat £9"
    choice = ("--option", "joint", "--why", reason, "--no-thresholds")
    completed = run_optimiser("decide", "run", *choice, cwd=folder, PYTHONIOENCODING="cp1252:strict")
    assert completed.returncode == 0, completed.stderr
    assert json.loads((folder / "run" / DECISION_FILE).read_text(encoding="utf-8"))["stands"]["why"] == (
        "=5+5 – “as many” recover, żółć ☂ at £9"
    )
