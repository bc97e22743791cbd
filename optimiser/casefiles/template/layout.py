"""The workbook to fill in: the formats of its cells, and where its rows, columns and ranges of cells are.

Yellow cells are to be typed in; grey cells are already filled.
"""

from __future__ import annotations

from typing import Any

from xlsxwriter.utility import xl_col_to_name, xl_range_abs

from optimiser.casefiles.schema.columns import Column, Kind, Table
from optimiser.casefiles.schema.tables import BY_NAME, EVIDENCE, SETTING
from optimiser.casefiles.template.content import MOST_OPTIONS, MOST_YEARS
from optimiser.excel.styles import ALARM, FONT, INK, LINE, LINK, NAVY, QUIET, SIZE, WHITE, YELLOW

HEADINGS = 3  # the row of the headings, from 0; the rows of the table follow
LAST = 999  # the last row, from 0, that a formula looks at
GREY = "#E7E6E6"
GOOD = ("#E2EFDA", "#1E4620")  # ground, ink
TEXTUAL = (Kind.NAME, Kind.TEXT, Kind.LIST, Kind.YEAR)
PRICE_FORMAT = "#,##0.00####;-#,##0.00####"  # of a column that keeps parts of a penny
FORMATS = {Kind.MONEY: "#,##0.00;-#,##0.00", Kind.COUNT: "#,##0", Kind.SHARE: "0.0###", Kind.NUMBER: "#,##0.####"}


class CellFormats:
    """The formats of the cells of one workbook; each is made once."""

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
        shown = "@" if textual else PRICE_FORMAT if column.decimals > 2 else FORMATS.get(column.kind, "General")
        if shown not in self._inputs:
            self._inputs[shown] = self._pen(
                bg_color=YELLOW, border=1, border_color=LINE, num_format=shown, valign="top", text_wrap=textual
            )
        return self._inputs[shown]

    def _pen(self, **look: object) -> Any:
        return self._book.add_format({"font_name": FONT, "font_size": SIZE, **look})


def positions(table: Table) -> list[tuple[Column, int | None]]:
    """The columns of a sheet from the left, each with the number of its year or option from 0. Source and note come
    last.
    """
    columns = [(column, None) for column in table.columns if column not in EVIDENCE]
    years = [(table.years, number) for number in range(MOST_YEARS)] if table.years else []
    options = [(table.options, number) for number in range(MOST_OPTIONS)] if table.options else []
    return [*columns, *years, *options, *((column, None) for column in EVIDENCE)]


def position(table: str, column: str) -> int:
    """The position of a column on its sheet, from 0."""
    return next(at for at, (each, _) in enumerate(positions(BY_NAME[table])) if each.name == column)


def cells(table: str, column: str) -> str:
    """The range of a column's cells, for a formula: `contracts!$A$5:$A$1000`."""
    at = position(table, column)
    return f"{table}!{xl_range_abs(HEADINGS + 1, at, LAST, at)}"


def first_cell(table: str, column: str) -> str:
    """The first cell of a column, for a link: `contracts!F5`."""
    return f"{table}!{xl_col_to_name(position(table, column))}{HEADINGS + 2}"


def setting_cell(names: list[str], name: str) -> str:
    """The cell that holds a setting's value, given the settings in the order of their rows."""
    assert set(names) == set(SETTING)
    return f"settings!$B${HEADINGS + 2 + names.index(name)}"
