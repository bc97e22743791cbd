"""A workbook: every trap of a sheet told with its cell, and every file that is no plain workbook refused."""

import hashlib
import re
import zipfile
from datetime import date

import openpyxl
import pytest
import xlsxwriter
from case_tables import faults_of, tables, with_cells, write_folder, write_workbook

from models.case.faults import CaseFaults
from optimiser.casefiles.reading import describe, read
from optimiser.casefiles.reading.markup import scan_markup

SAVE_AS = "In Excel choose Save As, Excel Workbook (.xlsx)."
SAVE_AGAIN = "Open it in Excel and save it again."


@pytest.fixture
def path(tmp_path):
    return write_workbook(tmp_path / "case.xlsx", tables())


def told(path):
    return describe(faults_of(path))


def warned(path):
    return describe(read(path).warnings)


def refusal(path):
    with pytest.raises(CaseFaults) as refused:
        read(path)
    return str(refused.value).removeprefix(f"{path}: expected an Excel workbook (.xlsx), found ")


def edited(path, change):
    """The workbook after a change with openpyxl."""
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)
    return path


def patched(path, part, change):
    """The workbook with the markup of one part changed; a part that is not there is added."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = change(parts.get(part, b""))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def sheet_of(name):
    return f"xl/worksheets/sheet{list(tables()).index(name) + 1}.xml"


def test_a_workbook_reads_as_the_folder_does(path, tmp_path):
    ours, theirs = read(path).case, read(write_folder(tmp_path / "folder", tables())).case
    places = {assumption.location for assumption in ours.assumptions}
    assert "funding, row 2" in places
    assert {**vars_of(ours), "assumptions": None} == {**vars_of(theirs), "assumptions": None}


def vars_of(case):
    return {name: getattr(case, name) for name in case.__slots__}


def test_the_fingerprint_is_that_of_the_file(path):
    assert read(path).digest == hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_fault_is_told_with_its_cell(tmp_path):
    path = write_workbook(tmp_path / "case.xlsx", with_cells(("funding", 0, "2010/11", "1,O50")))
    both = "Write 1050 if the comma stands for thousands, or 1.05 if it is a decimal comma."
    assert told(path) == f'funding, cell D2: expected pounds, found "1,O50" (a letter O). {both}'


def test_faults_alike_share_a_line_with_their_cells(tmp_path):
    rows = range(2)
    path = write_workbook(tmp_path / "case.xlsx", with_cells(*(("demand", row, "2010/11", "£5") for row in rows)))
    assert told(path) == 'demand, cells C2 and C3: expected a whole number, 0 or more, found "£5". Retype it as 5.'


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param(
            "#N/A",
            "funding, cell D2: expected pounds, found the error #N/A. Put the formula right, or type the value.",
            id="an error",
        ),
        pytest.param(
            "=1+1",
            "funding, cell D2: expected pounds, found a formula that was never calculated. "
            "Open the workbook in Excel, let it calculate, and save it.",
            id="a formula never calculated",
        ),
        pytest.param(
            True,
            "funding, cell D2: expected pounds, found TRUE. Format the cell as a number and retype it.",
            id="a boolean",
        ),
        pytest.param(
            date(2010, 4, 1),
            "funding, cell D2: expected pounds, found the date 01/04/2010. Format the cell as a number and retype it.",
            id="a date",
        ),
        pytest.param(
            1e308,
            "funding, cell D2: expected pounds, found 1e+308, which is beyond any budget. "
            "Write a number up to 1,000,000,000,000.",
            id="1e308",
        ),
        pytest.param(
            None,
            "funding, cell D2: expected a figure, found a blank cell. Fill it in; write 0 if you mean none.",
            id="a blank",
        ),
    ],
)
def test_a_cell_that_holds_no_number_is_told(path, value, expected):
    assert told(edited(path, lambda book: book["funding"].__setitem__("D2", value))) == expected


def test_a_number_stored_as_text_is_read_and_told(path):
    def change(book):
        book["funding"]["D2"].value = "200000"
        book["funding"]["D2"].data_type = "s"

    assert warned(edited(path, change)) == (
        'funding, cell D2: expected pounds, found "200000" stored as text. It is read as 200000; retype it as a number.'
    )


def test_a_formula_counts_with_the_value_that_excel_stored(path, tmp_path):
    stored = tmp_path / "stored.xlsx"
    with xlsxwriter.Workbook(str(stored)) as book:
        for name, rows in tables().items():
            sheet = book.add_worksheet(name)
            for row, cells in enumerate(rows):
                sheet.write_row(row, 0, [float(c) if re.fullmatch(r"[\d.]+", c) else c or None for c in cells])
            if name == "funding":
                sheet.write_formula("D2", "=2*100000", None, 200000)
    assert read(stored).case.funding == read(path).case.funding


def test_a_formula_that_gives_a_blank_is_a_blank(path):
    def change(markup):
        return markup.replace(
            b"</row></sheetData>", b'<c r="D4" t="str"><f>IF(1,"","")</f><v></v></c></row></sheetData>'
        )

    assert warned(patched(path, sheet_of("services"), change)) == ""


def test_a_number_cell_that_holds_no_number_is_told(path):
    def change(markup):
        return re.sub(rb'(<c r="D2"[^>]*>)<v>200000</v>', rb"\1<v>NaN</v>", markup)

    assert told(patched(path, sheet_of("funding"), change)).splitlines()[0] == (
        'funding, cell D2: expected a number, found "NaN", which is not a number. Retype it.'
    )


def test_a_code_shown_with_noughts_is_read_as_it_is_shown(path):
    def change(book):
        book["contracts"]["A2"], book["contracts"]["A3"] = 1, 1
        book["contracts"]["A2"].number_format = book["contracts"]["A3"].number_format = "000"

    assert read(edited(path, change)).case.contracts[0].name == "001"


def test_codes_that_are_shown_apart_are_two_contracts(path):
    def change(book):
        book["contracts"]["A2"], book["contracts"]["A3"] = 1.1, 1.1
        book["contracts"]["A2"].number_format, book["contracts"]["A3"].number_format = "0.0", "0.00"

    assert [contract.name for contract in read(edited(path, change)).case.contracts] == ["1.1", "1.10"]


def test_a_code_typed_as_text_stays_text(path):
    def change(book):
        for cell in ("A2", "A3"):
            book["contracts"][cell].value = "001"
            book["contracts"][cell].data_type = "s"

    assert read(edited(path, change)).case.contracts[0].name == "001"


def test_a_provider_called_na_keeps_its_name(path):
    def change(book):
        book["offers"]["B2"] = "NA"

    assert read(edited(path, change)).case.offers[0].provider == "NA"


def test_merged_cells_are_told(path):
    def change(book):
        book["contracts"].merge_cells("B2:B3")

    assert told(edited(path, change)).splitlines()[0] == (
        "contracts, cell B2: expected a value in each cell, found merged cells B2:B3. Unmerge them and fill each in."
    )


def test_headings_twice_are_told(path):
    def change(book):
        book["services"]["C1"] = "Tier"

    assert told(edited(path, change)) == (
        "services, cell C1: expected each heading once, found a second column of that name. Take one of them out."
    )


def test_a_heading_that_excel_made_a_date_of_is_read_and_told(path):
    def change(book):
        book["demand"]["C1"] = date(2010, 11, 1)

    before = read(path).case.demand
    assert read(edited(path, change)).case.demand == before
    assert warned(path) == (
        "demand, cell C1: expected a heading such as 2010/11, found the heading the date 01/11/2010. "
        "It is read as 2010/11; format the heading as text and retype it."
    )


def test_hidden_rows_columns_and_sheets_are_read_and_told(path):
    def change(book):
        book["demand"].row_dimensions[3].hidden = True
        book["funding"].column_dimensions["C"].hidden = True
        book["actions"].sheet_state = "hidden"

    before = read(path).case
    assert read(edited(path, change)).case == before
    assert warned(path) == (
        "funding, cell C1: expected columns in sight, found a hidden column. It is read all the same.\n"
        "demand, row 3: expected rows in sight, found a hidden row. It is read all the same.\n"
        "actions: expected a sheet in sight, found a hidden sheet. It is read all the same."
    )


def test_rows_and_columns_too_thin_to_be_seen_are_read_and_told(path):
    def change(book):
        book["demand"].row_dimensions[3].height = 0.5  # openpyxl writes no 0
        book["funding"].column_dimensions["C"].width = 0.1
        book["funding"].column_dimensions["D"].width = 4

    assert warned(edited(path, change)) == (
        "funding, cell C1: expected columns in sight, found a hidden column. It is read all the same.\n"
        "demand, row 3: expected rows in sight, found a hidden row. It is read all the same."
    )


def test_a_row_of_no_height_is_hidden():
    space = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    rows = b'<sheetData><row r="1" ht="0"><c r="A1"><v>1</v></c></row></sheetData>'
    markup = b"<worksheet %b>%b</worksheet>" % (space, rows)
    assert scan_markup(markup).hidden_rows == {1}


def test_filtered_rows_are_read_and_told(path):
    def change(book):
        book["demand"].auto_filter.ref = "A1:D3"
        book["demand"].row_dimensions[3].hidden = True

    assert warned(edited(path, change)) == (
        "demand, row 3: expected rows in sight, found a row hidden by a filter or by hand. It is read all the same."
    )


def test_a_total_row_is_told(path):
    def change(book):
        book["funding"].append(["Total", None, None, 600000, 580000.5])

    assert told(edited(path, change)) == (
        "funding, row 5: expected rows of the table alone, found a row of totals. "
        "Delete the row: it would count twice. If it adds up nothing, give it another name."
    )


@pytest.mark.parametrize("dimension", [b'<dimension ref="A1"/>', b'<dimension ref="A1:XFD1048576"/>', b""])
def test_a_wrong_dimension_drops_no_rows(path, dimension):
    before = read(path).case
    patched(path, sheet_of("demand"), lambda markup: re.sub(rb"<dimension [^>]*/>", dimension, markup))
    assert read(path).case == before


def test_a_stray_cell_at_the_far_corner_is_told_and_costs_nothing(path):
    def change(markup):
        return markup.replace(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>')

    assert told(patched(path, sheet_of("demand"), change)) == (
        "demand, cell XFD1048576: expected a table without 200 blank rows inside it and within 64 columns, found a "
        "cell far from the table. Clear the cell, or move it to the table."
    )


def test_an_empty_formatted_cell_at_the_far_corner_is_nothing(path):
    def change(markup):
        return markup.replace(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>')

    assert warned(patched(path, sheet_of("demand"), change)) == ""


def test_blank_rows_inside_a_table_are_passed_over(path):
    def change(book):
        book["demand"].insert_rows(3, 10)

    before = read(path).case.demand
    assert read(edited(path, change)).case.demand == before


def test_an_empty_sheet_is_told(path):
    def change(book):
        del book["savings"]
        book.create_sheet("savings")

    assert told(edited(path, change)) == (
        "savings: expected headings and rows, found an empty sheet. Fill the table in, or take the sheet out."
    )


def test_a_title_above_the_headings_is_passed_over(path):
    def change(book):
        book["demand"].insert_rows(1, 3)
        book["demand"]["A1"] = "What could be used"

    before = read(path).case.demand
    assert read(edited(path, change)).case.demand == before


def test_sheets_that_are_no_tables_are_told_or_known(path):
    def change(book):
        book.create_sheet("Checklist")["A1"] = "x"
        book.create_sheet("Pictures")["A1"] = "x"

    assert warned(edited(path, change)) == (
        'case.xlsx: expected sheets named as tables, found 1 other: "Pictures". '
        "What is not named as a table is not read."
    )


def test_a_sheet_nearly_named_as_a_table_is_a_fault(path):
    def change(book):
        book["savings"].title = "saving"

    assert told(edited(path, change)) == (
        'saving: expected a sheet named savings, found a sheet "saving" that looks like one. '
        'Rename it to savings; if it is not that table, begin its name with "notes".'
    )


def test_a_sheet_name_matches_with_capitals_and_spaces(path):
    def change(book):
        book["success_factors"].title = "Success factors"

    assert [factor.name for factor in read(edited(path, change)).case.success_factors] == ["planned exits", "work"]


@pytest.mark.parametrize("name", ["~${}", ".~lock.{}#"])
def test_a_workbook_that_is_open_is_read_with_a_warning(path, name):
    (path.parent / name.format(path.name)).touch()
    assert warned(path) == (
        "case.xlsx: expected a saved workbook, found the workbook open in another program. "
        "Changes that are not saved are not read."
    )


def test_links_to_other_workbooks_are_a_warning(path):
    patched(path, "xl/externalLinks/externalLink1.xml", lambda _: b"<externalLink/>")
    assert warned(path).startswith("case.xlsx: expected figures that stand in this workbook, found links to other")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(b"", f"an empty file. {SAVE_AS}", id="empty"),
        pytest.param(
            b"borough,service\n", "a text file. Name a workbook, or the folder in which the CSV files lie.", id="text"
        ),
        pytest.param(b"%PDF-1.7", "a PDF. Name the workbook from which it was made.", id="pdf"),
        pytest.param(
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
            f"a workbook of the old format (.xls). {SAVE_AS}",
            id="xls",
        ),
        pytest.param(
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "a workbook protected by a password. In Excel choose File, Info, and take the password off.",
            id="encrypted",
        ),
        pytest.param(b"\x89PNG\0\0", f"a file of another kind. {SAVE_AS}", id="picture"),
        pytest.param(b"PK\x03\x04 and no more", f"a damaged file. {SAVE_AGAIN}", id="a torn zip"),
    ],
)
def test_a_file_that_is_no_workbook_is_refused(tmp_path, data, expected):
    path = tmp_path / "case.xlsx"
    path.write_bytes(data)
    assert refusal(path) == expected


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        pytest.param(
            {"mimetype": b"application/vnd.oasis"},
            "an OpenDocument file. In LibreOffice choose Save As, Excel 2007-365 (.xlsx).",
            id="ods",
        ),
        pytest.param(
            {"word/document.xml": b"<a/>"},
            "a zip file that is no workbook. Name a workbook, or the folder in which the CSV files lie.",
            id="docx",
        ),
        pytest.param({"xl/workbook.bin": b""}, f"a binary workbook (.xlsb). {SAVE_AS}", id="xlsb"),
        pytest.param({"xl/vbaProject.bin": b""}, f"a workbook with macros. {SAVE_AS}", id="macros"),
        pytest.param({"xl/macrosheets/sheet1.xml": b""}, f"a workbook with macros. {SAVE_AS}", id="old macros"),
    ],
)
def test_another_kind_of_zip_is_refused(tmp_path, parts, expected):
    path = tmp_path / "case.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    assert refusal(path) == expected


@pytest.mark.parametrize(
    ("part", "data", "expected"),
    [
        pytest.param(
            "xl/styles.xml",
            b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a/>',
            f"a document type in its part xl/styles.xml. {SAVE_AGAIN}",
            id="a document type",
        ),
        pytest.param(
            "xl/styles.xml",
            '<?xml version="1.0"?><!DOCTYPE a><a/>'.encode("utf-16"),
            f"another encoding than UTF-8 in its part xl/styles.xml. {SAVE_AGAIN}",
            id="a document type in wide letters",
        ),
        pytest.param(
            "xl/styles.xml",
            b'<?xml version="1.0" encoding="cp037"?><a/>',
            f"another encoding than UTF-8 in its part xl/styles.xml. {SAVE_AGAIN}",
            id="a strange encoding",
        ),
        pytest.param(
            "xl/workbook.xml",
            b'<workbook xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"/>',
            f"a workbook in Strict Open XML. {SAVE_AS}",
            id="strict",
        ),
        pytest.param(
            "../evil.xml",
            b"<a/>",
            'a part named "../evil.xml". It was not made by Excel: do not use it.',
            id="a way out",
        ),
        pytest.param(
            "/etc/evil.xml",
            b"<a/>",
            'a part named "/etc/evil.xml". It was not made by Excel: do not use it.',
            id="a fixed path",
        ),
        pytest.param(
            "xl/media/bomb.bin",
            bytes(3_000_000),
            "a part that unpacks to 3,000,000 bytes, over 100 times its size. "
            "Clear rows and formats that are not used, keep only the sheets of the case, and save it again.",
            id="a bomb",
        ),
    ],
)
def test_an_unsafe_part_is_refused(path, part, data, expected):
    assert refusal(patched(path, part, lambda _: data)) == expected


def test_no_part_is_unpacked_before_its_size_is_known(path, monkeypatch):
    bomb = patched(path, "xl/workbook.xml", lambda text: text + b" " * 3_000_000)
    monkeypatch.setattr(zipfile.ZipFile, "read", lambda *_: pytest.fail("unpacked"))
    assert refusal(bomb).startswith("a part that unpacks to 3,00")


def test_too_many_parts_are_refused(path):
    with zipfile.ZipFile(path, "a") as archive:
        for number in range(5_000):
            archive.writestr(f"xl/media/{number}.bin", b"")
    assert refusal(path).endswith("parts. Keep only the sheets of the case.")


def test_a_part_twice_is_refused(path):
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("XL/Workbook.xml", b"<a/>")
    assert refusal(path) == "two parts of one name. It was not made by Excel: do not use it."


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/sharedStrings.xml", "xl/_rels/workbook.xml.rels", sheet_of("demand")]
)
def test_a_damaged_part_is_refused(path, part):
    assert (
        refusal(patched(path, part, lambda markup: markup[: len(markup) // 2])) == f"a damaged workbook. {SAVE_AGAIN}"
    )


def test_a_torn_file_is_refused(path):
    path.write_bytes(path.read_bytes()[:-400])
    assert refusal(path) == f"a damaged file. {SAVE_AGAIN}"


def test_rows_out_of_order_are_told(path):
    def change(markup):
        return markup.replace(b"</sheetData>", b'<row r="2"><c r="A2"><v>1</v></c></row></sheetData>')

    assert told(patched(path, sheet_of("actions"), change)) == (
        f"actions: expected a sheet as Excel saves it, found rows or cells out of order. {SAVE_AGAIN}"
    )


def test_markup_with_prefixes_reads_alike(path):
    before = read(path).case.demand

    def change(markup):
        spaced = re.sub(rb"<(/?)(?=[a-zA-Z])", rb"<\1x:", markup)
        return spaced.replace(b'xmlns="', b'xmlns:x="', 1)

    assert read(patched(path, sheet_of("demand"), change)).case.demand == before


def test_reading_changes_nothing_in_the_file(path):
    before = path.read_bytes()
    read(path)
    assert path.read_bytes() == before
