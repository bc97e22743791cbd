"""The command `optimiser scenarios`: its arguments, options and help."""

from __future__ import annotations

from typing import Any

import click

from optimiser.cli import Exit
from optimiser.cli.command import Command
from optimiser.cli.options import AFRESH, CASE, GENERAL, OBJECTIVE, OUTPUT, SET, SOLVING, WHO_SOLVES, gather_options


@click.command(
    cls=Command,
    short_help="Appraise every scenario beside the base case.",
    exit_codes={
        Exit.FAULTS: "the case or a scenario has faults",
        Exit.NO_PLAN: "no plan was found for any option in any scenario",
    },
)
@CASE
@SET
@OUTPUT
@SOLVING
@OBJECTIVE
@AFRESH
@WHO_SOLVES
@click.option("--accessible", is_flag=True, help="Write the workbook of each scenario in a larger and plainer format.")
@GENERAL
@gather_options
def scenarios(**options: Any) -> int:
    """
    \b
    Example:  optimiser scenarios inputs/portsmouth --output outputs/what-if

    Look for the best plan for each option of CASE, in the base case and in each scenario. Write one workbook with
    all of them side by side, and the files of each scenario in a folder. The changes of --set make one more scenario.
    The workbook also shows each option without the policy constraints of the case.
    """
    from optimiser.cli.actions import scenarios as action  # noqa: PLC0415 - usage errors come before the libraries are loaded

    return action.scenarios(**options)
