"""One run at a time into a folder: a lock of the operating system on a small file in it.

The system gives the lock back however its process ends, so that a lock never outlives its holder. The file says who
holds it, for whoever is kept out, and goes with the lock; after a kill it stays, unlocked, and the next run takes it.
"""

from __future__ import annotations

import errno
import json
import os
import platform
import shlex
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from optimiser.engine.interruption import interruption
from optimiser.errors import NotWritten

LOCK_FILE = ".optimiser-lock"
WAIT_SECONDS = 5.0  # that a second run waits for the first
POLL_SECONDS = 0.05
LOCKED_BYTE = 2**30  # far behind the text: on Windows nobody may read a locked byte
NO_LOCKS = {errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP}  # a disk that knows no locks

_of_command: set[Path] = set()  # folders that a whole command holds: all its threads may write to them


@contextmanager
def hold(folder: Path, *, for_command: bool = False) -> Iterator[None]:
    """Keep other runs out of a folder, which is made if it is not there and removed at the end if it is empty then.

    `for_command`: whatever this process writes to the folder meanwhile needs no lock of its own.
    Raises NotWritten if another run holds the folder for more than WAIT_SECONDS, and OSError.
    """
    place = folder.resolve()
    if place in _of_command:
        yield
        return
    created = _make(place)
    with interruption.undo(lambda: _remove_empty(created)):
        descriptor = _acquire(folder, place / LOCK_FILE)
        released: list[bool] = []
        with interruption.undo(lambda: _release(descriptor, place / LOCK_FILE, released)):
            if for_command:
                _of_command.add(place)
            try:
                yield
            finally:
                _of_command.discard(place)


def is_held_by_command(folder: Path) -> bool:
    """Whether the command that runs in this process holds the folder."""
    return folder.resolve() in _of_command


def _make(folder: Path) -> list[Path]:
    """Make a folder and those above it. Returns those that were not there, the deepest first."""
    created = [path for path in (folder, *folder.parents) if not path.exists()]
    if folder.exists() and not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, "it is a file, not a folder")
    folder.mkdir(parents=True, exist_ok=True)
    return created


def _remove_empty(folders: list[Path]) -> None:
    with suppress(OSError):  # one that is not empty
        for folder in folders:
            folder.rmdir()


def _acquire(folder: Path, path: Path) -> int:
    """The descriptor of the locked file."""
    ends_at = time.monotonic() + WAIT_SECONDS
    while True:
        with suppress(FileNotFoundError):  # the holder before us may just have removed the folder
            path.parent.mkdir(parents=True, exist_ok=True)
            descriptor = _open(path)
            if _try_lock(descriptor) and _is_still(descriptor, path):
                _write_holder(descriptor)
                return descriptor
            os.close(descriptor)
        if time.monotonic() > ends_at:
            raise NotWritten(f"{folder} cannot be written: another run writes to it{_holder(path)}.")
        time.sleep(POLL_SECONDS)


def _open(path: Path) -> int:
    binary: int = getattr(os, "O_BINARY", 0)
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | binary, 0o666)
    except PermissionError:
        if not path.exists():  # the folder may not be written to
            raise
        # Left behind by another user: a file may be locked by whoever may read it.
        return os.open(path, os.O_RDONLY | binary)


def _try_lock(descriptor: int) -> bool:
    """Whether the lock is ours now. True also on a disk that knows no locks."""
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 - only on Windows

            os.lseek(descriptor, LOCKED_BYTE, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415 - not on Windows

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno in NO_LOCKS
    return True


def _is_still(descriptor: int, path: Path) -> bool:
    """Whether the locked file is the one in the folder: its holder before us may just have removed it."""
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except OSError:
        return False


def _write_holder(descriptor: int) -> None:
    started = f"{datetime.now():%Y-%m-%d %H:%M:%S}"  # noqa: DTZ005 - the user's own clock
    command = shlex.join(["optimiser", *sys.argv[1:]])
    holder = {"process": os.getpid(), "host": platform.node(), "started": started, "command": command}
    with suppress(OSError):  # the words are not the lock
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.truncate(descriptor, 0)
        os.write(descriptor, (json.dumps(holder, ensure_ascii=False) + "\n").encode())


def _holder(path: Path) -> str:
    """Who holds the lock, in words; nothing if that cannot be read."""
    try:
        holder = json.loads(path.read_text(encoding="utf-8"))
        who = f"process {holder['process']} on {holder['host']}, started {holder['started']}"
        return f" ({who}: {' '.join(str(holder['command']).split())})"
    except (OSError, ValueError, LookupError, TypeError):
        return ""


def _release(descriptor: int, path: Path, released: list[bool]) -> None:
    if released:
        return
    released.append(True)
    removed_open = sys.platform != "win32"  # Windows removes no file that is open, and others may have opened it
    with suppress(OSError):
        if removed_open:
            path.unlink()
    os.close(descriptor)
    with suppress(OSError):
        if not removed_open:
            path.unlink()
