"""`optimiser compare`, as a user runs it."""

from pathlib import Path

import pytest
from command_line import TABLES, files_below, run_optimiser, small_case

FILES = ["bridge.csv", "changes.xlsx", "input_changes.csv", "known.json.gz", "moves.csv", "sha256sums.txt"]


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two runs, `april` and `june`, between which money and a judgement changed."""
    here = tmp_path_factory.mktemp("compared")
    poorer = TABLES["funding"].replace("700000", "560000")
    judged = TABLES["judgements"].replace("Medium", "High")
    small_case(here / "case")
    small_case(here / "later", funding=poorer, judgements=judged)
    assert run_optimiser("appraise", "case", "-o", "april", "-q", cwd=here).returncode == 0
    assert run_optimiser("appraise", "later", "-o", "june", "-q", cwd=here).returncode == 0
    return here


def test_two_runs_are_compared(runs: Path) -> None:
    completed = run_optimiser("compare", "april", "june", cwd=runs)
    assert completed.returncode == 0, completed.stderr
    assert completed.stdout.startswith("Changed: 1 entry in funding and 1 in judgements.")
    lines = [line.split("  ")[0] for line in completed.stdout.splitlines()]
    assert lines[lines.index("the preferred option") :][2:6] == [
        "old run: joint", "funding", "judgements", "new run: joint",
    ]  # fmt: skip
    assert sorted(files_below(runs / "outputs/compare-april-june")) == FILES
    assert f"Next: open {Path('outputs/compare-april-june/changes.xlsx')}." in completed.stderr


def test_the_same_comparison_gives_the_same_files_whatever_the_workers(runs: Path) -> None:
    for name, workers in (("one", "1"), ("two", "2")):
        assert (
            run_optimiser(
                "compare", "april", "june", "-o", name, "--workers", workers, cwd=runs, PYTHONHASHSEED=workers
            ).returncode
            == 0
        )
    assert files_below(runs / "one") == files_below(runs / "two")


def test_a_run_compared_with_itself_has_not_changed(runs: Path) -> None:
    completed = run_optimiser("compare", "april", "april", "-o", "same", cwd=runs)
    assert (completed.returncode, completed.stdout) == (0, "Nothing changed: the input and the answers are the same.\n")


def test_quiet_says_nothing(runs: Path) -> None:
    completed = run_optimiser("compare", "april", "june", "-o", "quiet", "--quiet", cwd=runs)
    assert (completed.returncode, completed.stdout, completed.stderr) == (0, "", "")


def test_a_folder_without_a_run_is_said_with_what_to_do(runs: Path) -> None:
    completed = run_optimiser("compare", "april", "case", "-o", "none", cwd=runs)
    assert (completed.returncode, completed.stdout) == (3, "")
    again = "Name the output folder of optimiser appraise, or appraise the case first."
    assert completed.stderr == f"case holds no run: there is no run.json in it. {again}\n"
    assert not (runs / "none").exists()


def test_a_folder_that_is_not_there_is_a_usage_error(runs: Path) -> None:
    assert run_optimiser("compare", "april", "july", cwd=runs).returncode == 2


def test_a_place_that_cannot_be_written_is_said(runs: Path) -> None:
    (runs / "taken").write_text("a file", encoding="utf-8")
    completed = run_optimiser("compare", "april", "june", "-o", "taken", cwd=runs)
    assert (completed.returncode, completed.stdout) == (5, "")
    assert "it is a file, not a folder" in completed.stderr
