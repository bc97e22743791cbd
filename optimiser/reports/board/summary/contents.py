"""Contents: every sheet with a link, what it holds, and whether it is for the board or the detail behind it."""

from __future__ import annotations

from optimiser.excel.page import CONTENTS, Page
from optimiser.excel.report import contents_row, other_pages
from optimiser.excel.tables import Cell, Column
from optimiser.reports.board.report import BoardReport

# The sheets of the board's part, which stand before all others.
BOARD = (
    *("Cover", CONTENTS, "Summary", "Options and gates", "Appraisal matrix", "Judgement and measure"),
    *("Scores", "Scoring basis", "Scale"),
    *("Options compared", "Economic case", "Risks", "Robustness", "Changes", "Settled or open", "Decision"),
    *("Action plan", "Own actions"),
    "Who pays, who gains",
    *("Who loses, who moves", "Cost per person", "Coverage grid", "Year by year", "Allocation by tier", "Today"),
)


def fill(report: BoardReport, page: Page) -> None:
    """A row for each other sheet; then how to print the board's part alone."""
    columns = [
        Column("sheet", "Sheet", max_width=30),
        Column("holds", "What it holds", max_width=100),
        Column("part", "Part"),
    ]
    rows = [[*contents_row(other), Cell(_part(other))] for other in other_pages(report)]
    page.write_table("Contents", columns, rows)
    page.skip_row()
    first, *_, last = [name for name in report.pages if name in BOARD]
    page.write_text(
        f"To print the board's part alone: click the tab {first}, hold Shift, click the tab {last}, and print the"
        " selected sheets. The detail is long: it has every option, year and contract."
    )


def _part(page: Page) -> str:
    return "board" if page.name in BOARD else "detail"
