"""`optimiser sweep`: moves one input in steps, writes, and prints which option is preferred at which change."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from optimiser.cli import Exit
from optimiser.cli.case_argument import default_folder, read_case
from optimiser.cli.command import Command
from optimiser.cli.command_output import answers_text, written_text
from optimiser.cli.options import AT_POINTS, CASE, points_option
from optimiser.cli.output_folder import hold_output
from optimiser.cli.progress import with_progress

if TYPE_CHECKING:
    from optimiser.analyses.sweep import Sweep
    from optimiser.casefiles.reading import Change

MOST_MORE = 10  # an input may grow by ten times itself
FINEST = 10**6  # a change is a whole number of millionths


def _change(context: click.Context, parameter: click.Parameter, value: str) -> Fraction:
    """A percentage as an exact share. A number without a % sign is refused, not guessed at."""
    text = value.strip().replace("\N{MINUS SIGN}", "-")
    share = _share(text[:-1].strip()) if text.endswith("%") else None
    if share is None:
        need = "Write -10% for a tenth less, 5% for a twentieth more."
        raise click.BadParameter(
            f'"{value}" is not a percentage with at most four decimals. {need}', context, parameter
        )
    if not -1 <= share <= MOST_MORE:
        limits = f"from -100%, which leaves nothing, to {100 * MOST_MORE}%"
        raise click.BadParameter(f'"{value}" is out of range. Give a percentage {limits}.', context, parameter)
    return share


def _share(text: str) -> Fraction | None:
    """The share of a number of per cent, None if it is no number or is finer than FINEST."""
    try:
        share = Fraction(text) / 100
    except (ValueError, ZeroDivisionError):
        return None
    return share if FINEST % share.denominator == 0 else None


PERCENT: dict[str, Any] = {"metavar": "PERCENT", "callback": _change, "show_default": True}


@click.command(
    cls=Command,
    short_help="Change one input in steps, and optimise every option at each step.",
    exit_codes={
        Exit.DONE: "done, and proven within the gap at every point",
        Exit.UNPROVEN: "done, but something is not proven",
        Exit.NO_PLAN: "no plan was found for any option at any point",
    },
)
@CASE
@click.argument("input", metavar="INPUT")
@click.option("--from", "low", **PERCENT, default="-10%", help="The lowest change.")
@click.option("--to", "high", **PERCENT, default="10%", help="The highest change.")
@points_option(21, "Number of points, with both ends.")
@AT_POINTS
def sweep(
    case: Path,
    input: str,  # noqa: A002 - the name that the user sees
    low: Fraction,
    high: Fraction,
    points: int,
    output: Path | None,
    scenario: str,
    changes: Sequence[Change],
    quiet: bool,
    **solving: Any,
) -> int:
    """
    \b
    Example:  optimiser sweep inputs/three-boroughs funding --from -10% --to 10% --points 50

    Change INPUT of CASE by a range of percentages, and optimise every option at each of them and without any change.
    Print which option is preferred where, and write how outcomes, cost and score change. INPUT is funding, demand,
    prices, "success rates", "hub cost" or "back office retained"; all its figures change together. Proven answers of
    an earlier sweep in the same folder are used again.
    """
    from optimiser.analyses.sweep import evenly_spaced
    from optimiser.api import sweeps
    from optimiser.reports.folder import SWEEP_WORKBOOK
    from optimiser.reports.prose.sweep import sweep_sentences

    if low >= high:
        raise click.UsageError("--from must be less than --to.")
    name = sweeps.input_name(input)
    case_file = read_case(case, quiet, scenario, changes)
    folder = output or default_folder(case, case_file, f"-sweep-{name.replace(' ', '-')}")
    shares = evenly_spaced(low, high, points)
    hold_output(folder, quiet=quiet)
    result = with_progress(
        f"{case_file.case.title}: moving {name}",
        lambda progress: sweeps.sweep(case_file, name, shares, folder=folder, progress=progress, **solving),
        quiet=quiet,
    )
    written, swept = result.write(), result.sweep
    if not quiet:
        click.echo("\n".join(sweep_sentences(swept)))
        answers = answers_text(swept.total_answers, swept.total_answers - swept.solved_answers, "sweep")
        next_step = f"Next: open {written.path(SWEEP_WORKBOOK)}."
        if code(swept, written.failing) == Exit.NO_PLAN:
            next_step = (
                "No plan was found at any point. Next: docs/when-there-is-no-plan.md explains which rules to loosen."
            )
        click.echo("\n".join([answers, *written_text(written), next_step]), err=True)
    return code(swept, written.failing)


def code(sweep: Sweep, failing: Sequence[str] = ()) -> int:
    """The exit code of a sweep. `failing`: the checks of the workbook that fail."""
    has_plan = any(point.has_plan for point in sweep.points)
    return Exit.of(has_plan=has_plan, proven=all(point.proven for point in sweep.points), failing=failing)
