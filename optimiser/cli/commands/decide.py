"""The command `optimiser decide`: its arguments, options and help."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from optimiser.cli.failures import Command
from optimiser.cli.options import GENERAL, WHO_SOLVES, gather_options


@click.command(cls=Command, short_help="Record what the board chose, and how far it holds.")
@click.argument("run", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--option", required=True, metavar="NAME", help="The option that was chosen.")
@click.option("--why", required=True, metavar="TEXT", help="The reason that the board gave.")
@click.option("--by", default="", metavar="TEXT", help="The body that decided.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="The day, as 2010-04-01 [today].")
@click.option("--no-thresholds", is_flag=True, help="Do not look for where it would cease to hold; nothing is solved.")
@WHO_SOLVES
@GENERAL
@gather_options
def decide(**options: Any) -> int:
    """
    \b
    Example:  optimiser decide outputs/first-look --option joint --why "Most people recover for the money"

    Record in RUN, the folder of an appraisal, which option the board chose and why. Later runs into that folder say
    whether the decision still holds, or what broke it. How far funding and prices may move before it ceases to is
    looked for now: each end is solved. A board may choose what is not preferred; that is said, and the reason kept.
    A later decision does not replace an earlier one: all stay in decision.json, and the last stands.

    \b
    Exit codes:
      0    recorded
      1    recorded, but not everything that it rests on is proven
      2    the command was not understood, or the run has no such option
      3    RUN holds no run, or decisions that cannot be read
      5    the folder cannot be written
      69   those who were to solve cannot be used, or were lost
      70   our error
      130  stopped
    """
    from optimiser.cli.actions import decide as action  # noqa: PLC0415 - usage errors come before the libraries are loaded

    return action.decide(**options)
