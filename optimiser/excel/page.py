"""A sheet as a page: title, description, link back, tables one below the other, and the print set-up.

`tables` writes a table; `layout` works out widths, heights and page breaks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from math import ceil
from typing import Any, TypeVar

from optimiser.excel import layout
from optimiser.excel.layout import BOLD_FACTOR, text_width, wrap
from optimiser.excel.styles import COMPACT, Styles
from optimiser.excel.tables import Cell, Column, Table, Value, shorten, write_cell

CONTENTS = "Contents"
SCREEN_ROWS = 40  # a longer table keeps its headings in sight
LONG_TABLE = 30  # rows of a table that may continue on the page after the chart beside it
LONG_PLAIN_TABLE = 9  # the same in the accessible profile, where a chart stands below its table
MAX_CHART_HEIGHT = 600  # pixels of a chart that fits on one page with its caption
A4 = 9
Item = TypeVar("Item")


class Page:
    """One sheet, filled from the top down.

    `row`: the next free row, from 0. `max_width`: how wide the sheet's tables together may be, in digits.
    """

    def __init__(self, worksheet: Any, styles: Styles, title: str, description: str) -> None:
        self.worksheet = worksheet
        self.styles = styles
        self.profile = styles.profile
        self.name: str = worksheet.name
        self.title = title
        self.description = description
        self.tables: list[Table] = []
        self.row = 0
        self.max_width = 172.0
        self._heights: dict[int, float] = {}
        self._blocks: list[tuple[int, int]] = []  # what is kept on one page: first row, and the row after
        self._caption_row: int | None = None  # of a caption whose block has not ended
        self._charts: list[tuple[int, float]] = []  # the column in which a chart begins, and its width in digits
        self._longest_line = 0.0
        self._longest_label = 0.0
        worksheet.hide_gridlines(2)
        worksheet.set_default_row(self.profile.row)
        self._write_head()

    def write_text(self, words: str, *, bold: bool = False) -> None:
        """Write words across the page, on as many lines as they need."""
        factor = BOLD_FACTOR if bold else 1.0
        for line in wrap(words, self.profile.text_width / factor):
            self.write_single_cell(Cell(line), self.styles.text(bold=bold))
            self._longest_line = max(self._longest_line, factor * text_width(line))

    def write_single_cell(self, cell: Cell, style: Any = None) -> None:
        """Write one cell in column A, on a row of its own."""
        write_cell(self.worksheet, (self.row, 0), cell, style or self.styles.text(bold=cell.bold))
        self._longest_line = max(self._longest_line, text_width(str(cell.value)))
        self.row += 1

    def write_labelled_cell(self, label: str, cell: Cell) -> str:
        """Write a label in column A and its cell in column B; return the cell's address with its sheet."""
        self.worksheet.write_string(self.row, 0, label, self.styles.text())
        write_cell(self.worksheet, (self.row, 1), cell, self.styles.text(bold=True))
        self._longest_label = max(self._longest_label, text_width(label) + 2)
        line = self._longest_label + 1.1 * text_width(str(cell.value)) + 2
        self._longest_line = max(self._longest_line, line)
        self.row += 1
        return f"'{self.name}'!$B${self.row}"

    def skip_row(self) -> None:
        """Leave a row free. A caption above it stays on the page of its text."""
        self._end_text_block()
        self.row += 1

    def write_caption(self, words: str) -> None:
        """Write the caption of a table, or of text that ends at the next `skip_row`."""
        self._end_text_block()
        self._caption_row = self.row
        self._heights[self.row] = self.profile.caption_row
        self.write_single_cell(Cell(words), self.styles.caption())

    def write_table(self, name: str, columns: Sequence[Column], rows: Sequence[Sequence[Cell | Value]]) -> Table:
        """Write a table at the next free row."""
        table = self.reserve_table(name, columns, len(rows))
        table.fill(rows)
        return table

    def write_table_or_text(
        self, if_empty: str, name: str, columns: Sequence[Column], rows: Sequence[Sequence[Cell | Value]]
    ) -> None:
        """Write a table, or a sentence if it has no rows."""
        if rows:
            self.write_table(name, columns, rows)
        else:
            self.write_text(if_empty)

    def write_formula_table(
        self,
        name: str,
        columns: Sequence[Column],
        items: Sequence[Item],
        make_row: Callable[[Table, int, Item], Iterable[Cell]],
    ) -> Table:
        """Write a table with a row for each item.

        `make_row` gets the table, the row's number and the item: its formulas may use the table's own addresses.
        """
        table = self.reserve_table(name, columns, len(items))
        table.fill([list(make_row(table, row, item)) for row, item in enumerate(items)])
        return table

    def write_formula_table_or_text(
        self,
        if_empty: str,
        name: str,
        columns: Sequence[Column],
        items: Sequence[Item],
        make_row: Callable[[Table, int, Item], Iterable[Cell]],
    ) -> None:
        """Write a table as `write_formula_table` does, or a sentence if there are no items."""
        if items:
            self.write_formula_table(name, columns, items, make_row)
        else:
            self.write_text(if_empty)

    def reserve_table(self, name: str, columns: Sequence[Column], row_count: int) -> Table:
        """Make room for a table that other formulas refer to before its rows are known; `fill` it later."""
        table = Table(name, self.name, self.worksheet, self.styles, self.row, tuple(columns), row_count)
        self.tables.append(table)
        self.row = table.bottom + 1
        if row_count > (LONG_PLAIN_TABLE if self.profile.plain else LONG_TABLE) and not self._blocks:
            self._caption_row = 0  # a long table begins on the page of the title, even if it would fit on the next
        self._end_block(table.top)
        return table

    def insert_chart_beside(self, chart: Any, table: Table, *, alt_text: str, size: tuple[int, int]) -> None:
        """Insert a chart on the right of a table; `size` in pixels. What follows stands below both.

        A long table may continue on the next page, but only below the chart. In the accessible profile the chart
        stands below its table.
        """
        if self.profile.plain:
            self.row += 1
            self.insert_chart(chart, alt_text=alt_text, size=size)
            return
        column, (width, height) = len(table.columns), size
        self._insert(chart, table.top, column, alt_text, size)
        below_chart = table.top + int((height - 30) / self.profile.pixels) + 2  # the header row is higher
        first, end = self._blocks.pop()
        self.row = max(end, below_chart)
        split = table.row_count > LONG_TABLE and below_chart < end
        self._blocks += [(first, below_chart), (below_chart, end)] if split else [(first, self.row)]
        self._charts.append((column, width / self.profile.digit + 3))

    def insert_chart(self, chart: Any, *, alt_text: str, size: tuple[int, int]) -> None:
        """Insert a chart at the next free row, under its caption and text; `size` in pixels."""
        factor = self.profile.chart / COMPACT.chart  # the chart grows as its text does
        width, height = round(size[0] * factor), min(round(size[1] * factor), MAX_CHART_HEIGHT)
        top = self.row
        self._insert(chart, top, 0, alt_text, (width, height))
        self.row += ceil(height / self.profile.pixels) + 1
        self._end_block(top)
        self._charts.append((0, width / self.profile.digit + 3))

    def shade_equal_cells(self, areas: Sequence[str], value: str, style: Any) -> None:
        """Give a style to each cell of some areas whose value is `value`: an address or a quoted text."""
        rule = {"type": "cell", "criteria": "==", "value": value, "format": style}
        several = {"multi_range": " ".join(areas)} if len(areas) > 1 else {}
        self.worksheet.conditional_format(areas[0], {**rule, **several})

    def lay_out(self) -> None:
        """Set widths, heights and the print set-up. Nothing is written to the sheet after this."""
        self._end_text_block()
        if self.profile.plain:
            self._write_counts()
        widths = self._column_widths()
        for position, width in enumerate(widths):
            self.worksheet.set_column(position, position, width)
        for table in self.tables:
            self._heights.update(layout.row_heights(table, widths, self.profile))
        for row, height in self._heights.items():
            self.worksheet.set_row(row, height)
        self._set_up_print(widths)
        if self.tables:
            self._keep_headings_in_sight(self.tables[-1])

    def _write_head(self) -> None:
        self._heights[0] = self.profile.title_row
        self.write_single_cell(Cell(self.title), self.styles.title())
        self.write_single_cell(Cell(self.description))
        if self.name != CONTENTS:
            self.write_single_cell(Cell("Back to Contents", link=f"'{CONTENTS}'!A1"), self.styles.link_above_tables())
        self._counts_row = self.row
        self.row += self.profile.plain
        self.skip_row()

    def _write_counts(self) -> None:
        """Say how many tables and charts there are, in the row that the head has left free."""
        end, self.row = self.row, self._counts_row
        names = [table.name for table in self.tables]
        self.write_single_cell(Cell(count_tables_and_charts(names, len(self._charts), self.profile.text_width)))
        self.row = end

    def _insert(self, chart: Any, row: int, column: int, alt_text: str, size: tuple[int, int]) -> None:
        chart.set_size({"width": size[0], "height": size[1]})
        options = {"object_position": 3, "description": shorten(alt_text, 1000), "x_offset": 12 if column else 0}
        self.worksheet.insert_chart(row, column, chart, options)

    def _end_block(self, top: int) -> None:
        first = self._caption_row if self._caption_row is not None else top
        self._caption_row = None
        self._blocks.append((first, self.row))

    def _end_text_block(self) -> None:
        """Keep text that has a caption and no table on the page of its caption."""
        if self._caption_row is not None:
            self._end_block(self._caption_row)

    def _column_widths(self) -> list[float]:
        """The width of each column, with columns added until the longest line and every chart have room."""
        widths = layout.column_widths(self.tables, self.max_width * self.profile.paper)
        widths[0] = max(widths[0], self._longest_label)
        while sum(widths) < self._longest_line or any(sum(widths[start:]) < width for start, width in self._charts):
            widths.append(9.0)
        return widths

    def _set_up_print(self, widths: Sequence[float]) -> None:
        sheet = self.worksheet
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.5)
        sheet.center_horizontally()
        sheet.print_area(0, 0, max(self.row - 1, 0), len(widths) - 1)
        one_page = layout.fits_one_page(self.row, self._heights, widths, self.profile)
        sheet.fit_to_pages(1, 1 if one_page else 0)
        if not one_page:
            sheet.set_h_pagebreaks(layout.page_breaks(self._blocks, self._heights, widths, self.profile))

    def _keep_headings_in_sight(self, last: Table) -> None:
        """Repeat the last table's headings on every page, and on screen if it is long and alone."""
        self.worksheet.repeat_rows(last.top)
        if len(self.tables) == 1 and last.row_count > SCREEN_ROWS and not self.profile.plain:
            self.worksheet.freeze_panes(last.top + 1, 0)


def count_tables_and_charts(tables: Sequence[str], charts: int, width: float) -> str:
    """How many tables and charts a sheet has: `This sheet holds 2 tables, one below the other: Measures, ...`.

    The tables are named if that fits on a line of `width` digits.
    """
    how_many = {0: "no table", 1: "1 table"}.get(len(tables), f"{len(tables)} tables, one below the other")
    several = f" {charts} charts are below their tables; their alternative text says what they show."
    one = " 1 chart is below its table; its alternative text says what it shows."
    chart_words = several if charts > 1 else one * charts
    short = f"This sheet holds {how_many}.{chart_words}"
    long = f"This sheet holds {how_many}: {', '.join(tables)}.{chart_words}"
    return long if tables and text_width(long) <= width else short
