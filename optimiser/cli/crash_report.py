"""The report of an error of our own: a file with the version, the command and the traceback."""

from __future__ import annotations

import platform
import tempfile
import traceback
from collections.abc import Sequence
from pathlib import Path

from optimiser.engine.versions import versions


def report(error: Exception, arguments: Sequence[str]) -> tuple[str, str]:
    """One sentence about the error, and the path of the report, or words if no report could be written."""
    kind, message = type(error).__name__, " ".join(str(error).split())
    sentence = f"{kind}: {message}" if message else f"{kind}."
    return sentence if sentence.endswith(".") else f"{sentence}.", _write(error, arguments)


def _write(error: Exception, arguments: Sequence[str]) -> str:
    versions_text = ", ".join(f"{name} {version}" for name, version in versions().items())
    trace = "".join(traceback.format_exception(error))
    text = f"{versions_text}\n{platform.platform()}\noptimiser {' '.join(arguments)}\n\n{trace}"
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", prefix="optimiser-report-", suffix=".txt", delete=False
        ) as file:
            file.write(text)
    except OSError:
        return "none could be kept; please send us the command and the input."
    return str(Path(file.name))
