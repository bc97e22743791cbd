"""The command `optimiser new`: its arguments, options and help."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from optimiser.cli import Exit
from optimiser.cli.command import Command
from optimiser.cli.options import NO_INPUT, QUIET, VERSION


@click.command(
    cls=Command,
    short_help="Make a workbook to fill in.",
    exit_codes={
        Exit.DONE: "the workbook was made",
        Exit.UNPROVEN: None,
        Exit.FAULTS: None,
        Exit.NO_PLAN: None,
        Exit.NOT_WRITTEN: "the workbook cannot be written",
        Exit.NO_WORKERS: None,
    },
)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--example", help="Fill it in with an example case, such as three-boroughs.")
@QUIET
@NO_INPUT
@VERSION
def new(**options: Any) -> int:
    """
    \b
    Example:  optimiser new my-case.xlsx --example three-boroughs

    Make FILE, an Excel workbook to fill in. It has a sheet for each table and a checklist of what is needed.
    """
    from optimiser.cli.actions import check as action  # noqa: PLC0415 - usage errors come before the libraries are loaded

    return action.new(**options)
