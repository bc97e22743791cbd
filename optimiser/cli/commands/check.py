"""The command `optimiser check`: its arguments, options and help."""

from __future__ import annotations

from typing import Any

import click

from optimiser.cli import Exit
from optimiser.cli.command import Command
from optimiser.cli.options import CASE, GENERAL, gather_options


@click.command(
    cls=Command,
    short_help="Summarise a case, or list every fault in it.",
    exit_codes={
        Exit.DONE: "the case and its scenarios have no faults",
        Exit.UNPROVEN: None,
        Exit.FAULTS: "the case or a scenario has faults",
        Exit.NO_PLAN: None,
        Exit.NOT_WRITTEN: None,
        Exit.NO_WORKERS: None,
    },
)
@CASE
@GENERAL
@gather_options
def check(**options: Any) -> int:
    """
    \b
    Example:  optimiser check inputs/three-boroughs

    Read CASE, a folder of CSV files or an Excel workbook. Print a summary, or every fault with its cell.
    """
    from optimiser.cli.actions import check as action  # noqa: PLC0415 - usage errors come before the libraries are loaded

    return action.check(**options)
