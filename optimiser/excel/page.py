"""A sheet as a page: title, sentence, way back, tables one below the other, and the print set-up.

What the tables hold is the sheets' business; how a table is written is in `tables`, how it is laid out in `layout`.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Any

from optimiser.excel import layout
from optimiser.excel.profile import COMPACT
from optimiser.excel.styles import Looks
from optimiser.excel.tables import Cell, Column, Table, Value, shortened, write_cell
from optimiser.excel.text_width import STRONGER, width_of, wrapped

CONTENTS = "Contents"
SCREEN = 40  # rows of a screen: a longer table keeps its headings in sight
LONG = 30  # rows of a table that need not stand on one page with what is beside it
FEW = 9  # the same in large text, where a chart stands below its table
TALLEST = 600  # pixels of a chart that stands on one page with its heading
A4 = 9


class Page:
    """One sheet, filled from the top down. `row`: the next free row, from 0; `paper`: how wide it may be, in digits."""

    def __init__(self, worksheet: Any, looks: Looks, title: str, sentence: str) -> None:
        self.worksheet = worksheet
        self.looks = looks
        self.profile = looks.profile
        self.name: str = worksheet.name
        self.title = title
        self.sentence = sentence
        self.tables: list[Table] = []
        self.row = 0
        self.paper = 172.0
        self._heights: dict[int, float] = {}
        self._blocks: list[tuple[int, int]] = []
        self._caption: int | None = None
        self._beside: list[tuple[int, float]] = []  # a column, and the width that is printed from it on
        self._longest = 0.0  # line of text
        self._labels = 0.0  # beside what they name
        worksheet.hide_gridlines(2)
        worksheet.set_default_row(self.profile.row)
        self._head()

    def text(self, words: str, *, strong: bool = False) -> None:
        """Words across the page, on as many lines as they need."""
        wider = STRONGER if strong else 1.0
        for line in wrapped(words, self.profile.text_width / wider):
            self.cell(Cell(line), self.looks.line(strong=strong))
            self._longest = max(self._longest, wider * width_of(line))

    def cell(self, cell: Cell, style: Any = None) -> None:
        """One cell in column A, on a row of its own."""
        write_cell(self.worksheet, (self.row, 0), cell, style or self.looks.line(strong=cell.strong))
        self._longest = max(self._longest, width_of(str(cell.value)))
        self.row += 1

    def pair(self, label: str, cell: Cell) -> str:
        """A label in column A and what it names in column B, whose address is returned."""
        self.worksheet.write_string(self.row, 0, label, self.looks.line())
        write_cell(self.worksheet, (self.row, 1), cell, self.looks.line(strong=True))
        self._labels = max(self._labels, width_of(label) + 2)
        self._longest = max(self._longest, self._labels + 1.1 * width_of(str(cell.value)) + 2)
        self.row += 1
        return f"'{self.name}'!$B${self.row}"

    def gap(self) -> None:
        """A row left free; a heading above it stays with its text."""
        self._keep_text()
        self.row += 1

    def caption(self, words: str) -> None:
        """The heading above a table, or above text that ends at the next gap."""
        self._keep_text()
        self._caption = self.row
        self._heights[self.row] = self.profile.caption_row
        self.cell(Cell(words), self.looks.caption())

    def table(self, name: str, columns: Sequence[Column], rows: Sequence[Sequence[Cell | Value]]) -> Table:
        """A table of these rows, at the next free row."""
        table = self.reserve(name, columns, len(rows))
        table.fill(rows)
        return table

    def reserve(self, name: str, columns: Sequence[Column], count: int) -> Table:
        """Room for a table whose formulas need its addresses first; `fill` it then."""
        table = Table(name, self.name, self.worksheet, self.looks, self.row, tuple(columns), count)
        self.tables.append(table)
        self.row = table.bottom + 1
        if count > (FEW if self.profile.plain else LONG) and not self._blocks:
            self._caption = 0  # a long table begins on the page of the title, even where it would fit on the next
        self._block(table.top)
        return table

    def table_or(
        self, nothing: str, name: str, columns: Sequence[Column], rows: Sequence[Sequence[Cell | Value]]
    ) -> None:
        """A table of these rows, or where there are none, a sentence that says so."""
        if rows:
            self.table(name, columns, rows)
        else:
            self.text(nothing)

    def chart(self, chart: Any, table: Table, *, finding: str, size: tuple[int, int]) -> None:
        """A chart beside a table, its alt text the finding; `size` in pixels. What comes next is below it.

        A long table may go on on the next page, but below the chart. In large text it stands below its table.
        """
        if self.profile.plain:
            self.row += 1
            self.picture(chart, finding=finding, size=size)
            return
        column, (width, height) = len(table.columns), size
        self._insert(chart, table.top, column, finding, size)
        below = table.top + int((height - 30) / self.profile.pixels) + 2  # the header row is higher
        first, end = self._blocks.pop()
        self.row = max(end, below)
        split = table.count > LONG and below < end
        self._blocks += [(first, below), (below, end)] if split else [(first, self.row)]
        self._beside.append((column, width / self.profile.digit + 3))

    def picture(self, chart: Any, *, finding: str, size: tuple[int, int]) -> None:
        """A chart at the next free row, under its heading and text where there are any; `size` as in `chart`."""
        more = self.profile.chart / COMPACT.chart  # as much as its text is larger
        width, height = round(size[0] * more), min(round(size[1] * more), TALLEST)
        top = self.row
        self._insert(chart, top, 0, finding, (width, height))
        self.row += ceil(height / self.profile.pixels) + 1
        self._block(top)
        self._beside.append((0, width / self.profile.digit + 3))

    def close(self) -> None:
        """Set widths, heights and print: the last thing done to a sheet."""
        self._keep_text()
        if self.profile.plain:
            self._count()
        widths = self._widths()
        for number, width in enumerate(widths):
            self.worksheet.set_column(number, number, width)
        for table in self.tables:
            self._heights.update(layout.heights(table, widths, self.profile))
        for row, height in self._heights.items():
            self.worksheet.set_row(row, height)
        self._print(widths)
        if self.tables:
            self._keep_headings(self.tables[-1])

    def _head(self) -> None:
        self._heights[0] = self.profile.title_row
        self.cell(Cell(self.title), self.looks.title())
        self.cell(Cell(self.sentence))
        if self.name != CONTENTS:
            self.cell(Cell("Back to Contents", link=f"'{CONTENTS}'!A1"), self.looks.back())
        self._counted = self.row
        self.row += self.profile.plain
        self.gap()

    def _count(self) -> None:
        """Say how many tables and charts there are, where the head has kept a row for that."""
        end, self.row = self.row, self._counted
        self.cell(Cell(counted([table.name for table in self.tables], len(self._beside), self.profile.text_width)))
        self.row = end

    def _insert(self, chart: Any, row: int, column: int, finding: str, size: tuple[int, int]) -> None:
        chart.set_size({"width": size[0], "height": size[1]})
        options = {"object_position": 3, "description": shortened(finding, 1000), "x_offset": 12 if column else 0}
        self.worksheet.insert_chart(row, column, chart, options)

    def _block(self, top: int) -> None:
        first = self._caption if self._caption is not None else top
        self._caption = None
        self._blocks.append((first, self.row))

    def _keep_text(self) -> None:
        """Text under a heading with no table after it stands on the page of its heading."""
        if self._caption is not None:
            self._block(self._caption)

    def _widths(self) -> list[float]:
        """The width of each column, wide enough for the longest line of text and what stands beside a table too."""
        widths = layout.widths(self.tables, self.paper * self.profile.paper)
        widths[0] = max(widths[0], self._labels)
        while sum(widths) < self._longest or any(sum(widths[column:]) < beside for column, beside in self._beside):
            widths.append(9.0)
        return widths

    def _print(self, widths: Sequence[float]) -> None:
        sheet = self.worksheet
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.5)
        sheet.center_horizontally()
        sheet.print_area(0, 0, max(self.row - 1, 0), len(widths) - 1)
        one = layout.fits_one_page(self.row, self._heights, widths, self.profile)
        sheet.fit_to_pages(1, 1 if one else 0)
        if not one:
            sheet.set_h_pagebreaks(layout.breaks(self._blocks, self._heights, widths, self.profile))

    def _keep_headings(self, last: Table) -> None:
        self.worksheet.repeat_rows(last.top)
        if len(self.tables) == 1 and last.count > SCREEN and not self.profile.plain:
            self.worksheet.freeze_panes(last.top + 1, 0)


def counted(tables: Sequence[str], charts: int, room: float) -> str:
    """How many tables and charts a sheet has: `This sheet holds 2 tables, one below the other: Measures, ...`.

    The tables are named where there is room for that.
    """
    how = {0: "no table", 1: "1 table"}.get(len(tables), f"{len(tables)} tables, one below the other")
    several = f" {charts} charts stand below their tables; their alternative text says what they show."
    one = " 1 chart stands below its table; its alternative text says what it shows."
    beside = several if charts > 1 else one * charts
    short, long = f"This sheet holds {how}.{beside}", f"This sheet holds {how}: {', '.join(tables)}.{beside}"
    return long if tables and width_of(long) <= room else short
