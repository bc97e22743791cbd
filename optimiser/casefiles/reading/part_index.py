"""Finds which part of a workbook's zip holds which sheet."""

from __future__ import annotations

import posixpath
import zipfile
from dataclasses import dataclass
from xml.etree import ElementTree as ET

RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet: its name, the part that holds it, and whether it is hidden."""

    name: str
    path: str
    hidden: bool


def sheet_parts(archive: zipfile.ZipFile) -> list[SheetPart]:
    """The worksheets in their order. Raises KeyError or ParseError if the workbook is damaged."""
    book = next(path for kind, path in _relations(archive, "").values() if kind == "officeDocument")
    related = _relations(archive, book)
    found = []
    for element in ET.fromstring(archive.read(book)).iter():  # noqa: S314 - behind the gate
        if element.tag.rpartition("}")[2] == "sheet":
            kind, path = related[element.get(RELATION) or element.get(STRICT_RELATION) or ""]
            if kind == "worksheet":
                found.append(SheetPart(element.get("name") or "", path, element.get("state", "visible") != "visible"))
    return found


def _relations(archive: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """The parts that a part refers to: kind and path, by id."""
    folder, name = posixpath.split(part)
    root = ET.fromstring(archive.read(posixpath.join(folder, "_rels", f"{name}.rels")))  # noqa: S314 - behind the gate
    found = {}
    for element in root:
        target = element.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        found[element.get("Id", "")] = (element.get("Type", "").rpartition("/")[2], path)
    return found
