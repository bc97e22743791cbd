"""The report of an error of our own: a file with the versions, the command and the traceback."""

from __future__ import annotations

import platform
import tempfile
import traceback
from collections.abc import Sequence
from pathlib import Path

from optimiser.engine.versions import versions
from optimiser.errors import BrokenAnswer


def report(error: Exception, arguments: Sequence[str]) -> str:
    """Write the report; what to tell the user: the error in one sentence, and where the report is."""
    kind, message = type(error).__name__, " ".join(str(error).split())
    sentence = f"{kind}: {message}" if message else kind
    written = " Nothing was written." if isinstance(error, BrokenAnswer) else ""
    path = _write(error, arguments)
    remedy = f"Please send us the report: {path}" if path else "Please send us the command and the input."
    return f"This is an error in the optimiser: {sentence.rstrip('.')}.{written}\n{remedy}"


def _write(error: Exception, arguments: Sequence[str]) -> Path | None:
    """The path of the report, None if no temporary file can be written."""
    made_with = ", ".join(f"{name} {version}" for name, version in versions().items())
    trace = "".join(traceback.format_exception(error))
    text = f"{made_with}\n{platform.platform()}\noptimiser {' '.join(arguments)}\n\n{trace}"
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", prefix="optimiser-report-", suffix=".txt", delete=False
        ) as file:
            file.write(text)
    except OSError:
        return None
    return Path(file.name)
