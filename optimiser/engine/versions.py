"""The versions that made a run: of Python, of this package, and of each library that an answer depends on."""

from __future__ import annotations

import hashlib
import platform
from configparser import ConfigParser
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PACKAGE = "optimiser"
LIBRARIES = (PACKAGE, "pulp", "highspy", "numpy", "openpyxl", "xlsxwriter")
PACKAGE_ROOT = Path(__file__).resolve().parents[2]  # the folder of `models` and `optimiser`
SETUP_CFG = PACKAGE_ROOT / "setup.cfg"  # only in a checkout


def versions() -> dict[str, str]:
    """Version by name, Python first; "not installed" for a library that is missing."""
    return {"python": platform.python_version(), **{name: installed_version(name) for name in LIBRARIES}}


def installed_version(name: str) -> str:
    """The installed version of a package; of this one, when it runs from a checkout, the version in the checkout."""
    in_checkout = _checkout_version() if name == PACKAGE else None
    if in_checkout is not None:
        return in_checkout
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


@cache
def code_hash(*folders: str) -> str:
    """The SHA-256 of the names and contents of the Python files in folders such as `optimiser/solving`.

    In a checkout the code can change while the version number does not.
    """
    combined = hashlib.sha256()
    for file in sorted(path for folder in folders for path in (PACKAGE_ROOT / folder).rglob("*.py")):
        line = f"{file.relative_to(PACKAGE_ROOT).as_posix()} {hashlib.sha256(file.read_bytes()).hexdigest()}\n"
        combined.update(line.encode())
    return combined.hexdigest()


def _checkout_version() -> str | None:
    """The version in the setup.cfg beside this package: this code runs, whatever else may be installed."""
    setup = ConfigParser()
    setup.read(SETUP_CFG, encoding="utf-8")
    ours = setup.get("metadata", "name", fallback="") == PACKAGE
    return setup.get("metadata", "version", fallback=None) if ours else None
