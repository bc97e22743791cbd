"""The command `optimiser sweep`: its arguments, options and help."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import click

from optimiser.cli.failures import Command
from optimiser.cli.options import AFRESH, CASE, CHANGED, GENERAL, OBJECTIVE, OUTPUT, SOLVING, WHO_SOLVES, gather_options

MOST = 1000  # points of a sweep
MOST_MORE = 10  # times itself by which an input may grow
FINEST = 10**6  # parts of one that a change may be given in


def _change(context: click.Context, parameter: click.Parameter, value: str) -> Fraction:
    """A change in per cent as an exact share. A number without the sign for per cent is not guessed at."""
    text = value.strip().replace("\N{MINUS SIGN}", "-")
    share = _share(text[:-1].strip()) if text.endswith("%") else None
    if share is None:
        need = "Write -10% for a tenth less, 5% for a twentieth more."
        raise click.BadParameter(f'"{value}" is not a change in per cent. {need}', context, parameter)
    if not -1 <= share <= MOST_MORE:
        reach = f"from -100%, which leaves nothing, to {100 * MOST_MORE}%"
        raise click.BadParameter(f'"{value}" is out of reach: {reach}.', context, parameter)
    return share


def _share(text: str) -> Fraction | None:
    """A decimal of per cent as a share; None for what is none, or is finer than FINEST."""
    try:
        share = Fraction(text) / 100
    except (ValueError, ZeroDivisionError):
        return None
    return share if FINEST % share.denominator == 0 else None


PERCENT: dict[str, Any] = {"metavar": "PERCENT", "callback": _change, "show_default": True}


@click.command(cls=Command, short_help="Move one input over many points and optimise every option at each.")
@CASE
@click.argument("input", metavar="INPUT")
@click.option("--from", "low", **PERCENT, default="-10%", help="The lowest change.")
@click.option("--to", "high", **PERCENT, default="10%", help="The highest change.")
@click.option("--points", type=click.IntRange(2, MOST), default=21, show_default=True, help="How many, ends included.")
@OUTPUT
@SOLVING
@CHANGED
@OBJECTIVE
@AFRESH
@WHO_SOLVES
@GENERAL
@gather_options
def sweep(**options: Any) -> int:
    """
    \b
    Example:  optimiser sweep inputs/three-boroughs funding --from -10% --to 10% --points 50

    Move INPUT of CASE by so many per cent, at so many points and unchanged, and optimise every option at each: who
    is preferred where, and how outcomes, cost and score move. INPUT is funding, demand, prices, "success rates",
    "hub cost" or "back office retained"; all its figures move alike. What a sweep in the same folder has proven is not
    solved again.

    \b
    Exit codes:
      0    done, and proven within the gap at every point
      1    done, but something is not proven
      2    the command was not understood
      3    the input has faults
      4    no option has a plan at any point
      5    the output cannot be written
      69   the processes or the cluster that were to solve cannot be used, or were lost
      70   our error
      130  stopped
    """
    from optimiser.cli.actions import sweep as action  # noqa: PLC0415 - usage errors come before the libraries are loaded

    return action.sweep(**options)
