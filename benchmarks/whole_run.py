"""What a user waits for, and how much memory that takes: the commands as people run them, each in its own process.

    python -m benchmarks.whole_run

Prints a table in Markdown. Works where the system says what memory a process took: Linux and macOS.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.machine import load, machine, software

ROOT = Path(__file__).resolve().parents[1]
COMMAND = (sys.executable, "-m", "optimiser")
DONE = (0, 1)  # done and proven; done, but something is not proven or a check failed


@dataclass(frozen=True, slots=True)
class Ran:
    """A command that has run: `seconds` on the wall and of the processor, `megabytes` at its peak, exit code."""

    seconds: float
    cpu: float
    megabytes: float
    code: int


def run(command: Sequence[str]) -> Ran:
    """Run a command from the project's folder, its output thrown away. Raises RuntimeError where it fails."""
    began = time.perf_counter()
    child = subprocess.Popen(  # noqa: S603 - our own commands
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, used = os.wait4(child.pid, 0)
    took = time.perf_counter() - began
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in DONE:
        raise RuntimeError(f"{' '.join(command)} ended with {child.returncode}")
    return Ran(
        took,
        used.ru_utime + used.ru_stime,
        used.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10),
        child.returncode,
    )


def median_seconds(command: Sequence[str], times: int) -> float:
    """The middle one of several runs; one run before them warms up the disk's cache."""
    run(command)
    return statistics.median(run(command).seconds for _ in range(times))


def page(case: str, times: int) -> list[str]:
    """Every measurement as a table, with the machine."""
    with tempfile.TemporaryDirectory() as folder:
        whole = run([*COMMAND, "appraise", case, "--output", folder, "--quiet"])
    check = run([*COMMAND, "check", case])
    helped = 1000 * median_seconds([*COMMAND, "--help"], times)
    bare = 1000 * median_seconds([sys.executable, "-c", "pass"], times)
    name = Path(case).name
    proven = "every option proven" if whole.code == 0 else "NOT EVERY OPTION IS PROVEN, or a check failed"
    return [
        f"{machine()}. {software()}. Load at the end {load()}.",
        "",
        "| | to reach | reached |",
        "|---|---|---|",
        f"| the whole of `{name}`, workbook and files, s | at most 15 | {_seconds(whole)}, {proven} |",
        f"| its memory at the peak, MB | under 500 | {whole.megabytes:.0f} |",
        f"| reading and checking `{name}`, s | under 2 | {_seconds(check)} |",
        f"| the help, ms, median of {times} runs | at most 150 | {helped:.0f} |",
        f"| of which starting Python, `python -c pass`, ms | | {bare:.0f} |",
    ]


def _seconds(ran: Ran) -> str:
    return f"{ran.seconds:.1f} (CPU {ran.cpu:.1f})"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.whole_run",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("case", nargs="?", default=str(Path("inputs") / "three-boroughs"), help="a folder or workbook")
    parser.add_argument("--times", type=int, default=15, help="runs of the help (default 15)")
    ask = parser.parse_args()
    print("\n".join(page(str(Path(ask.case)), ask.times)))


if __name__ == "__main__":
    main()
