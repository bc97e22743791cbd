"""The command `optimiser compare`: its arguments, options and help."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from optimiser.cli.failures import Command
from optimiser.cli.options import GENERAL, WHO_SOLVES, gather_options

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command(cls=Command, short_help="Say what changed between two runs, and why.")
@click.argument("old", type=FOLDER)
@click.argument("new", type=FOLDER)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Folder to write to [outputs/compare- and both names]."
)
@WHO_SOLVES
@GENERAL
@gather_options
def compare(**options: Any) -> int:
    """
    \b
    Example:  optimiser compare outputs/in-april outputs/in-june

    Compare two runs by their folders OLD and NEW: what changed in the input, cell by cell; how much of the change in
    cost, outcomes and score each cause made, everything optimised again with some of them changed; and which contracts
    and places moved. Writes changes.xlsx with a waterfall chart of each, and the files behind it.

    \b
    Exit codes:
      0    done, and proven within the gap
      1    done, but something is not proven, or a check failed
      2    the command was not understood
      3    a folder holds no run that can be read
      5    the output cannot be written
      69   the processes or the cluster that were to solve cannot be used, or were lost
      70   our error
      130  stopped
    """
    from optimiser.cli.actions import compare as action  # noqa: PLC0415 - usage errors come before the libraries are loaded

    return action.compare(**options)
