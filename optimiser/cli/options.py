"""The arguments and options that several commands share, so that they are called and mean the same in each."""

from __future__ import annotations

from collections.abc import Callable
from math import isfinite
from pathlib import Path
from typing import Any

import click

from optimiser.cli.cluster_option import address
from optimiser.cli.did_you_mean import CasePath

Command = Callable[..., Any]
Decorator = Callable[[Command], Command]


def _version(context: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked:
        from optimiser.engine.versions import version_of  # noqa: PLC0415 - reads what is installed

        click.echo(f"optimiser {version_of('optimiser')}")
        context.exit()


def _number(_: click.Context, __: click.Parameter, value: float) -> float:
    if not isfinite(value):
        raise click.BadParameter(f"{value} is not a number that can be held to.")
    return value


def _named(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    if value is not None and not value.strip():
        raise click.BadParameter("a blank names no scenario; leave it out for the case as it stands.")
    return value


def _logged(_: click.Context, __: click.Parameter, value: Path | None) -> None:
    if value is not None:
        from optimiser.cli.log import begin  # noqa: PLC0415 - only where a log is kept

        begin(value)


def _quiet(_: click.Context, __: click.Parameter, value: bool) -> bool:
    """Whether to say nothing; where a log is kept, it is said to the log alone."""
    from optimiser.cli.log import muted  # noqa: PLC0415 - as above

    return value and not muted()


def _together(*options: Decorator) -> Decorator:
    """Several options as one, in the order in which help shows them."""

    def decorate(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


CASE = click.argument("case", type=CasePath())
OUTPUT = click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Folder to write to [outputs/ and the case's name]."
)
SOLVER = click.option("--solver", default="HiGHS", show_default=True, help="HiGHS, or any solver that PuLP knows.")
GAP = click.option(
    "--gap", type=click.FloatRange(0, 1), default=0.001, show_default=True, callback=_number, help="Gap to be proven."
)
TIME_LIMIT = click.option(
    "--time-limit",
    type=click.FloatRange(0, min_open=True),
    default=60.0,
    show_default=True,
    callback=_number,
    help="Seconds for each option.",
)
OPTIONS = click.option(
    "--option", "options", multiple=True, help="Appraise this option and the reference alone; repeatable."
)
SCENARIO = click.option("--scenario", callback=_named, help="Appraise the case with this scenario's changes made.")
SET = click.option(
    "--set",
    "changes",
    nargs=4,
    multiple=True,
    metavar="TABLE WHERE COLUMN CHANGE",
    help="Change a figure first, as a row of the table scenarios would; repeatable.",
)
OBJECTIVE = click.option(
    "--objective", type=click.Choice(["outcomes", "cost", "value"]), help="What is best [as the case says]."
)
WORKERS = click.option(
    "--workers", type=click.IntRange(1), help="Processes to solve in; 1 for none beside this one [one a core]."
)
CLUSTER = click.option(
    "--cluster", metavar="ADDRESS", callback=address, help="Solve on the Dask cluster whose scheduler is there."
)
AFRESH = click.option("--afresh", is_flag=True, help="Solve everything again, whatever an earlier run has left.")
LOG = click.option(
    "--log",
    type=click.Path(dir_okay=False, path_type=Path),
    is_eager=True,
    expose_value=False,
    callback=_logged,
    help="Add to this file, with the time, all that is said.",
)
QUIET = click.option("-q", "--quiet", is_flag=True, callback=_quiet, help="Print nothing but errors.")
NO_INPUT = click.option("--no-input", is_flag=True, help="Never ask anything.")
VERSION = click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Show the version and exit."
)

SOLVING = _together(SOLVER, GAP, TIME_LIMIT, OPTIONS)
CHANGED = _together(SCENARIO, SET)
WHO_SOLVES = _together(WORKERS, CLUSTER)
MANNERS = _together(LOG, QUIET, NO_INPUT, VERSION)
