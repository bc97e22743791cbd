"""The command `optimiser sweep`: its arguments, options and help."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import click

from optimiser.cli import Exit
from optimiser.cli.command import Command
from optimiser.cli.options import AFRESH, CASE, CHANGED, GENERAL, OBJECTIVE, OUTPUT, SOLVING, WHO_SOLVES, gather_options

MOST = 1000  # points of a sweep
MOST_MORE = 10  # an input may grow by ten times itself
FINEST = 10**6  # a change is a whole number of millionths


def _change(context: click.Context, parameter: click.Parameter, value: str) -> Fraction:
    """A percentage as an exact share. A number without a % sign is refused, not guessed at."""
    text = value.strip().replace("\N{MINUS SIGN}", "-")
    share = _share(text[:-1].strip()) if text.endswith("%") else None
    if share is None:
        need = "Write -10% for a tenth less, 5% for a twentieth more."
        raise click.BadParameter(
            f'"{value}" is not a percentage with at most four decimals. {need}', context, parameter
        )
    if not -1 <= share <= MOST_MORE:
        limits = f"from -100%, which leaves nothing, to {100 * MOST_MORE}%"
        raise click.BadParameter(f'"{value}" is out of range. Give a percentage {limits}.', context, parameter)
    return share


def _share(text: str) -> Fraction | None:
    """The share of a number of per cent, None if it is no number or is finer than FINEST."""
    try:
        share = Fraction(text) / 100
    except (ValueError, ZeroDivisionError):
        return None
    return share if FINEST % share.denominator == 0 else None


PERCENT: dict[str, Any] = {"metavar": "PERCENT", "callback": _change, "show_default": True}


@click.command(
    cls=Command,
    short_help="Change one input in steps, and optimise every option at each step.",
    exit_codes={
        Exit.DONE: "done, and proven within the gap at every point",
        Exit.UNPROVEN: "done, but something is not proven",
        Exit.NO_PLAN: "no plan was found for any option at any point",
    },
)
@CASE
@click.argument("input", metavar="INPUT")
@click.option("--from", "low", **PERCENT, default="-10%", help="The lowest change.")
@click.option("--to", "high", **PERCENT, default="10%", help="The highest change.")
@click.option(
    "--points", type=click.IntRange(2, MOST), default=21, show_default=True, help="Number of points, with both ends."
)
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

    Change INPUT of CASE by a range of percentages, and optimise every option at each of them and without any change.
    Print which option is preferred where, and write how outcomes, cost and score change. INPUT is funding, demand,
    prices, "success rates", "hub cost" or "back office retained"; all its figures change together. Proven answers of
    an earlier sweep in the same folder are used again.
    """
    from optimiser.cli.actions import sweep as action  # noqa: PLC0415 - usage errors come before the libraries are loaded

    return action.sweep(**options)
