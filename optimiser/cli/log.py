"""A log: all that a command says, line by line with the time, added to a file. For runs that nobody watches."""

from __future__ import annotations

import sys
from datetime import datetime
from io import TextIOBase
from pathlib import Path
from typing import TextIO

from optimiser.cli import Exit, Failure

KEPT: list[_Both] = []  # what the screen and the log are told through, where a log is kept


def begin(path: Path) -> None:
    """Begin to keep a log, with a line that says what was asked. Raises Failure where the file cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("a", encoding="utf-8", errors="backslashreplace", newline="\n")
    except OSError as error:
        words = f"The log {path} cannot be written: {error.strerror or error}. Name another file."
        raise Failure(words, Exit.NOT_WRITTEN) from error
    KEPT[:] = [_Both(sys.stdout, file), _Both(sys.stderr, file)]
    sys.stdout, sys.stderr = KEPT
    _write(file, f"begun: optimiser {' '.join(' '.join(sys.argv[1:]).split())}")


def end(code: int) -> None:
    """Say how it ended, where a log is kept."""
    for each in KEPT[:1]:
        _write(each.file, f"ended with exit code {code}")
        each.file.close()
    KEPT.clear()


def muted() -> bool:
    """Say things to the log alone from now on, where one is kept; whether one is."""
    for each in KEPT:
        each.mute = True
    return bool(KEPT)


def loud() -> None:
    """Say things on the screen again: an error is never kept to the log."""
    for each in KEPT:
        each.mute = False


class _Both(TextIOBase):
    """A stream that says what it is told, and notes it line by line; what is written over on a terminal is left out."""

    def __init__(self, stream: TextIO, file: TextIO) -> None:
        self._stream, self.file, self._begun, self.mute = stream, file, "", False

    def write(self, text: str) -> int:
        if not self.mute:
            self._stream.write(text)
        if "\r" not in text and not self.file.closed:
            *lines, self._begun = (self._begun + text).split("\n")
            for line in lines:
                _write(self.file, line)
        return len(text)

    def __getattr__(self, name: str) -> object:
        return getattr(self._stream, name)

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return self._stream.encoding

    @property
    def errors(self) -> str | None:  # type: ignore[override]
        return self._stream.errors

    def isatty(self) -> bool:
        return self._stream.isatty()

    def flush(self) -> None:
        self._stream.flush()

    def fileno(self) -> int:
        return self._stream.fileno()

    def writable(self) -> bool:
        return True


def _write(file: TextIO, line: str) -> None:
    if line.strip():
        file.write(f"{datetime.now():%Y-%m-%d %H:%M:%S} {line.rstrip()}\n")  # noqa: DTZ005 - the user's own clock
        file.flush()
