"""`--cluster` against a real Dask scheduler and two worker processes, one of which is killed in mid-run."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import pytest
from command_line import COMMAND, ROOT, environment_with, files_below, run_optimiser, small_case
from distributed import Client

pytestmark = pytest.mark.cluster

Thing = TypeVar("Thing")
SWEEP = ("sweep", ROOT / "inputs" / "portsmouth", "funding", "--from", "1%", "--to", "3%", "--points", "3")
signals = pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="this system cannot stop a process and go on")


@dataclass
class Dask:
    """A scheduler and its workers, each a process of its own; `client` looks at it, and submits nothing."""

    folder: Path
    ends: ExitStack
    workers: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        file = self.folder / "scheduler.json"
        own = ("--host", "127.0.0.1", "--port", "0", "--dashboard-address", "127.0.0.1:0")  # another may run here
        self._start("scheduler", *own, "--scheduler-file", file)
        self.address = str(until(lambda: _address(file)))
        self.client = self.ends.enter_context(Client(self.address, set_as_default=False))

    def add(self, code: Path = ROOT) -> str:
        """Start a worker that imports the programme from a folder; gives its address once it is there."""
        before = set(self.client.nthreads())
        one = ("--no-nanny", "--nthreads", "1", "--no-dashboard", "--local-directory", self.folder)
        process = self._start("worker", self.address, "--host", "127.0.0.1", *one, code=code)
        (address,) = until(lambda: set(self.client.nthreads()) - before)
        self.workers[address] = process
        return str(address)

    def end(self, address: str, how: signal.Signals = signal.SIGTERM) -> None:
        """End a worker, and wait until the scheduler has noticed."""
        process = self.workers.pop(address)
        process.send_signal(how)
        process.wait(timeout=60)
        until(lambda: address not in self.client.nthreads())

    def holds(self, address: str) -> Sequence[str]:
        """The tasks that the scheduler has given to a worker, and that are not yet done."""
        return [str(each) for each in self.client.processing().get(address, ())]

    def _start(self, what: str, *arguments: str | Path, code: Path = ROOT) -> subprocess.Popen[bytes]:
        log = self.ends.enter_context((self.folder / f"{what}{len(self.workers)}.log").open("wb"))
        process = subprocess.Popen(
            [sys.executable, "-m", "dask", what, *map(str, arguments)],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": str(code)},
            stdout=log,
            stderr=log,
        )
        self.ends.callback(process.wait)
        self.ends.callback(process.kill)
        return process


@pytest.fixture(scope="module")
def dask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dask]:
    with ExitStack() as ends:
        found = Dask(tmp_path_factory.mktemp("dask"), ends)
        found.add()
        found.add()
        yield found


@signals
def test_a_worker_that_is_killed_in_mid_run_loses_nothing_and_the_answers_are_those_of_this_machine(
    dask: Dask, tmp_path: Path
) -> None:
    if len(dask.workers) < 2:
        dask.add()
    first, second = dask.workers
    command = [*COMMAND, *SWEEP, "--cluster", dask.address, "-o", "cluster"]
    with subprocess.Popen(command, cwd=tmp_path, env=environment_with(), stderr=subprocess.PIPE) as process:
        until(lambda: dask.holds(second) or process.poll() is not None)
        dask.workers[second].send_signal(signal.SIGSTOP)  # what it holds it can no longer finish
        until(lambda: (dask.holds(second) and not dask.holds(first)) or process.poll() is not None)
        assert process.poll() is None, _said(process)
        dask.end(second, signal.SIGKILL)
        assert process.wait(timeout=120) == 0, _said(process)
    here = run_optimiser(*SWEEP, "--workers", "1", "-o", "here", cwd=tmp_path)
    assert (here.returncode, len(files_below(tmp_path / "here"))) == (0, 4)
    assert files_below(tmp_path / "cluster") == files_below(tmp_path / "here")


@signals
def test_ctrl_c_takes_the_tasks_from_the_cluster_and_writes_nothing(dask: Dask, tmp_path: Path) -> None:
    command = [*COMMAND, *SWEEP, "--cluster", dask.address, "-o", "out"]
    with subprocess.Popen(command, cwd=tmp_path, env=environment_with(), stderr=subprocess.PIPE) as process:
        until(lambda: any(map(dask.holds, dask.workers)) or process.poll() is not None)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) == 130, _said(process)
    until(lambda: dask.client.run_on_scheduler(lambda dask_scheduler: not dask_scheduler.tasks))
    assert files_below(tmp_path) == {}


def test_a_worker_of_other_code_is_refused_by_its_name(dask: Dask, tmp_path: Path) -> None:
    for room in ("models", "optimiser"):
        shutil.copytree(ROOT / room, tmp_path / "other" / room)
    shutil.copy(ROOT / "setup.cfg", tmp_path / "other")
    money = tmp_path / "other" / "models" / "case" / "money.py"
    money.write_text(money.read_text(encoding="utf-8").replace("Fraction(1, 2)", "Fraction(1, 3)"), encoding="utf-8")
    wrong = dask.add(code=tmp_path / "other")
    completed = run_optimiser(
        "sweep", small_case(tmp_path / "case"), "funding", "--cluster", dask.address, cwd=tmp_path
    )
    dask.end(wrong)
    assert (completed.returncode, completed.stdout) == (69, "")
    assert f"{wrong}: its code is not ours (SHA-256 " in completed.stderr
    assert completed.stderr.count("tcp://") == 1
    assert not (tmp_path / "outputs").exists()


def until(found: Callable[[], Thing], seconds: float = 120.0) -> Thing:
    """What is found as soon as there is anything."""
    end = time.monotonic() + seconds
    while not (answer := found()):
        assert time.monotonic() < end, "nothing was found in time"
        time.sleep(0.02)
    return answer


def _address(file: Path) -> str | None:
    try:
        return str(json.loads(file.read_text(encoding="utf-8"))["address"])
    except (OSError, ValueError):  # not yet there, or not yet whole
        return None


def _said(process: subprocess.Popen[bytes]) -> str:
    return process.stderr.read().decode() if process.stderr is not None and process.poll() is not None else "it runs"
