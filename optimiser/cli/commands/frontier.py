"""The command `optimiser frontier`: its arguments, options and help."""

from __future__ import annotations

from typing import Any

import click

from optimiser.cli.failures import Command
from optimiser.cli.options import AFRESH, CASE, CHANGED, GENERAL, OBJECTIVE, OUTPUT, SOLVING, WHO_SOLVES, gather_options

MOST = 1000  # points of an option


@click.command(cls=Command, short_help="Draw the most outcomes of every option at each cost, and where options cross.")
@CASE
@click.option("--points", type=click.IntRange(2, MOST), default=15, show_default=True, help="Of each option, at least.")
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

    For every option of CASE, find the most outcomes at each cost from its cheapest plan to its best, each proven; say
    at which cost which option has most, what £100,000 less or more does beside the plan of the appraisal, and draw it.
    The objective only says which plan is that of the appraisal. What an earlier frontier in the same folder has proven
    is not solved again.

    \b
    Exit codes:
      0    done, and proven within the gap at every point
      1    done, but something is not proven, or a check failed
      2    the command was not understood
      3    the input has faults
      4    no option has a plan
      5    the output cannot be written
      69   the processes or the cluster that were to solve cannot be used, or were lost
      70   our error
      130  stopped
    """
    from optimiser.cli.actions import frontier as action  # noqa: PLC0415 - usage errors come before the libraries are loaded

    return action.frontier(**options)
