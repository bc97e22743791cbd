"""The workbook of a frontier: its sheets in their order. What stands on a sheet is in `sheets`, how it looks in the
board's workbook. The same frontier gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from optimiser.analyses.frontier.results import Frontiers
from optimiser.excel.page import CONTENTS, Page
from optimiser.excel.styles import Looks
from optimiser.excel.tables import shortened
from optimiser.excel.workbook import fill, opened
from optimiser.reports.frontier import about, picture, sheets
from optimiser.reports.frontier.book import Book, prices
from optimiser.reports.frontier.checks import fill as checks

# Each sheet's name, what it holds, who fills it, and whether money stands on it.
SHEETS: tuple[tuple[str, str, Callable[[Book, Page], None], bool], ...] = (
    ("Cover", "What this workbook is, for whom, and how to read it.", about.cover, False),
    (CONTENTS, "Every sheet of this workbook; click a name to go there.", about.contents, False),
    ("Summary", "Which option has most outcomes at which cost, and what £100,000 does beside each plan.",
     sheets.summary, True),
    ("Picture", "Most outcomes at each present cost, a line an option, with the plans of the appraisal.",
     picture.fill, False),
    ("Frontier", "For each option, the most outcomes under each ceiling on present cost, with the proven bound.",
     sheets.frontier, True),
    ("Crossings", "At which present cost which option has most outcomes, and every cost at which they were compared.",
     sheets.crossings, True),
    ("Run record", "What was asked, of what input, and with which versions.", about.record, False),
    ("Checks", "What must hold across the sheets; every line passes, or the master check fails.", checks, False),
)  # fmt: skip
FILLED = (
    "Frontier",
    "Crossings",
    "Run record",
    "Checks",
    "Summary",
    "Picture",
    "Cover",
    CONTENTS,
)  # after what they refer to


def write(found: Frontiers, path: Path) -> tuple[str, ...]:
    """Write the workbook; return what each check that fails says, none where all pass. Raises OSError."""
    title = f"Frontier: {shortened(found.case.title or 'untitled', 80)}"
    with opened(path, f"Frontier: {found.case.title}", "Outcomes against cost of each option") as workbook:
        book = Book(found, workbook, Looks(workbook))
        fill(book, SHEETS, FILLED, title, prices(book))
    return book.failing
