"""Ctrl-C and SIGTERM at any moment: the exit code, true words, and what the next run finds."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from command_line import files_below, run_optimiser, run_script, small_case

from optimiser.engine.folder_lock import LOCK_FILE
from optimiser.engine.manifest import is_as_written, read_manifest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a process sends itself a POSIX signal")
CODES = {"SIGINT": (130, "Stopped."), "SIGTERM": (143, "Stopped by the system (SIGTERM).")}

WHILE_IMPORTED = """
import os, signal, sys

class Stopping:
    def find_spec(self, name, path=None, target=None):
        if name == "{module}":
            try:
                os.kill(os.getpid(), signal.{how})
                for _ in range(100000):
                    pass
            except BaseException:
                pass  # as a library does that tries what is installed

sys.meta_path.insert(0, Stopping())
from optimiser.cli import main
main()
"""
WHILE_SWITCHED = """
import os, signal
from optimiser.engine.switch import Switch
run = Switch.run
def stopped(self):
    os.kill(os.getpid(), signal.{how})
    run(self)
Switch.run = stopped
from optimiser.cli import main
main()
"""
WHILE_SOLVING = """
import os, signal, time
from optimiser.engine import run
solve, solved = run.solve, []
def stopped(case, option, *rest, **more):
    if solved:
        os.kill(os.getpid(), signal.{how})
        time.sleep(60)
    solved.append(option)
    return solve(case, option, *rest, **more)
run.solve = stopped
from optimiser.cli import main
main()
"""
WHILE_MOVED = """
import errno, os
from optimiser.engine import switch
replace, moves = switch._replace, []
def failing(path, target):
    moves.append(path)
    if len(moves) == {move}:
        {what}
    replace(path, target)
switch._replace = failing
from optimiser.cli import main
main()
"""
KILLED, FULL = "os._exit(9)", "raise OSError(errno.ENOSPC, 'No space left on device')"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    small_case(tmp_path / "case")
    return tmp_path


@pytest.mark.parametrize("how", CODES)
@pytest.mark.parametrize("module", ["click", "numpy", "pulp", "xlsxwriter"])
def test_a_signal_while_a_library_is_imported_is_never_swallowed(folder: Path, module: str, how: str) -> None:
    done = run_script(folder, WHILE_IMPORTED.format(module=module, how=how), "appraise", "case", "-o", "out")
    code, start = CODES[how]
    assert (done.returncode, done.stdout) == (code, "")
    assert done.stderr.splitlines()[-1].startswith(start)
    assert "Traceback" not in done.stderr
    assert {name for name in files_below(folder / "out") if not name.startswith(".optimiser-answers")} == set()
    if module != "xlsxwriter":
        assert done.stderr.splitlines()[-1] == f"{start} Nothing was written."
        assert not (folder / "out").exists()


@pytest.mark.parametrize("how", CODES)
def test_a_signal_while_files_are_put_in_place_waits_for_them_and_says_so(folder: Path, how: str) -> None:
    done = run_script(folder, WHILE_SWITCHED.format(how=how), "appraise", "case", "-o", "out")
    code, start = CODES[how]
    assert (done.returncode, done.stderr.splitlines()[-1]) == (code, f"{start} All files of this run are in place.")
    listed = read_manifest(folder / "out") or {}
    assert len(listed) > 10
    assert all(is_as_written(folder / "out", name, listed) for name in listed)
    assert not list((folder / "out").glob(".*"))


@pytest.mark.parametrize("how", CODES)
def test_what_was_proven_before_a_signal_is_kept_and_used_and_changes_no_answer(folder: Path, how: str) -> None:
    done = run_script(folder, WHILE_SOLVING.format(how=how), "appraise", "case", "-o", "out")
    code, start = CODES[how]
    words = "No results were written. 1 proven answer is kept in out, for the next run of the same command into it."
    assert (done.returncode, done.stderr.splitlines()[-1]) == (code, f"{start} {words}")
    assert set(files_below(folder / "out")) == {".optimiser-answers.gz"}
    assert run_optimiser("appraise", "case", "-o", "out", "-q", cwd=folder).returncode == 0
    assert run_optimiser("appraise", "case", "-o", "fresh", "-q", cwd=folder).returncode == 0
    for name in ("plan.csv", "costs.csv", "appraisal.xlsx"):
        assert (folder / "out" / name).read_bytes() == (folder / "fresh" / name).read_bytes()
    assert not list((folder / "out").glob(".*"))


@pytest.mark.parametrize("quiet", [("-q",), ()])
def test_a_full_disk_while_a_killed_run_is_gone_on_with_loses_no_file_and_says_what_is_so(
    folder: Path, quiet: tuple[str, ...]
) -> None:
    command = ("appraise", "case", "-o", "out", "--afresh", *quiet)
    assert run_optimiser(*command, cwd=folder).returncode == 0
    assert run_script(folder, WHILE_MOVED.format(move=9, what=KILLED), *command).returncode == 9
    (folder / "out" / LOCK_FILE).unlink()
    left = files_below(folder / "out")
    for move in (1, 3):
        full = run_script(folder, WHILE_MOVED.format(move=move, what=FULL), *command)
        assert full.returncode == 5
        assert "out cannot be written: No space left on device. A run into that folder was stopped" in full.stderr
        assert "None of them is lost. Remove the cause, then run the command again" in full.stderr
        assert "not changed" not in full.stderr
        assert files_below(folder / "out") == left
        assert read_manifest(folder / "out") is None
    again = run_optimiser(*command, cwd=folder)
    listed = read_manifest(folder / "out") or {}
    assert again.returncode == 0
    assert all(is_as_written(folder / "out", name, listed) for name in listed)
    assert not list((folder / "out").glob(".*"))
