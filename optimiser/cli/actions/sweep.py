"""What `optimiser sweep` does: sweeps, writes, and prints who is preferred at which change."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import click

from optimiser.analyses.sweep import Sweep, evenly_spaced
from optimiser.api import sweeps
from optimiser.api.workers import Workers
from optimiser.casefiles.reading import Change
from optimiser.cli import Exit
from optimiser.cli.background import in_background
from optimiser.cli.case_input import default_folder, read_case
from optimiser.cli.progress import progress_line
from optimiser.cli.written_text import written_text
from optimiser.reports.folder import SWEEP_WORKBOOK, Written
from optimiser.reports.prose.sweep import sweep_sentences
from optimiser.solving.settings import Settings


def sweep(
    case: Path,
    input: str,  # noqa: A002 - the name that the user sees
    low: Fraction,
    high: Fraction,
    points: int,
    output: Path | None,
    settings: Settings,
    scenario: str,
    changes: Sequence[Change],
    afresh: bool,
    workers: Workers,
    quiet: bool,
) -> int:
    """Read, sweep, write, and print who is preferred at which change."""
    if low >= high:
        raise click.UsageError("--from must be less than --to.")
    name = sweeps.input_name(input)
    case_file = read_case(case, quiet, scenario, changes)
    folder = output or default_folder(case, case_file, f"-sweep-{name.replace(' ', '-')}")
    with progress_line(f"{case_file.case.title}: moving {name}", quiet=quiet) as progress:
        result = in_background(
            lambda: sweeps.sweep(
                case_file,
                name,
                evenly_spaced(low, high, points),
                settings,
                folder=folder,
                afresh=afresh,
                workers=workers,
                progress=progress,
            )
        )
    written = result.write()
    if not quiet:
        click.echo("\n".join(sweep_sentences(result.sweep)))
        click.echo(ending(result.sweep, written), err=True)
    return code(result.sweep, written.failing)


def code(sweep: Sweep, failing: Sequence[str] = ()) -> int:
    """The exit code of a sweep. `failing`: the checks of the workbook that fail."""
    if failing or not all(point.proven for point in sweep.points):
        return Exit.UNPROVEN
    return Exit.DONE if any(point.has_plan for point in sweep.points) else Exit.NO_PLAN


def ending(sweep: Sweep, written: Written) -> str:
    """How many answers were kept, where the files are, and what to do next."""
    earlier = sweep.total_answers - sweep.solved_answers
    answers = f"{sweep.total_answers} answers: {earlier} from an earlier sweep, {sweep.solved_answers} new."
    return "\n".join([answers, *written_text(written), f"Next: open {written.path(SWEEP_WORKBOOK)}."])
