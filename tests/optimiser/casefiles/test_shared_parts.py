"""What a workbook's cells hold, and what its sheets share: the values that openpyxl reads too."""

from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from optimiser.casefiles.reading.markup import Raw, scan_markup
from optimiser.casefiles.reading.package import Package
from optimiser.casefiles.reading.shared_parts import Shared, Style, read_styles, read_texts
from optimiser.casefiles.reading.sheet import Stored
from optimiser.casefiles.reading.tally import Tally
from optimiser.casefiles.reading.workbook_safety import open_workbook_zip

SPACE = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
STYLES = tuple(map(Style, ("General", "dd/mm/yyyy", "[h]:mm", "0.00")))
VALUES = [
    (Raw("n", "5", "0"), Stored(5, False, "General")),
    (Raw("n", "5.0", "3"), Stored(5.0, False, "0.00")),
    (Raw("n", "1E3", "0"), Stored(1000.0, False, "General")),
    (Raw("n", "40269", "1"), Stored(datetime(2010, 4, 1), False, "dd/mm/yyyy")),  # noqa: DTZ001 - Excel knows no zone
    (Raw("n", "0.5", "1"), Stored(time(12), False, "dd/mm/yyyy")),
    (Raw("n", "1.5", "2"), Stored(timedelta(hours=36), False, "[h]:mm")),
    (Raw("n", "9999999999", "1"), Stored("#VALUE!", True, "dd/mm/yyyy")),
    (Raw("d", "2010-04-01", "1"), Stored(date(2010, 4, 1), False, "dd/mm/yyyy")),
    (Raw("b", "1", "0"), Stored(True, False, "")),
    (Raw("e", "#N/A", "0"), Stored("#N/A", True, "General")),
    (Raw("s", "0", "0"), Stored("a text", False, "General")),
    (Raw("s", "1", "0"), None),
    (Raw("str", "a_x000D_b", "0"), Stored("a\rb", False, "General")),
    (Raw("str", "a_x005F_x000D_b", "0"), Stored("a_x000D_b", False, "General")),
    (Raw("inlineStr", "a text", "0"), Stored("a text", False, "General")),
]


@pytest.mark.parametrize(("raw", "stored"), VALUES)
def test_a_cell_has_its_value_and_its_format(raw: Raw, stored: Stored | None) -> None:
    assert Shared({0: "a text", 1: ""}, STYLES).stored(raw) == stored


def test_days_may_count_from_1904() -> None:
    stored = Shared({}, STYLES, from_1904=True).stored(Raw("n", "0.0", "1"))
    later = Shared({}, STYLES, from_1904=True).stored(Raw("n", "1", "1"))
    assert stored == Stored(time(0), False, "dd/mm/yyyy")
    assert later == Stored(datetime(1904, 1, 2), False, "dd/mm/yyyy")  # noqa: DTZ001


def test_a_text_in_pieces_is_one_text_without_its_pronunciation() -> None:
    rich = b"<si><r><t>Ash</t></r><r><t>by</t></r><rPh><t>said so</t></rPh></si>"
    markup = b"<sst %b><si><t>first</t></si>%b<si><t>last</t></si></sst>" % (SPACE, rich)
    assert read_texts(markup, {1}, Tally()) == {1: "Ashby"}


def test_a_format_of_the_workbook_comes_before_one_of_excel() -> None:
    own = b'<numFmts><numFmt numFmtId="164" formatCode="0 &quot;k&quot;"/></numFmts>'
    styles = b'<cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="164"/><xf numFmtId="9"/></cellXfs>'
    read = read_styles(b"<styleSheet %b>%b%b</styleSheet>" % (SPACE, own, styles), Tally())
    assert tuple(style.shown_as for style in read) == ('0 "k"', "0%")


def test_what_is_of_another_namespace_is_passed_over() -> None:
    other = b'<x:row xmlns:x="urn:other" r="9"><x:c r="A9"><x:v>9</x:v></x:c></x:row>'
    markup = b'<worksheet %b><sheetData><row r="1"><c r="A1"><v>1</v></c></row>%b</sheetData></worksheet>' % (
        SPACE,
        other,
    )
    assert scan_markup(markup).cells == {1: {1: Raw("n", "1", "0")}}


def test_a_sheet_reads_as_openpyxl_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "case.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("one")
        dated, money, bold = (
            book.add_format(kind) for kind in ({"num_format": 14}, {"num_format": "£#,##0"}, {"bold": 1})
        )
        sheet.write_row(0, 0, ["a text", 1, 1.5, True, None, "  spaced  ", "1"])
        sheet.write_datetime(1, 0, datetime(2010, 4, 1), dated)  # noqa: DTZ001
        sheet.write_number(1, 1, 1234.5, money)
        sheet.write_formula(1, 2, "=1+1", None, 2)
        sheet.write_formula(1, 3, '="a"', None, "a")
        sheet.write_formula(1, 4, "=NA()", None, "#N/A")
        sheet.write_rich_string(2, 0, "a ", bold, "text", " in pieces")
        sheet.write_blank(2, 1, None, money)
    data = path.read_bytes()
    package = Package(data, open_workbook_zip(data))
    scan = scan_markup(package.read("xl/worksheets/sheet1.xml"))
    wanted = {int(raw.content) for row in scan.cells.values() for raw in row.values() if raw.kind == "s"}
    texts = read_texts(package.read("xl/sharedStrings.xml"), wanted, Tally())
    shared = Shared(texts, read_styles(package.read("xl/styles.xml"), Tally()))
    ours = {(row, column): shared.stored(raw) for row, cells in scan.cells.items() for column, raw in cells.items()}
    theirs = {
        (cell.row, cell.column): Stored(
            cell.value, cell.data_type == "e", "" if isinstance(cell.value, bool) else cell.number_format
        )
        for line in openpyxl.load_workbook(path, data_only=True)["one"].iter_rows()
        for cell in line
        if cell.value is not None
    }
    assert ours == theirs
