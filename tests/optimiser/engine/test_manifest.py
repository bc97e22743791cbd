"""What counts as a whole workbook, whatever is in the file."""

import os
import zipfile
from pathlib import Path

import pytest

from optimiser.engine import manifest
from optimiser.engine.manifest import WORKBOOK_PARTS, is_as_written, is_workbook

PACKINGS = {name: getattr(zipfile, f"ZIP_{name}") for name in ("STORED", "DEFLATED", "BZIP2", "LZMA")}
EXCELS = ("STORED", "DEFLATED")


def made(folder: Path, packing: str = "DEFLATED", text: bytes = b"some markup " * 500) -> Path:
    path = folder / "a.xlsx"
    with zipfile.ZipFile(path, "w", PACKINGS[packing]) as archive:
        for name in sorted(WORKBOOK_PARTS):
            archive.writestr(name, text)
    return path


@pytest.mark.parametrize("packing", PACKINGS)
def test_a_workbook_is_packed_as_excel_packs_it(tmp_path: Path, packing: str) -> None:
    assert is_workbook(made(tmp_path, packing)) is (packing in EXCELS)


@pytest.mark.parametrize("packing", PACKINGS)
def test_a_byte_changed_anywhere_raises_nothing(tmp_path: Path, packing: str) -> None:
    path = made(tmp_path, packing, b"some markup " * 5)
    whole = path.read_bytes()
    for at in range(len(whole)):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        assert is_workbook(path) in (True, False)
        path.write_bytes(whole[:at])
        assert not is_workbook(path)


def test_whatever_the_unpacking_raises_is_damage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = made(tmp_path)

    def broken(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(zipfile.ZipFile, "testzip", broken)
    assert not is_as_written(tmp_path, path.name, {path.name: "0" * 64})


def test_what_unpacks_to_more_than_a_workbook_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = made(tmp_path, text=b"x" * 1000)
    monkeypatch.setattr(manifest, "MOST_UNPACKED", 2000)
    assert is_workbook(path)
    monkeypatch.setattr(manifest, "MOST_UNPACKED", 1999)
    monkeypatch.setattr(zipfile.ZipFile, "testzip", lambda _: pytest.fail("it was unpacked"))
    assert not is_workbook(path)


def test_a_folder_and_an_empty_file_are_no_workbooks(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").write_bytes(b"")
    assert not is_workbook(tmp_path / "a")
    assert not is_workbook(tmp_path / "b")
    assert not is_workbook(tmp_path / f"c{os.sep}d")
