"""Writes the files of a run to disk, all of them or none.

The files are made in a temporary folder within the output folder and then moved into place by the switch. If a move
fails, the files that were there before are put back. A run that was stopped amid the moves is gone on with by the next;
if that fails too, nothing of either run goes away, and a third can go on. What the files hold is decided by the caller.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from optimiser.engine.folder_lock import LOCK_FILE, hold
from optimiser.engine.interruption import Phase, interruption
from optimiser.engine.switch import (
    FOUND_FILE,
    READY,
    TEMPORARY,
    Switch,
    dated_name,
    flush,
    is_cut_short,
    list_files,
    refuse_other_than_files,
    withdraw,
)
from optimiser.errors import NotWritten, RunCutShort

BEFORE = "before"  # within a temporary folder, the old files that a switch has moved aside
KEPT_HIDDEN = {LOCK_FILE, READY, FOUND_FILE}  # what is not removed with what dead runs have left


@dataclass(frozen=True, slots=True)
class SavedFiles:
    """The files now in the folder, each by its path within it.

    `dated_names`: by name, the dated name of a file whose own name was held open by another program.
    """

    folder: Path
    names: tuple[str, ...]
    dated_names: dict[str, str]


def check_writable(folder: Path) -> None:
    """Raises NotWritten if the folder cannot be written to; changes nothing."""
    with as_not_written(folder), hold(folder), _temporary_folder(folder):
        pass


def repair(folder: Path) -> bool:
    """Go on with a switch that was cut short, and remove what dead runs have left. Raises NotWritten.

    Returns whether there was such a switch. A folder that is not there is not made.
    """
    with as_not_written(folder):
        if not folder.is_dir() or not any(_hidden(folder)):
            return False
        with hold(folder):
            return _repair(folder)


def write_atomically(folder: Path, fill: Callable[[Path], None], *, adds: bool = False) -> SavedFiles:
    """Let `fill` write files, and folders of files, into an empty folder; then move all into `folder`, with their list.

    A file that another program holds open stays, and the new one is kept under a dated name. `adds`: whether the files
    listed before are still files of the run in the folder. Raises NotWritten.
    """
    with as_not_written(folder), ExitStack() as stack:
        stack.enter_context(hold(folder))
        _repair(folder)
        temporary = stack.enter_context(_temporary_folder(folder))
        new = temporary / "new"
        new.mkdir()
        fill(new)
        list_files(new, folder if adds else None)
        refuse_other_than_files(folder, new)
        names = sorted(path.relative_to(new).as_posix() for path in new.rglob("*") if path.is_file())
        for path in new.iterdir():
            if path.is_dir():  # the folder of a scenario's run, which `decide` may be writing to
                stack.enter_context(hold(folder / path.name))
        flush(new)
        with interruption.switching(Phase.WRITTEN):
            dated_names = _switch(folder, new, temporary / BEFORE)
        with suppress(OSError):
            (folder / FOUND_FILE).unlink()
        return SavedFiles(folder, tuple(names), dated_names)


def write_file(file: Path, fill: Callable[[Path], None]) -> SavedFiles:
    """Let `fill` write one file of that name elsewhere; then move it into place. Otherwise as `write_atomically`."""
    with as_not_written(file.parent), hold(file.parent), _temporary_folder(file.parent) as temporary:
        fill(temporary / file.name)
        flush(temporary)
        with interruption.switching(Phase.WRITTEN):
            try:
                (temporary / file.name).replace(file)
            except PermissionError:
                dated = dated_name(file.name)
                (temporary / file.name).replace(file.with_name(dated))
                return SavedFiles(file.parent, (file.name,), {file.name: dated})
            return SavedFiles(file.parent, (file.name,), {})


@contextmanager
def as_not_written(folder: Path) -> Iterator[None]:
    """Raises NotWritten in place of an error of the operating system; RunCutShort if files are still to be moved."""
    try:
        yield
    except (OSError, ValueError) as error:  # ValueError: a name with a NUL
        kind = RunCutShort if is_cut_short(folder) else NotWritten
        raise kind(f"{folder} cannot be written: {getattr(error, 'strerror', None) or error}.") from error


@contextmanager
def _temporary_folder(folder: Path) -> Iterator[Path]:
    """A temporary folder within the output folder, removed afterwards.

    If a switch could not be undone, the old files in it stay with READY until a later run goes on.
    """
    temporary = Path(tempfile.mkdtemp(prefix=TEMPORARY, dir=folder))

    def remove() -> None:
        if not (is_cut_short(folder) and any(path.is_file() for path in (temporary / BEFORE).rglob("*"))):
            shutil.rmtree(temporary, ignore_errors=True)

    with interruption.undo(remove):
        yield temporary


def _switch(folder: Path, new: Path, before: Path) -> dict[str, str]:
    """Put the files in place. From the moment that READY is there, a later run goes on with them."""
    new.replace(folder / READY)
    switch = Switch(folder, before)
    switch.run()
    return switch.dated_names


def _hidden(folder: Path) -> Iterator[Path]:
    yield from (path for path in folder.iterdir() if path.name.startswith(TEMPORARY))


def _repair(folder: Path) -> bool:
    """The same as `repair`, in a folder that is held: whatever is there for a while only is of a dead run."""
    cut_short = (folder / READY).is_dir()
    if cut_short:
        with _temporary_folder(folder) as temporary, interruption.switching(interruption.phase):
            if is_cut_short(folder):
                refuse_other_than_files(folder, folder / READY)
                Switch(folder, temporary / BEFORE, resumed=True).run()
            else:  # all is in place but for the folder itself
                withdraw(folder, temporary)
    for path in _hidden(folder):
        if path.name not in KEPT_HIDDEN:
            shutil.rmtree(path, ignore_errors=True)
    return cut_short
