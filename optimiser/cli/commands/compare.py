"""The command `optimiser compare`: its arguments, options and help."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from optimiser.cli import Exit
from optimiser.cli.command import Command
from optimiser.cli.options import GENERAL, WHO_SOLVES, gather_options

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command(
    cls=Command,
    short_help="Show what changed between two runs, and why.",
    exit_codes={Exit.FAULTS: "a folder holds no run that can be read", Exit.NO_PLAN: None},
)
@click.argument("old", type=FOLDER)
@click.argument("new", type=FOLDER)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="Folder to write to.  [default: outputs/compare- and both names]",
)
@WHO_SOLVES
@GENERAL
@gather_options
def compare(**options: Any) -> int:
    """
    \b
    Example:  optimiser compare outputs/in-april outputs/in-june

    Compare the runs in the folders OLD and NEW. Show which cells of the input changed, how much of the change in cost,
    outcomes and score each cause made, and which contracts and places moved. To tell the causes apart, the options are
    optimised again with some of the causes changed. Write changes.xlsx, with a waterfall chart for each figure, and
    the files behind it.
    """
    from optimiser.cli.actions import compare as action  # noqa: PLC0415 - usage errors come before the libraries are loaded

    return action.compare(**options)
