"""The two profiles of a workbook: compact, and accessible (for docs/accessibility.md).

A profile holds sizes and whether cells are filled; the code that applies a profile says what else changes. Sizes of
text and rows are in points, widths are in digits of the profile's own font.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Profile:
    """The sizes of a workbook.

    `size`, `title`, `caption`, `chart`: of text. `line`: of each line of a row that has several. `row`, `title_row`,
    `caption_row`: heights of rows. `digit`: pixels of a digit. `margin`: pixels of a column in addition to its digits.
    `page_width`: digits across A4 on its side. `text_width`: of a line of text. `paper`: the share of a
    `Page.max_width` that it gets. `filled`: whether cells have a fill. `plain`: no frozen panes and no blank cells.
    """

    name: str
    size: int
    title: int
    caption: int
    chart: int
    line: float
    row: float
    title_row: float
    caption_row: float
    digit: int
    margin: int
    page_width: float
    text_width: float
    paper: float
    filled: bool
    plain: bool

    @property
    def default_column_pixels(self) -> int:
        """Pixels of a column whose width is not set; XlsxWriter infers from it how wide a digit is."""
        return {7: 64, 9: 80}[self.digit]

    @property
    def pixels(self) -> int:
        """The height of a row in pixels."""
        return round(self.row * 4 / 3)


COMPACT = Profile(
    "compact", size=10, title=16, caption=12, chart=9, line=12.9, row=14.25, title_row=22.0, caption_row=17.0,
    digit=7, margin=5, page_width=148.0, text_width=138.0, paper=1.0, filled=True, plain=False,
)  # fmt: skip
ACCESSIBLE = Profile(
    "accessible", size=12, title=18, caption=14, chart=12, line=15.4, row=17.25, title_row=25.5, caption_row=20.25,
    digit=9, margin=7, page_width=115.0, text_width=118.0, paper=0.9, filled=False, plain=True,
)  # fmt: skip
