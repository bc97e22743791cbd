"""Finds the example cases: in inputs/ of a checkout, in `optimiser/examples` of an installed package.

It reads no case; `reading` does that.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]  # `optimiser`


def examples() -> tuple[str, ...]:
    """The names of the example cases, in alphabetical order."""
    return tuple(sorted(folder.name for folder in _home().iterdir() if (folder / "settings.csv").is_file()))


def example(name: str) -> Path:
    """The folder of an example case. Raises KeyError if there is no example of that name."""
    if name not in examples():
        raise KeyError(name)
    return _home() / name


def _home() -> Path:
    installed = _PACKAGE / "examples"
    return installed if installed.is_dir() else _PACKAGE.parent / "inputs"
