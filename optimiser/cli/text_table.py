"""A table on the screen."""

from __future__ import annotations

from collections.abc import Collection, Sequence


def text_table(rows: Sequence[Sequence[str]], text_columns: Collection[int] = (0, 1, 8)) -> list[str]:
    """Rows as lines with a rule under the headings, the first row: text columns to the left, figures to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    heading, *lines = ["  ".join(_aligned(row, widths, text_columns)).rstrip() for row in rows]
    return [heading, "  ".join("-" * width for width in widths if width), *lines]


def _aligned(row: Sequence[str], widths: Sequence[int], text_columns: Collection[int]) -> list[str]:
    return [
        cell.ljust(width) if column in text_columns else cell.rjust(width)
        for column, (cell, width) in enumerate(zip(row, widths, strict=True))
    ]
