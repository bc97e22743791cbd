"""The command `optimiser scenarios`: its arguments, options and help."""

from __future__ import annotations

from typing import Any

import click

from optimiser.cli.failures import Command
from optimiser.cli.options import AFRESH, CASE, GENERAL, OBJECTIVE, OUTPUT, SET, SOLVING, WHO_SOLVES, gather_options


@click.command(cls=Command, short_help="Appraise every scenario beside the case as it stands.")
@CASE
@SET
@OUTPUT
@SOLVING
@OBJECTIVE
@AFRESH
@WHO_SOLVES
@click.option("--accessible", is_flag=True, help="Write each scenario's own workbook in larger, plainer dress.")
@GENERAL
@gather_options
def scenarios(**options: Any) -> int:
    """
    \b
    Example:  optimiser scenarios inputs/portsmouth --output outputs/what-if

    Find the best plan of every option in CASE as it stands and in each of its scenarios, and write one pack: a workbook
    with all of them side by side, and each scenario's own files in a folder. Changes of --set are one scenario more.

    \b
    Exit codes:
      0    done, and proven within the gap
      1    done, but something is not proven, or a check failed
      2    the command was not understood
      3    the input has faults, in the case or in any scenario
      4    no option has a plan in any scenario
      5    the output cannot be written
      69   the processes or the cluster that were to solve cannot be used, or were lost
      70   our error
      130  stopped
    """
    from optimiser.cli.actions import scenarios as action  # noqa: PLC0415 - usage errors come before the libraries are loaded

    return action.scenarios(**options)
