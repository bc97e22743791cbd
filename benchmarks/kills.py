"""Kills runs at random moments and tells whether a folder ever passes for a whole run that it does not hold.

    python -m benchmarks.kills CASE --commands 20 --switches 480

Each trial begins with a folder that holds an older run. In a trial of a command, `optimiser appraise` writes a run with
another figure into it and gets a signal at some moment. In a trial of the switch, a process puts the finished files of
that run in place, and is killed before its n-th step on the disk or after a moment. Then the folder is looked at as a
later command would, and repaired as the next one does. It needs a system with POSIX signals, and
a small case. The code must not change meanwhile: it is part of what a run records.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from optimiser.engine.atomic_write import repair, write_atomically
from optimiser.engine.manifest import MANIFEST, is_as_written, read_manifest
from optimiser.engine.run_folder import RECORD_FILE
from optimiser.engine.switch import FOUND_FILE

SIGNALS = ("SIGKILL", "SIGTERM", "SIGINT")
CODES = {"SIGTERM": 143, "SIGINT": 130}
COMMAND = (sys.executable, "-m", "optimiser", "appraise")
CHANGE = ("--set", "funding", "", "{year}", "-1%")
STEPS = {"open", "os.rename", "os.mkdir", "os.rmdir", "os.remove", "os.truncate"}
SWITCH_SECONDS = 0.1  # that a switch takes, about


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the trials and print what was found."""
    asked = _parser().parse_args(arguments)
    chance = random.Random(asked.seed)  # noqa: S311 - moments, no secrets
    found: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as place:
        trials = Trials(asked.case.resolve(), Path(place), asked.year)
        for _ in range(asked.commands):
            found.update(trials.command(chance))
        for number in range(asked.switches):
            found.update(trials.switch(chance, step=number // 2 if number % 2 else None))
    print(f"{asked.commands} commands and {asked.switches} switches")
    for what, count in sorted(found.items()):
        print(f"{count:6} {what}")
    sys.exit(1 if any(what.startswith("WRONG") for what in found) else 0)


class Trials:
    """Trials with one case. `older`: the folder of a run of the case; `newer`: of the case with less funding."""

    def __init__(self, case: Path, place: Path, year: str) -> None:
        self.case, self.place = case, place
        self.change = [part.replace("{year}", year) for part in CHANGE]
        self.older, self.newer = place / "older", place / "newer"
        started = time.monotonic()
        self._run(self.older, [])
        self.seconds = time.monotonic() - started
        shutil.copytree(self.older, self.newer)
        self._run(self.newer, self.change)

    def command(self, chance: random.Random) -> Iterator[str]:
        """Stop a command. Yields what was found, in words that begin with WRONG if it must not be."""
        out, name = self._begin(), chance.choice(SIGNALS)
        with subprocess.Popen(  # noqa: S603 - ourselves
            [*COMMAND, str(self.case), "-o", str(out), *self.change],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        ) as process:
            time.sleep(chance.uniform(0, 1.6 * self.seconds))
            process.send_signal(getattr(signal, name))
            said = process.communicate()[1]
        state = self._state(out)
        yield from _wrong_words(name, process.returncode, said, state)
        yield from self._found(f"command, {name}", out)

    def switch(self, chance: random.Random, step: int | None) -> Iterator[str]:
        """Kill a switch before a step on the disk, or at any moment if no step is named."""
        out = self._begin()
        child = os.fork()
        if child == 0:
            if step is not None:
                sys.addaudithook(_killer(step, str(out)))
            write_atomically(out, self._copy_newer)
            os._exit(0)
        if step is None:
            time.sleep(chance.uniform(0, SWITCH_SECONDS))
            os.kill(child, signal.SIGKILL)
        killed = os.waitpid(child, 0)[1] == signal.SIGKILL
        yield from self._found(f"switch, {'killed' if killed else 'ended first'}", out)

    def _begin(self) -> Path:
        out = self.place / "out"
        shutil.rmtree(out, ignore_errors=True)
        return shutil.copytree(self.older, out)

    def _copy_newer(self, empty: Path) -> None:
        for path in self.newer.iterdir():
            if path.name != MANIFEST:
                shutil.copy(path, empty)

    def _found(self, what: str, out: Path) -> Iterator[str]:
        """What the folder passes for, and what it is after its repair."""
        state = self._state(out)
        yield f"{what}: the folder {state}"
        if "neither" in state:
            yield "WRONG: a folder passes for whole and is not"
        repair(out)
        repaired = self._state(out)
        if repaired not in ("passes for the older run", "passes for the newer run"):
            yield f"WRONG: after its repair the folder {repaired}"
        if hidden := [path.name for path in out.glob(".*") if path.name != FOUND_FILE]:
            yield f"WRONG: after its repair there is {hidden}"

    def _state(self, out: Path) -> str:
        """What a later command takes the folder for, and what it is."""
        listed = read_manifest(out)
        if listed is None:
            return "does not pass for whole"
        if not all(is_as_written(out, name, listed) for name in listed):
            return "passes for whole and is neither run"
        whole = {"older": self.older, "newer": self.newer}
        runs = [name for name, folder in whole.items() if _same(out, folder)]
        return f"passes for the {runs[0]} run" if runs else "passes for whole and is neither run"

    def _run(self, out: Path, change: Sequence[str]) -> None:
        subprocess.run(  # noqa: S603 - ourselves
            [*COMMAND, str(self.case), "-o", str(out), "--quiet", *change], check=False, capture_output=True
        )
        if read_manifest(out) is None:
            raise SystemExit(f"{self.case} could not be appraised")


def _killer(step: int, folder: str) -> Callable[[str, tuple[object, ...]], None]:
    """A hook that kills the process before a step on the disk below a folder."""
    left = [step]

    def count(event: str, arguments: tuple[object, ...]) -> None:
        if event in STEPS and folder in str(arguments[0]):
            left[0] -= 1
            if left[0] < 0:
                os.kill(os.getpid(), signal.SIGKILL)

    return count


def _wrong_words(name: str, code: int, said: str, state: str) -> Iterator[str]:
    """What the command said of itself, against what is in the folder."""
    if name == "SIGKILL" or code in (0, 1):
        return
    if code == -getattr(signal, name):
        return  # so early that Python itself had not begun
    if code != CODES[name]:
        yield f"WRONG: {name} ended with code {code}"
    if "Traceback" in said:
        yield f"WRONG: {name} ended with a traceback"
    written = "All files of this run are in place" in said
    if written != ("newer" in state):
        yield f"WRONG: {name}, and it said: {said.strip().splitlines()[-1:]}, but the folder {state}"


def _same(folder: Path, other: Path) -> bool:
    """Whether two folders hold the same run: the same files but for the seconds and what follows from them."""
    one, two = (_record(each) for each in (folder, other))
    names = {path.name for path in other.iterdir()} - {RECORD_FILE, "result.json", MANIFEST, "known.json.gz"}
    same = one == two
    return same and all((folder / each).read_bytes() == (other / each).read_bytes() for each in names)


def _record(folder: Path) -> str:
    """The checksum of a folder's record, which does not depend on the seconds."""
    try:
        return str(json.loads((folder / RECORD_FILE).read_text(encoding="utf-8"))["checksum"])
    except (OSError, ValueError, KeyError):
        return ""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("case", type=Path)
    parser.add_argument("--commands", type=int, default=20, help="trials of a whole command")
    parser.add_argument("--switches", type=int, default=480, help="trials of the switch alone")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--year", default="2010/11", help="a year of the case, whose funding is cut by 1%%")
    return parser


if __name__ == "__main__":
    if os.name != "posix":
        raise SystemExit("this needs a system with POSIX signals")
    main()
