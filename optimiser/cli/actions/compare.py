"""What `optimiser compare` does: compares two runs, writes, and prints what changed and why."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import click

from optimiser.analyses.comparison.results import Bridge, BridgePart, RunComparison
from optimiser.api import comparison
from optimiser.api.workers import Workers
from optimiser.cli import Exit
from optimiser.cli.background import in_background
from optimiser.cli.case_input import OUTPUTS
from optimiser.cli.failures import typed
from optimiser.cli.progress import progress_line
from optimiser.cli.text_table import text_table
from optimiser.cli.written_text import written_text
from optimiser.reports.folder import COMPARISON_WORKBOOK
from optimiser.reports.prose.comparison import (
    NEW_RUN,
    OLD_RUN,
    amount_text,
    causes_label,
    comparison_headline,
    count_input_changes,
    figure_label,
    how_to_read_bridges,
    main_bridges,
    moves_text,
)

WITHIN, NOT_WITHIN = " *", "  "  # after a share that is within the gap, and after any other


def compare(old: Path, new: Path, output: Path | None, workers: Workers, quiet: bool) -> int:
    """Compare the runs in two folders, write, and print what changed."""
    folder = output or OUTPUTS / f"compare-{old.resolve().name}-{new.resolve().name}"
    with progress_line(f"{old.name} and {new.name}: comparing", quiet=quiet) as progress:
        result = in_background(lambda: comparison.compare(old, new, folder=folder, workers=workers, progress=progress))
    written = result.write()
    if not quiet:
        click.echo("\n".join(outcome(result.comparison)))
        next_step = f"Next: open {typed(written.path(COMPARISON_WORKBOOK))}."
        click.echo("\n".join([*written_text(written), next_step]), err=True)
    return Exit.of(has_plan=True, proven=result.comparison.proven, failing=written.failing)


def outcome(comparison: RunComparison) -> Iterator[str]:
    """The finding, what changed in the input, the bridge of each figure side by side, and what moved."""
    yield comparison_headline(comparison)
    if comparison.is_empty:
        return
    if comparison.inputs:
        heading = ("cause", "table", "cells changed", "rows added", "rows taken out")
        yield from (
            "",
            *text_table([heading, *(tuple(map(str, row)) for row in count_input_changes(comparison.inputs))], range(2)),
        )
    if bridges := main_bridges(comparison):
        yield from ("", *text_table(list(_bridge_rows(comparison, bridges)), range(1)), "")
        if any(part.within_gap for each in bridges for part in each.parts):
            yield "* no larger than the gap allows a plan to be off, so the true share may be nothing."
        yield from dict.fromkeys(words for each in bridges for words in each.together)
    yield from ("", *comparison.without) if comparison.without else ()
    yield from ("", *(f"{each.option}: {moves_text(each)}." for each in comparison.moves))
    if not comparison.proven:
        yield list(how_to_read_bridges(comparison))[-1]


def _bridge_rows(comparison: RunComparison, bridges: list[Bridge]) -> Iterator[tuple[str, ...]]:
    """One subject's bridges side by side, a line a cause."""
    yield (bridges[0].subject or "the preferred option", *(figure_label(each.figure) + NOT_WITHIN for each in bridges))
    whose = ("", "") if bridges[0].subject else (f": {comparison.old.preferred}", f": {comparison.new.preferred}")
    yield (f"{OLD_RUN}{whose[0]}", *(_end(each, each.old) for each in bridges))
    parts = {part.causes: causes_label(part) for each in bridges for part in each.parts}
    for causes, name in parts.items():
        own = [next((part for part in each.parts if part.causes == causes), None) for each in bridges]
        yield (name, *(_share(each, part) for each, part in zip(bridges, own, strict=True)))
    yield (f"{NEW_RUN}{whose[1]}", *(_end(each, each.new) for each in bridges))


def _end(bridge: Bridge, figure: Fraction) -> str:
    return amount_text(bridge, figure, pence=True) + NOT_WITHIN


def _share(bridge: Bridge, part: BridgePart | None) -> str:
    """A share with its sign; blank if the figure has no such part."""
    if part is None:
        return ""
    share = amount_text(bridge, part.share, signed=True, pence=True)
    error = "" if part.standard_error is None else f" +/- {amount_text(bridge, part.standard_error)}"
    return f"{share}{error}{WITHIN if part.within_gap else NOT_WITHIN}"
