"""The commands and their options, as click knows them: appraise, check and new. What they do is in `doing`."""

from __future__ import annotations

from math import isfinite
from pathlib import Path

import click

from optimiser.cli.suggesting import CasePath, Suggesting

CASE = click.argument("case", type=CasePath())
QUIET = click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
NO_INPUT = click.option("--no-input", is_flag=True, help="Never ask anything.")


def _version(context: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked:
        from optimiser.versions import version_of  # noqa: PLC0415 - reads what is installed

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


VERSION = click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Show the version and exit."
)


@click.group(cls=Suggesting, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@VERSION
def optimiser() -> None:
    """
    \b
    Example:  optimiser appraise inputs/three-boroughs

    Appraise the ways in which neighbouring boroughs could commission services: the best plan for each option under
    all rules, checked to the penny, scored on your criteria, and written as a workbook for the board.
    """


@optimiser.command(short_help="Find, check, compare and score the best plan of every option.")
@CASE
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Folder to write to [outputs/ and the case's name]."
)
@click.option("--solver", default="HiGHS", show_default=True, help="HiGHS, or any solver that PuLP knows.")
@click.option(
    "--gap", type=click.FloatRange(0, 1), default=0.001, show_default=True, callback=_number, help="Gap to be proven."
)
@click.option(
    "--time-limit",
    type=click.FloatRange(0, min_open=True),
    default=60.0,
    show_default=True,
    callback=_number,
    help="Seconds for each option.",
)
@click.option("--option", "options", multiple=True, help="Appraise this option and the reference alone; repeatable.")
@click.option("--scenario", callback=_named, help="Appraise the case with this scenario's changes made.")
@click.option("--objective", type=click.Choice(["outcomes", "cost", "value"]), help="What is best [as the case says].")
@click.option("--robust", is_flag=True, help="Move each input and optimise again: what would change what is preferred?")
@click.option(
    "--workers", type=click.IntRange(1), help="Processes that --robust solves in; 1 for none beside it [one a core]."
)
@click.option("--accessible", is_flag=True, help="Write the workbook in larger, plainer dress for every reader.")
@click.option("--json", "as_json", is_flag=True, help="Print result.json in place of the table.")
@QUIET
@NO_INPUT
@VERSION
def appraise(
    case: Path,
    output: Path | None,
    solver: str,
    gap: float,
    time_limit: float,
    options: tuple[str, ...],
    scenario: str | None,
    objective: str | None,
    robust: bool,
    workers: int | None,
    accessible: bool,
    as_json: bool,
    quiet: bool,
    no_input: bool,  # noqa: ARG001 - it never asks anything
) -> int:
    """
    \b
    Example:  optimiser appraise inputs/three-boroughs --output outputs/first-look

    Find the best plan for every option of CASE (a folder of CSV files, or an Excel workbook), check it, compare and
    score the options, and write the board's workbook and the files behind it.

    \b
    Exit codes:
      0    done, and proven within the gap
      1    done, but something is not proven, or a check failed
      2    the command was not understood
      3    the input has faults
      4    no option has a plan
      5    the output cannot be written
      70   our error
      130  stopped
    """
    from optimiser.cli import doing  # noqa: PLC0415 - usage errors come before the libraries are loaded
    from optimiser.settings import Settings  # noqa: PLC0415

    if workers is not None and not robust:
        raise click.UsageError("--workers is for --robust: add that, or leave it out.")
    settings = Settings(solver, gap, time_limit, options, objective)
    wishes = doing.Wishes(scenario or "", robust, workers, accessible)
    return doing.appraise(case, output, settings, wishes, as_json=as_json, quiet=quiet)


@optimiser.command(short_help="Say what a case holds, or every fault in it.")
@CASE
@QUIET
@NO_INPUT
@VERSION
def check(case: Path, quiet: bool, no_input: bool) -> int:  # noqa: ARG001 - it never asks anything
    """
    \b
    Example:  optimiser check inputs/three-boroughs

    Read CASE (a folder of CSV files, or an Excel workbook), say what it holds, or every fault with its cell.
    """
    from optimiser.cli import doing  # noqa: PLC0415 - as in appraise

    return doing.check(case, quiet=quiet)


@optimiser.command(short_help="Make a workbook to fill in.")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--example", help="Fill it in with an example case, such as three-boroughs.")
@QUIET
@NO_INPUT
@VERSION
def new(file: Path, example: str | None, quiet: bool, no_input: bool) -> int:
    """
    \b
    Example:  optimiser new my-case.xlsx --example three-boroughs

    Make a workbook to fill in, FILE.xlsx, with a sheet for each table and a checklist of what is needed.
    """
    from optimiser.cli import doing  # noqa: PLC0415 - as in appraise

    return doing.new(file, example, quiet=quiet, may_ask=not no_input)
