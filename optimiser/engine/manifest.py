"""sha256sums.txt: the list of the files of a folder with the SHA-256 of each, written last.

It is in the form of sha256sum, so that `sha256sum --check sha256sums.txt` checks a folder without this program. It is
taken away before the first file of a new run is put in place and comes back after the last. So a folder that holds it
was written to its end, and one that does not may hold files of two runs. Why: docs/decisions/0043.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Mapping
from pathlib import Path

MANIFEST = "sha256sums.txt"
WORKBOOK = ".xlsx"
WORKBOOK_PACKING = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # how a workbook's parts may be packed
MOST_UNPACKED = 300_000_000  # bytes in all parts of a workbook
WORKBOOK_PARTS = {"[Content_Types].xml", "xl/workbook.xml"}  # that every program writes into a workbook


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file. Raises OSError, also for what is not a regular file."""
    if not path.is_file():
        raise FileNotFoundError(2, "there is no such file", str(path))
    return hashlib.sha256(path.read_bytes()).hexdigest()


def manifest_text(hashes: Mapping[str, str]) -> str:
    """The text of a list, in the order of the names."""
    return "".join(f"{found}  {name}\n" for name, found in sorted(hashes.items()))


def read_manifest(folder: Path) -> dict[str, str] | None:
    """The SHA-256 of each file by its name; None if the folder has no list that can be read."""
    path = folder / MANIFEST
    try:
        lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    except (OSError, ValueError):
        return None
    pairs = [line.split("  ", 1) for line in lines]
    complete = bool(pairs) and all(len(pair) == 2 and len(pair[0]) == 64 for pair in pairs)
    return {name: found for found, name in pairs} if complete else None


def is_as_written(folder: Path, name: str, manifest: Mapping[str, str]) -> bool:
    """Whether a file is there as the list says. A workbook may have been changed, if it still is a whole workbook."""
    path = folder / name
    try:
        same = name in manifest and sha256_of(path) == manifest[name]
    except OSError:
        return False
    return same or (name in manifest and path.suffix == WORKBOOK and is_workbook(path))


def is_workbook(path: Path) -> bool:
    """Whether a file is a whole workbook: a zip archive with the parts of one, none of them damaged.

    A file with more than MOST_UNPACKED bytes in its parts counts as none, and is not unpacked. Raises nothing.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            plain = all(part.compress_type in WORKBOOK_PACKING for part in parts)
            small = sum(part.file_size for part in parts) <= MOST_UNPACKED
            whole = {part.filename for part in parts} >= WORKBOOK_PARTS
            return plain and small and whole and archive.testzip() is None
    except Exception:  # noqa: BLE001 - whatever is wrong with a damaged file, it is no workbook
        return False
