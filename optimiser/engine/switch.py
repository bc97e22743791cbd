"""The switch from the files of one run to those of the next, which can be gone on with after any kill.

All new files stand complete in the folder READY within the folder that is written. Then the old list of files goes, the
files are moved one after another, and the new list comes last. A kill before READY leaves the old files; a kill after
it leaves a folder without a list, until the next run into it moves what is left. After an error the moves are undone
and READY is taken away. In a switch that goes on with a run that was killed READY stays: it holds the only copy of what
is still to be moved. Why: docs/decisions/0043.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from optimiser.engine.manifest import MANIFEST, manifest_text, read_manifest, sha256_of

TEMPORARY = ".optimiser-"  # how the name of whatever is in a folder for a while only begins
READY = f"{TEMPORARY}ready"
FOUND_FILE = f"{TEMPORARY}answers.gz"  # what a run has proven so far; it goes with the switch
SWITCH_SECONDS = 2.0  # that a switch takes at most, unless it was cut short
DATE_SUFFIX = "%Y-%m-%d-%H%M%S"  # in the name of a file whose own name another program holds open


def is_cut_short(folder: Path) -> bool:
    """Whether a run was stopped while its files were put in place, and a later one can go on with them."""
    return os.path.exists(folder / READY / MANIFEST)  # noqa: PTH110 - unlike Path's it raises nothing


def list_files(new: Path, kept: Path | None = None) -> None:
    """Write the list of its files into a folder, and into each folder within, for which it stands alone.

    `kept`: the folder that the files go to, if the files listed there stay.
    """
    for folder in (new, *(path for path in new.rglob("*") if path.is_dir())):
        hashes = {path.name: sha256_of(path) for path in sorted(folder.iterdir()) if path.is_file()}
        earlier = (read_manifest(kept) or {}) if kept is not None and folder == new else {}
        (folder / MANIFEST).write_text(manifest_text(earlier | hashes), encoding="utf-8", newline="")


def wait_for_switch(folder: Path) -> None:
    """Wait a little while another run puts its files in place, so that nothing is read in between."""
    ends_at = time.monotonic() + SWITCH_SECONDS
    while (folder / READY).exists() and not (folder / MANIFEST).exists() and time.monotonic() < ends_at:
        time.sleep(0.05)


def flush(folder: Path) -> None:
    """Have the disk hold every file of a folder before anything relies on them."""
    for path in (*folder.rglob("*"), folder):
        if path.is_dir():
            _flush_folder(path)
        else:
            _flush_file(path)


def refuse_other_than_files(folder: Path, new: Path) -> None:
    """Raises OSError if a folder, a device or the like stands where a new file has to go."""
    for path in sorted(new.rglob("*")):
        target = folder / path.relative_to(new)
        wrong = target.exists() and not (target.is_dir() if path.is_dir() else target.is_file())
        if wrong:
            found = "folder" if target.is_dir() else "file" if target.is_file() else "device or a pipe"
            raise FileExistsError(f"{target} is a {found}. Move it elsewhere")


@dataclass
class Switch:
    """Moves the files of READY into its folder.

    `before`: where the old files go; `resumed`: whether a run was stopped amid these moves; `dated_names`: as in
    SavedFiles.
    """

    folder: Path
    before: Path
    resumed: bool = False
    dated_names: dict[str, str] = field(default_factory=dict)

    @property
    def ready(self) -> Path:
        """The folder of the files that are still to be moved."""
        return self.folder / READY

    def run(self) -> None:
        """Move all. After an error, put back what this attempt has moved, and raise it again.

        READY is there afterwards if the switch was resumed, or if something could not be put back.
        """
        folders = [path.relative_to(self.ready) for path in self.ready.rglob("*") if path.is_dir()]
        created = [self.folder / path for path in folders if not (self.folder / path).exists()]
        moved: list[tuple[str, str]] = []
        try:
            for path in sorted(folders):
                (self.folder / path).mkdir(parents=True, exist_ok=True)
            self._correct_lists()
            self._take_lists_away(moved)
            for name in self._names(lists=False):
                self._move(name, moved)
            self._flush(folders)
            for name in self._names(lists=True):
                self._move(name, moved)
            self._flush(folders)
        except BaseException:
            self._put_back(moved, created)
            raise
        shutil.rmtree(self.ready, ignore_errors=True)

    def _names(self, *, lists: bool) -> Iterator[str]:
        """The lists of files, that of the whole folder last; or all other files."""
        found = (path for path in self.ready.rglob("*") if path.is_file() and (path.name == MANIFEST) is lists)
        names = (path.relative_to(self.ready).as_posix() for path in found)
        yield from sorted(names, key=lambda name: (-name.count("/"), name))

    def _take_lists_away(self, moved: list[tuple[str, str]]) -> None:
        for name in reversed([*self._names(lists=True)]):
            if (self.folder / name).exists():
                _replace(self.folder / name, self.before / name)
                moved.append((name, ""))
        self._flush([])

    def _move(self, name: str, moved: list[tuple[str, str]]) -> None:
        """Move one file into place, or to a dated name if another program holds its own name open."""
        target = self.folder / name
        try:
            if target.exists():
                _replace(target, self.before / name)
                moved.append((name, ""))
            _replace(self.ready / name, target)
            moved.append((name, name))
        except PermissionError:
            if Path(name).name == MANIFEST:
                raise
            if moved[-1:] == [(name, "")]:
                _replace(self.before / name, target)
                moved.pop()
            dated = dated_name(name)
            self._list_under(dated, name, {Path(name).name})
            _replace(self.ready / name, self.folder / dated)
            moved.append((name, dated))
            self.dated_names[name] = dated

    def _correct_lists(self) -> None:
        """List a file under its own name again if it was to take a dated name, and the run was stopped before."""
        for name in [*self._names(lists=False)]:
            path = self.ready / name
            hashes = read_manifest(path.parent) or {}
            if hashes and path.name not in hashes:
                dated = {listed for listed in hashes if listed.startswith(f"{path.stem}-")}
                places = (path.parent, (self.folder / name).parent)
                gone = {listed for listed in dated if not any((place / listed).exists() for place in places)}
                self._list_under(name, name, {listed for listed in gone if hashes[listed] == sha256_of(path)})

    def _list_under(self, listed: str, name: str, instead_of: set[str]) -> None:
        """Have the list name a file of READY as it will be named in the folder."""
        path, new = self.ready / name, self.before / f"{MANIFEST}-new"
        hashes = {
            other: found for other, found in (read_manifest(path.parent) or {}).items() if other not in instead_of
        }
        hashes[Path(listed).name] = sha256_of(path)
        new.parent.mkdir(parents=True, exist_ok=True)
        new.write_text(manifest_text(hashes), encoding="utf-8", newline="")
        _flush_file(new)
        _replace(new, path.parent / MANIFEST)

    def _put_back(self, moved: list[tuple[str, str]], created: Iterable[Path]) -> None:
        """Undo the moves, the latest first. After a kill or an error meanwhile a later run goes on with READY."""
        for name, new in reversed(moved):
            if new:
                _replace(self.folder / new, self.ready / name)
            else:
                _replace(self.before / name, self.folder / name)
        if not self.resumed:
            withdraw(self.folder, self.before)
        for path in sorted(created, reverse=True):
            with suppress(OSError):
                path.rmdir()

    def _flush(self, folders: Iterable[Path]) -> None:
        for folder in (self.folder, *(self.folder / path for path in folders)):
            _flush_folder(folder)


def dated_name(name: str) -> str:
    """The name that a new file gets if another program holds its own open."""
    path, suffix = Path(name), f"{datetime.now():{DATE_SUFFIX}}"  # noqa: DTZ005 - the user's own clock
    return path.with_name(f"{path.stem}-{suffix}{path.suffix}").as_posix()


def withdraw(folder: Path, aside: Path) -> None:
    """Take READY away as a whole, so that nobody goes on with it."""
    with suppress(OSError):
        _replace(folder / READY, aside / "withdrawn")


def _replace(path: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    path.replace(target)


def _flush_file(path: Path) -> None:
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _flush_folder(folder: Path) -> None:
    """Have the disk hold the names in a folder. Windows knows no such thing."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
