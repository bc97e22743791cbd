"""`optimiser compare`: compares two runs, writes, and prints what changed and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import click

from optimiser.cli import Exit
from optimiser.cli.case_argument import OUTPUTS
from optimiser.cli.command import Command
from optimiser.cli.command_output import text_table, written_text
from optimiser.cli.failures import typed
from optimiser.cli.options import FOLDER, GENERAL, WHO_SOLVES, output_option
from optimiser.cli.output_folder import hold_output
from optimiser.cli.progress import with_progress

if TYPE_CHECKING:
    from optimiser.analyses.comparison.results import Bridge, Cause, RunComparison
    from optimiser.api.workers import Workers

WITHIN, NOT_WITHIN = " *", "  "  # after a share that is within the gap, and after any other


@click.command(
    cls=Command,
    short_help="Show what changed between two runs, and why.",
    exit_codes={Exit.FAULTS: "a folder holds no run that can be read", Exit.NO_PLAN: None},
)
@click.argument("old", type=FOLDER)
@click.argument("new", type=FOLDER)
@output_option("outputs/compare- and both names")
@WHO_SOLVES
@GENERAL
def compare(old: Path, new: Path, output: Path | None, workers: Workers, quiet: bool) -> int:
    """
    \b
    Example:  optimiser compare outputs/in-april outputs/in-june

    Compare the runs in the folders OLD and NEW. Show which cells of the input changed, how much of the change in cost,
    outcomes and score each cause made, and which contracts and places moved. To tell the causes apart, the options are
    optimised again with some of the causes changed. Write changes.xlsx, with a waterfall chart for each figure, and
    the files behind it.
    """
    from optimiser.api import comparison
    from optimiser.reports.folder import COMPARISON_WORKBOOK

    folder = output or OUTPUTS / f"compare-{old.resolve().name}-{new.resolve().name}"
    hold_output(folder, quiet=quiet)
    result = with_progress(
        f"{old.name} and {new.name}: comparing",
        lambda progress: comparison.compare(old, new, folder=folder, workers=workers, progress=progress),
        quiet=quiet,
    )
    written = result.write()
    if not quiet:
        click.echo("\n".join(outcome(result.comparison)))
        next_step = f"Next: open {typed(written.path(COMPARISON_WORKBOOK))}."
        click.echo("\n".join([*written_text(written), next_step]), err=True)
    return Exit.of(has_plan=True, proven=result.comparison.proven, failing=written.failing)


def outcome(comparison: RunComparison) -> Iterator[str]:
    """The finding, what changed in the input, the bridge of each figure side by side, and what moved."""
    from optimiser.reports.prose import comparison as prose

    yield prose.comparison_headline(comparison)
    if comparison.is_empty:
        return
    if comparison.inputs:
        heading = ("cause", "table", "cells changed", "rows added", "rows taken out")
        rows = (tuple(map(str, row)) for row in prose.count_input_changes(comparison.inputs))
        yield from ("", *text_table([heading, *rows], range(2)))
    if bridges := prose.main_bridges(comparison):
        yield from ("", *text_table(list(_bridge_rows(comparison, bridges)), range(1)), "")
        if any(part.within_gap for bridge in bridges for part in bridge.parts):
            yield "* no larger than the gap allows a plan to be off, so the true share may be nothing."
        yield from dict.fromkeys(words for bridge in bridges for words in bridge.together)
    yield from ("", *comparison.without) if comparison.without else ()
    yield from ("", *(f"{moves.option}: {prose.moves_text(moves)}." for moves in comparison.moves))
    if not comparison.proven:
        yield list(prose.how_to_read_bridges(comparison))[-1]


def _bridge_rows(comparison: RunComparison, bridges: list[Bridge]) -> Iterator[tuple[str, ...]]:
    """One subject's bridges side by side, a line a cause."""
    from optimiser.reports.prose import comparison as prose

    def run_row(label: str, preferred: str | None, figures: Iterable[Fraction]) -> tuple[str, ...]:
        whose = "" if bridges[0].subject else f": {preferred}"
        amounts = (prose.amount_text(*pair, pence=True) for pair in zip(bridges, figures, strict=True))
        return (f"{label}{whose}", *(amount + NOT_WITHIN for amount in amounts))

    headings = (prose.figure_label(bridge.figure) + NOT_WITHIN for bridge in bridges)
    yield (bridges[0].subject or "the preferred option", *headings)
    yield run_row(prose.OLD_RUN, prose.preferred_label(comparison.old), (bridge.old for bridge in bridges))
    causes = {part.causes: prose.causes_label(part) for bridge in bridges for part in bridge.parts}
    for cause, label in causes.items():
        yield (label, *(_share(bridge, cause) for bridge in bridges))
    yield run_row(prose.NEW_RUN, prose.preferred_label(comparison.new), (bridge.new for bridge in bridges))


def _share(bridge: Bridge, causes: tuple[Cause, ...]) -> str:
    """The share of some causes with its sign; blank if the figure has no such part."""
    from optimiser.reports.prose.comparison import amount_text

    part = next((part for part in bridge.parts if part.causes == causes), None)
    if part is None:
        return ""
    share = amount_text(bridge, part.share, signed=True, pence=True)
    error = "" if part.standard_error is None else f" +/- {amount_text(bridge, part.standard_error)}"
    return f"{share}{error}{WITHIN if part.within_gap else NOT_WITHIN}"
