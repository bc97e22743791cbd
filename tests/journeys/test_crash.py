"""A solver that crashes in a worker process: the command goes on, and says which option has no answer."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from command import ROOT, rows, small_case, surroundings

CRASHING_WORKERS = """
import crashing
from optimiser.engine.parallel import pool
pool.PAYS, pool.solved = 0, crashing.solved
from optimiser.cli import main
main()
"""


def crashing(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command in whose worker processes the option "alone" crashes."""
    environment = surroundings(CRASHING="alone")
    path = os.pathsep.join([str(ROOT / "tests" / "fixtures"), environment["PYTHONPATH"]])
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", CRASHING_WORKERS, *arguments, "--workers", "2", "-o", "out"],
        cwd=folder,
        env={**environment, "PYTHONPATH": path},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    small_case(tmp_path / "case")
    return tmp_path


def test_a_sweep_goes_on_without_the_option_that_crashes(folder: Path) -> None:
    done = crashing(folder, "sweep", "case", "funding", "--from", "0%", "--to", "4%", "--points", "2")
    assert done.returncode == 1, done.stderr
    statuses = {(row["option"], row["status"]) for row in rows(folder / "out" / "sweep.csv")}
    assert ("alone", "no answer") in statuses
    assert {option for option, status in statuses if status in {"optimal", "within gap"}} == {"as is", "joint"}


def test_an_appraisal_says_that_an_option_has_no_answer(folder: Path) -> None:
    done = crashing(folder, "appraise", "case", "--json")
    assert done.returncode == 1, done.stderr
    assert "the solver crashed, or memory ran out" in done.stdout
