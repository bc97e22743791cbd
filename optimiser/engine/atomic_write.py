"""Writes the files of a run to disk, all of them or none.

The files are made in a temporary folder beside the output folder and then moved into place one after another. If a move
fails, the files that were there before are put back. What the files hold is decided by the caller.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from optimiser.errors import NotWritten

DATE_SUFFIX = "%Y-%m-%d-%H%M%S"  # in the name of a file whose own name another program holds open


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
    with _as_not_written(folder), _temporary_folder(folder):
        pass


def write_atomically(folder: Path, fill: Callable[[Path], None]) -> SavedFiles:
    """Let `fill` write files, and folders of files, into an empty folder; then move each into `folder`.

    A file that another program holds open stays, and the new one is kept under a dated name. Raises NotWritten.
    """
    with _as_not_written(folder), _temporary_folder(folder) as temporary:
        new = temporary / "new"
        new.mkdir()
        fill(new)
        return _move_all(folder, new, temporary / "before")


def dated_copy_exists(folder: Path, name: str, since: float) -> bool:
    """Whether the file was written under a dated name at `since` or later (a time as in `stat`).

    If so, the file with the plain name is older than that.
    """
    target = folder / name
    suffixes = (path.stem[len(target.stem) + 1 :] for path in target.parent.glob(f"{target.stem}-*{target.suffix}"))
    return any(time is not None and time >= int(since) for time in map(_time_of, suffixes))


def _time_of(suffix: str) -> float | None:
    """The time that a dated name says, None if it says none."""
    try:
        return datetime.strptime(suffix, DATE_SUFFIX).timestamp()  # noqa: DTZ007 - the user's own clock
    except ValueError:
        return None


@contextmanager
def _as_not_written(folder: Path) -> Iterator[None]:
    """Raises NotWritten in place of an error of the operating system."""
    try:
        yield
    except OSError as error:
        raise NotWritten(f"{folder} cannot be written: {error.strerror or error}.") from error


@contextmanager
def _temporary_folder(folder: Path) -> Iterator[Path]:
    """A temporary folder on the same disk as the output folder, removed afterwards."""
    if folder.exists() and not folder.is_dir():
        raise NotADirectoryError(0, "it is a file, not a folder")
    parent = _temporary_parent(folder)
    with tempfile.TemporaryDirectory(prefix=".optimiser-", dir=parent, ignore_cleanup_errors=True) as temporary:
        yield Path(temporary)


def _temporary_parent(folder: Path) -> Path:
    """The nearest folder above the output folder that exists; the output folder if that is on another disk."""
    above = next(parent for parent in folder.absolute().parents if parent.exists())
    if not folder.exists():
        return above
    with tempfile.TemporaryFile(dir=folder):
        pass  # raises an OSError if the output folder itself cannot be written to
    same_disk = above.stat().st_dev == folder.stat().st_dev
    return above if same_disk and _is_writable(above) else folder


def _is_writable(folder: Path) -> bool:
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def _move_all(folder: Path, new: Path, before: Path) -> SavedFiles:
    """Move every file of `new` into `folder`; after any failure, Ctrl-C included, put back what was there."""
    deepest_first = sorted((path.relative_to(new) for path in new.rglob("*")), reverse=True)
    names = sorted(path.as_posix() for path in deepest_first if (new / path).is_file())
    subfolders = [path for path in deepest_first if (new / path).is_dir()]
    needed = (*(folder / subfolder for subfolder in subfolders), folder, *folder.absolute().parents)
    created = [path for path in needed if not path.exists()]
    written: list[str] = []
    try:
        for root in (folder, before):
            root.mkdir(parents=True, exist_ok=True)
            for subfolder in reversed(subfolders):
                (root / subfolder).mkdir(exist_ok=True)
        dated_names = {name: dated for name in names if (dated := _move(folder, new, before, name, written))}
    except BaseException:
        _put_back(folder, before, written, created)
        raise
    return SavedFiles(folder, tuple(names), dated_names)


def _move(folder: Path, new: Path, before: Path, name: str, written: list[str]) -> str | None:
    """Move one file into place. None, or the dated name if the file's own name is held open."""
    target = folder / name
    if target.exists():
        shutil.copy2(target, before / name)
    written.append(name)
    try:
        (new / name).replace(target)
    except PermissionError:
        written.remove(name)  # the file that was there has not changed
        suffix = f"{datetime.now():{DATE_SUFFIX}}"  # noqa: DTZ005 - the user's own clock
        dated = Path(name).with_name(f"{target.stem}-{suffix}{target.suffix}").as_posix()
        written.append(dated)
        (new / name).replace(folder / dated)
        return dated
    return None


def _put_back(folder: Path, before: Path, written: list[str], created: list[Path]) -> None:
    """Undo the moves: earlier files come back, new files and folders go."""
    for name in written:
        if (before / name).exists():
            shutil.copy2(before / name, folder / name)
        else:
            (folder / name).unlink(missing_ok=True)
    for path in created:
        if path.exists():
            path.rmdir()
