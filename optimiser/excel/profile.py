"""The two profiles of the board's workbook: compact, and one that meets what accessible spreadsheets must meet.

Sizes alone are here, and whether grounds are filled; what a profile changes beside them is where it is done, and
docs/accessibility.md lists it. Sizes of text and rows are points, widths are digits of the profile's own font.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Profile:
    """Sizes in points: `size` of text, `title`, `caption` and `chart` of those; `line` of a line in a high row.

    `row`, `title_row`, `caption_row`: heights of rows. `digit` and `margin`: pixels of a digit, and of a column beside
    its digits. `page_width`: digits across A4 on its side; `text_width`: of a line of text. `paper`: how much of the
    width that a sheet asks for it gets. `filled`: whether cells have grounds; `plain`: neither frozen panes nor blanks.
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
    def column(self) -> int:
        """Pixels of a column whose width is not set, from which XlsxWriter takes how wide a digit is."""
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
