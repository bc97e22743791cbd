"""A solver that crashes in a worker process: the command goes on, and says which option has no answer."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import ROOT, TABLES, csv_rows, environment_with, files_below, run_optimiser, run_script, small_case

CRASHING_WORKERS = """
import crashing
from optimiser.engine.parallel import pool
pool.MIN_PARALLEL_SECONDS, pool.solve_task = 0.0, crashing.solve_task
from optimiser.cli import main
main()
"""


def crashing(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command in whose worker processes the option "alone" crashes."""
    path = os.pathsep.join([str(ROOT / "tests" / "fixtures"), environment_with()["PYTHONPATH"]])
    several = ("--workers", "2", "-o", "out")
    return run_script(folder, CRASHING_WORKERS, *arguments, *several, CRASHING="alone", PYTHONPATH=path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    small_case(tmp_path / "case")
    return tmp_path


def test_a_sweep_goes_on_without_the_option_that_crashes(folder: Path) -> None:
    done = crashing(folder, "sweep", "case", "funding", "--from", "0%", "--to", "4%", "--points", "2")
    assert done.returncode == 1, done.stderr
    statuses = {(row["option"], row["status"]) for row in csv_rows(folder / "out" / "sweep.csv")}
    assert ("alone", "no answer") in statuses
    assert {option for option, status in statuses if status in {"optimal", "within gap"}} == {"as is", "joint"}


@pytest.mark.skipif(sys.platform == "win32", reason="a process that dies of a signal is POSIX's")
def test_a_crash_of_the_command_itself_leaves_what_was_there(folder: Path) -> None:
    assert run_optimiser("appraise", "case", "-o", "out", cwd=folder).returncode == 0
    before = files_below(folder / "out")
    small_case(folder / "case", hubs=TABLES["hubs"].replace("120000", "125000"))
    crash = "import os, signal; from optimiser.solving.highs import Highs; from optimiser.cli import main"
    crash += "; Highs.__call__ = lambda *_: os.kill(os.getpid(), signal.SIGSEGV); main()"
    command = [sys.executable, "-c", crash, "appraise", "case", "-o", "out"]
    done = subprocess.run(command, cwd=folder, env=environment_with(), capture_output=True, check=False)
    assert done.returncode == -signal.SIGSEGV
    after = files_below(folder / "out")
    assert {name: after[name] for name in after if not name.startswith(".optimiser-")} == before


def test_an_appraisal_says_that_an_option_has_no_answer(folder: Path) -> None:
    done = crashing(folder, "appraise", "case", "--json")
    assert done.returncode == 1, done.stderr
    assert "the solver crashed, or memory ran out" in done.stdout
