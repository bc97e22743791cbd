"""Text of values with commas between them, for scripts and spreadsheets: the same rows give the same bytes."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would take for a formula


def separated(heading: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """The text of a CSV file, a line a row."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(heading)
    writer.writerows(rows)
    return text.getvalue()


def no_formula(text: str) -> str:
    """A user's text that no spreadsheet takes for a formula: with a quote before it where it might."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
