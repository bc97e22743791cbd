"""scenarios.xlsx: its sheets in their order. What stands on each is in a module of its own; looks are the board's.

The same pack gives the same bytes: nothing here reads a clock.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from optimiser.analyses.scenarios.pack import Pack
from optimiser.excel.page import CONTENTS, Page
from optimiser.excel.styles import Looks
from optimiser.excel.tables import shortened
from optimiser.excel.workbook import fill, opened
from optimiser.reports.formats import prices
from optimiser.reports.scenarios import about, changes, checks, differences, promises, side_by_side
from optimiser.reports.scenarios.book import Book

# Each sheet's name, what it holds, who fills it, and whether money stands on it.
SHEETS: tuple[tuple[str, str, Callable[[Book, Page], None], bool], ...] = (
    ("Cover", "What this workbook is, for whom, and how to read it.", about.cover, False),
    (CONTENTS, "Every sheet of this workbook; click a name to go there.", about.contents, False),
    ("Summary", "Which option is preferred in each scenario, and what the promises cost.", about.summary, True),
    ("Standing", "How each option stands, its score and what is proven of it, scenario by scenario.",
     side_by_side.stand, False),
    ("Figures", "Cost, saving, outcomes and coverage of each option, scenario by scenario.",
     side_by_side.figures, True),
    ("Differences", "How each figure differs from the case as it stands, in words and as a figure.",
     differences.fill, True),
    ("What changes", "What each scenario changes, in words, and every figure before and after.", changes.fill, True),
    ("No promises", "A yardstick that nobody can choose: each option without the case's promises.",
     promises.fill, True),
    ("Run record", "What was asked, of what input, with which versions, and what is proven.", about.record, True),
    ("Checks", "What must hold across the sheets; every line passes, or the master check fails.", checks.fill, True),
)  # fmt: skip
FILLED_LAST = ("Checks", "Summary", "Cover", CONTENTS)  # after what they refer to


def write(pack: Pack, path: Path) -> tuple[str, ...]:
    """Write the workbook; return what each check that fails says, none where all pass. Raises OSError."""
    title = f"Scenarios: {shortened(pack.case.title or 'untitled', 80)}"
    subject = "Every scenario of a case beside the case as it stands"
    with opened(path, f"Scenarios: {pack.case.title}", subject) as workbook:
        book = Book(pack, workbook, Looks(workbook))
        fill(book, SHEETS, FILLED_LAST, title, prices(pack.base.run))
    return book.failing
