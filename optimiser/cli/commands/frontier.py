"""The command `optimiser frontier`: its arguments, options and help."""

from __future__ import annotations

from typing import Any

import click

from optimiser.cli import Exit
from optimiser.cli.command import Command
from optimiser.cli.options import AFRESH, CASE, CHANGED, GENERAL, OBJECTIVE, OUTPUT, SOLVING, WHO_SOLVES, gather_options

MOST = 1000  # points of an option


@click.command(
    cls=Command,
    short_help="Find the most outcomes of each option at each cost, and where options cross.",
    exit_codes={Exit.DONE: "done, and proven within the gap at every point"},
)
@CASE
@click.option(
    "--points",
    type=click.IntRange(2, MOST),
    default=15,
    show_default=True,
    help="Least number of points for each option.",
)
@OUTPUT
@SOLVING
@CHANGED
@OBJECTIVE
@AFRESH
@WHO_SOLVES
@GENERAL
@gather_options
def frontier(**options: Any) -> int:
    """
    \b
    Example:  optimiser frontier inputs/three-boroughs --points 15

    For each option of CASE, find the most outcomes at each cost, from its cheapest plan to the plan with the most
    outcomes, with a proven bound at each point. Print which option has the most outcomes at which cost, and what
    £100,000 less or more would change beside the plan of the appraisal, and draw a chart. --objective only says which
    plan is that of the appraisal. Proven answers of an earlier frontier in the same folder are used again.
    """
    from optimiser.cli.actions import frontier as action  # noqa: PLC0415 - usage errors come before the libraries are loaded

    return action.frontier(**options)
