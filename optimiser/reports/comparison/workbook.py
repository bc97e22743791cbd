"""The workbook of a comparison: its sheets in their order. What stands on each is in `sheets`.

The same comparison gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from optimiser.analyses.comparison.results import Compared
from optimiser.excel.page import CONTENTS, Page
from optimiser.excel.styles import Looks
from optimiser.excel.tables import shortened
from optimiser.excel.workbook import fill, opened
from optimiser.reports.comparison import sheets
from optimiser.reports.comparison.sheets import Book

# Each sheet's name, what it holds, who fills it, and whether money stands on it.
SHEETS: tuple[tuple[str, str, Callable[[Book, Page], None], bool], ...] = (
    ("Cover", "Which two runs are compared, what came of it, and how to read it.", sheets.cover, False),
    (CONTENTS, "Every sheet of this workbook; click a name to go there.", sheets.contents, False),
    ("Input changes", "What changed in the input, the settings and the programme, cell by cell.",
     sheets.input_changes, True),
    ("Bridge", "From the old run's cost, outcomes and score to the new run's, by cause.", sheets.bridge, True),
    ("Moved contracts", "Contracts that start, continue or end otherwise than in the old run.",
     sheets.moved_contracts, False),
    ("Moved places", "Who has places with whom that were not there before, and which are gone.",
     sheets.moved_places, False),
    ("Run record", "What the two runs were made of, and what is proven of all between them.", sheets.record, False),
    ("Checks", "What must hold across the sheets; every line passes, or the master check fails.", sheets.checks, False),
)  # fmt: skip
FILLED_LAST = ("Cover", CONTENTS)  # as they refer to the others


def write(found: Compared, path: Path) -> tuple[str, ...]:
    """Write the workbook; return what each check that fails says, none where all pass. Raises OSError."""
    title = f"What changed: {shortened(found.new.title or 'untitled', 80)}"
    base = found.price_base.strip()
    subject = "Two runs of an options appraisal compared"
    with opened(path, f"What changed: {found.new.title}", subject) as workbook:
        book = Book(found, workbook, Looks(workbook))
        prices = f"prices of {base}" if base else "prices of a year that the case does not say"
        fill(book, SHEETS, FILLED_LAST, title, prices)
    return book.failing
