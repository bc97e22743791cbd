"""Which versions made a run: of Python, of this package and of each library that has a part in the answer."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version

LIBRARIES = ("optimiser", "pulp", "highspy", "numpy", "openpyxl", "xlsxwriter")


def versions() -> dict[str, str]:
    """Version by name, Python first; "not installed" for what runs from a checkout or is not there."""
    return {"python": platform.python_version(), **{name: version_of(name) for name in LIBRARIES}}


def version_of(name: str) -> str:
    """The installed version of a package."""
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"
