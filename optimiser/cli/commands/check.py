"""The command `optimiser check`: its arguments, options and help."""

from __future__ import annotations

from typing import Any

import click

from optimiser.cli.failures import Command
from optimiser.cli.options import CASE, GENERAL, gather_options


@click.command(cls=Command, short_help="Say what a case holds, or every fault in it.")
@CASE
@GENERAL
@gather_options
def check(**options: Any) -> int:
    """
    \b
    Example:  optimiser check inputs/three-boroughs

    Read CASE (a folder of CSV files, or an Excel workbook), say what it holds, or every fault with its cell.
    """
    from optimiser.cli.actions import check as action  # noqa: PLC0415 - usage errors come before the libraries are loaded

    return action.check(**options)
