"""Checks that a file is a plain Excel workbook that is safe to open, from the zip's list of its parts alone.

Nothing is unpacked. `package` unpacks the parts that are read, and checks their markup with `unsafe_markup`.
"""

from __future__ import annotations

import io
import re
import zipfile

MOST_PARTS, MOST_BYTES = 2_000, 300_000_000
FREE_BYTES, MOST_EXPANSION = 100_000, 100  # a part beyond the free bytes may be at most 100 times its packed size
LARGEST_FILE = 20_000_000
OLE, ZIP = b"\xd0\xcf\x11\xe0", b"PK\x03\x04"
ENTRY = b"PK\x01\x02"  # stands before each part in the zip's list
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
SAVE_AS = "In Excel choose Save As, Excel Workbook (.xlsx)."
SAVE_AS_LIBRE = "In LibreOffice choose Save As, Excel 2007-365 (.xlsx)."
SAVE_AGAIN = "Open it in Excel and save it again."
CLEAR = "Clear rows and formats that are not used, keep only the sheets of the case, and save it again."
NAME_ONE = "Name a workbook, or the folder in which the CSV files lie."
NO_BOOK = "a zip file that is no workbook"
MACROS = "a workbook with macros"
EXPECTED = "an Excel workbook (.xlsx)"
DECLARED = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
CODECS = (b"utf-8", b"us-ascii", b"ascii")
COMPRESSIONS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # those that Excel reads


class Refused(Exception):
    """A workbook that is not read: what was found in it, and what to do instead."""

    def __init__(self, found: str, remedy: str) -> None:
        super().__init__(found, remedy)
        self.found, self.remedy = found, remedy


def open_workbook_zip(data: bytes) -> zipfile.ZipFile:
    """The workbook's zip, after its list of parts was checked. Raises Refused, or BadZipFile if it is damaged."""
    if len(data) > LARGEST_FILE:
        raise Refused(f"a file of more than {LARGEST_FILE / 1e6:.0f} MB", "Keep only the sheets of the case.")
    if not data.startswith(ZIP):
        raise Refused(*_by_its_bytes(data))
    if data.count(ENTRY) > MOST_PARTS:
        raise Refused(f"more than {MOST_PARTS:,} parts", "Keep only the sheets of the case.")
    archive = zipfile.ZipFile(io.BytesIO(data))
    parts = archive.infolist()
    names = [part.filename for part in parts]
    for wrong in (_kind(names, parts), _names(names), _size(parts)):
        if wrong:
            raise Refused(*wrong)
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


def _kind(names: list[str], parts: list[zipfile.ZipInfo]) -> tuple[str, str] | None:
    """The kind of a zip that is not a workbook without macros; None if it is one."""
    lower = [name.casefold() for name in names]
    kinds = (
        (any(part.flag_bits & 1 for part in parts), "a zip file protected by a password", "Take it off."),
        (any(name.endswith("vbaproject.bin") or "/macrosheets/" in name for name in lower), MACROS, SAVE_AS),
        ("xl/workbook.bin" in names, "a binary workbook (.xlsb)", SAVE_AS),
        ("mimetype" in names, "an OpenDocument file", SAVE_AS_LIBRE),
        (not {"[content_types].xml", "_rels/.rels"} <= set(lower), NO_BOOK, NAME_ONE),
        (any(part.compress_type not in COMPRESSIONS for part in parts), "parts packed as Excel packs none", SAVE_AGAIN),
    )
    return next(((what, remedy) for holds, what, remedy in kinds if holds), None)


def _names(names: list[str]) -> tuple[str, str] | None:
    for name in names:
        if name.startswith(("/", "\\")) or re.match(r"[A-Za-z]:", name) or ".." in re.split(r"[/\\]", name):
            return f'a part named "{name}"', "It was not made by Excel: do not use it."
    if len({name.casefold() for name in names}) < len(names):
        return "two parts of one name", "It was not made by Excel: do not use it."
    return None


def _size(parts: list[zipfile.ZipInfo]) -> tuple[str, str] | None:
    if sum(part.file_size for part in parts) > MOST_BYTES:
        return f"more than {MOST_BYTES / 1e6:.0f} MB once unpacked", CLEAR
    for part in parts:
        if part.file_size > max(FREE_BYTES, MOST_EXPANSION * part.compress_size):
            return f"a part that unpacks to {part.file_size:,} bytes, over {MOST_EXPANSION} times its size", CLEAR
    return None


def unsafe_markup(text: bytes) -> str:
    """What makes a part of a workbook unsafe to parse; blank if nothing does."""
    if text[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in text[:4]:
        return "another encoding than UTF-8"
    declared = DECLARED.match(text.removeprefix(b"\xef\xbb\xbf").lstrip()[:200])
    if declared and declared[1].lower() not in CODECS:
        return "another encoding than UTF-8"
    return "a document type" if b"<!DOCTYPE" in text or b"<!ENTITY" in text else ""
