"""The machine and the versions that a measurement was made with, and the clock it was made by."""

from __future__ import annotations

import os
import platform
import time
from dataclasses import dataclass
from pathlib import Path

from optimiser.engine.versions import installed_version


@dataclass(frozen=True, slots=True)
class Took:
    """How long something took: seconds on the wall, and of processor time, that of child processes included.

    On a busy machine the first is longer than the second by what others did meanwhile.
    """

    wall: float
    cpu: float


class Clock:
    """Runs from where it is made."""

    def __init__(self) -> None:
        self._wall, self._cpu = time.perf_counter(), _processor_time()

    def took(self) -> Took:
        """The time since then."""
        return Took(time.perf_counter() - self._wall, _processor_time() - self._cpu)


def machine() -> str:
    """One line: processor, cores, memory, system."""
    cores = os.cpu_count() or 1
    return f"{_processor()}, {cores} core{'s' * (cores > 1)}{_memory()}, {platform.system()} {platform.machine()}"


def software() -> str:
    """One line: Python and the libraries that have a part in the times."""
    libraries = ", ".join(f"{name} {installed_version(name.lower())}" for name in ("PuLP", "highspy", "numpy"))
    return f"Python {platform.python_version()}, {libraries}"


def load() -> str:
    """How busy the machine is: processes that ran or wanted to, over the last minute."""
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
