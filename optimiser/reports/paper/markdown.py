"""What the paper's sentences and tables are made of: figures as their cells show them, and user text as Markdown.

User text shows as typed, and can neither format the paper nor break a table.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction

from models.appraisal.measures import BY_NAME
from optimiser.engine.run import Result
from optimiser.reports.formats import NO_FIGURE, measure_figure
from optimiser.text import pounds, tenths

MARKS = re.compile(r"([\\`*_\[\]<>#|~&!])")
START = re.compile(r"^(\d+(?=[.)])|(?=[-+=]))([-+=.)])(?=[\s=-]|$)")  # would begin a list or underline a heading
MAX_LENGTH = 400  # characters of one text, so that the paper stays a page


def cell_value(result: Result, measure: str) -> Fraction | None:
    """A measure as its cell holds it: money in pounds to the penny; None if there is no figure."""
    value = measure_figure(measure, (result.measures or {}).get(measure))
    return None if isinstance(value, str) else value


def pounds_without_sign(value: Fraction) -> str:
    """Pounds as `£1,234`, half up, without a sign."""
    return pounds(abs(value) * 100)


def money_text(result: Result, measure: str) -> str:
    """A measure of money as `-£1,234`; with pence if it is an amount for each outcome, place or person."""
    value = cell_value(result, measure)
    if value is None:
        return NO_FIGURE
    return pounds(value * 100, decimals=0 if BY_NAME[measure].unit == "£" else 2, as_cell=True)


def count_text(result: Result, measure: str) -> str:
    """A count as `1,234`, or `1,234.5` if it is not whole."""
    value = cell_value(result, measure)
    if value is None:
        return NO_FIGURE
    return f"{value.numerator:,}" if value.denominator == 1 else tenths(value)


def difference(result: Result, other: Result, measure: str) -> Fraction | None:
    """A measure less that of another option; None if either has no figure."""
    own, others = cell_value(result, measure), cell_value(other, measure)
    return None if own is None or others is None else own - others


def escaped_line(text: str, max_length: int = MAX_LENGTH) -> str:
    """The text on one line, with every character that Markdown would read as a mark escaped."""
    one_line = " ".join(text.split())
    short = one_line if len(one_line) <= max_length else one_line[: max_length - 1].rstrip() + "…"
    return START.sub(r"\1\\\2", MARKS.sub(r"\\\1", short))


def bullet_list(texts: Iterable[str]) -> str:
    """A list with a line for each text; blank for none."""
    return "\n".join(f"- {escaped_line(text)}" for text in texts)


def markdown_table(headings: Sequence[str], rows: Iterable[Sequence[str]], *, numbers: int) -> str:
    """A table of text. The last `numbers` columns are aligned to the right."""
    alignment = ["---"] * (len(headings) - numbers) + ["---:"] * numbers
    return "\n".join([_row(headings), f"|{'|'.join(alignment)}|", *(_row(row) for row in rows)])


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(escaped_line(cell) for cell in cells)} |"
