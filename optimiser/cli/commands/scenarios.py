"""`optimiser scenarios`: how it is called."""

from __future__ import annotations

from pathlib import Path

import click

from optimiser.cli.options import AFRESH, CASE, MANNERS, OBJECTIVE, OUTPUT, SET, SOLVING, WHO_SOLVES


@click.command(short_help="Appraise every scenario beside the case as it stands.")
@CASE
@SET
@OUTPUT
@SOLVING
@OBJECTIVE
@AFRESH
@WHO_SOLVES
@click.option("--accessible", is_flag=True, help="Write each scenario's own workbook in larger, plainer dress.")
@MANNERS
def scenarios(
    case: Path,
    changes: tuple[tuple[str, str, str, str], ...],
    output: Path | None,
    solver: str,
    gap: float,
    time_limit: float,
    options: tuple[str, ...],
    objective: str | None,
    afresh: bool,
    workers: int | None,
    cluster: str | None,
    accessible: bool,
    quiet: bool,
    no_input: bool,  # noqa: ARG001 - it never asks anything
) -> int:
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
    from optimiser.cli.actions import scenarios as scenarioing  # noqa: PLC0415 - usage errors come before the libraries are loaded
    from optimiser.solving.settings import Settings  # noqa: PLC0415

    asked = scenarioing.Asked(changes, afresh, workers, cluster, accessible)
    return scenarioing.scenarios(
        case, asked, output, Settings(solver, gap, time_limit, options, objective), quiet=quiet
    )
