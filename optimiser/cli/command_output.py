"""What several commands print: a table, how many answers were kept, which files were written, and what to do next."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from optimiser.cli import Exit

if TYPE_CHECKING:
    from optimiser.engine.atomic_write import SavedFiles
    from optimiser.reports.folder import Written


def text_table(rows: Sequence[Sequence[str]], text_columns: Collection[int] = (0, 1, 8)) -> list[str]:
    """Rows as lines with a rule under the headings, the first row: text columns to the left, figures to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    heading, *lines = ["  ".join(_aligned(row, widths, text_columns)).rstrip() for row in rows]
    return [heading, "  ".join("-" * width for width in widths if width), *lines]


def answers_text(total: int, earlier: int, workflow: str) -> str:
    """How many answers were kept from an earlier workflow of the same kind in the folder."""
    return f"{total} answers: {earlier} from an earlier {workflow}, {total - earlier} new."


def written_text(written: Written) -> Iterator[str]:
    """Lines for stderr: files kept under a dated name, where the files are, and the checks that fail."""
    yield from kept_aside(written.saved)
    yield f"Written to {written.folder}: {', '.join(written.saved.names)}."
    yield from failing_checks(written)


def kept_aside(saved: SavedFiles) -> Iterator[str]:
    """Each file that another program held open, with the name that the new one has."""
    yield from (
        f"{name} is open in another program, so the new file is {dated}." for name, dated in saved.dated_names.items()
    )


def failing_checks(written: Written) -> Iterator[str]:
    """Each check of the workbook that fails."""
    yield from (f"A check fails: {check_text}." for check_text in written.failing)


def next_step(code: Exit, *, proven: bool, failing: Sequence[str], again: str, workbook: Path) -> str:
    """What to do after work that ends with a code.

    `proven`: whether every answer is. `failing`: the checks that fail. `again`: how to do the same once more, in words.
    """
    if code != Exit.UNPROVEN:
        return f"Next: open {workbook}."
    if not proven:
        return f"Not everything is proven. Next: {again} with a longer --time-limit, or open {workbook}."
    if failing:
        return f"Not every check passes. Next: read the sheet Checks in {workbook} before you use any figure."
    return f"The preferred option is not certain. Next: {again} with a longer --ranking-time, or with --gap 0."


def _aligned(row: Sequence[str], widths: Sequence[int], text_columns: Collection[int]) -> list[str]:
    return [
        cell.ljust(width) if column in text_columns else cell.rjust(width)
        for column, (cell, width) in enumerate(zip(row, widths, strict=True))
    ]
