"""The command `optimiser appraise`: its arguments, options and help."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from optimiser.cli.command import Command
from optimiser.cli.options import AFRESH, CASE, CHANGED, GENERAL, OBJECTIVE, OUTPUT, SOLVING, WHO_SOLVES, gather_options


@click.command(cls=Command, short_help="Find, check and score a plan for each option.")
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
    "--stay-close",
    metavar="OLD",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Prefer, among plans within the gap, the one nearest to the plan of the run in folder OLD.",
)
@click.option(
    "--if-changed", is_flag=True, help="Do nothing, and exit with 0, if nothing has changed since the last run."
)
@AFRESH
@WHO_SOLVES
@click.option("--accessible", is_flag=True, help="Write the workbook in a larger and plainer format.")
@click.option("--json", "as_json", is_flag=True, help="Print result.json instead of the table.")
@GENERAL
@gather_options
def appraise(**options: Any) -> int:
    """
    \b
    Example:  optimiser appraise inputs/three-boroughs --output outputs/first-look

    Look for the best plan for each option of CASE, and prove how far from the best it can be. Check every plan, score
    the options, and write the board's workbook and the files behind it. CASE is a folder of CSV files or an Excel
    workbook.

    If the output folder holds an earlier run, its proven answers are used again where they still apply, and the
    workbook shows what changed.
    """
    from optimiser.cli.actions import appraise as action  # noqa: PLC0415 - usage errors come before the libraries are loaded

    return action.appraise(**options)
