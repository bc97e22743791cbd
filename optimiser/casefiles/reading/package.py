"""The parts of a workbook's zip: finds them by their relationships, as Excel does, and unpacks those asked for.

A part is unpacked no further than its limit, whatever size the zip claims for it. Nothing is unpacked to disc.
"""

from __future__ import annotations

import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from xml.etree import ElementTree as ET

from optimiser.casefiles.reading.workbook_safety import CLEAR, SAVE_AGAIN, Refused, unsafe_markup

MOST_PART, MOST_READ = 8_000_000, 24_000_000  # bytes of one part, and of all parts that are read
MOST_LIST = 2_000_000  # bytes of a part that lists others
MOST_PIECE = 1_000_000  # bytes of markup up to the next element; an element of a sheet has some hundreds
HUGE = re.compile(rb"<[^<]{%d}" % MOST_PIECE)
HEADER = struct.Struct("<4s4xH16xHH")  # an entry's mark, its compression, and the lengths of its name and extra field
CONTENT_TYPES = "[Content_Types].xml"
BOOK, TEXTS = "main+xml", "sharedStrings+xml"  # the ends of content types
ENDS = {"worksheet": "worksheet+xml", "sharedStrings": TEXTS, "styles": "styles+xml"}
TWO_READINGS = "It was not made by Excel: another programme may read other figures. Open it in Excel and save it again."


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part refers to: the kind, such as "worksheet", and the part's name."""

    kind: str
    part: str


@dataclass
class Package:
    """The parts of a zip. Names match in any capitals, as they do in Excel.

    Raises Refused beyond a limit or where two places disagree, and KeyError for a part that is not there. A damaged
    part raises BadZipFile, zlib.error or ParseError.
    """

    data: bytes
    archive: zipfile.ZipFile
    unpacked: int = 0
    extents: dict[str, tuple[int, int]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.extents = {entry.filename.casefold(): self._extent(entry) for entry in self.archive.infolist()}
        ends = sorted((entry.header_offset, self.extents[entry.filename.casefold()][1]) for entry in self.entries())
        if any(start < end for (_, end), (start, _) in pairwise(ends)) or (ends and ends[0][0]):
            raise zipfile.BadZipFile("parts that overlap")

    def entries(self) -> list[zipfile.ZipInfo]:
        """The entries of the zip."""
        return self.archive.infolist()

    def read(self, part: str, most: int = MOST_PART) -> bytes:
        """A whole part, after its size, its checksum and the safety of its markup were checked."""
        entry = self._by_name[part.casefold()]
        text, ended = self._unpack(entry, most)
        self.unpacked += len(text)
        if len(text) > most:
            raise Refused(f"more than {most / 1e6:.0f} MB in its part {entry.filename}", CLEAR)
        if self.unpacked > MOST_READ:
            raise Refused(f"more than {MOST_READ / 1e6:.0f} MB in the parts that are read", CLEAR)
        if not ended or len(text) != entry.file_size or zlib.crc32(text) != entry.CRC:
            raise zipfile.BadZipFile(part)
        if HUGE.search(text):
            raise Refused(f"a piece of more than {MOST_PIECE:,} letters in its part {entry.filename}", SAVE_AGAIN)
        if unsafe := unsafe_markup(text):
            raise Refused(f"{unsafe} in its part {entry.filename}", SAVE_AGAIN)
        return text

    def beginning(self, part: str, most: int) -> bytes:
        """The first bytes of a part, as many as `most`, without those checks."""
        return self._unpack(self._by_name[part.casefold()], most)[0][:most]

    def relations(self, part: str = "") -> dict[str, Relation]:
        """What a part refers to, by id; without a part, what the package refers to."""
        folder, name = posixpath.split(part)
        found: dict[str, Relation] = {}
        for element in _root(self.read(posixpath.join(folder, "_rels", f"{name}.rels"), MOST_LIST)):
            if element.get("TargetMode") == "External":
                continue
            if element.get("Id", "") in found:
                raise Refused("two relationships of one name", TWO_READINGS)
            kind = element.get("Type", "").rpartition("/")[2]
            found[element.get("Id", "")] = Relation(kind, _target(folder, element.get("Target", "")))
        return found

    @cached_property
    def types(self) -> dict[str, str]:
        """The content type of each part that is there, by its name in small letters."""
        ends, own = {}, {}
        for element in _root(self.read(CONTENT_TYPES, MOST_LIST)):
            if "Extension" in element.attrib:
                ends[element.attrib["Extension"].casefold()] = element.get("ContentType", "")
            else:
                own[element.get("PartName", "").lstrip("/").casefold()] = element.get("ContentType", "")
        return {name: own.get(name, ends.get(name.rpartition(".")[2], "")) for name in self._by_name}

    @cached_property
    def _by_name(self) -> dict[str, zipfile.ZipInfo]:
        return {entry.filename.casefold(): entry for entry in self.entries()}

    def _extent(self, entry: zipfile.ZipInfo) -> tuple[int, int]:
        """Where the packed bytes of an entry begin and end."""
        mark, compression, name, extra = HEADER.unpack_from(self.data, entry.header_offset)
        start = entry.header_offset + HEADER.size + name + extra
        if mark != b"PK\x03\x04" or compression != entry.compress_type or start + entry.compress_size > len(self.data):
            raise zipfile.BadZipFile(entry.filename)
        return start, start + entry.compress_size

    def _unpack(self, entry: zipfile.ZipInfo, most: int) -> tuple[bytes, bool]:
        """At most one byte more than `most`, and whether that is the whole part."""
        packed = memoryview(self.data)[slice(*self.extents[entry.filename.casefold()])]
        if entry.compress_type == zipfile.ZIP_STORED:
            return bytes(packed[: most + 1]), len(packed) <= most
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        text = inflater.decompress(packed, most + 1)
        return text, inflater.eof and not inflater.unused_data


def book_part(package: Package) -> str:
    """The part of the workbook: the one that the package refers to. Raises Refused if another part may be meant.

    Raises ValueError if the package refers to none, and LookupError if it is a document of another kind.
    """
    books = [relation.part for relation in package.relations().values() if relation.kind == "officeDocument"]
    listed = [name for name, kind in package.types.items() if _of_a_book(kind)]
    if not listed:
        raise LookupError("no workbook")
    if len(books) > 1 or len(listed) > 1:
        raise Refused("two workbooks in one file", TWO_READINGS)
    [book] = books
    if book.casefold() not in listed:
        raise Refused("two parts that may be the workbook", TWO_READINGS)
    return book


def check_types(package: Package, relations: Iterable[Relation]) -> None:
    """Raises Refused if a part's content type is not the one of the relation that leads to it.

    Also if there is a second list of texts, or of formats, than the one that is referred to.
    """
    relations = tuple(relations)
    for relation in relations:
        end, name = ENDS.get(relation.kind), relation.part.casefold()
        if end and not package.types.get(name, end).endswith(end):
            raise Refused(f"two kinds of content for its part {relation.part}", TWO_READINGS)
    for kind, what in (("sharedStrings", "texts"), ("styles", "formats")):
        related = {relation.part.casefold() for relation in relations if relation.kind == kind}
        if len(related | {name for name, given in package.types.items() if given.endswith(ENDS[kind])}) > 1:
            raise Refused(f"two lists of {what} in one file", TWO_READINGS)


def _of_a_book(kind: str) -> bool:
    return kind.endswith(BOOK) and ("spreadsheetml" in kind or "ms-excel" in kind)


def _root(text: bytes) -> ET.Element:
    return ET.fromstring(text)  # noqa: S314 - `read` let no document type through


def _target(folder: str, target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
