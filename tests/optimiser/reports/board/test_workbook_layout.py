"""How the workbook's pages are laid out: widths of text, lines, rows that grow, and where a page breaks."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from xlsxwriter import Workbook

from optimiser.excel.layout import PAGE_HEIGHT, PLAIN_ROW, breaks, fits_one_page, scale
from optimiser.excel.page import Page
from optimiser.excel.styles import Look, Looks
from optimiser.excel.text_width import lines_of, width_of, wrapped

NARROW = [74.0]  # half a page: printed in full size


@pytest.mark.parametrize(("text", "digits"), [("0123456789", 10.0), ("", 0.0), ("il", 444 / 556), ("Mm", 1666 / 556)])
def test_text_is_as_wide_as_its_characters_in_digits(text: str, digits: float) -> None:
    assert width_of(text) == pytest.approx(digits)


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
    assert lines_of(text, column) == lines


def test_lines_of_text_are_no_wider_than_the_page_but_for_long_words() -> None:
    assert wrapped("000 000 000 00000000000", 7.0) == ["000 000", "000", "00000000000"]


def test_a_page_as_wide_as_the_paper_is_printed_in_full_size_and_a_wider_one_smaller() -> None:
    assert (scale([70, 70]), scale([148 * 2 - 5 / 7])) == (1.0, 0.5)


def test_a_block_that_would_be_split_begins_a_new_page() -> None:
    """A page holds 35 rows: 20 and 20 do not fit together, 20 and 10 do."""
    assert PAGE_HEIGHT // PLAIN_ROW == 35
    assert (breaks([(0, 20), (20, 40)], {}, NARROW), breaks([(0, 20), (20, 30)], {}, NARROW)) == ([20], [])


def test_a_block_longer_than_a_page_begins_where_it_stands_if_its_first_rows_fit() -> None:
    assert (breaks([(0, 20), (20, 100)], {}, NARROW), breaks([(0, 30), (30, 100)], {}, NARROW)) == ([], [30])


def test_higher_rows_count_as_what_they_are() -> None:
    assert breaks([(0, 10), (10, 20)], {0: 400.0}, NARROW) == [10]


def test_a_sheet_stands_on_one_page_as_long_as_it_stays_readable() -> None:
    """49 rows are 698 points, 73 per cent of which are a page."""
    assert (fits_one_page(49, {}, NARROW), fits_one_page(50, {}, NARROW)) == (True, False)


def test_a_heading_over_text_alone_moves_to_the_next_page_with_its_text(tmp_path: Path) -> None:
    """A page holds 35 rows: heading and text stand in rows 32 to 36, or the heading alone would end the page."""
    workbook = Workbook(str(tmp_path / "long.xlsx"))
    page = Page(workbook.add_worksheet("Long"), Looks(workbook), "Long", "A page that is longer than one.")
    while page.row < 31:
        page.text("0" * 100)
    page.caption("Why")
    for _ in range(4):
        page.text("because")
    page.gap()
    while page.row < 60:
        page.text("0" * 100)
    page.close()
    workbook.close()
    breaks = load_workbook(tmp_path / "long.xlsx")["Long"].row_breaks.brk
    assert [each.id for each in breaks] == [31]


@pytest.mark.parametrize(
    ("look", "value", "shown"),
    [
        (Look.MONEY, 1234567.5, "1,234,568"),
        (Look.PENCE, 1234.5, "1,234.50"),
        (Look.SHARE, 0.3456, "34.6%"),
        (Look.GAP, 0.001, "0.1000%"),
        (Look.EXACT, 66.67, "66.67"),
        (Look.TENTH, 12.34, "12.3"),
        (Look.TEXT, "words", "words"),
    ],
)
def test_a_value_shows_as_its_format_has_it(look: Look, value: float | str, shown: str) -> None:
    assert look.shown(value) == shown
