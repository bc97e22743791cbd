"""The formats of the workbook to fill in: yellow cells to type in, grey cells that are already filled."""

from __future__ import annotations

from typing import Any

from optimiser.casefiles.schema.columns import Column, Kind
from optimiser.excel.styles import ALARM, FONT, INK, LINE, LINK, NAVY, QUIET, SIZE, WHITE, YELLOW

GREY = "#E7E6E6"
GOOD = ("#E2EFDA", "#1E4620")  # ground, ink
TEXTUAL = (Kind.NAME, Kind.TEXT, Kind.LIST, Kind.YEAR)
FORMATS = {Kind.MONEY: "#,##0.00;-#,##0.00", Kind.COUNT: "#,##0", Kind.SHARE: "0.0###", Kind.NUMBER: "#,##0.####"}


class CellFormats:
    """The formats of one workbook; each is made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._inputs: dict[str, Any] = {}
        self.title = self._pen(bold=True, font_size=14, font_color=NAVY)
        self.plain = self._pen(font_color=INK)
        self.quiet = self._pen(font_color=QUIET)
        self.wrapped = self._pen(text_wrap=True, valign="top", border=1, border_color=LINE)
        self.number = self._pen(align="center", valign="top", border=1, border_color=LINE, num_format="0")
        self.heading = self._pen(
            bold=True, font_color=WHITE, bg_color=NAVY, text_wrap=True, valign="vcenter", border=1, border_color=LINE
        )
        self.link = self._pen(font_color=LINK, underline=1)
        self.boxed_link = self._pen(font_color=LINK, underline=1, valign="top", border=1, border_color=LINE)
        self.grey = self._pen(bg_color=GREY, font_color=INK, valign="top", border=1, border_color=LINE)
        self.verdict = self._pen(bg_color=GREY, bold=True, valign="top", align="center", border=1, border_color=LINE)
        self.overall = self._pen(bold=True, font_size=12)
        self.good = book.add_format({"bg_color": GOOD[0], "font_color": GOOD[1]})
        self.bad = book.add_format({"bg_color": ALARM[0], "font_color": ALARM[1]})
        self.closed = book.add_format({"bg_color": GREY})

    def input(self, column: Column) -> Any:
        """A yellow cell for a column's values. Text stays text; numbers show as the column's kind."""
        textual = column.kind in TEXTUAL
        shown = "@" if textual else FORMATS.get(column.kind, "General")
        if shown not in self._inputs:
            self._inputs[shown] = self._pen(
                bg_color=YELLOW, border=1, border_color=LINE, num_format=shown, valign="top", text_wrap=textual
            )
        return self._inputs[shown]

    def _pen(self, **look: object) -> Any:
        return self._book.add_format({"font_name": FONT, "font_size": SIZE, **look})
