"""`optimiser check`: how it is called."""

from __future__ import annotations

from pathlib import Path

import click

from optimiser.cli.options import CASE, MANNERS


@click.command(short_help="Say what a case holds, or every fault in it.")
@CASE
@MANNERS
def check(case: Path, quiet: bool, no_input: bool) -> int:  # noqa: ARG001 - it never asks anything
    """
    \b
    Example:  optimiser check inputs/three-boroughs

    Read CASE (a folder of CSV files, or an Excel workbook), say what it holds, or every fault with its cell.
    """
    from optimiser.cli.actions import check as checking  # noqa: PLC0415 - usage errors come before the libraries are loaded

    return checking.check(case, quiet=quiet)
