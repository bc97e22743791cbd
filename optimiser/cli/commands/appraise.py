"""`optimiser appraise`: appraises a case, writes the files, and prints what came of it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from optimiser.cli import NOT_CERTAIN, Exit
from optimiser.cli.case_argument import default_folder, read_case
from optimiser.cli.command import Command
from optimiser.cli.options import (
    AFRESH,
    CASE,
    CHANGED,
    FOLDER,
    GENERAL,
    OBJECTIVE,
    OUTPUT,
    RANKING_TIME,
    SOLVING,
    WHO_SOLVES,
)
from optimiser.cli.output_folder import hold_output
from optimiser.cli.progress import with_progress

if TYPE_CHECKING:
    from optimiser.casefiles.reading import Change
    from optimiser.solving.settings import Settings


@click.command(
    cls=Command,
    short_help="Find, check and score a plan for each option.",
    exit_codes={Exit.UNPROVEN: NOT_CERTAIN},
)
@CASE
@OUTPUT
@SOLVING
@CHANGED
@OBJECTIVE
@click.option(
    "--robust",
    is_flag=True,
    help="Change each input in turn and optimise again, to find what would change the preferred option.",
)
@click.option(
    "--settled", is_flag=True, help="Find which lines of the preferred option's plan are fixed and which are flexible."
)
@click.option(
    "--verify",
    is_flag=True,
    help="Solve every option again with a second solver, SCIP, on a programme of its own, and say whether both agree.",
)
@click.option(
    "--stay-close",
    metavar="OLD",
    type=FOLDER,
    help="Prefer, among plans within the gap, the one nearest to the plan of the run in folder OLD.",
)
@click.option(
    "--if-changed", is_flag=True, help="Do nothing, and exit with 0, if nothing has changed since the last run."
)
@RANKING_TIME
@AFRESH
@WHO_SOLVES
@click.option("--accessible", is_flag=True, help="Write the workbook in a larger and plainer format.")
@click.option("--json", "as_json", is_flag=True, help="Print result.json instead of the table.")
@GENERAL
def appraise(
    case: Path,
    output: Path | None,
    settings: Settings,
    scenario: str,
    changes: Sequence[Change],
    if_changed: bool,
    as_json: bool,
    quiet: bool,
    **wanted: Any,
) -> int:
    """
    \b
    Example:  optimiser appraise inputs/three-boroughs --output outputs/first-look

    Look for the best plan for each option of CASE, and prove how far from the best it can be. Check every plan, score
    the options, and write the board's workbook and the files behind it. CASE is a folder of CSV files or an Excel
    workbook.

    If the output folder holds an earlier run, its proven answers are used again where they still apply, and the
    workbook shows what changed.
    """
    from optimiser.api.appraisal import appraise as appraise_case
    from optimiser.casefiles.change_text import change_label
    from optimiser.cli import appraisal_text
    from optimiser.engine.run_record import is_proven, read_record
    from optimiser.reports.data.result_json import result_json
    from optimiser.reports.decision_file import DECISION_FILE

    case_file = read_case(case, quiet, scenario, changes)
    folder = output or default_folder(case, case_file)
    of = f", {change_label(case_file)}" if change_label(case_file) else ""
    objective = settings.objective or case_file.case.objective
    hold_output(folder, quiet=quiet)
    result = with_progress(
        f"{case_file.case.title}{of}: solving",
        lambda progress: appraise_case(
            case_file, settings, folder=folder, if_changed=if_changed, progress=progress, **wanted
        ),
        quiet=quiet,
        objective=objective,
    )
    if result is None:
        open_ = "" if is_proven(read_record(folder)) else " In that run, not everything is proven or certain."
        _say(f"Nothing has changed since the run in {folder}: nothing was solved or written.{open_}", quiet)
        return Exit.DONE
    if result.earlier.unreadable:
        why = result.earlier.unreadable
        _say(f"The earlier run in this folder cannot be used, so everything was solved again: {why}", quiet)
    if result.earlier.decision_is_gone:
        words = f"{folder / DECISION_FILE} is gone, so this run does not say whether the decision still holds."
        _say(f"{words} Bring the file back, and run the command again.", quiet)
    written = result.write()
    if as_json:
        sys.stdout.buffer.write(result_json(result.findings).encode())
    elif not quiet:
        click.echo("\n\n".join(appraisal_text.paragraphs(result.findings, robust=wanted["robust"])))
    if result.earlier.record is not None and not wanted["afresh"]:
        _say(appraisal_text.kept_answers(result.earlier.record, result.run), quiet)
    _say(appraisal_text.ending(result.run, written, result.findings.second_opinion), quiet)
    return appraisal_text.code(result.run, written.failing, result.findings.second_opinion)


def _say(text: str, quiet: bool) -> None:
    if not quiet:
        click.echo(text, err=True)
