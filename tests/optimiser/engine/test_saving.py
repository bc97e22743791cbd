"""Files put on disk: all of them or none, whatever goes wrong."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from optimiser.engine.atomic_write import DATE_SUFFIX, check_writable, dated_copy_exists, write_atomically
from optimiser.errors import NotWritten


def fill(empty: Path) -> None:
    (empty / "a.csv").write_text("new a", encoding="utf-8")
    (empty / "b.json").write_text("new b", encoding="utf-8")


def held(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.iterdir())}


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
    assert (saved.names, saved.dated_names) == (("a.csv", "b.json"), {})
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
@pytest.mark.parametrize("after", [0, 1])
def test_a_failure_while_replacing_puts_back_what_was_there(
    used: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, after: int
) -> None:
    before = held(used)
    monkeypatch.setattr(Path, "replace", failing(after, error))
    with pytest.raises(NotWritten if isinstance(error, OSError) else KeyboardInterrupt):
        write_atomically(used, fill)
    assert held(used) == before


def test_a_failure_while_replacing_leaves_no_new_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "replace", failing(1, OSError(28, "No space left on device")))
    with pytest.raises(NotWritten, match="No space left on device"):
        write_atomically(tmp_path / "one" / "two", fill)
    assert list(tmp_path.iterdir()) == []


def test_a_file_held_open_elsewhere_stays_and_the_new_one_takes_a_dated_name(
    used: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "replace", failing(0, PermissionError(13, "used by another process")))
    saved = write_atomically(used, fill)
    dated = saved.dated_names["a.csv"]
    assert dated.startswith("a-20")
    assert dated.endswith(".csv")
    assert held(used) == {dated: "new a", "a.csv": "old a", "b.json": "new b", "notes.txt": "old n"}


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
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in found}


def test_folders_within_are_filled_and_what_else_is_in_them_stays(used: Path) -> None:
    (used / "one").mkdir()
    (used / "one" / "own.txt").write_text("mine", encoding="utf-8")
    saved = write_atomically(used, deep)
    new = {"a.csv": "new a", "b.json": "new b", "one/a.csv": "new deep a"}
    assert all_held(used) == {**new, "notes.txt": "old n", "one/own.txt": "mine"}
    assert saved.names == tuple(new)


@pytest.mark.parametrize("there", [True, False])
@pytest.mark.parametrize("after", [0, 1, 2])
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


@pytest.mark.parametrize(
    ("named", "aside"),
    [
        ("a-2026-11-22-063000.csv", True),
        ("a-2026-11-22-063001.csv", True),
        ("a-2026-11-22-062959.csv", False),
        ("a-2026-11-22-063000.xlsx", False),
        ("a-final.csv", False),
        ("b-2026-11-22-063000.csv", False),
    ],
)
def test_a_file_kept_aside_is_known_by_its_dated_name(named: str, aside: bool, tmp_path: Path) -> None:
    written = datetime.strptime("2026-11-22-063000", DATE_SUFFIX).timestamp() + 0.5  # noqa: DTZ007 - the user's own clock
    (tmp_path / named).write_text("new", encoding="utf-8")
    assert dated_copy_exists(tmp_path, "a.csv", written) is aside
