"""Standard output holds what a command says and nothing that a solver's native code writes, however it is run."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from command_line import COMMAND, environment_with, files_below, run_optimiser, small_case

posix = pytest.mark.skipif(sys.platform == "win32", reason="closes descriptors as a POSIX shell does")

NOISE = "written by native code"

NOISY_SOLVER = f"""
import os
from optimiser.engine.parallel import pool
from optimiser.solving.highs import Highs
solve = Highs.__call__
def noisy(self, *arguments):
    os.write(1, b"{NOISE}")
    return solve(self, *arguments)
Highs.__call__ = noisy
pool.MIN_PARALLEL_SECONDS = 0
from optimiser.cli import main
main()
"""

NOISY_WORKER = f"""
import os, sys
if any("spawn_main" in argument for argument in sys.orig_argv):
    os.write(1, b"{NOISE}")
"""

COMMANDS = {
    "appraise": (),
    "scenarios": (),
    "sweep": ("funding", "--from", "0%", "--to", "4%", "--points", "2"),
    "frontier": ("--points", "3"),
}
SCENARIO = """scenario,table,where,column,change
dearer hub,hubs,hub=shared office,annual_cost,+10%"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    small_case(tmp_path / "case", scenarios=SCENARIO)
    (tmp_path / "sitecustomize.py").write_text(NOISY_WORKER)
    return tmp_path


def noisily(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command whose solver and worker processes write to descriptor 1."""
    return _run([sys.executable, "-W", "error", "-c", NOISY_SOLVER, *arguments], folder, environment_with())


def redirected(folder: Path, redirection: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command with a shell's redirection, without a terminal and with as few variables as cron gives."""
    few = {name: value for name, value in environment_with().items() if name in {"PATH", "PYTHONPATH"}}
    return _run(["sh", "-c", f'exec "$@" {redirection}', "sh", *COMMAND, *arguments], folder, few)


def _run(command: list[str], folder: Path, environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    path = f"{folder}:{environment['PYTHONPATH']}" if sys.platform != "win32" else environment["PYTHONPATH"]
    return subprocess.run(
        command,
        cwd=folder,
        env={**environment, "PYTHONPATH": path},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
        start_new_session=True,
    )


@pytest.mark.parametrize("workers", ["1", "2"])
def test_json_parses_whatever_native_code_writes(folder: Path, workers: str) -> None:
    done = noisily(folder, "appraise", "case", "-o", "out", "--json", "--robust", "--workers", workers)
    assert (done.returncode, json.loads(done.stdout)["title"]) == (0, "two towns"), done.stderr
    assert NOISE not in done.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_quiet_prints_nothing_whatever_native_code_writes(folder: Path, command: str) -> None:
    done = noisily(folder, command, "case", *COMMANDS[command], "-o", "out", "--quiet", "--workers", "2")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@posix
@pytest.mark.parametrize("redirection", ["<&-", "2>&-"])
def test_json_parses_without_a_terminal_and_with_closed_descriptors(folder: Path, redirection: str) -> None:
    done = redirected(folder, redirection, "appraise", "case", "-o", "out", "--json")
    assert (done.returncode, json.loads(done.stdout)["title"]) == (0, "two towns"), done.stderr


@posix
@pytest.mark.parametrize("redirection", [">&-", "<&- >&- 2>&-"])
def test_a_closed_standard_output_leaves_the_files_as_they_would_be(folder: Path, redirection: str) -> None:
    assert run_optimiser("appraise", "case", "-o", "open", cwd=folder).returncode == 0
    assert redirected(folder, redirection, "appraise", "case", "-o", "closed").returncode == 0
    usual, closed = files_below(folder / "open"), files_below(folder / "closed")
    assert usual.keys() == closed.keys()
    with_seconds = {"run.json", "result.json", "sha256sums.txt"}
    assert [name for name in usual if usual[name] != closed[name] and name not in with_seconds] == []


@posix
def test_a_reader_that_has_had_enough_ends_nothing_badly(folder: Path) -> None:
    done = redirected(folder, "| head -c 1", "appraise", "case", "-o", "out", "--json")
    assert (done.returncode, done.stdout) == (0, "{")
    assert "Error" not in done.stderr


def test_a_script_sees_no_banner(folder: Path) -> None:
    script = "from optimiser import appraise, read_case; appraise(read_case('case')); print('{}')"
    done = _run([sys.executable, "-c", script], folder, environment_with())
    assert (done.returncode, done.stdout) == (0, "{}\n"), done.stderr
