"""User text as Markdown: it shows as typed, and can neither format the paper nor break a table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

MARKS = re.compile(r"([\\`*_\[\]<>#|~&!])")
START = re.compile(r"^(\d+(?=[.)])|(?=[-+=]))([-+=.)])(?=[\s=-]|$)")  # would begin a list or underline a heading
MAX_LENGTH = 400  # characters of one text, so that the paper stays a page


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
