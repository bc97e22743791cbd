"""The machine, the versions and the clock of a measurement."""

from __future__ import annotations

import os
import platform
import time
from dataclasses import dataclass
from pathlib import Path

from optimiser.engine.versions import installed_version


@dataclass(frozen=True, slots=True)
class Duration:
    """How long something took, in seconds: elapsed time, and CPU time including that of child processes.

    On a busy machine, elapsed time is longer than CPU time.
    """

    elapsed: float
    cpu: float


class Clock:
    """A clock that starts when it is created."""

    def __init__(self) -> None:
        self._wall, self._cpu = time.perf_counter(), _processor_time()

    def duration(self) -> Duration:
        """The time since the clock was created."""
        return Duration(time.perf_counter() - self._wall, _processor_time() - self._cpu)


def machine() -> str:
    """One line: processor, cores, memory, system."""
    cores = os.cpu_count() or 1
    return f"{_processor()}, {cores} core{'s' * (cores > 1)}{_memory()}, {platform.system()} {platform.machine()}"


def software() -> str:
    """One line: Python and the libraries that influence the times."""
    libraries = ", ".join(f"{name} {installed_version(name.lower())}" for name in ("PuLP", "highspy", "numpy"))
    return f"Python {platform.python_version()}, {libraries}"


def load() -> str:
    """How busy the machine is: mean number of processes that ran or waited to run in the last minute."""
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "not known"


def _processor_time() -> float:
    return sum(os.times()[:4])


def _processor() -> str:
    known = Path("/proc/cpuinfo")
    lines = known.read_text(encoding="utf-8").splitlines() if known.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or "processor not known"


def _memory() -> str:
    if not hasattr(os, "sysconf") or "SC_PHYS_PAGES" not in os.sysconf_names:
        return ""
    return f", {os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GB"
