"""Files put on disk: all of them or none, whatever goes wrong."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import environment_with

from optimiser.engine import folder_lock
from optimiser.engine.atomic_write import check_writable, repair, write_atomically, write_file
from optimiser.engine.manifest import MANIFEST, is_as_written, read_manifest
from optimiser.errors import NotWritten

FIXTURES = Path(__file__).parents[2] / "fixtures"
STEPS = range(7)  # moves of a file or a folder in one switch of two files


def fill(empty: Path) -> None:
    (empty / "a.csv").write_text("new a", encoding="utf-8")
    (empty / "b.json").write_text("new b", encoding="utf-8")


def held(folder: Path) -> dict[str, str]:
    """The text of each file but the list of files."""
    found = (path for path in sorted(folder.iterdir()) if path.name != MANIFEST)
    return {path.name: path.read_text(encoding="utf-8") for path in found}


def is_whole(folder: Path) -> bool:
    """Whether the list of files is there and each file as it says."""
    listed = read_manifest(folder)
    return bool(listed) and all(is_as_written(folder, name, listed or {}) for name in listed or ())


def older(empty: Path) -> None:
    (empty / "a.csv").write_text("old a", encoding="utf-8")
    (empty / "b.json").write_text("old b", encoding="utf-8")


@pytest.fixture
def used(tmp_path: Path) -> Path:
    """An output folder with an older result, and a file of the user's own."""
    folder = tmp_path / "out put"
    folder.mkdir()
    for name in ("a.csv", "b.json", "notes.txt"):
        (folder / name).write_text(f"old {name[0]}", encoding="utf-8")
    return folder


def failing(after: int, error: BaseException) -> Callable[[Path, Path], Path]:
    """Path.replace that works so many times, then raises."""
    replace, times = Path.replace, iter(range(100))

    def replaced(self: Path, target: Path) -> Path:
        if next(times) == after:
            raise error
        return replace(self, target)

    return replaced


def test_files_replace_those_of_their_names_and_others_stay(used: Path) -> None:
    saved = write_atomically(used, fill)
    assert held(used) == {"a.csv": "new a", "b.json": "new b", "notes.txt": "old n"}
    assert (saved.names, saved.dated_names) == (("a.csv", "b.json", MANIFEST), {})
    assert is_whole(used)
    assert [path.name for path in used.parent.iterdir()] == ["out put"]


def test_a_folder_that_is_not_there_is_made_with_those_above_it(tmp_path: Path) -> None:
    write_atomically(tmp_path / "one" / "two", fill)
    assert held(tmp_path / "one" / "two") == {"a.csv": "new a", "b.json": "new b"}


@pytest.mark.parametrize("error", [RuntimeError("broken"), KeyboardInterrupt()])
def test_a_failure_while_preparing_leaves_all_as_it_was(used: Path, error: BaseException) -> None:
    before = held(used)

    def broken(empty: Path) -> None:
        fill(empty)
        raise error

    with pytest.raises(type(error)):
        write_atomically(used, broken)
    assert held(used) == before
    assert [path.name for path in used.parent.iterdir()] == ["out put"]


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
@pytest.mark.parametrize("after", STEPS)
def test_a_failure_while_replacing_puts_back_what_was_there(
    used: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, after: int
) -> None:
    write_atomically(used, older)
    before = held(used)
    monkeypatch.setattr(Path, "replace", failing(after, error))
    with pytest.raises(NotWritten if isinstance(error, OSError) else KeyboardInterrupt):
        write_atomically(used, fill)
    assert (held(used), is_whole(used)) == (before, True)
    assert not repair(used)


def test_a_failure_while_replacing_leaves_no_new_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "replace", failing(1, OSError(28, "No space left on device")))
    with pytest.raises(NotWritten, match="No space left on device"):
        write_atomically(tmp_path / "one" / "two", fill)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("fails_at", ["the old file", "the new file"])
def test_a_file_held_open_elsewhere_stays_and_the_new_one_takes_a_dated_name(
    used: Path, monkeypatch: pytest.MonkeyPatch, fails_at: str
) -> None:
    """Windows lets nobody move a file that is open, nor another onto it."""
    at = 1 if fails_at == "the old file" else 2
    monkeypatch.setattr(Path, "replace", failing(at, PermissionError(13, "used by another process")))
    saved = write_atomically(used, fill)
    dated = saved.dated_names["a.csv"]
    assert dated.startswith("a-20")
    assert dated.endswith(".csv")
    assert held(used) == {dated: "new a", "a.csv": "old a", "b.json": "new b", "notes.txt": "old n"}
    assert set(read_manifest(used) or ()) == {dated, "b.json"}
    assert is_whole(used)


def test_a_single_file_is_written_without_a_list_and_dated_if_it_is_open(
    used: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved = write_file(used / "a.csv", lambda made: fill(made.parent))
    assert (saved.dated_names, (used / "a.csv").read_text(encoding="utf-8")) == ({}, "new a")
    monkeypatch.setattr(Path, "replace", failing(0, PermissionError(13, "used by another process")))
    dated = write_file(used / "b.json", lambda made: fill(made.parent)).dated_names["b.json"]
    assert held(used) == {"a.csv": "new a", "b.json": "old b", dated: "new b", "notes.txt": "old n"}
    assert not (used / MANIFEST).exists()


def test_an_output_that_is_a_file_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine", encoding="utf-8")
    for attempt in (lambda: check_writable(tmp_path / "out"), lambda: write_atomically(tmp_path / "out", fill)):
        with pytest.raises(NotWritten, match="it is a file, not a folder"):
            attempt()
    assert held(tmp_path) == {"out": "mine"}


def test_an_output_below_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    with pytest.raises(NotWritten, match="cannot be written"):
        check_writable(tmp_path / "file" / "out")


def test_checking_changes_nothing(tmp_path: Path) -> None:
    check_writable(tmp_path / "one" / "two")
    assert list(tmp_path.iterdir()) == []


def deep(empty: Path) -> None:
    fill(empty)
    (empty / "one").mkdir()
    (empty / "one" / "a.csv").write_text("new deep a", encoding="utf-8")


def all_held(folder: Path) -> dict[str, str]:
    found = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST)
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in found}


def test_folders_within_are_filled_and_what_else_is_in_them_stays(used: Path) -> None:
    (used / "one").mkdir()
    (used / "one" / "own.txt").write_text("mine", encoding="utf-8")
    saved = write_atomically(used, deep)
    new = {"a.csv": "new a", "b.json": "new b", "one/a.csv": "new deep a"}
    assert all_held(used) == {**new, "notes.txt": "old n", "one/own.txt": "mine"}
    assert set(saved.names) == {*new, MANIFEST, f"one/{MANIFEST}"}
    assert (is_whole(used), is_whole(used / "one")) == (True, True)


@pytest.mark.parametrize("there", [True, False])
@pytest.mark.parametrize("after", range(5))
def test_a_failure_while_folders_within_are_put_in_place_brings_all_back(
    used: Path, monkeypatch: pytest.MonkeyPatch, after: int, there: bool
) -> None:
    if there:
        (used / "one").mkdir()
        (used / "one" / "a.csv").write_text("old deep a", encoding="utf-8")
    before, folders = all_held(used), sorted(used.parent.rglob("*"))
    monkeypatch.setattr(Path, "replace", failing(after, OSError(28, "No space left")))
    with pytest.raises(NotWritten, match="No space left"):
        write_atomically(used, deep)
    assert (all_held(used), sorted(used.parent.rglob("*"))) == (before, folders)


@pytest.mark.parametrize("there", ["folder", "pipe"])
def test_what_is_no_file_is_never_replaced(used: Path, there: str) -> None:
    (used / "a.csv").unlink()
    if there == "folder":
        (used / "a.csv").mkdir()
    elif hasattr(os, "mkfifo"):
        os.mkfifo(used / "a.csv")
    else:
        pytest.skip("this system has no named pipes")
    with pytest.raises(NotWritten, match=r"a\.csv is a .*Move it elsewhere"):
        write_atomically(used, fill)
    assert (used / "b.json").read_text(encoding="utf-8") == "old b"


@pytest.mark.parametrize("name", ["x" * 256, "a\0b"])
def test_a_name_that_no_folder_can_have_is_refused_in_words(tmp_path: Path, name: str) -> None:
    for attempt in (check_writable, lambda folder: write_atomically(folder, fill)):
        with pytest.raises(NotWritten, match="cannot be written"):
            attempt(tmp_path / name)


def test_what_dead_runs_have_left_goes_with_the_next_run(used: Path) -> None:
    (used / ".optimiser-abc").mkdir()
    (used / ".optimiser-abc" / "half.csv").write_text("half", encoding="utf-8")
    (used / folder_lock.LOCK_FILE).write_text("of a dead process", encoding="utf-8")
    write_atomically(used, fill)
    assert sorted(path.name for path in used.iterdir()) == ["a.csv", "b.json", "notes.txt", MANIFEST]


def test_a_folder_that_another_run_writes_to_is_refused_with_its_holder(
    used: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder_lock, "WAIT_SECONDS", 0.0)
    (used / "one").mkdir()
    with folder_lock.hold(used / "one"):
        with pytest.raises(NotWritten, match=rf"another run writes to it \(process {os.getpid()} on .*, started 20"):
            write_atomically(used / "one", fill)
        with pytest.raises(NotWritten, match="another run writes to it"):
            write_atomically(used, deep)
    assert not list((used / "one").iterdir())
    write_atomically(used, deep)


def test_a_folder_that_may_not_be_written_to_is_refused_at_once(used: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root may write anywhere, so the system's refusal is played."""
    really_open = os.open

    def refused(path: str | Path, flags: int, *more: int) -> int:
        if flags & os.O_CREAT:
            raise PermissionError(13, "Permission denied")
        return really_open(path, flags, *more)

    monkeypatch.setattr("os.open", refused)
    with pytest.raises(NotWritten, match="cannot be written: Permission denied"):
        check_writable(used)


def test_a_second_run_waits_for_the_first(used: Path) -> None:
    started, end = threading.Event(), threading.Event()

    def first() -> None:
        with folder_lock.hold(used):
            started.set()
            end.wait()

    other = threading.Thread(target=first)
    other.start()
    started.wait()
    threading.Timer(0.2, end.set).start()
    write_atomically(used, fill)
    other.join()
    assert is_whole(used)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a process is forked for each step")
def test_a_kill_at_any_step_leaves_a_folder_that_is_whole_or_known_not_to_be(tmp_path: Path) -> None:
    """Before each step on the disk a process kills itself; the next run then goes on or begins anew."""
    done = subprocess.run(
        [sys.executable, str(FIXTURES / "killed.py"), str(tmp_path / "out")],
        env=environment_with(),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    old, new = (dict.fromkeys(("a.csv", "one/b.json", "c.txt"), which) for which in ("old", "new"))
    assert len(lines) > 30
    assert [line["step"] for line in lines if line["found"]["whole"] and line["found"]["files"] not in (old, new)] == []
    assert {line["found"]["whole"] for line in lines} == {True, False}
    assert [line["step"] for line in lines if not line["repaired"]["whole"]] == []
    assert all(line["repaired"]["files"] in (old, new) for line in lines)
    assert [line["step"] for line in lines if line["repaired"]["hidden"]] == []
    assert not lines[-1]["killed"]
