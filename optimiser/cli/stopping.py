"""Ctrl-C and SIGTERM at any moment: the command ends with its own exit code, and true words on what was written.

A KeyboardInterrupt would not do: a library that swallows every error while it is imported swallows it too. So the
signal's handler itself takes away what is only for a while on the disk, says what was done, and ends the process. Only
the switch of the files, a moment, is not interrupted: the command then ends after it.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from optimiser.engine.interruption import Interruption

CTRL_C, TERMINATED = 130, 143  # exit codes: 128 and the number of the signal, as shells have it
STOPPED_BY = {CTRL_C: "Stopped.", TERMINATED: "Stopped by the system (SIGTERM)."}
NOTHING_WRITTEN, ALL_WRITTEN = "Nothing was written.", "All files of this run are in place."
SIGNALS = {"SIGINT": CTRL_C, "SIGTERM": TERMINATED, "SIGBREAK": CTRL_C}  # SIGBREAK: Ctrl-Break, on Windows only
DEFAULTS = (signal.SIG_DFL, signal.default_int_handler)

_postponed: list[int] = []  # the exit code of a signal that came during the switch


def listen() -> None:
    """From now on a signal ends the command. One that the caller has the process ignore stays ignored."""
    _postponed.clear()
    if (interruption := _interruption()) is not None:  # of an earlier command in this process
        interruption.begin()
    if threading.current_thread() is threading.main_thread():
        for name in SIGNALS:
            number = getattr(signal, name, None)
            if number is not None and signal.getsignal(number) in DEFAULTS:
                signal.signal(number, _stop)


def listen_no_more() -> None:
    """The work is done and its exit code is known: a signal no longer changes it."""
    if threading.current_thread() is threading.main_thread():
        for name in SIGNALS:
            number = getattr(signal, name, None)
            if number is not None and signal.getsignal(number) is _stop:
                signal.signal(number, signal.SIG_IGN)


def postponed() -> int | None:
    """The exit code of a signal that came while files were put in place, None if none did."""
    return _postponed[0] if _postponed else None


def end(code: int) -> NoReturn:
    """Take away what is only for a while on the disk, say what was done, and end the process at once.

    A solver may still be at work in another thread, so nothing is waited for.
    """
    interruption = _interruption()
    if interruption is not None:
        interruption.undo_all()
    _say(f"{STOPPED_BY[code]} {what_was_written()}")
    log = sys.modules.get("optimiser.cli.log")
    with suppress(Exception):
        sys.stdout.flush()
    with suppress(Exception):
        if log is not None:
            log.end(code)
    os._exit(code)


def what_was_written() -> str:
    """What has become of the files of this run, in words."""
    interruption = _interruption()
    if interruption is None or interruption.phase.name == "NOTHING":
        kept = "" if interruption is None else interruption.kept()
        return f"No results were written. {kept}" if kept else NOTHING_WRITTEN
    return ALL_WRITTEN


def _stop(number: int, _frame: object) -> None:
    code = SIGNALS[signal.Signals(number).name]
    interruption = _interruption()
    if interruption is not None and interruption.phase.name == "SWITCHING":
        _postponed.append(code)
    else:
        end(code)


def _interruption() -> Interruption | None:
    """The state of the writing, None if nothing that writes is loaded yet."""
    module = sys.modules.get("optimiser.engine.interruption")
    return getattr(module, "interruption", None)


def _say(text: str) -> None:
    """Say it on stderr, even if the signal came amid another sentence there."""
    try:
        if (log := sys.modules.get("optimiser.cli.log")) is not None:
            log.unmute_screen()
        start = "\n" if sys.stderr.isatty() else ""  # below the line that shows the progress
        sys.stderr.write(f"{start}{text}\n")
        sys.stderr.flush()
    except Exception:  # noqa: BLE001 - whatever the state of the stream
        with suppress(OSError):
            os.write(2, f"{text}\n".encode())
