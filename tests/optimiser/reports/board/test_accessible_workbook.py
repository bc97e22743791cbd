"""The essentials of accessible spreadsheets, one test each, on files written in both profiles.

The list is that of "Making spreadsheets accessible: a brief checklist of the basics", Government Analysis Function
(2021): the points marked as essential to pass the accessibility regulations, then what it recommends. What holds in the
compact profile too is tried there as well. docs/accessibility.md names each test.
"""

from __future__ import annotations

import ast
import re
import zipfile
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import boards
import libreoffice
import pictured
import pytest
import worked
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from optimiser.excel.accessible_tags import add_heading_styles, add_language, tag_workbook
from optimiser.excel.layout import PAGE_FACTORS, PAGE_HEIGHT, print_scale, text_width
from optimiser.excel.page import count_tables_and_charts
from optimiser.excel.styles import ACCESSIBLE, CHART_COLOURS, COMPACT, Profile
from optimiser.reports.board import write

pytestmark = pytest.mark.slow

HERE = Path(__file__).resolve()
RUNS = {"worked": worked.run, "full": boards.full, "many": lambda: pictured.many(6, providers=30)}
BOTH = [pytest.param(name, plain, id=f"{name}, {profile.name}")
        for name in RUNS for plain, profile in ((False, COMPACT), (True, ACCESSIBLE))]  # fmt: skip
ACCESSIBLE_ONLY = [pytest.param(name, True, id=name) for name in RUNS]
ONE_CHART = " 1 chart is below its table; its alternative text says what it shows."
TWO_CHARTS = " 2 charts are below their tables; their alternative text says what they show."
AMONG_WORDS = ("Cover", "CheckWords", "Matrix")  # tables in which a figure stands among words
NOTE_MARKS = "*†‡§¹²³⁴⁵"  # what must not stand as a mark of a note


@cache
def wrote(name: str, plain: bool) -> Path:
    path = Path(mkdtemp()) / "appraisal.xlsx"
    write(boards.findings(RUNS[name]()), path, accessible=plain)
    return path


def book(name: str, plain: bool, *, values: bool = True) -> Any:
    return boards.opened(wrote(name, plain), values=values)


def parts(name: str, plain: bool) -> dict[str, str]:
    with zipfile.ZipFile(wrote(name, plain)) as archive:
        return {each: archive.read(each).decode() for each in archive.namelist()}


def filled(sheet: Worksheet) -> Iterator[Cell]:
    return (cell for row in sheet.iter_rows() for cell in row if cell.value not in (None, ""))


def inside(sheet: Worksheet) -> set[str]:
    return {cell.coordinate for found in sheet.tables.values() for row in sheet[found.ref] for cell in row}


def widths(sheet: Worksheet) -> list[float]:
    """Of each column, as the file has it; columns of one width are written as one group."""
    groups = [each for each in sheet.column_dimensions.values() if each.min and each.max]
    return [each.width for each in groups for _ in range(each.min, each.max + 1)]


# Tables


@pytest.mark.parametrize(("name", "plain"), BOTH)
def test_everything_beside_column_b_stands_in_a_marked_up_table(name: str, plain: bool) -> None:
    for sheet in book(name, plain):
        there = inside(sheet)
        assert [cell.coordinate for cell in filled(sheet) if cell.column > 2 and cell.coordinate not in there] == []


@pytest.mark.parametrize(("name", "plain"), BOTH)
def test_no_cell_is_merged_and_no_table_lies_in_another(name: str, plain: bool) -> None:
    for sheet in book(name, plain):
        rows = sorted(tuple(map(int, re.findall(r"\d+", found.ref))) for found in sheet.tables.values())
        assert not sheet.merged_cells.ranges
        assert all(above[1] < below[0] for above, below in pairwise(rows))


@pytest.mark.parametrize(("name", "plain"), BOTH)
def test_no_table_has_a_blank_row_or_column(name: str, plain: bool) -> None:
    for sheet, found in boards.tables(book(name, plain)):
        rows = [[cell.value for cell in row] for row in boards.cells(sheet, found)]
        assert all(any(value not in (None, "") for value in row) for row in rows)
        assert all(any(row[n] not in (None, "") for row in rows[1:]) for n in range(len(rows[0])))


@pytest.mark.parametrize(("name", "plain"), BOTH)
def test_every_table_has_one_marked_header_row_of_unique_text(name: str, plain: bool) -> None:
    for sheet, found in boards.tables(book(name, plain)):
        headings = [cell.value for cell in boards.cells(sheet, found)[0]]
        assert found.headerRowCount == 1
        assert headings == [column.name for column in found.tableColumns]
        assert all(isinstance(each, str) and each for each in headings)
        assert len({str(each).casefold() for each in headings}) == len(headings)


@pytest.mark.parametrize(("name", "plain"), BOTH)
def test_text_in_tables_is_wrapped_or_fits_its_column(name: str, plain: bool) -> None:
    for sheet, found in boards.tables(book(name, plain)):
        text = [cell for row in boards.cells(sheet, found) for cell in row if isinstance(cell.value, str)]
        wide = widths(sheet)
        cut = [
            c.coordinate for c in text if not c.alignment.wrap_text and text_width(str(c.value)) > wide[c.column - 1]
        ]
        assert cut == []


@pytest.mark.parametrize(("name", "plain"), ACCESSIBLE_ONLY)
def test_no_cell_of_a_table_is_empty_not_even_below_what_is_not_added_up(name: str, plain: bool) -> None:
    for sheet, found in boards.tables(book(name, plain)):
        assert [cell.coordinate for row in boards.cells(sheet, found) for cell in row if cell.value in (None, "")] == []


# Footnotes


@pytest.mark.parametrize(("name", "plain"), BOTH)
def test_no_symbol_or_superscript_points_to_a_note(name: str, plain: bool) -> None:
    there = parts(name, plain)
    assert "vertAlign" not in there["xl/sharedStrings.xml"] + there["xl/styles.xml"]
    assert [c.value for s in book(name, plain) for c in filled(s) if str(c.value)[-1] in NOTE_MARKS] == []


# Formatting


@pytest.mark.parametrize(("name", "plain"), BOTH)
def test_every_link_says_in_words_to_which_sheet_it_leads(name: str, plain: bool) -> None:
    there = book(name, plain)
    links = [cell for sheet in there for cell in filled(sheet) if cell.hyperlink]
    named = {str(c.value).removeprefix("Back to "): c.hyperlink.location for c in links if c.hyperlink}
    assert named == {name: f"'{name}'!A1" for name in there.sheetnames}


@pytest.mark.parametrize(("name", "plain"), ACCESSIBLE_ONLY)
def test_the_title_of_every_sheet_and_the_captions_are_tagged_as_headings(name: str, plain: bool) -> None:
    for sheet in book(name, plain):
        tags = {cell.coordinate: cell.style for cell in filled(sheet)}
        assert tags.pop("A1") == "Heading 1"
        large = [cell.coordinate for cell in filled(sheet) if cell.font.sz == ACCESSIBLE.caption]
        assert sorted(at for at, style in tags.items() if style == "Heading 2") == sorted(large)
        assert set(tags.values()) <= {"Normal", "Heading 2"}


@pytest.mark.parametrize(("name", "plain"), BOTH)
def test_there_are_no_headers_footers_text_boxes_or_toolbars(name: str, plain: bool) -> None:
    there = parts(name, plain)
    assert [each for each, text in there.items() if each.startswith("xl/worksheets/") and "headerFooter" in text] == []
    assert [each for each, text in there.items() if "<xdr:sp" in text] == []
    assert [each for each in there if "comments" in each or "ctrlProps" in each or "customUI" in each] == []


@pytest.mark.parametrize(("name", "plain"), BOTH)
def test_colour_never_says_what_words_do_not(name: str, plain: bool) -> None:
    """Shading follows a word in its cell; each part of a chart has a name in its legend or beside it."""
    for sheet in book(name, plain):
        rules = [rule for area in sheet.conditional_formatting for rule in area.rules]
        assert {rule.type for rule in rules} <= {"cellIs", "expression"}
        assert not plain or [rule for rule in rules if rule.dxf.fill is not None] == []
    charts = [text for each, text in parts(name, plain).items() if each.startswith("xl/charts/chart")]
    several = [text for text in charts if text.count("<c:ser>") > 1]
    assert several
    assert all("<c:legend>" in text or text.count('<c:showSerName val="1"/>') for text in several)


def luminance(colour: str) -> float:
    shares = [int(colour[-6:][at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(ink: str, ground: str) -> float:
    light, dark = sorted((luminance(ink), luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def ink(font: Any) -> str:
    return font.color.rgb if font and font.color and isinstance(font.color.rgb, str) else "FF000000"


@pytest.mark.parametrize(("name", "plain"), BOTH)
def test_all_text_stands_out_from_its_ground_by_four_and_a_half_to_one(name: str, plain: bool) -> None:
    there = book(name, plain)
    pairs = {(ink(c.font), c.fill.fgColor.rgb if c.fill.fill_type else "FFFFFFFF") for s in there for c in filled(s)}
    styles = [rule.dxf for sheet in there for area in sheet.conditional_formatting for rule in area.rules]
    pairs |= {(ink(style.font), style.fill.bgColor.rgb if style.fill else "FFFFFFFF") for style in styles}
    assert min(contrast(*pair) for pair in pairs) >= 4.5


def test_every_colour_of_a_chart_stands_out_from_white_by_three_to_one() -> None:
    assert min(contrast(colour, "#FFFFFF") for colour in CHART_COLOURS) >= 3


# Structure


@pytest.mark.parametrize(("name", "plain"), BOTH)
def test_sheets_have_unique_short_names_of_words(name: str, plain: bool) -> None:
    names = book(name, plain).sheetnames
    assert len({each.casefold() for each in names}) == len(names)
    assert [each for each in names if not re.fullmatch(r"[A-Z][A-Za-z, ]{3,30}", each)] == []


@pytest.mark.parametrize(("name", "plain"), BOTH)
def test_no_sheet_is_blank(name: str, plain: bool) -> None:
    below = {sheet.title: [cell for cell in filled(sheet) if cell.row > 4] for sheet in book(name, plain)}
    assert [title for title, cells in below.items() if not cells] == []


@pytest.mark.parametrize(("name", "plain"), ACCESSIBLE_ONLY)
def test_column_a_begins_with_title_contents_of_the_sheet_way_back_and_number_of_tables(name: str, plain: bool) -> None:
    for sheet in book(name, plain):
        title, sentence, *rest = [sheet.cell(row, 1).value for row in range(1, 6)]
        first = str(title).split(" (")[0]
        assert first == sheet.title or first.startswith("Options appraisal: ")
        assert re.fullmatch(r"[A-Z].{20,110}\.", str(sentence))
        told = [each for each in rest if str(each).startswith("This sheet holds")]
        names = sorted(sheet.tables.values(), key=lambda found: int(re.findall(r"\d+", found.ref)[0]))
        assert told == [
            count_tables_and_charts([found.name for found in names], len(sheet._charts), ACCESSIBLE.text_width)
        ]
        assert sheet.title == "Contents" or rest[0] == "Back to Contents"


@pytest.mark.parametrize(("name", "plain"), BOTH)
def test_every_table_stands_against_the_left_edge(name: str, plain: bool) -> None:
    assert {found.ref.rstrip("0123456789:")[0] for _, found in boards.tables(book(name, plain))} == {"A"}
    assert [found.name for _, found in boards.tables(book(name, plain)) if not re.match(r"A\d", found.ref)] == []


# Before publishing


@pytest.mark.parametrize(("name", "plain"), BOTH)
def test_the_words_are_spelt_the_british_way(name: str, plain: bool) -> None:
    american = re.compile(r"\b(\w*(?:iz(?:e|ed|ing|ation)|olor\w*)|programs?|center|labor|judgments?)\b", re.IGNORECASE)
    words = " ".join(str(cell.value) for sheet in book(name, plain) for cell in filled(sheet))
    assert set(american.findall(words)) - {"size", "sized", "resize"} == set()


@pytest.mark.parametrize(("name", "plain"), ACCESSIBLE_ONLY)
def test_the_document_has_a_title_an_author_and_a_language(name: str, plain: bool) -> None:
    known = book(name, plain).properties
    assert (known.creator, known.language) == ("optimiser", "en-GB")
    assert str(known.title).startswith("Options appraisal: ")


@pytest.mark.parametrize(("name", "plain"), BOTH)
def test_the_first_sheet_is_active_with_the_cursor_at_a1(name: str, plain: bool) -> None:
    there = book(name, plain)
    assert there.active is there.worksheets[0]
    assert {sheet.sheet_view.selection[0].activeCell for sheet in there} == {"A1"}


# What the checklist recommends


@pytest.mark.parametrize(("name", "plain"), BOTH)
def test_tables_have_names_of_words(name: str, plain: bool) -> None:
    assert [f.name for _, f in boards.tables(book(name, plain)) if not re.fullmatch(r"[A-Z][A-Za-z]{4,}", f.name)] == []


@pytest.mark.parametrize(("name", "plain"), ACCESSIBLE_ONLY)
def test_all_text_is_sans_serif_of_12_points_or_more(name: str, plain: bool) -> None:
    fonts = {(cell.font.name, cell.font.sz) for sheet in book(name, plain) for cell in filled(sheet)}
    assert {font for font, _ in fonts} == {"Arial"}
    assert min(size for _, size in fonts) >= 12
    charts = "".join(text for each, text in parts(name, plain).items() if each.startswith("xl/charts/chart"))
    assert min(map(int, re.findall(r'sz="(\d+)"', charts))) >= 1200


@pytest.mark.parametrize(("name", "plain"), BOTH)
def test_figures_stand_on_the_right_and_text_on_the_left(name: str, plain: bool) -> None:
    for sheet, found in boards.tables(book(name, plain)):
        names, *others = zip(*boards.cells(sheet, found), strict=True)
        assert len({cell.alignment.horizontal for cell in names} - {None}) <= 1
        for heading, *column in others:
            sides = {cell.alignment.horizontal for cell in (heading, *column)} - {None}
            figures = any(isinstance(cell.value, (int, float)) for cell in column)
            assert len(sides) == 1
            assert sides == {"right"} or not figures or found.name in AMONG_WORDS


@pytest.mark.parametrize(("name", "plain"), ACCESSIBLE_ONLY)
def test_nothing_is_frozen_filtered_or_hidden(name: str, plain: bool) -> None:
    for sheet in book(name, plain):
        assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.sheet_state) == (None, None, "visible")
        assert not any(each.hidden for each in (*sheet.row_dimensions.values(), *sheet.column_dimensions.values()))


@pytest.mark.parametrize(("name", "plain"), ACCESSIBLE_ONLY)
def test_only_cells_to_type_in_have_a_ground(name: str, plain: bool) -> None:
    grounds = {c.fill.fgColor.rgb for sheet in book(name, plain) for c in filled(sheet) if c.fill.fill_type}
    assert grounds <= {"FFFFF2CC"}


@pytest.mark.parametrize(("name", "plain"), BOTH)
def test_there_are_no_macros_images_or_links_out(name: str, plain: bool) -> None:
    assert [each for each in parts(name, plain) if re.search(r"vba|media|image|externalLink", each)] == []


@pytest.mark.parametrize(("name", "plain"), BOTH)
def test_every_chart_has_alternative_text_that_says_the_finding(name: str, plain: bool) -> None:
    found = list(pictured.charts(wrote(name, plain)))
    assert len(found) >= 6
    assert [each.finding for each in found if not re.fullmatch(r"[A-Z].{60,}\d.*\.", each.finding)] == []


@pytest.mark.parametrize(("name", "plain"), BOTH)
def test_no_page_breaks_inside_a_chart(name: str, plain: bool) -> None:
    """Neither a break that is set nor one where a page is full, on pages as long as any program makes them."""
    profile: Profile = ACCESSIBLE if plain else COMPACT
    there = book(name, plain)
    drawn = pictured.rows_of_charts(wrote(name, plain))
    assert len(drawn) >= 6
    split = [
        (sheet, first, last)
        for sheet, first, last in drawn
        if there[sheet].page_setup.fitToHeight == 0 and _split(there[sheet], first, last, profile)
    ]
    assert split == []


def _split(sheet: Worksheet, first: int, last: int, profile: Profile) -> bool:
    breaks = [each.id for each in sheet.row_breaks.brk]
    start = max([0, *(each for each in breaks if each <= first)])
    if any(first < each <= last for each in breaks):
        return True
    own = [each - profile.margin / profile.digit for each in widths(sheet)]
    top, bottom = _points(sheet, start, first, profile), _points(sheet, start, last + 1, profile)
    pages = [PAGE_HEIGHT / print_scale(own, profile) * more for more in PAGE_FACTORS]
    return any(int(top // page) != int((bottom - 1) // page) for page in pages)


def _points(sheet: Worksheet, first: int, after: int, profile: Profile) -> float:
    return sum(sheet.row_dimensions[row + 1].height or profile.row for row in range(first, after))


# The file itself


def test_the_same_run_gives_the_same_accessible_bytes(tmp_path: Path) -> None:
    for name in ("one.xlsx", "two.xlsx"):
        write(boards.findings(worked.run()), tmp_path / name, accessible=True)
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


def test_both_profiles_hold_the_same_tables_with_the_same_figures() -> None:
    compact, accessible = (book("full", plain) for plain in (False, True))
    assert [found.name for _, found in boards.tables(compact)] == [found.name for _, found in boards.tables(accessible)]
    for _, found in boards.tables(compact):
        assert boards.rows(compact, found.name) == boards.rows(accessible, found.name)


@pytest.mark.libreoffice
def test_every_stored_value_of_the_accessible_workbook_is_what_libreoffice_works_out(tmp_path: Path) -> None:
    count, wrong = boards.different(wrote("full", True), libreoffice.recalculate([wrote("full", True)], tmp_path)[0])
    assert count > 100
    assert wrong == []


@pytest.mark.parametrize("text", ["<styleSheet></styleSheet>", '<fonts count="1"><font></font></fonts>'])
def test_styles_without_the_parts_to_change_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="the styles of the workbook have no"):
        add_heading_styles(text, (18, 14))


def test_what_is_not_tagged_stays_as_it_is_whether_it_is_text_or_not(tmp_path: Path) -> None:
    path, picture = tmp_path / "appraisal.xlsx", bytes(range(256))
    path.write_bytes(wrote("worked", True).read_bytes())
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/media/image1.png", picture)
    tag_workbook(path, ACCESSIBLE)
    with zipfile.ZipFile(path) as archive:
        assert archive.read("xl/media/image1.png") == picture
        assert archive.read("xl/workbook.xml").decode() == parts("worked", True)["xl/workbook.xml"]


def test_properties_without_an_author_are_refused() -> None:
    with pytest.raises(ValueError, match="have no author"):
        add_language("<cp:coreProperties/>")


@pytest.mark.parametrize(
    ("tables", "charts", "said"),
    [
        ([], 0, "This sheet holds no table."),
        (["Cover"], 0, "This sheet holds 1 table: Cover."),
        (["One", "Two"], 1, f"This sheet holds 2 tables, one below the other: One, Two.{ONE_CHART}"),
        (["Long"] * 40, 2, f"This sheet holds 40 tables, one below the other.{TWO_CHARTS}"),
    ],
)
def test_a_sheet_says_how_many_tables_and_charts_it_holds(tables: list[str], charts: int, said: str) -> None:
    assert count_tables_and_charts(tables, charts, 140.0) == said


# The page that lists the essentials


def test_the_page_names_each_of_these_tests_and_no_other() -> None:
    page = (HERE.parents[4] / "docs" / "accessibility.md").read_text(encoding="utf-8")
    tree = ast.parse(HERE.read_text(encoding="utf-8"))
    tests = [node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")]
    upto = tests.index("test_the_same_run_gives_the_same_accessible_bytes")
    named = re.findall(r"`(test_\w+)`", page)
    assert named == tests[:upto]
