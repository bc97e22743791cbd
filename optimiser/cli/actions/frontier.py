"""What `optimiser frontier` does: draws the frontier, writes, and prints a row for each option and the crossings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from models.plan.plan import Status
from optimiser.analyses.frontier import Frontiers, OptionFrontier
from optimiser.api.frontier import draw_frontier
from optimiser.api.workers import Workers
from optimiser.casefiles.reading import Change
from optimiser.cli import Exit
from optimiser.cli.background import in_background
from optimiser.cli.case_input import default_folder, read_case
from optimiser.cli.progress import progress_line
from optimiser.cli.text_table import text_table
from optimiser.cli.written_text import written_text
from optimiser.reports.folder import FRONTIER_WORKBOOK, Written
from optimiser.reports.prose import frontier as prose
from optimiser.solving.settings import Settings
from optimiser.text import pounds, tenths, yes_no


def frontier(
    case: Path,
    points: int,
    output: Path | None,
    settings: Settings,
    scenario: str,
    changes: Sequence[Change],
    afresh: bool,
    workers: Workers,
    quiet: bool,
) -> int:
    """Read, find the frontier, write, and print what came of it."""
    case_file = read_case(case, quiet, scenario, changes)
    folder = output or default_folder(case, case_file, "-frontier")
    of_scenario = f", {case_file.scenario}" if case_file.scenario else ""
    with progress_line(f"{case_file.case.title}{of_scenario}: finding the frontier", quiet=quiet) as progress:
        result = in_background(
            lambda: draw_frontier(
                case_file, points, settings, folder=folder, afresh=afresh, workers=workers, progress=progress
            )
        )
    written = result.write()
    if not quiet:
        click.echo("\n".join(outcome(result.frontiers)))
        click.echo("\n".join(_ending(result.frontiers, written)), err=True)
    found = result.frontiers
    return Exit.of(has_plan=bool(found.with_points), proven=found.proven, failing=written.failing)


def outcome(frontiers: Frontiers) -> Iterator[str]:
    """A row for each option, and the sentences on which option has the most outcomes at which cost."""
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
    order = list(Status)
    return max((point.status for point in option.points), key=order.index)


def _ending(frontiers: Frontiers, written: Written) -> Iterator[str]:
    """How many answers were kept, where the files are, which checks fail, and what to do next."""
    total, earlier = len(frontiers.used_answers.answers), frontiers.reused_answers
    yield f"{total} answers: {earlier} from an earlier frontier, {total - earlier} new."
    yield from written_text(written)
    if not frontiers.proven:
        yield "Not everything is proven. Next: find the frontier again with a longer --time-limit."
    else:
        yield f"Next: open {written.path(FRONTIER_WORKBOOK)}."
