"""Keeps standard output for what the command itself says: native code cannot write to it.

Solvers are compiled code and write to file descriptor 1 whatever `sys.stdout` is, which would put a stray line before
the JSON of `--json`. So Python gets a descriptor of its own for the real output, and descriptor 1 leads to the null
device until the process ends. Nothing is put back: a thread may still be solving, and a C library flushes at exit.
Worker processes inherit the descriptors. See docs/decisions/0032.
"""

from __future__ import annotations

import os
import sys
from io import BytesIO, TextIOWrapper
from typing import TextIO

STDOUT = 1
STANDARD_DESCRIPTORS = (0, STDOUT, 2)


def reserve_standard_output() -> None:
    """Lead descriptor 1 to the null device and have `sys.stdout` write to a copy of the old descriptor 1.

    Does nothing to descriptor 1 if `sys.stdout` does not write to it: then somebody else has captured the output.
    """
    _open_missing_descriptors()
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # without a terminal, as under pythonw on Windows
            setattr(sys, name, TextIOWrapper(BytesIO(), encoding="utf-8"))
    if _descriptor_of(sys.stdout) == STDOUT:
        sys.stdout.flush()
        sys.stdout = _copy_of(sys.stdout)
        _lead_to_null_device(STDOUT)


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


def _copy_of(stream: TextIO) -> TextIO:
    """A stream as the given one, which writes to a copy of its descriptor."""
    at_once = isinstance(stream, TextIOWrapper) and (stream.line_buffering or stream.write_through)
    copy = os.dup(stream.fileno())
    return open(copy, "w", 1 if at_once else -1, stream.encoding, stream.errors, closefd=False)


def _descriptor_of(stream: TextIO) -> int | None:
    try:
        return stream.fileno()
    except (OSError, ValueError):  # a stream in memory has none
        return None
