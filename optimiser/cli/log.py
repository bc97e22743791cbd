"""A log: everything that a command says, line by line with the time, added to a file. For runs that nobody watches."""

from __future__ import annotations

import sys
from contextlib import suppress
from datetime import datetime
from io import TextIOBase
from pathlib import Path
from typing import TextIO

from optimiser.cli import Exit, Failure

_streams: list[_LoggedStream] = []  # stdout and stderr while a log is kept
_problems: list[str] = []  # why the log has not all that was said


def start(path: Path) -> None:
    """Start a log, with a line that repeats the command. Raises Failure if the file cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("a", encoding="utf-8", errors="backslashreplace", newline="\n")
        _begin(file)
    except (OSError, ValueError) as error:
        words = f"The log {path} cannot be written: {getattr(error, 'strerror', None) or error}. Name another file."
        raise Failure(words, Exit.NOT_WRITTEN) from error
    _streams[:] = [_LoggedStream(sys.stdout, file), _LoggedStream(sys.stderr, file)]
    sys.stdout, sys.stderr = _streams


def _begin(file: TextIO) -> None:
    try:
        _write_line(file, f"started: optimiser {' '.join(' '.join(sys.argv[1:]).split())}")
    except OSError:
        with suppress(OSError):
            file.close()
        raise


def problems() -> list[str]:
    """Why the log has not all that was said, in a sentence; nothing if it has."""
    return _problems


def end(code: int) -> None:
    """End the log, if one is kept, with a line that gives the exit code."""
    for stream in _streams[:1]:
        _write(stream.file, f"ended with exit code {code}")
        with suppress(OSError):
            stream.file.close()
    _streams.clear()


def mute_screen() -> bool:
    """Write to the log alone from now on, if one is kept; returns whether one is."""
    for stream in _streams:
        stream.mute = True
    return bool(_streams)


def unmute_screen() -> None:
    """Write to the screen again: an error is never written to the log alone."""
    for stream in _streams:
        stream.mute = False


class _LoggedStream(TextIOBase):
    """A stream that also writes each whole line to the log. A line that is written over on a terminal is left out."""

    def __init__(self, stream: TextIO, file: TextIO) -> None:
        self._stream, self.file, self._line, self.mute = stream, file, "", False

    def write(self, text: str) -> int:
        if not self.mute:
            self._stream.write(text)
        if "\r" not in text and not self.file.closed:
            *lines, self._line = (self._line + text).split("\n")
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
    """Write a line, until that fails once."""
    if _problems:
        return
    try:
        _write_line(file, line)
    except OSError as error:
        _problems.append(f"The log {file.name} cannot be written any more: {error.strerror or error}.")


def _write_line(file: TextIO, line: str) -> None:
    if line.strip():
        file.write(f"{datetime.now():%Y-%m-%d %H:%M:%S} {line.rstrip()}\n")  # noqa: DTZ005 - the user's own clock
        file.flush()
