"""`--robust` as a user runs it: what it writes, that workers change nothing, and that Ctrl-C stops all of them."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from command_line import ROOT, environment_with, files_below, run_optimiser, small_case
from sentences import missing

from optimiser import appraise, read_case
from optimiser.analyses.findings import Findings
from optimiser.analyses.sensitivity import assess_sensitivity
from optimiser.casefiles.reading import read
from optimiser.engine.parallel import pool
from optimiser.engine.run import run_case
from optimiser.reports.board import write
from optimiser.reports.data.result_json import result_json
from optimiser.reports.prose.sensitivity import nearest_change
from optimiser.solving.settings import Settings

Thing = TypeVar("Thing")
linux = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="who started whom is read from /proc")


def test_a_robust_run_writes_and_says_what_would_change_the_preferred_option(tmp_path: Path) -> None:
    case = small_case(tmp_path / "case")
    completed = run_optimiser("appraise", case, "-o", "out", "--robust", "--workers", "1", cwd=tmp_path)
    assert (completed.returncode, completed.stderr.count("Traceback")) == (0, 0)
    found = json.loads((tmp_path / "out" / "result.json").read_text(encoding="utf-8"))["robustness"]
    assert list(found["inputs"]) == [
        *("funding", "demand", "prices", "success rates", "hub cost", "back office retained")
    ]
    assert found["nearest"] in completed.stdout


def test_a_plain_run_moves_no_input_and_still_has_the_weights(tmp_path: Path) -> None:
    case = small_case(tmp_path / "case")
    completed = run_optimiser("appraise", case, "-o", "out", "--json", cwd=tmp_path)
    found = json.loads(completed.stdout)["robustness"]
    assert (found["inputs"], found["draws"]["count"], len(found["weights"])) == (None, 100_000, 3)


def test_from_python_the_same_is_found_with_robust() -> None:
    case = read_case(ROOT / "inputs" / "portsmouth")
    found = appraise(case, Settings(options=("services run on",)), robust=True, workers=1).findings.sensitivity
    assert [each.name for each in found.inputs or ()] == ["funding", "demand", "prices", "success rates"]
    assert not missing(nearest_change(found), '"services run on"', "funding falls by 1%", "no option has a plan")


def test_workers_solve_the_options_too_and_find_the_same(tmp_path: Path) -> None:
    case = small_case(tmp_path / "case")
    texts = []
    for workers in ("1", "2"):
        assert run_optimiser("appraise", case, "-o", workers, "--workers", workers, cwd=tmp_path).returncode == 0
        texts.append((tmp_path / workers / "plan.csv").read_text(encoding="utf-8"))
    assert texts[0] == texts[1]


def test_one_worker_and_two_write_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "MIN_PARALLEL_SECONDS", 0.0)
    plain = run_case(read(small_case(tmp_path / "case")), Settings())
    texts, workbooks = [], []
    for workers in (1, 2):
        found = Findings(plain, assess_sensitivity(plain, workers=workers))
        write(found, tmp_path / "appraisal.xlsx")
        texts.append(result_json(found))
        workbooks.append((tmp_path / "appraisal.xlsx").read_bytes())
    assert texts[0] == texts[1]
    assert workbooks[0] == workbooks[1]


@linux
@pytest.mark.parametrize(("how", "code"), [("SIGINT", 130), ("SIGTERM", 143), ("SIGKILL", -9)])
def test_a_robust_run_that_is_stopped_leaves_no_worker_and_writes_nothing(tmp_path: Path, how: str, code: int) -> None:
    (tmp_path / "out").mkdir()
    at_once = (
        "from optimiser.cli import main; from optimiser.engine.parallel import pool; "
        "pool.MIN_PARALLEL_SECONDS = 0; main()"
    )
    asked = ("appraise", str(ROOT / "inputs" / "sandwell"), "--robust", "--workers", "2", "-o", "out")
    command = [sys.executable, "-c", at_once, *asked]  # with processes however little there is to solve
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment_with(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        workers = _until(lambda: set(started_by(process.pid)) if len(started_by(process.pid)) > 2 else set())
        process.send_signal(signal.Signals[how])
        assert process.wait(timeout=20) == code
    assert _until(lambda: "none" if not any(map(runs, workers)) else "") == "none"
    assert {name for name in files_below(tmp_path / "out") if not name.startswith(".optimiser-")} == set()


def started_by(parent: int) -> list[int]:
    """The processes that a process has started: two workers, and Python's tracker of what they share."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:  # it has just ended
            continue
        if int(fields[1]) == parent:
            found.append(int(stat.parent.name))
    return found


def runs(process: int) -> bool:
    """Whether a process is there and more than what is left of one that has ended."""
    try:
        stat = Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


def _until(found: Callable[[], Thing], seconds: float = 60.0) -> Thing:
    """What is found as soon as there is anything."""
    end = time.monotonic() + seconds
    while not (answer := found()):
        assert time.monotonic() < end, "nothing was found in time"
        time.sleep(0.05)
    return answer
