"""Keeps standard output for what the command itself says: native code cannot write to it.

Solvers are compiled code and write to file descriptor 1 whatever `sys.stdout` is, which would put a stray line before
the JSON of `--json`. So Python gets a descriptor of its own for the real output, and descriptor 1 leads to the null
device until the process ends. Nothing is put back: a thread may still be solving, and a C library flushes at exit.
Worker processes inherit the descriptors. See docs/decisions/0032.
"""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
from io import BufferedWriter, BytesIO, RawIOBase, TextIOWrapper
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer

STDOUT, STDERR = 1, 2
STANDARD_DESCRIPTORS = (0, STDOUT, STDERR)
MOST_AT_ONCE = 32_000  # bytes: a console of Windows refuses more

_outlets: list[_Outlet] = []  # of standard output, then of stderr; those that somebody else has captured are not here


def reserve_standard_output() -> None:
    """Lead descriptor 1 to the null device and have `sys.stdout` write to a copy of the old descriptor 1.

    Does nothing to descriptor 1 if `sys.stdout` does not write to it: then somebody else has captured the output.
    """
    _open_missing_descriptors()
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # without a terminal, as under pythonw on Windows
            setattr(sys, name, TextIOWrapper(BytesIO(), encoding="utf-8"))
    for name, descriptor in (("stdout", STDOUT), ("stderr", STDERR)):
        stream = getattr(sys, name)
        if _descriptor_of(stream) == descriptor:
            setattr(sys, name, _careful_stream(stream, os.dup(descriptor), at_once=descriptor == STDERR))
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    if _outlets:
        _lead_to_null_device(STDOUT)


def problems() -> list[str]:
    """Why not all of standard output was written, in a sentence; nothing if it was, or its reader closed it."""
    with suppress(ValueError):  # closed
        sys.stdout.flush()
    errors = [outlet.error for outlet in _outlets[:1] if outlet.error is not None and not _is_closed_pipe(outlet.error)]
    return [f"Standard output cannot be written: {error.strerror or error}." for error in errors]


def _open_missing_descriptors() -> None:
    """Open closed standard descriptors on the null device.

    Otherwise the next file to be opened would get the number of one, and native code would write into that file.
    """
    for descriptor in STANDARD_DESCRIPTORS:
        try:
            os.fstat(descriptor)
        except OSError:
            _lead_to_null_device(descriptor)


def _lead_to_null_device(descriptor: int) -> None:
    null = os.open(os.devnull, os.O_RDWR)
    if null != descriptor:
        os.dup2(null, descriptor)
        os.close(null)


class _Outlet(RawIOBase):
    """A descriptor that is written to until that fails; then nothing more is written, and no error is raised.

    So the work goes on, and its exit code does not depend on who reads what it says.
    """

    def __init__(self, descriptor: int) -> None:
        self._raw = open(descriptor, "wb", 0, closefd=False)  # noqa: SIM115 - for as long as the process
        self.error: OSError | None = None

    def write(self, data: Buffer) -> int:
        """Write all of it. Returns how many bytes it has."""
        rest = memoryview(data).cast("B")
        size = len(rest)
        while rest and self.error is None:
            try:
                rest = rest[self._raw.write(rest[:MOST_AT_ONCE]) or 0 :]
            except OSError as error:
                self.error = error
        return size

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._raw.fileno()

    def isatty(self) -> bool:
        return self._raw.isatty()


def _careful_stream(stream: TextIO, descriptor: int, *, at_once: bool) -> TextIO:
    """A stream as the given one, which shows a question mark for a character that it cannot show.

    `at_once`: whether each line is written at once, whatever the given stream does.
    """
    stream.flush()
    at_once = at_once or (isinstance(stream, TextIOWrapper) and (stream.line_buffering or stream.write_through))
    _outlets.append(_Outlet(descriptor))
    return TextIOWrapper(BufferedWriter(_outlets[-1]), stream.encoding, "replace", line_buffering=at_once)


def _is_closed_pipe(error: OSError) -> bool:
    """Windows has another number for it."""
    return error.errno == errno.EPIPE or (sys.platform == "win32" and error.errno == errno.EINVAL)


def _descriptor_of(stream: TextIO) -> int | None:
    try:
        return stream.fileno()
    except (OSError, ValueError):  # a stream in memory has none
        return None
