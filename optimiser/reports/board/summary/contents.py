"""Contents: every sheet with a link, what it holds, and whether it is for the board or the detail behind it."""

from __future__ import annotations

from optimiser.excel.page import CONTENTS, Page
from optimiser.excel.report import CONTENTS_DESCRIPTION, Sheet, contents_row, other_pages
from optimiser.excel.tables import Cell, Column
from optimiser.reports.board.report import BoardReport

LAST_BOARD_SHEET = "Today"  # of the sheets for the board; the detail follows


def fill(report: BoardReport, page: Page) -> None:
    """A row for each other sheet; then how to print the board's part alone."""
    columns = [
        Column("sheet", "Sheet", max_width=30),
        Column("holds", "What it holds", max_width=100),
        Column("part", "Part"),
    ]
    names = list(report.pages)
    board = names[: names.index(LAST_BOARD_SHEET) + 1]
    rows = [[*contents_row(other), Cell("board" if other.name in board else "detail")] for other in other_pages(report)]
    page.write_table("Contents", columns, rows)
    page.skip_row()
    page.write_text(
        f"To print only the sheets for the board, click the tab {board[0]}, hold Shift, click the tab"
        f" {board[-1]}, and print the selected sheets. The detail behind them is long: it covers every option,"
        " year and contract."
    )


SHEET = Sheet(CONTENTS, CONTENTS_DESCRIPTION, fill)
