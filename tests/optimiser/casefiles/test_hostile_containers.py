"""Workbooks that lie about their parts or hold more than any case, and folders with what is no file: refused in words.

Each form is built here. What it may cost at most is set by the limits that stand in docs/model.md.
"""

import hashlib
import io
import os
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from case_tables import faults_of, tables, write_folder, write_workbook

from models.case.faults import describe
from optimiser.casefiles.reading import read

Parts = dict[str, bytes]
DEMAND = f"xl/worksheets/sheet{list(tables()).index('demand') + 1}.xml"
TYPES, STRINGS, STYLES, BOOK = "[Content_Types].xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"
MAIN = b"application/vnd.openxmlformats-officedocument.spreadsheetml."
OFFICE = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> Parts:
    path = write_workbook(tmp_path_factory.mktemp("sound") / "case.xlsx", tables())
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Parts, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return file.getvalue()


def told(tmp_path: Path, data: bytes) -> str:
    (tmp_path / "case.xlsx").write_bytes(data)
    return describe(faults_of(tmp_path / "case.xlsx"))


def dense(letters: int) -> bytes:
    """Text that does not shrink to a hundredth of its size when it is packed."""
    return "".join(hashlib.sha256(b"%d" % n).hexdigest() for n in range(letters // 64 + 1)).encode()


def into(part: str, before: bytes, what: Callable[[], bytes]) -> Callable[[Parts], Parts]:
    """The change that puts something before a piece of a part."""
    return lambda parts: {**parts, part: parts[part].replace(before, what() + before, 1)}


def rows(number: int, cell: str) -> bytes:
    return "".join(f'<row r="{row}">{cell}</row>' for row in range(4, 4 + number)).encode()


def texts(number: int) -> bytes:
    return b"".join(b"<si><t>%d</t></si>" % (each * 7919 % 999_983) for each in range(number))


def second(name: str, kind: bytes, of: str) -> Callable[[Parts], Parts]:
    """The change that adds a second part of a kind."""
    override = b'<Override PartName="/%b" ContentType="%b"/>' % (name.encode(), MAIN + kind)
    return lambda parts: {
        **parts,
        name: parts[of],
        TYPES: parts[TYPES].replace(b"</Types>", override + b"</Types>"),
    }


def related(list_of: str, kind: bytes, target: bytes) -> Callable[[Parts], Parts]:
    """The change that adds a relationship."""
    relation = b'<Relationship Id="rId999" Type="%b" Target="%b"/>' % (OFFICE + kind, target)
    return into(list_of, b"</Relationships>", lambda: relation)


PACKAGE_RELATIONS, BOOK_RELATIONS = "_rels/.rels", "xl/_rels/workbook.xml.rels"
TOO_MUCH = {
    "a text of a million letters": (
        into(
            DEMAND, b"</sheetData>", lambda: b'<row r="9"><c r="A9" t="str"><v>' + dense(1_200_000) + b"</v></c></row>"
        ),
        "a piece of more than 1,000,000 letters in its part xl/worksheets/sheet5.xml",
    ),
    "a text that no cell can hold": (
        into(DEMAND, b"</sheetData>", lambda: b'<row r="9"><c r="A9" t="str"><v>' + dense(40_000) + b"</v></c></row>"),
        "a cell with more than 32,767 letters",
    ),
    "a long comment": (
        into(DEMAND, b"<sheetData", lambda: b"<!--" + dense(1_200_000) + b"-->"),
        "a piece of more than",
    ),
    "a long attribute": (
        into(DEMAND, b"<sheetData", lambda: b'<cols x="' + dense(1_200_000) + b'"/>'),
        "a piece of more than",
    ),
    "a long shared text": (
        into(STRINGS, b"</sst>", lambda: b"<si><t>" + dense(1_200_000) + b"</t></si>"),
        "a piece of more than 1,000,000 letters in its part xl/sharedStrings.xml",
    ),
    "many blank cells": (
        into(DEMAND, b"</sheetData>", lambda: rows(41_000, "".join(f'<c s="{n % 2}"/>' for n in range(10)))),
        "more than 400,000 cells, texts and formats",
    ),
    "many merged cells": (
        into(DEMAND, b"<pageMargins", lambda: b"".join(b'<mergeCell ref="A%d"/>' % n for n in range(410_000))),
        "more than 8 MB in its part xl/worksheets/sheet5.xml",
    ),
    "many rows": (
        into(DEMAND, b"</sheetData>", lambda: rows(10_010, "<c><v>1</v></c>")),
        "demand: expected a table of a case, found more than 10,000 rows. Divide the case.",
    ),
    "many shared texts": (into(STRINGS, b"</sst>", lambda: texts(220_000)), "more than 400,000 cells"),
    "many formats": (
        into(STYLES, b"</cellXfs>", lambda: b"".join(b'<xf a="%d"/>' % (n * 7919 % 9_973) for n in range(410_000))),
        "more than 400,000 cells",
    ),
    "more formats than Excel holds": (
        into(STYLES, b"</cellXfs>", lambda: b"".join(b'<xf a="%d"/>' % (n * 7919 % 9_973) for n in range(66_000))),
        "more than 65,490 formats of cells",
    ),
    "many sheets": (
        into(BOOK, b"</sheets>", lambda: b"".join(b'<sheet name="s%d" r:id="rId1"/>' % n for n in range(300))),
        "sheets. Keep only the sheets of the case.",
    ),
    "many parts": (lambda parts: {**parts, **{f"xl/{n}.xml": b"<a/>" for n in range(2_001)}}, "more than 2,000 parts"),
}
TWO_READINGS = {
    "two workbooks in the list of contents": (
        second("xl/book2.xml", b"sheet.main+xml", BOOK),
        "two workbooks in one file",
    ),
    "two workbooks in the relationships": (
        related(PACKAGE_RELATIONS, b"officeDocument", b"xl/book2.xml"),
        "two workbooks in one file",
    ),
    "two lists of texts": (second("xl/strings2.xml", b"sharedStrings+xml", STRINGS), "two lists of texts in one file"),
    "two lists of texts in the relationships": (
        related(BOOK_RELATIONS, b"sharedStrings", b"strings2.xml"),
        "two lists of texts in one file",
    ),
    "two lists of formats": (second("xl/styles2.xml", b"styles+xml", STYLES), "two lists of formats in one file"),
    "a sheet that is a chart in the list of contents": (
        lambda parts: {
            **parts,
            TYPES: re.sub(rb'(sheet5.xml" ContentType="[^"]*)worksheet', rb"\1chartsheet", parts[TYPES]),
        },
        "two kinds of content for its part xl/worksheets/sheet5.xml",
    ),
    "two relationships of one name": (
        lambda parts: {**parts, BOOK_RELATIONS: parts[BOOK_RELATIONS].replace(b'"rId2"', b'"rId1"')},
        "two relationships of one name",
    ),
    "two sheets of one part": (
        lambda parts: {**parts, BOOK: parts[BOOK].replace(b'r:id="rId2"', b'r:id="rId1"')},
        "two sheets of one content",
    ),
    "two values in a cell": (
        lambda parts: {**parts, DEMAND: parts[DEMAND].replace(b"<v>60</v>", b"<v>60</v><v>61</v>", 1)},
        "rows or cells out of order",
    ),
}


@pytest.mark.parametrize("form", TOO_MUCH)
def test_a_workbook_that_holds_more_than_any_case_is_refused(tmp_path: Path, parts: Parts, form: str) -> None:
    change, found = TOO_MUCH[form]
    message = told(tmp_path, packed(change(parts)))
    assert found in message
    assert message.count("\n") == 0


@pytest.mark.parametrize("form", TWO_READINGS)
def test_a_workbook_that_can_be_read_in_two_ways_is_refused(tmp_path: Path, parts: Parts, form: str) -> None:
    change, found = TWO_READINGS[form]
    assert found in told(tmp_path, packed(change(parts)))


@pytest.mark.parametrize("compression", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_part_that_is_packed_in_another_way_is_not_unpacked(tmp_path: Path, parts: Parts, compression: int) -> None:
    assert "parts packed as Excel packs none" in told(tmp_path, packed(parts, compression))


@pytest.mark.parametrize("stored", [True, False])
@pytest.mark.parametrize("declared", [50, -50])
def test_a_part_of_another_size_than_declared_is_refused(
    tmp_path: Path, parts: Parts, declared: int, stored: bool
) -> None:
    """The checksum is that of the declared part, so that a reader that stops there finds nothing wrong."""
    data = bytearray(packed(parts, zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED))
    size = len(parts[DEMAND]) + declared if declared < 0 else declared
    in_list = data.rfind(DEMAND.encode()) - 46
    in_front = zipfile.ZipFile(io.BytesIO(bytes(data))).getinfo(DEMAND).header_offset
    for place in (in_list + 16, in_front + 14):
        struct.pack_into("<I", data, place, zlib.crc32(parts[DEMAND][:size]))
    for place in (in_list + 24, in_front + 22):
        struct.pack_into("<I", data, place, size)
    assert "a damaged" in told(tmp_path, bytes(data))


def test_a_part_that_unpacks_without_end_is_left_at_the_limit(tmp_path: Path, parts: Parts) -> None:
    data = bytearray(packed({**parts, DEMAND: parts[DEMAND] + b" " * 50_000_000}))
    in_list = data.rfind(DEMAND.encode()) - 46
    struct.pack_into("<I", data, in_list + 24, 1_000)
    assert "more than 8 MB in its part xl/worksheets/sheet5.xml" in told(tmp_path, bytes(data))


def test_parts_that_share_their_bytes_are_refused(tmp_path: Path, parts: Parts) -> None:
    data = bytearray(packed(parts))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        first = archive.infolist()[0].header_offset
    struct.pack_into("<I", data, data.rfind(DEMAND.encode()) - 46 + 42, first)
    assert "a damaged workbook" in told(tmp_path, bytes(data))


def test_a_workbook_after_another_is_refused(tmp_path: Path, parts: Parts) -> None:
    assert "a damaged workbook" in told(tmp_path, packed(parts) * 2)


def test_a_workbook_in_a_zip_is_no_workbook(tmp_path: Path, parts: Parts) -> None:
    assert "a zip file that is no workbook" in told(tmp_path, packed({"case.xlsx": packed(parts)}))


def test_a_large_file_is_not_read_to_its_end(tmp_path: Path) -> None:
    (tmp_path / "case.xlsx").write_bytes(b"PK\3\4")
    os.truncate(tmp_path / "case.xlsx", 3_000_000_000)
    assert "a file of more than 20 MB" in describe(faults_of(tmp_path / "case.xlsx"))


def test_the_relationships_decide_which_part_is_read(tmp_path: Path, parts: Parts) -> None:
    """A sheet in a folder and of a name that Excel does not use is the same sheet, in any capitals."""
    elsewhere = {**parts, "data/one.bin": parts[DEMAND]}
    del elsewhere[DEMAND]
    relations = elsewhere[BOOK_RELATIONS].replace(b"worksheets/sheet5.xml", b"/Data/ONE.bin")
    types = elsewhere[TYPES].replace(b"/xl/worksheets/sheet5.xml", b"/data/One.bin")
    (tmp_path / "case.xlsx").write_bytes(packed({**elsewhere, BOOK_RELATIONS: relations, TYPES: types}))
    before = read(write_workbook(tmp_path / "sound.xlsx", tables())).case.demand
    assert read(tmp_path / "case.xlsx").case.demand == before


LINES = {
    "a large file": (b"x" * 5_000_001, "a file of more than 5 MB"),
    "an endless line": (b"a," * 60_000, "line 1: expected a table as CSV, found a row of more than 100,000 letters"),
    "a long cell": (
        b"offer,unit_price\n" + b"a" * 100_001,
        "line 2: expected a table as CSV, found a row of more than",
    ),
    "a quote never closed": (
        b'offer,unit_price\n"' + b"\n" * 2_000,
        "line 2: expected a table as CSV, found a row of more",
    ),
    "blank lines": (b"offer,unit_price\n" + b"\n" * 10_001 + b"a,1\n", "more than 10,000 lines"),
    "many rows": (b"offer,unit_price\n" + b"a,1\n" * 10_001, "more than 10,000 lines"),
    "many cells": (b"offer,unit_price\n" + (b"a," * 60 + b"\n") * 4_000, "more than 200,000 cells"),
}


@pytest.mark.parametrize("form", LINES)
def test_a_csv_file_that_holds_more_than_any_table_is_refused(tmp_path: Path, form: str) -> None:
    data, found = LINES[form]
    path = write_folder(tmp_path / "case", tables())
    (path / "prices.csv").write_bytes(data)
    assert found in describe(faults_of(path))


def test_many_faults_of_a_kind_are_told_with_their_number(tmp_path: Path) -> None:
    case = tables()
    case["demand"] += [["Ashby", "prescribing", f"1,{number:03}", "1"] for number in range(1, 901)]
    message = describe(faults_of(write_folder(tmp_path / "case", case)))
    assert 'demand.csv, line 4, column "2010/11": expected a whole number, 0 or more, found "1,001". Retype' in message
    assert 'demand.csv, column "2010/11": 894 more of this kind' in message
    assert message.count("\n") < 20


def test_the_rows_after_a_thousand_faults_are_not_read_and_that_is_told(tmp_path: Path) -> None:
    case = tables()
    case["demand"] += [["Ashby", "prescribing", f"1,{number:04}", "1"] for number in range(1, 1_101)]
    message = describe(faults_of(write_folder(tmp_path / "case", case)))
    assert "demand.csv, line 1005: expected rows that can be read, found more than 1,000 faults above" in message
    assert "995 more of this kind" in message


PLACED: dict[str, tuple[Callable[[Path], object], str]] = {
    "a folder": (Path.mkdir, "a folder"),
    "a link to nothing": (lambda path: path.symlink_to("nowhere.csv"), "a link that leads to no file"),
    "a link to itself": (lambda path: path.symlink_to(path.name), "no way to look at it"),
    "a device": (lambda path: path.symlink_to(os.devnull), "a device"),
}
if hasattr(os, "mkfifo"):
    PLACED["a pipe"] = (os.mkfifo, "a pipe")


@pytest.mark.parametrize("form", PLACED)
@pytest.mark.parametrize("table", ["minimum", "funding"])
def test_what_is_no_file_under_a_tables_name_is_a_fault_and_is_not_opened(
    tmp_path: Path, form: str, table: str
) -> None:
    make, found = PLACED[form]
    path = write_folder(tmp_path / "case", tables())
    text = (path / f"{table}.csv").read_bytes()
    (path / f"{table}.csv").unlink()
    make(path / f"{table}.csv")
    message = describe(faults_of(path))
    assert message.startswith(f"{table}.csv: expected a file named {table}.csv, found {found}")
    assert message.endswith(f"Put the file {table}.csv in its place.")
    if form == "a folder":
        (path / f"{table}.csv").rmdir()
    else:
        (path / f"{table}.csv").unlink()
    (path / f"{table}.csv").write_bytes(text)
    assert read(path).warnings == ()


@pytest.mark.parametrize("form", ["a link to nothing", "a device", *(["a pipe"] if "a pipe" in PLACED else [])])
def test_what_is_no_file_in_the_place_of_a_workbook_is_refused(tmp_path: Path, form: str) -> None:
    make, found = PLACED[form]
    make(tmp_path / "case.xlsx")
    assert f"found {found}. Name a workbook, or a folder of CSV files." in describe(faults_of(tmp_path / "case.xlsx"))
