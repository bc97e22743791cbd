"""Text as Markdown that shows it as it is: what a user typed can neither become a mark nor break a table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

MARKS = re.compile(r"([\\`*_\[\]<>#|~&!])")
START = re.compile(r"^(\d+(?=[.)])|(?=[-+=]))([-+=.)])(?=[\s=-]|$)")  # what would begin a list or underline a heading
LONGEST = 400  # characters of one text, so that the paper stays a page


def line(text: str, longest: int = LONGEST) -> str:
    """The text on one line, with every mark of Markdown in it written as a character."""
    plain = " ".join(text.split())
    short = plain if len(plain) <= longest else plain[: longest - 1].rstrip() + "…"
    return START.sub(r"\1\\\2", MARKS.sub(r"\\\1", short))


def bullets(texts: Iterable[str]) -> str:
    """A list, a line each; blank for none."""
    return "\n".join(f"- {line(each)}" for each in texts)


def table(headings: Sequence[str], rows: Iterable[Sequence[str]], *, numbers: int) -> str:
    """A table of text; the last `numbers` columns stand on the right."""
    under = ["---"] * (len(headings) - numbers) + ["---:"] * numbers
    return "\n".join([_row(headings), f"|{'|'.join(under)}|", *(_row(each) for each in rows)])


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(line(each) for each in cells)} |"
