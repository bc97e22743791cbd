"""A 0 that a programme stored for a formula without calculating it is refused; a 0 that was calculated is read."""

import re
import zipfile

import pytest
import xlsxwriter
from case_tables import faults_of, tables

from models.case.faults import describe
from optimiser.casefiles.reading import read

FOUND = "funding, cell D2: expected pounds, found a 0 stored for a formula that may never have been calculated."
EXCEL = {"xl/calcChain.xml": b"<calcChain/>"}
LIBRE = {"docProps/app.xml": b"<Properties><Application>LibreOffice/24.8</Application></Properties>"}
POI = {"docProps/app.xml": b"<Properties><Application>Apache POI</Application></Properties>"}


@pytest.fixture
def path(tmp_path):
    """A workbook of XlsxWriter with a formula in a stream's amount, and one whose value its programme knew."""
    with xlsxwriter.Workbook(str(tmp_path / "case.xlsx")) as book:
        for name, rows in tables().items():
            sheet = book.add_worksheet(name)
            for row, cells in enumerate(rows):
                sheet.write_row(row, 0, [float(c) if re.fullmatch(r"[\d.]+", c) else c or None for c in cells])
            if name == "funding":
                sheet.write_formula("D2", "=2*100000")
                sheet.write_formula("E2", "=2*95000.25", None, 190000.5)
    return tmp_path / "case.xlsx"


def patched(path, parts, asked=True):
    """The workbook with other parts; it asks to be calculated when it is opened, or does not."""
    with zipfile.ZipFile(path) as archive:
        all_parts = {name: archive.read(name) for name in archive.namelist()} | parts
    if not asked:
        book = all_parts["xl/workbook.xml"]
        all_parts["xl/workbook.xml"] = book.replace(b' fullCalcOnLoad="1"', b"")
        assert book != all_parts["xl/workbook.xml"]
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in all_parts.items():
            archive.writestr(name, data)
    return path


def test_a_nought_of_a_workbook_that_asks_to_be_calculated_is_refused(path):
    assert describe(faults_of(path)).startswith(FOUND)


def test_a_nought_of_a_programme_that_calculates_nothing_is_refused(path):
    assert describe(faults_of(patched(path, POI, asked=False))).startswith(FOUND)


@pytest.mark.parametrize(
    ("parts", "asked"),
    [
        pytest.param(EXCEL, False, id="Excel"),
        pytest.param(EXCEL, True, id="Excel, asked to calculate by hand"),
        pytest.param(LIBRE, False, id="LibreOffice"),
        pytest.param({}, False, id="Gnumeric or Google Sheets"),
    ],
)
def test_a_nought_that_was_calculated_is_read(path, parts, asked):
    assert read(patched(path, parts, asked)).case.funding[0].amounts == (0, 19_000_050)


def test_a_nought_that_no_formula_made_is_read(path):
    def typed(markup):
        return re.sub(rb"<f>2\*100000</f>", b"", markup)

    with zipfile.ZipFile(path) as archive:
        part = f"xl/worksheets/sheet{list(tables()).index('funding') + 1}.xml"
        markup = archive.read(part)
    assert typed(markup) != markup
    assert read(patched(path, {part: typed(markup)})).case.funding[0].amounts[0] == 0


@pytest.mark.parametrize(("parts", "told"), [(LIBRE, True), (EXCEL, False)], ids=["LibreOffice", "Excel"])
def test_noughts_of_every_formula_of_a_sheet_are_told_unless_excel_calculated_them(path, parts, told):
    with zipfile.ZipFile(path) as archive:
        part = f"xl/worksheets/sheet{list(tables()).index('funding') + 1}.xml"
        markup = archive.read(part).replace(b"<f>2*95000.25</f>", b"")
    warnings = describe(read(patched(path, {**parts, part: markup}, asked=False)).warnings)
    assert ("funding, cell D2: expected a figure, found a 0, as from every formula of the sheet" in warnings) == told


def test_a_nought_beside_other_results_is_not_told(path):
    assert describe(read(patched(path, LIBRE, asked=False)).warnings) == ""
