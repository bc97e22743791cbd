"""Putting the files of a run on disk, all of them or none.

Everything is prepared in a temporary folder beside the output, then the files are put in place one after another; what
stood there comes back if that fails. Which files there are, and what is in them, is for others to say.
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

DATE_SUFFIX = "%Y-%m-%d-%H%M%S"  # of a dated name


@dataclass(frozen=True, slots=True)
class SavedFiles:
    """What stands in the folder now, each by its path within it.

    `aside`: dated names of files whose own name was held open by another program.
    """

    folder: Path
    names: tuple[str, ...]
    dated_names: dict[str, str]


def check_writable(folder: Path) -> None:
    """Raises NotWritten where the folder cannot be written to; changes nothing."""
    with _told(folder), _beside(folder):
        pass


def write_atomically(folder: Path, fill: Callable[[Path], None]) -> SavedFiles:
    """Let `fill` write files into an empty folder, and folders in it, then put each into `folder`, in its name's place.

    A file that another program holds open stays, and the new one is kept under a dated name. Raises NotWritten.
    """
    with _told(folder), _beside(folder) as temporary:
        new = temporary / "new"
        new.mkdir()
        fill(new)
        return _replace(folder, new, temporary / "before")


def dated_copy_exists(folder: Path, name: str, since: float) -> bool:
    """Whether a file of that name was kept under a dated name at `since` or later, a time as `stat` has it.

    Then what stands under the name itself is older than that.
    """
    target = folder / name
    found = (each.stem[len(target.stem) + 1 :] for each in target.parent.glob(f"{target.stem}-*{target.suffix}"))
    return any(moment is not None and moment >= int(since) for moment in map(_moment, found))


def _moment(dated: str) -> float | None:
    """The time that a dated name says, None where it says none."""
    try:
        return datetime.strptime(dated, DATE_SUFFIX).timestamp()  # noqa: DTZ007 - the user's own clock
    except ValueError:
        return None


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    """Says in our words what the system says in its own."""
    try:
        yield
    except OSError as error:
        raise NotWritten(f"{folder} cannot be written: {error.strerror or error}.") from error


@contextmanager
def _beside(folder: Path) -> Iterator[Path]:
    """A temporary folder on the same disk, gone afterwards: beside the output folder, or in it where it must be."""
    if folder.exists() and not folder.is_dir():
        raise NotADirectoryError(0, "it is a file, not a folder")
    with tempfile.TemporaryDirectory(prefix=".optimiser-", dir=_home(folder), ignore_cleanup_errors=True) as made:
        yield Path(made)


def _home(folder: Path) -> Path:
    """Where the temporary folder goes: the nearest folder above that is there, if on the same disk and writable."""
    above = next(each for each in folder.absolute().parents if each.exists())
    if not folder.exists():
        return above
    with tempfile.TemporaryFile(dir=folder):
        pass  # the output folder itself can be written to
    same_disk = above.stat().st_dev == folder.stat().st_dev
    return above if same_disk and _writable(above) else folder


def _writable(folder: Path) -> bool:
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def _replace(folder: Path, new: Path, before: Path) -> SavedFiles:
    """Puts every file of `new` into `folder`; on any failure, also Ctrl-C, puts back what was there."""
    inside = sorted((path.relative_to(new) for path in new.rglob("*")), reverse=True)  # what is deeper comes first
    names = sorted(path.as_posix() for path in inside if (new / path).is_file())
    places = [path for path in inside if (new / path).is_dir()]
    made = [each for each in (*(folder / place for place in places), folder, *folder.absolute().parents)
            if not each.exists()]  # fmt: skip
    touched: list[str] = []
    try:
        for each in (folder, before):
            each.mkdir(parents=True, exist_ok=True)
            for place in reversed(places):
                (each / place).mkdir(exist_ok=True)
        aside = {name: kept for name in names if (kept := _put(folder, new, before, name, touched))}
    except BaseException:
        _put_back(folder, before, touched, made)
        raise
    return SavedFiles(folder, tuple(names), aside)


def _put(folder: Path, new: Path, before: Path, name: str, touched: list[str]) -> str | None:
    """Puts one file in place and gives None, or gives the dated name it had to take."""
    target = folder / name
    if target.exists():
        shutil.copy2(target, before / name)
    touched.append(name)
    try:
        (new / name).replace(target)
    except PermissionError:
        touched.remove(name)  # it stands as it was
        moment = f"{datetime.now():{DATE_SUFFIX}}"  # noqa: DTZ005 - the user's own clock
        dated = Path(name).with_name(f"{target.stem}-{moment}{target.suffix}").as_posix()
        touched.append(dated)
        (new / name).replace(folder / dated)
        return dated
    return None


def _put_back(folder: Path, before: Path, touched: list[str], made: list[Path]) -> None:
    for name in touched:
        if (before / name).exists():
            shutil.copy2(before / name, folder / name)
        else:
            (folder / name).unlink(missing_ok=True)
    for each in made:
        if each.exists():
            each.rmdir()
