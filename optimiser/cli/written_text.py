"""Which files a command wrote, in words."""

from __future__ import annotations

from collections.abc import Iterator

from optimiser.engine.atomic_write import SavedFiles
from optimiser.reports.folder import Written


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
    yield from (f"A check fails: {each}." for each in written.failing)
