"""`optimiser new`: makes a workbook to fill in."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from optimiser.cli import Exit, Failure
from optimiser.cli.command import Command
from optimiser.cli.failures import typed
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
def new(file: Path, example: str | None, quiet: bool, no_input: bool) -> int:
    """
    \b
    Example:  optimiser new my-case.xlsx --example three-boroughs

    Make FILE, an Excel workbook to fill in. It has a sheet for each table and a checklist of what is needed.
    """
    from optimiser.api.cases import new_workbook

    if file.suffix.lower() != ".xlsx":
        raise click.BadParameter(f"{file} must end in .xlsx.", param_hint="FILE")
    replace = os.path.exists(file) and not no_input and _may_replace(file)  # noqa: PTH110 - a name may be too long
    saved = new_workbook(file, example, replace=replace)
    if saved.dated_names:
        raise Failure(
            f"{file} is open in another program, so the new file is {saved.dated_names[file.name]}.", Exit.NOT_WRITTEN
        )
    if not quiet:
        then = "look through it and change what you need, then run: optimiser appraise"
        then = then if example else "fill in the yellow cells, then run: optimiser check"
        click.echo(f"Made {file}. Next: {then} {typed(file)}", err=True)
    return Exit.DONE


def _may_replace(file: Path) -> bool:
    """Whether the user agrees; nobody is asked if stdin is not a terminal."""
    return sys.stdin.isatty() and click.confirm(f"{file} already exists. Replace it?", err=True)
