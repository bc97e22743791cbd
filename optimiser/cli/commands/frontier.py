"""`optimiser frontier`: finds the most outcomes at each cost, writes, and prints where options cross."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from optimiser.cli import Exit
from optimiser.cli.case_argument import default_folder, read_case
from optimiser.cli.command import Command
from optimiser.cli.command_output import answers_text, text_table, written_text
from optimiser.cli.options import AT_POINTS, CASE, points_option
from optimiser.cli.output_folder import hold_output
from optimiser.cli.progress import with_progress
from optimiser.text import pounds, tenths, yes_no

if TYPE_CHECKING:
    from models.plan.plan import Status
    from optimiser.analyses.frontier import Frontiers, OptionFrontier
    from optimiser.casefiles.reading import Change
    from optimiser.reports.folder import Written


@click.command(
    cls=Command,
    short_help="Find the most outcomes of each option at each cost, and where options cross.",
    exit_codes={Exit.DONE: "done, and proven within the gap at every point"},
)
@CASE
@points_option(15, "Least number of points for each option.")
@AT_POINTS
def frontier(
    case: Path, points: int, output: Path | None, scenario: str, changes: Sequence[Change], quiet: bool, **solving: Any
) -> int:
    """
    \b
    Example:  optimiser frontier inputs/three-boroughs --points 15

    For each option of CASE, find the most outcomes at each cost, from its cheapest plan to the plan with the most
    outcomes, with a proven bound at each point. Print which option has the most outcomes at which cost, and what
    £100,000 less or more would change beside the plan of the appraisal, and draw a chart. --objective only says which
    plan is that of the appraisal. Proven answers of an earlier frontier in the same folder are used again.
    """
    from optimiser.api.frontier import draw_frontier

    case_file = read_case(case, quiet, scenario, changes)
    folder = output or default_folder(case, case_file, "-frontier")
    hold_output(folder, quiet=quiet)
    of_scenario = f", {case_file.scenario}" if case_file.scenario else ""
    result = with_progress(
        f"{case_file.case.title}{of_scenario}: finding the frontier",
        lambda progress: draw_frontier(case_file, points, folder=folder, progress=progress, **solving),
        quiet=quiet,
    )
    written, frontiers = result.write(), result.frontiers
    if not quiet:
        click.echo("\n".join(outcome(frontiers)))
        click.echo("\n".join(_ending(frontiers, written)), err=True)
    return Exit.of(has_plan=bool(frontiers.with_points), proven=frontiers.proven, failing=written.failing)


def outcome(frontiers: Frontiers) -> Iterator[str]:
    """A row for each option, and the sentences on which option has the most outcomes at which cost."""
    from optimiser.reports.prose import frontier as prose

    unit = prose.outcomes_unit(frontiers)
    headings = ("option", "status", "points", "cheapest", unit, "appraised", unit, "£100,000 less", "flat part")
    yield from text_table([headings, *map(_row, frontiers.options)])
    yield ""
    yield from prose.crossing_sentences(frontiers)


def _row(option: OptionFrontier) -> tuple[str, ...]:
    if not option.points:
        return (option.option, option.status.value, *[""] * 7)
    cheapest, appraised, marginal = option.steps[0], option.appraised_point, option.marginal
    return (
        *(option.option, _least_proven(option).value, str(len(option.points))),
        *(pounds(cheapest.present_cost), tenths(cheapest.weighted_outcomes)),
        *((pounds(appraised.present_cost), tenths(appraised.weighted_outcomes)) if appraised else ("", "")),
        "" if marginal.outcomes_lost is None else f"-{tenths(marginal.outcomes_lost)}",
        "" if marginal.is_flat is None else yes_no(marginal.is_flat),
    )


def _least_proven(option: OptionFrontier) -> Status:
    """The status of the point that is proven least well."""
    from models.plan.plan import Status

    order = list(Status)
    return max((point.status for point in option.points), key=order.index)


def _ending(frontiers: Frontiers, written: Written) -> Iterator[str]:
    """How many answers were kept, where the files are, which checks fail, and what to do next."""
    from optimiser.reports.folder import FRONTIER_WORKBOOK

    yield answers_text(len(frontiers.used_answers.answers), frontiers.reused_answers, "frontier")
    yield from written_text(written)
    if not frontiers.proven:
        yield "Not everything is proven. Next: find the frontier again with a longer --time-limit."
    else:
        yield f"Next: open {written.path(FRONTIER_WORKBOOK)}."
