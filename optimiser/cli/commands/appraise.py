"""The command `optimiser appraise`: its arguments, options and help."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from optimiser.cli.failures import Command
from optimiser.cli.options import AFRESH, CASE, CHANGED, GENERAL, OBJECTIVE, OUTPUT, SOLVING, WHO_SOLVES, gather_options


@click.command(cls=Command, short_help="Find, check, compare and score the best plan of every option.")
@CASE
@OUTPUT
@SOLVING
@CHANGED
@OBJECTIVE
@click.option("--robust", is_flag=True, help="Move each input and optimise again: what would change what is preferred?")
@click.option(
    "--settled", is_flag=True, help="Find which lines of the plan are settled, and which the board may choose."
)
@click.option(
    "--stay-close",
    metavar="OLD",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Of the plans within the gap, take the one nearest to that of the run in this folder.",
)
@click.option("--if-changed", is_flag=True, help="Exit with 0 at once where nothing has changed since the last run.")
@AFRESH
@WHO_SOLVES
@click.option("--accessible", is_flag=True, help="Write the workbook in larger, plainer dress for every reader.")
@click.option("--json", "as_json", is_flag=True, help="Print result.json in place of the table.")
@GENERAL
@gather_options
def appraise(**options: Any) -> int:
    """
    \b
    Example:  optimiser appraise inputs/three-boroughs --output outputs/first-look

    Find the best plan for every option of CASE (a folder of CSV files, or an Excel workbook), check it, compare and
    score the options, and write the board's workbook and the files behind it. Where the folder holds an earlier run,
    what did not change is not solved again, and the workbook says what changed.

    \b
    Exit codes:
      0    done, and proven within the gap
      1    done, but something is not proven, or a check failed
      2    the command was not understood
      3    the input has faults
      4    no option has a plan
      5    the output cannot be written
      69   those who were to solve cannot be used, or were lost
      70   our error
      130  stopped
    """
    from optimiser.cli.actions import appraise as action  # noqa: PLC0415 - usage errors come before the libraries are loaded

    return action.appraise(**options)
