"""The command `optimiser decide`: its arguments, options and help."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from optimiser.cli import Exit
from optimiser.cli.command import Command
from optimiser.cli.options import GENERAL, WHO_SOLVES, gather_options


@click.command(
    cls=Command,
    short_help="Record the board's decision, and find how far it holds.",
    exit_codes={
        Exit.DONE: "recorded",
        Exit.UNPROVEN: "recorded, but not everything that it rests on is proven",
        Exit.USAGE: "the command was not understood, or the run does not have that option",
        Exit.FAULTS: "RUN holds no run, or decisions that cannot be read",
        Exit.NO_PLAN: None,
        Exit.NOT_WRITTEN: "the folder cannot be written",
    },
)
@click.argument("run", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--option", required=True, metavar="NAME", help="Name of the option that the board chose.")
@click.option("--why", required=True, metavar="TEXT", help="Reason that the board gave.")
@click.option("--by", default="", metavar="TEXT", help="Body that decided.")
@click.option(
    "--on",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="Day of the decision, such as 2010-04-01.  [default: today]",
)
@click.option(
    "--no-thresholds", is_flag=True, help="Do not find how far funding and prices can move. Nothing is solved."
)
@WHO_SOLVES
@GENERAL
@gather_options
def decide(**options: Any) -> int:
    """
    \b
    Example:  optimiser decide outputs/first-look --option partial --why "Most people recover for the money"

    Record which option the board chose, and why, in RUN, the folder of an appraisal. Later runs into that folder say
    whether the decision still holds, or why it does not. The command also finds how far funding and prices can move,
    each alone, before the decision stops holding.

    The board may choose an option that is not preferred. The command says so, and records the reason. Earlier
    decisions stay in decision.json, and the latest one counts.
    """
    from optimiser.cli.actions import decide as action  # noqa: PLC0415 - usage errors come before the libraries are loaded

    return action.decide(**options)
