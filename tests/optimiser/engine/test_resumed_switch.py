"""A switch that fails while it is gone on with after a kill: no file of either run is lost, and a later run goes on."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

import pytest

from optimiser.engine import switch
from optimiser.engine.atomic_write import repair, write_atomically
from optimiser.engine.manifest import MANIFEST, is_as_written, read_manifest
from optimiser.engine.switch import READY
from optimiser.errors import NotWritten, RunCutShort

NAMES = ("a.csv", "b.json", "one/a.csv")
RUNS = ("old", "new", "third")
MOVES = 12  # of a folder or a file in one switch: READY, 2 old lists, 3 old files, 3 new ones, 2 new lists; and none
FULL = OSError(28, "No space left on device")
HELD_OPEN = PermissionError(13, "used by another process")


class Killed(BaseException):
    """In place of the end of the process."""


def run(which: str) -> Callable[[Path], None]:
    """What fills a folder with the files of a run."""

    def fill(empty: Path) -> None:
        (empty / "one").mkdir()
        for name in NAMES:
            (empty / name).write_text(f"{which} {name}", encoding="utf-8")

    return fill


@contextmanager
def failing(at: dict[int, BaseException], *, ever_after: BaseException | None = None) -> Iterator[None]:
    """Moves of which some fail, by their number; and each after the last of these, if `ever_after`."""
    replace, calls = Path.replace, count()

    def replaced(self: Path, target: Path) -> Path:
        call = next(calls)
        if call in at:
            raise at[call]
        if ever_after is not None and call > max(at):
            raise ever_after
        return replace(self, target)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "replace", replaced)
        yield


@contextmanager
def killed(at: int, and_before: dict[int, BaseException] | None = None) -> Iterator[None]:
    """A process that is killed before a move: it undoes nothing and removes nothing."""
    with failing({**(and_before or {}), at: Killed()}, ever_after=Killed()), pytest.MonkeyPatch.context() as patch:
        patch.setattr(shutil, "rmtree", lambda *_args, **_more: None)
        with suppress(Killed):
            yield


@pytest.fixture(autouse=True)
def without_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """No process ends here, so nothing depends on what the disk itself holds."""
    monkeypatch.setattr("os.fsync", lambda _: None)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_atomically(tmp_path / "out", run("old"))
    return tmp_path / "out"


def texts(folder: Path) -> dict[str, str]:
    """Every file with its text, hidden ones too."""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in found}


def shown(folder: Path) -> dict[str, str]:
    """The files but the lists and what is hidden."""
    return {name: text for name, text in texts(folder).items() if MANIFEST not in name and not name.startswith(".")}


def of_run(which: str) -> dict[str, str]:
    return {name: f"{which} {name}" for name in NAMES}


def passes_for_whole(folder: Path) -> bool:
    """Whether each folder has its list."""
    return all((place / MANIFEST).exists() for place in (folder, folder / "one"))


def is_whole(folder: Path) -> bool:
    """Whether each folder has its list and each file is listed as it is, all of one run."""
    listed = {place: read_manifest(place) or {} for place in (folder, folder / "one")}
    as_listed = all(is_as_written(place, name, names) for place, names in listed.items() for name in names)
    complete = set(listed[folder]) == {"a.csv", "b.json"} and set(listed[folder / "one"]) == {"a.csv"}
    return complete and as_listed and shown(folder) in [of_run(which) for which in RUNS]


def assert_none_lost(folder: Path) -> None:
    """Fail if a file of either run is gone, or if what is no whole run passes for one."""
    assert {*of_run("old").values(), *of_run("new").values()} <= {*texts(folder).values()}
    assert is_whole(folder) or not passes_for_whole(folder)


@pytest.mark.parametrize("at", range(MOVES))
@pytest.mark.parametrize("kill_at", range(1, MOVES - 1))
def test_an_error_at_any_move_of_a_resumed_switch_leaves_all_for_the_next_run(
    folder: Path, kill_at: int, at: int
) -> None:
    with killed(kill_at):
        write_atomically(folder, run("new"))
    assert_none_lost(folder)
    left = texts(folder)
    with failing({at: FULL}):
        try:
            write_atomically(folder, run("third"))
        except RunCutShort:
            assert texts(folder) == left
        except NotWritten:  # the switch came to its end, and the third run's own was undone
            assert (is_whole(folder), shown(folder)) == (True, of_run("new"))
            assert not (folder / READY).exists()
    repair(folder)
    assert is_whole(folder)
    assert shown(folder) in (of_run("new"), of_run("third"))
    write_atomically(folder, run("third"))
    assert (is_whole(folder), shown(folder), list(folder.glob(".*"))) == (True, of_run("third"), [])


@pytest.mark.parametrize("kill_at", range(1, MOVES - 1))
def test_an_error_of_a_resumed_switch_leaves_the_folder_as_the_kill_left_it(folder: Path, kill_at: int) -> None:
    with killed(kill_at):
        write_atomically(folder, run("new"))
    left = texts(folder)
    for at in range(MOVES - kill_at - 1):
        with failing({at: FULL}), pytest.raises(RunCutShort, match="No space left on device"):
            repair(folder)
        assert texts(folder) == left
    assert repair(folder)
    assert (is_whole(folder), shown(folder), list(folder.glob(".*"))) == (True, of_run("new"), [])


@pytest.mark.parametrize("at", range(MOVES))
@pytest.mark.parametrize("kill_at", range(1, MOVES - 1))
def test_no_file_is_lost_if_the_error_stays_and_nothing_can_be_put_back(folder: Path, kill_at: int, at: int) -> None:
    with killed(kill_at):
        write_atomically(folder, run("new"))
    with failing({at: FULL}, ever_after=FULL), suppress(NotWritten):
        repair(folder)
    if (folder / READY).exists():
        assert_none_lost(folder)
        repair(folder)
    assert (is_whole(folder), shown(folder), list(folder.glob(".*"))) == (True, of_run("new"), [])


@pytest.mark.parametrize("at", range(1, MOVES - 1))
def test_a_first_switch_that_cannot_be_undone_says_so_and_loses_no_file(folder: Path, at: int) -> None:
    with failing({at: FULL}, ever_after=FULL), pytest.raises(RunCutShort):
        write_atomically(folder, run("new"))
    assert_none_lost(folder)
    assert repair(folder)
    assert (is_whole(folder), shown(folder), list(folder.glob(".*"))) == (True, of_run("new"), [])


@pytest.mark.parametrize("name", ["b.json", "one/a.csv", MANIFEST, f"one/{MANIFEST}"])
def test_a_folder_that_was_put_where_a_file_is_still_to_go_is_never_moved(folder: Path, name: str) -> None:
    with killed(4):
        write_atomically(folder, run("new"))
    (folder / name).unlink(missing_ok=True)
    (folder / name).mkdir()
    (folder / name / "own.txt").write_text("mine", encoding="utf-8")
    left = texts(folder)
    for _ in range(2):
        with pytest.raises(RunCutShort, match=r"is a folder\. Move it elsewhere"):
            repair(folder)
        assert texts(folder) == left
    (folder / name).rename(folder.parent / "elsewhere")
    assert repair(folder)
    assert (is_whole(folder), shown(folder)) == (True, of_run("new"))
    assert texts(folder.parent / "elsewhere") == {"own.txt": "mine"}


def test_a_file_where_a_folder_is_still_to_go_is_never_moved(tmp_path: Path) -> None:
    with killed(1):
        write_atomically(tmp_path / "out", run("new"))
    assert not (tmp_path / "out" / "one").exists()
    (tmp_path / "out" / "one").write_text("mine", encoding="utf-8")
    with pytest.raises(RunCutShort, match=r"one is a file\. Move it elsewhere"):
        repair(tmp_path / "out")
    assert (tmp_path / "out" / "one").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("held_open_at", [3, 4, 5, 7])
@pytest.mark.parametrize("after", range(1, 4))
def test_a_kill_while_a_file_takes_a_dated_name_leaves_a_list_that_names_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch, held_open_at: int, after: int
) -> None:
    """The list is changed before the file is moved. A kill in between must not leave the list as it is."""
    monkeypatch.setattr(switch, "dated_name", lambda name: f"{Path(name).with_suffix('')}-2026{Path(name).suffix}")
    with killed(held_open_at + after, {held_open_at: HELD_OPEN}):
        write_atomically(folder, run("new"))
    with failing({1: FULL}), pytest.raises(RunCutShort):
        repair(folder)
    assert repair(folder)
    listed = {place: read_manifest(place) or {} for place in (folder, folder / "one")}
    found = [(place, name) for place, names in listed.items() for name in names]
    assert all(is_as_written(place, name, listed[place]) for place, name in found)
    new = {name for name, text in shown(folder).items() if text.startswith("new")}
    assert new == {(place / name).relative_to(folder).as_posix() for place, name in found}
    assert len(new) == len(NAMES)
    assert list(folder.glob(".*")) == []
