"""Which versions made a run: of Python, of this package and of each library that has a part in the answer."""

from __future__ import annotations

import hashlib
import platform
from configparser import ConfigParser
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PACKAGE = "optimiser"
LIBRARIES = (PACKAGE, "pulp", "highspy", "numpy", "openpyxl", "xlsxwriter")
PACKAGE_ROOT = Path(__file__).resolve().parents[2]  # of `models` and `optimiser`
SETUP_CFG = PACKAGE_ROOT / "setup.cfg"  # in a checkout; an installed package has none


def versions() -> dict[str, str]:
    """Version by name, Python first; "not installed" for what is not there."""
    return {"python": platform.python_version(), **{name: installed_version(name) for name in LIBRARIES}}


def installed_version(name: str) -> str:
    """The installed version of a package; of this one, where it runs from a checkout, what the checkout says it is."""
    own = _checked_out() if name == PACKAGE else None
    if own is not None:
        return own
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


@cache
def code_hash(*rooms: str) -> str:
    """The SHA-256 of the Python files of these rooms, such as `optimiser/solving`, by their names and contents.

    A version number stands still while a checkout moves on; this does not.
    """
    found = hashlib.sha256()
    for file in sorted(each for room in rooms for each in (PACKAGE_ROOT / room).rglob("*.py")):
        told = f"{file.relative_to(PACKAGE_ROOT).as_posix()} {hashlib.sha256(file.read_bytes()).hexdigest()}\n"
        found.update(told.encode())
    return found.hexdigest()


def _checked_out() -> str | None:
    """The version in the checkout that this file stands in: it, not what else may be installed, is what runs."""
    said = ConfigParser()
    said.read(SETUP_CFG, encoding="utf-8")
    return (
        said.get("metadata", "version", fallback=None) if said.get("metadata", "name", fallback="") == PACKAGE else None
    )
