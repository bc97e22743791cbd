"""How the workbook's pages are laid out: widths of text, lines, rows that grow, and where a page breaks."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from xlsxwriter import Workbook

from optimiser.excel.layout import PAGE_HEIGHT, fits_one_page, line_count, page_breaks, print_scale, text_width, wrap
from optimiser.excel.page import Page
from optimiser.excel.styles import COMPACT, NumberFormat, Styles

NARROW = [74.0]  # half a page: printed in full size


@pytest.mark.parametrize(("text", "digits"), [("0123456789", 10.0), ("", 0.0), ("il", 444 / 556), ("Mm", 1666 / 556)])
def test_text_is_as_wide_as_its_characters_in_digits(text: str, digits: float) -> None:
    assert text_width(text) == pytest.approx(digits)


@pytest.mark.parametrize(
    ("text", "column", "lines"),
    [
        ("00000", 10, 1),
        ("0000 0000", 10, 1),
        ("00000 00000", 10, 2),
        ("0" * 25, 10, 3),
        ("one\ntwo", 40, 2),
        ("", 10, 1),
        ("00 " + "0" * 20, 10, 4),
    ],
)
def test_text_wraps_at_blanks_and_inside_long_words(text: str, column: float, lines: int) -> None:
    """A column of 10 holds 9.6 digits."""
    assert line_count(text, column) == lines


def test_lines_of_text_are_no_wider_than_the_page_but_for_long_words() -> None:
    assert wrap("000 000 000 00000000000", 7.0) == ["000 000", "000", "00000000000"]


def test_a_page_as_wide_as_the_paper_is_printed_in_full_size_and_a_wider_one_smaller() -> None:
    assert (print_scale([70, 70]), print_scale([148 * 2 - 5 / 7])) == (1.0, 0.5)


def test_a_block_that_would_be_split_begins_a_new_page() -> None:
    """A page holds 35 rows: 20 and 20 do not fit together, 20 and 10 do."""
    assert PAGE_HEIGHT // COMPACT.row == 35
    assert (page_breaks([(0, 20), (20, 40)], {}, NARROW), page_breaks([(0, 20), (20, 30)], {}, NARROW)) == ([20], [])


def test_a_block_longer_than_a_page_begins_where_it_stands_if_its_first_rows_fit() -> None:
    assert (page_breaks([(0, 20), (20, 100)], {}, NARROW), page_breaks([(0, 30), (30, 100)], {}, NARROW)) == ([], [30])


def test_higher_rows_count_as_what_they_are() -> None:
    assert page_breaks([(0, 10), (10, 20)], {0: 400.0}, NARROW) == [10]


def test_a_sheet_stands_on_one_page_as_long_as_it_stays_readable() -> None:
    """49 rows are 698 points, 73 per cent of which are a page."""
    assert (fits_one_page(49, {}, NARROW), fits_one_page(50, {}, NARROW)) == (True, False)


def test_a_heading_over_text_alone_moves_to_the_next_page_with_its_text(tmp_path: Path) -> None:
    """A page holds 35 rows: heading and text stand in rows 32 to 36, or the heading alone would end the page."""
    workbook = Workbook(str(tmp_path / "long.xlsx"))
    page = Page(workbook.add_worksheet("Long"), Styles(workbook), "Long", "A page that is longer than one.")
    while page.row < 31:
        page.write_text("0" * 100)
    page.write_caption("Why")
    for _ in range(4):
        page.write_text("because")
    page.skip_row()
    while page.row < 60:
        page.write_text("0" * 100)
    page.lay_out()
    workbook.close()
    breaks = load_workbook(tmp_path / "long.xlsx")["Long"].row_breaks.brk
    assert [each.id for each in breaks] == [31]


@pytest.mark.parametrize(
    ("number_format", "value", "shown"),
    [
        (NumberFormat.MONEY, 1234567.5, "1,234,568"),
        (NumberFormat.PENCE, 1234.5, "1,234.50"),
        (NumberFormat.SHARE, 0.3456, "34.6%"),
        (NumberFormat.GAP, 0.001, "0.1000%"),
        (NumberFormat.EXACT, 66.67, "66.67"),
        (NumberFormat.TENTH, 12.34, "12.3"),
        (NumberFormat.TEXT, "words", "words"),
    ],
)
def test_a_value_shows_as_its_format_has_it(number_format: NumberFormat, value: float | str, shown: str) -> None:
    assert number_format.display(value) == shown
