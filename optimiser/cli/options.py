"""The arguments and options that several commands share, so that they have the same name and meaning in each."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from math import isfinite
from pathlib import Path
from typing import Any

import click

from optimiser.cli.case_argument import CasePath
from optimiser.cli.output_folder import OutputPath

Command = Callable[..., Any]
Decorator = Callable[[Command], Command]

SCHEMES = ("tcp", "tls")  # of the address of a cluster
PORTS = range(1, 65536)
MOST_POINTS = 1000
SETTINGS = ("solver", "gap", "time_limit", "options", "objective")  # in the order of `Settings`


def gather_options(command: Command) -> Command:
    """Give a command `settings` for the options of the solving, and `workers` for --workers and --cluster."""

    @wraps(command)
    def called(**given: Any) -> Any:
        if "cluster" in given:
            given["workers"] = given.pop("cluster") or given["workers"]
        if "solver" in given:
            from optimiser.solving.settings import Settings  # the solver is loaded after usage errors

            ranking_time = {name: given.pop(name) for name in ("ranking_time",) if name in given}
            given["settings"] = Settings(*(given.pop(name) for name in SETTINGS), **ranking_time)
        return command(**given)

    return called


def _show_version(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        from optimiser.engine.versions import installed_version  # reads what is installed

        click.echo(f"optimiser {installed_version('optimiser')}")
        context.exit()


def _finite(_: click.Context, __: click.Parameter, value: float) -> float:
    if not isfinite(value):
        raise click.BadParameter(f"{value} is not a finite number.")
    return value


def _scenario_name(_: click.Context, __: click.Parameter, value: str | None) -> str:
    if value is not None and not value.strip():
        raise click.BadParameter("the name of a scenario cannot be blank. Leave --scenario out for the base case.")
    return value or ""


def _start_log(_: click.Context, __: click.Parameter, value: Path | None) -> None:
    if value is not None:
        from optimiser.cli.log import start  # loaded only if a log is kept

        start(value)


def _quiet(_: click.Context, __: click.Parameter, value: bool) -> bool:
    """Whether to print nothing. If a log is kept, everything is still said, to the log alone."""
    from optimiser.cli.log import mute_screen  # as above

    return value and not mute_screen()


def _cluster_address(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """Check that a value is the address of a scheduler as Dask writes it, such as tcp://10.0.0.5:8786."""
    if value is None:
        return None
    scheme, _, place = value.strip().partition("://")
    host, _, port = place.rpartition(":")
    if scheme not in SCHEMES or not host.strip("[]") or not (port.isdecimal() and int(port) in PORTS):
        raise click.BadParameter(
            f'"{value}" is not the address of a scheduler. Expected tcp://HOST:PORT, such as tcp://10.0.0.5:8786,'
            " or tls://HOST:PORT if the cluster is encrypted. `dask scheduler` prints its address.",
            context,
            parameter,
        )
    return value.strip()


def _together(*options: Decorator) -> Decorator:
    """Several options as one decorator, in the order in which help shows them."""

    def decorate(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


def output_option(default: str) -> Decorator:
    """The option -o. `default`: the folder that is written to without it, in words."""
    words = f"Folder to write to.  [default: {default}]"
    return click.option("-o", "--output", type=OutputPath(), help=words)


def points_option(default: int, meaning: str) -> Decorator:
    """The option --points of a command that solves at several points. `meaning`: what they are the number of."""
    return click.option(
        "--points", type=click.IntRange(2, MOST_POINTS), default=default, show_default=True, help=meaning
    )


FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
CASE = click.argument("case", type=CasePath())
OUTPUT = output_option("outputs/ and the case's name")
SOLVER = click.option("--solver", default="HiGHS", show_default=True, help="HiGHS, or any solver that PuLP can use.")
GAP = click.option(
    "--gap",
    type=click.FloatRange(0, 1),
    default=0.0002,
    show_default=True,
    callback=_finite,
    help="Relative gap to prove.",
)
TIME_LIMIT = click.option(
    "--time-limit",
    type=click.FloatRange(0, min_open=True),
    default=60.0,
    show_default=True,
    callback=_finite,
    help="Time limit for each option, in seconds.",
)
RANKING_TIME = click.option(
    "--ranking-time",
    type=click.FloatRange(0),
    default=60.0,
    show_default=True,
    callback=_finite,
    help="Seconds that may be spent to make the preferred option certain. 0: do not search.",
)
OPTIONS = click.option(
    "--option", "options", multiple=True, help="Appraise only this option and the reference. Can be repeated."
)
SCENARIO = click.option("--scenario", callback=_scenario_name, help="Make the changes of this scenario first.")
SET = click.option(
    "--set",
    "changes",
    nargs=4,
    multiple=True,
    metavar="TABLE WHERE COLUMN CHANGE",
    help='Change a figure first, for example: --set funding "stream=council money" 2013/14 -10%. An empty WHERE means'
    " every row. Can be repeated.",
)
OBJECTIVE = click.option(
    "--objective",
    type=click.Choice(["outcomes", "cost", "value"]),
    help="What to optimise.  [default: as the case says]",
)
WORKERS = click.option(
    "--workers",
    type=click.IntRange(1),
    help="Number of processes to solve in; 1 starts no other.  [default: up to one for each core]",
)
CLUSTER = click.option(
    "--cluster",
    metavar="ADDRESS",
    callback=_cluster_address,
    help="Solve on the Dask cluster whose scheduler has this address.",
)
AFRESH = click.option("--afresh", is_flag=True, help="Ignore the answers of earlier runs and solve everything again.")
LOG = click.option(
    "--log",
    type=click.Path(dir_okay=False, path_type=Path),
    is_eager=True,
    expose_value=False,
    callback=_start_log,
    help="Add every message to this file, with the time.",
)
QUIET = click.option("-q", "--quiet", is_flag=True, callback=_quiet, help="Print only errors.")
NO_INPUT = click.option("--no-input", is_flag=True, help="Never ask a question.")
IGNORED_NO_INPUT = click.option("--no-input", is_flag=True, expose_value=False, help="Never ask a question.")
VERSION = click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    help="Show the version and exit.",
)

SOLVING = _together(SOLVER, GAP, TIME_LIMIT, OPTIONS)
CHANGED = _together(SCENARIO, SET)
WHO_SOLVES = _together(WORKERS, CLUSTER)
GENERAL = _together(LOG, QUIET, IGNORED_NO_INPUT, VERSION, gather_options)  # of a command that never asks anything
AT_POINTS = _together(OUTPUT, SOLVING, CHANGED, OBJECTIVE, AFRESH, WHO_SOLVES, GENERAL)  # of one that solves at points
