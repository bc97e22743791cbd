"""Cell styles: colours, number formats and fonts, how wide a value appears, and the two profiles of a workbook.

A workbook is compact or accessible (for docs/accessibility.md). A profile holds sizes and whether cells are filled; the
code that applies a profile says what else changes. Sizes of text and rows are in points, widths are in digits of the
profile's own font.

Colour never carries information alone: the words are in the cells. Text contrasts with its background by at least
4.5 to 1.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction
from types import MappingProxyType
from typing import Any

FONT = "Arial"
INK = "#1A1A1A"
QUIET = "#4D4D4D"
NAVY = "#1F3864"
WHITE = "#FFFFFF"
LINE = "#BFBFBF"
YELLOW = "#FFF2CC"  # cells that a reader may type over
TOTAL = "#E7ECF4"
LINK = "#0B4F9E"
SHADES = {"High": ("#2F5597", WHITE), "Medium": ("#BDD0EC", INK), "Low": ("#F2F2F2", INK)}  # fill, text
BANDS = {"Extreme": (NAVY, WHITE), **SHADES, "Moderate": SHADES["Medium"]}  # risk scores use these too
ALARM = ("#FBE3E4", "#8B0000")  # fill and text of a failed check
CHART_COLOURS = ("#1F3864", "#2E75B6", "#7F7F7F", "#A87800")  # at most four, each 3 to 1 on white


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
SIZE = COMPACT.size


class Alignment(Enum):
    """Where a value stands in its cell: always at the top; numbers are indented from the column on their right."""

    LEFT = MappingProxyType({"valign": "top", "align": "left"})
    INSET = MappingProxyType({"valign": "top", "align": "left", "indent": 1})  # text beside a number
    RIGHT = MappingProxyType({"valign": "top", "align": "right", "indent": 1})


class NumberFormat(Enum):
    """What a cell holds, as its Excel number format."""

    TEXT = "@"
    MONEY = "#,##0"  # pounds, displayed to the pound; the cell holds the pence
    PENCE = "#,##0.00"
    COUNT = "#,##0 "  # displayed like MONEY, but a number of things
    TENTH = "#,##0.0"
    EXACT = "General"
    SHARE = "0.0%"
    GAP = "0.0000%"
    FACTOR = "0.0000"  # a discount factor

    @property
    def numeric(self) -> bool:
        """Whether the value is a number, and so aligned to the right."""
        return self is not NumberFormat.TEXT

    def display(self, value: object) -> str:
        """About how the value appears, to find out how wide it is."""
        if not isinstance(value, (int, float, Fraction)) or self is NumberFormat.TEXT:
            return str(value)
        return _DISPLAYED[self].format(float(value))


_DISPLAYED = {
    NumberFormat.MONEY: "{:,.0f}",
    NumberFormat.PENCE: "{:,.2f}",
    NumberFormat.COUNT: "{:,.0f}",
    NumberFormat.TENTH: "{:,.1f}",
    NumberFormat.EXACT: "{:.6g}",
    NumberFormat.SHARE: "{:.1%}",
    NumberFormat.GAP: "{:.4%}",
    NumberFormat.FACTOR: "{:.4f}",
}


@dataclass
class Styles:
    """The XlsxWriter formats of one workbook; each is made once."""

    workbook: Any
    profile: Profile = COMPACT
    _formats: dict[object, Any] = field(default_factory=dict)
    _table_cells: dict[object, Any] = field(default_factory=dict)

    def table_cell(
        self,
        number_format: NumberFormat,
        alignment: Alignment,
        *,
        editable: bool = False,
        bold: bool = False,
        total: bool = False,
    ) -> Any:
        """A cell of a table; yellow if a reader may type over it."""
        key = (number_format, alignment, editable, bold, total)
        if key not in self._table_cells:
            fill = YELLOW if editable else TOTAL if total else None
            self._table_cells[key] = self._text_format(
                num_format="General" if number_format is NumberFormat.TEXT else number_format.value.strip(),
                bold=bold or total,
                bottom=1,
                bottom_color=LINE,
                text_wrap=not number_format.numeric,
                **alignment.value,
                **self._fill(fill, total=total),
            )
        return self._table_cells[key]

    def link(self) -> Any:
        """A link inside the workbook, in a table."""
        return self._text_format(
            font_color=LINK, underline=1, bottom=1, bottom_color=LINE, text_wrap=True, valign="top"
        )

    def link_above_tables(self) -> Any:
        """A link inside the workbook, above the tables."""
        return self._text_format(font_color=LINK, underline=1)

    def column_heading(self, alignment: Alignment) -> Any:
        """A cell of a header row; it has a line below if cells are not filled."""
        filled = {"font_color": WHITE, "bg_color": NAVY}
        lined = {"font_color": NAVY, "bottom": 2, "bottom_color": NAVY}
        return self._text_format(
            bold=True, text_wrap=True, **alignment.value, **(filled if self.profile.filled else lined)
        )

    def title(self) -> Any:
        """The title of a sheet."""
        return self._text_format(bold=True, font_size=self.profile.title, font_color=NAVY)

    def caption(self) -> Any:
        """The caption above a table."""
        return self._text_format(bold=True, font_size=self.profile.caption, font_color=NAVY)

    def text(self, *, bold: bool = False) -> Any:
        """A line of text outside tables."""
        return self._text_format(bold=bold)

    def band(self, word: str) -> Any:
        """The shading behind High, Medium or Low, or behind a band of a risk score."""
        fill, ink = BANDS[word]
        return self._format({"bg_color": fill, "font_color": ink} if self.profile.filled else {"font_color": INK})

    def failed_check(self) -> Any:
        """A check that fails."""
        fill, ink = ALARM
        return self._format({**({"bg_color": fill} if self.profile.filled else {}), "font_color": ink, "bold": True})

    def _fill(self, colour: str | None, *, total: bool) -> dict[str, object]:
        """A cell's fill. Editable cells keep theirs in every profile; a total without a fill has a line above it."""
        if total and not self.profile.filled:
            return {"top": 1, "top_color": NAVY}
        return {"bg_color": colour} if colour else {}

    def _text_format(self, **properties: object) -> Any:
        return self._format({"font_name": FONT, "font_size": self.profile.size, "font_color": INK, **properties})

    def _format(self, properties: dict[str, object]) -> Any:
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self.workbook.add_format(properties)
        return self._formats[key]
