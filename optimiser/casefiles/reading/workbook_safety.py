"""Checks that a file is a plain Excel workbook that is safe to open, from the zip alone.

Nothing is unpacked to disc. The values of cells are not checked here.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from optimiser.casefiles.reading.source import unreadable_input
from optimiser.errors import CaseFaults

MOST_PARTS, MOST_BYTES = 5_000, 300_000_000
FREE_BYTES, MOST_EXPANSION = 100_000, 100  # a part beyond the free bytes may be at most 100 times its packed size
LARGEST_FILE = 100_000_000
OLE, ZIP = b"\xd0\xcf\x11\xe0", b"PK\x03\x04"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
SAVE_AS = "In Excel choose Save As, Excel Workbook (.xlsx)."
SAVE_AS_LIBRE = "In LibreOffice choose Save As, Excel 2007-365 (.xlsx)."
NAME_ONE = "Name a workbook, or the folder in which the CSV files lie."
MACROS = "a workbook with macros"
EXPECTED = "an Excel workbook (.xlsx)"
DECLARED = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
STRICT = b"http://purl.oclc.org/ooxml/"
CODECS = (b"utf-8", b"us-ascii", b"ascii")


def open_workbook_zip(place: str, data: bytes) -> zipfile.ZipFile:
    """The workbook's zip, after every part was checked. Raises CaseFaults with what to do instead."""
    if len(data) > LARGEST_FILE:
        raise _refuse(place, f"a file of {len(data) / 1e6:,.0f} MB", "Keep only the sheets of the case.")
    if not data.startswith(ZIP):
        raise _refuse(place, *_by_its_bytes(data))
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        _judge(place, archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError, RuntimeError):
        raise _refuse(place, "a damaged file", "Open it in Excel and save it again.") from None
    return archive


def _by_its_bytes(data: bytes) -> tuple[str, str]:
    """The kind of a file that is not a zip, and what to do instead."""
    if not data:
        return "an empty file", SAVE_AS
    if data.startswith(OLE):
        if ENCRYPTED in data:
            return "a workbook protected by a password", "In Excel choose File, Info, and take the password off."
        return "a workbook of the old format (.xls)", SAVE_AS
    if data.startswith(b"%PDF"):
        return "a PDF", "Name the workbook from which it was made."
    if b"\0" not in data[:1000]:
        return "a text file", NAME_ONE
    return "a file of another kind", SAVE_AS


def _judge(place: str, archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    names = [part.filename for part in parts]
    for wrong in (_kind(names, archive), _names(names), _size(parts)):
        if wrong:
            raise _refuse(place, *wrong)
    if any(STRICT in archive.read(name) for name in _books(names)):  # not before its size is known
        raise _refuse(place, "a workbook in Strict Open XML", SAVE_AS)
    for part in parts:
        if part.filename.endswith((".xml", ".rels", ".vml")):
            unsafe = _markup(archive.read(part))
            if unsafe:
                raise _refuse(place, f"{unsafe} in its part {part.filename}", "Open it in Excel and save it again.")


def _kind(names: list[str], archive: zipfile.ZipFile) -> tuple[str, str] | None:
    """The kind of a zip that is not a workbook without macros; None if it is one."""
    lower = [name.casefold() for name in names]
    kinds = (
        (any(part.flag_bits & 1 for part in archive.infolist()), "a zip file protected by a password", "Take it off."),
        (any(name.endswith("vbaproject.bin") or "/macrosheets/" in name for name in lower), MACROS, SAVE_AS),
        ("xl/workbook.bin" in names, "a binary workbook (.xlsb)", SAVE_AS),
        ("mimetype" in names, "an OpenDocument file", SAVE_AS_LIBRE),
        (not _books(names) or "[Content_Types].xml" not in names, "a zip file that is no workbook", NAME_ONE),
    )
    return next(((what, remedy) for holds, what, remedy in kinds if holds), None)


def _books(names: list[str]) -> list[str]:
    return [name for name in names if re.fullmatch(r"xl/workbook\d*\.xml", name)]


def _names(names: list[str]) -> tuple[str, str] | None:
    for name in names:
        if name.startswith(("/", "\\")) or re.match(r"[A-Za-z]:", name) or ".." in re.split(r"[/\\]", name):
            return f'a part named "{name}"', "It was not made by Excel: do not use it."
    if len({name.casefold() for name in names}) < len(names):
        return "two parts of one name", "It was not made by Excel: do not use it."
    return None


def _size(parts: list[zipfile.ZipInfo]) -> tuple[str, str] | None:
    if len(parts) > MOST_PARTS:
        return f"{len(parts):,} parts", "Keep only the sheets of the case."
    if sum(part.file_size for part in parts) > MOST_BYTES:
        return f"more than {MOST_BYTES / 1e6:.0f} MB once unpacked", "Clear rows and formats that are not used."
    for part in parts:
        if part.file_size > max(FREE_BYTES, MOST_EXPANSION * part.compress_size):
            return f"a part that unpacks to {part.file_size:,} bytes, over {MOST_EXPANSION} times its size", (
                "Clear rows and formats that are not used, and save it again."
            )
    return None


def _markup(text: bytes) -> str:
    """What makes a part of a workbook unsafe to parse; blank if nothing does."""
    if text[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in text[:4]:
        return "another encoding than UTF-8"
    declared = DECLARED.match(text.removeprefix(b"\xef\xbb\xbf").lstrip()[:200])
    if declared and declared[1].lower() not in CODECS:
        return "another encoding than UTF-8"
    return "a document type" if b"<!DOCTYPE" in text or b"<!ENTITY" in text else ""


def _refuse(place: str, found: str, remedy: str) -> CaseFaults:
    return unreadable_input(place, found, EXPECTED, remedy)
