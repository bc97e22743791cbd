"""How long a user waits for the commands, and how much memory they take, each command in its own process.

    python -m benchmarks.whole_run

Prints a table in Markdown. Works on Linux and macOS, which report the memory of a process.
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
SUCCESS_CODES = (0, 1)  # all options proven; or finished, but an option is not proven or a check failed


@dataclass(frozen=True, slots=True)
class ProcessRun:
    """A command that has run: elapsed and CPU seconds, memory at the peak in MB, and exit code."""

    seconds: float
    cpu: float
    megabytes: float
    code: int


def run(command: Sequence[str]) -> ProcessRun:
    """Run a command from the project's folder and discard its output. Raises RuntimeError if it fails."""
    began = time.perf_counter()
    child = subprocess.Popen(  # noqa: S603 - our own commands
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, used = os.wait4(child.pid, 0)
    duration = time.perf_counter() - began
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in SUCCESS_CODES:
        raise RuntimeError(f"{' '.join(command)} ended with {child.returncode}")
    return ProcessRun(
        duration,
        used.ru_utime + used.ru_stime,
        used.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10),
        child.returncode,
    )


def median_seconds(command: Sequence[str], times: int) -> float:
    """The median of several runs, after one run that fills the disk cache."""
    run(command)
    return statistics.median(run(command).seconds for _ in range(times))


def report_lines(case: str, times: int) -> list[str]:
    """The machine, and a table of every measurement."""
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


def _seconds(ran: ProcessRun) -> str:
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
    arguments = parser.parse_args()
    print("\n".join(report_lines(str(Path(arguments.case)), arguments.times)))


if __name__ == "__main__":
    main()
