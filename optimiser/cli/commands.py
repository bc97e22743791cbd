"""The commands: appraise, check and new. Each says what it does, does it, and gives an exit code."""

from __future__ import annotations

import sys
from collections.abc import Callable
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from optimiser.cli import Exit, Failure
from optimiser.cli.suggesting import Suggesting

if TYPE_CHECKING:
    from optimiser.reading import Reading
    from optimiser.running import Run, Settings
    from optimiser.saving import Saved

CASE = click.argument("case", type=click.Path(exists=True, path_type=Path))
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
@click.option("--objective", type=click.Choice(["outcomes", "cost", "value"]), help="What is best [as the case says].")
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
    objective: str | None,
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
    from optimiser.running import Settings  # noqa: PLC0415 - usage errors come before the libraries are loaded

    settings = Settings(solver, gap, time_limit, options, objective)
    return _appraise(case, output or Path("outputs") / _name(case), settings, as_json, quiet)


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
    from optimiser.cli.holding import holding  # noqa: PLC0415 - as in appraise

    reading = _read(case, quiet)
    if not quiet:
        click.echo(holding(reading.case))
        click.echo(f"\nNo faults. Next: optimiser appraise {_typed(case)}", err=True)
    return Exit.DONE


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
    if file.suffix.lower() != ".xlsx":
        raise click.BadParameter(f"{file} must end in .xlsx.", param_hint="FILE")
    if file.exists() and not _may_replace(file, no_input):
        raise Failure(f"{file} is there already. Name another file, or remove it first.", Exit.NOT_WRITTEN)
    _make(file, example)
    if not quiet:
        click.echo(f"Made {file}. {_next_for(file, example)}", err=True)
    return Exit.DONE


def _appraise(case: Path, output: Path, settings: Settings, as_json: bool, quiet: bool) -> int:
    from optimiser.cli import words  # noqa: PLC0415 - as above
    from optimiser.cli.waiting import aside  # noqa: PLC0415
    from optimiser.results import result_json  # noqa: PLC0415

    reading = _read(case, quiet)
    _must_be_writable(output)
    run = aside(lambda: _solved(reading, settings, quiet))
    saved = _written(run, output)
    if as_json:
        sys.stdout.buffer.write(result_json(run).encode())
    elif not quiet:
        click.echo(words.outcome(run))
    if not quiet:
        click.echo(words.ending(run, saved), err=True)
    return words.code(run)


def _read(case: Path, quiet: bool) -> Reading:
    """The case, its warnings said. Faults end the command."""
    from models.faults import CaseFaults  # noqa: PLC0415 - as above
    from optimiser.reading import describe, read  # noqa: PLC0415

    try:
        reading = read(case)
    except CaseFaults as found:
        again = f"Nothing was written. Put this right, then: optimiser check {_typed(case)}"
        raise Failure(f"{describe(found.faults)}\n{again}", Exit.FAULTS) from found
    if reading.warnings and not quiet:
        click.echo(describe(reading.warnings), err=True)
    return reading


def _solved(reading: Reading, settings: Settings, quiet: bool) -> Run:
    from optimiser.cli.waiting import Line  # noqa: PLC0415 - as above
    from optimiser.running import NotAnOption, run  # noqa: PLC0415
    from optimiser.solving import NoSuchSolver  # noqa: PLC0415

    line = Line(_aims(settings.objective or reading.case.objective), show=not quiet)
    line.say(f"{reading.case.title}: solving")
    try:
        return run(reading, settings, line if line.shows else None)
    except NotAnOption as error:
        raise click.BadParameter(str(error), param_hint="--option") from error
    except NoSuchSolver as error:
        there = f"There are: {', '.join(error.known)}."
        raise click.BadParameter(f'There is no solver "{error.name}" here. {there}', param_hint="--solver") from error
    finally:
        line.clear()


def _aims(objective: str) -> Callable[[str], str]:
    """Which aim a stage of the solving works on: the second aim's stage on the second, all others on the first."""
    from models.programme import SECOND_AIM  # noqa: PLC0415 - as above
    from optimiser.solving.stages import SECOND_STAGE  # noqa: PLC0415

    return lambda stage: SECOND_AIM[objective] if stage == SECOND_STAGE else objective


def _must_be_writable(output: Path) -> None:
    from optimiser.outputs import ready  # noqa: PLC0415 - as above
    from optimiser.saving import NotWritten  # noqa: PLC0415

    try:
        ready(output)
    except NotWritten as error:
        _refuse(error)


def _written(run: Run, output: Path) -> Saved:
    from optimiser.outputs import write  # noqa: PLC0415 - as above
    from optimiser.saving import NotWritten  # noqa: PLC0415

    try:
        return write(run, output)
    except NotWritten as error:
        _refuse(error)


def _make(file: Path, example: str | None) -> None:
    from models.faults import did_you_mean  # noqa: PLC0415 - as above
    from optimiser.saving import NotWritten, save  # noqa: PLC0415
    from optimiser.shipped import examples  # noqa: PLC0415
    from optimiser.template import new as make  # noqa: PLC0415

    if example is not None and example not in examples():
        known = did_you_mean(example, examples()) or f"There are: {', '.join(examples())}."
        raise click.BadParameter(f'There is no example "{example}". {known}', param_hint="--example")
    try:
        saved = save(file.parent, lambda empty: make(empty / file.name, example))
    except NotWritten as error:
        raise Failure(f"{error} Name another place.", Exit.NOT_WRITTEN) from error
    if saved.aside:
        raise Failure(f"{file} is open in another program: the new one is {saved.aside[file.name]}.", Exit.NOT_WRITTEN)


def _next_for(file: Path, example: str | None) -> str:
    if example is not None:
        return f"Next: look through it, change what you will, then: optimiser appraise {_typed(file)}"
    return f"Next: fill in its yellow cells, then: optimiser check {_typed(file)}"


def _refuse(error: Exception) -> NoReturn:
    raise Failure(
        f"{error} What was there is as it was. Name another place with --output.", Exit.NOT_WRITTEN
    ) from error


def _may_replace(file: Path, no_input: bool) -> bool:
    asked = not no_input and sys.stdin.isatty()
    return asked and click.confirm(f"{file} is there already. Replace it?", err=True)


def _name(case: Path) -> str:
    """The case file's or folder's own name, without the ending of a workbook."""
    name = case.resolve().name if case.is_dir() else case.stem
    return name or "case"


def _typed(path: Path) -> str:
    """A path as it is to be typed."""
    return f'"{path}"' if " " in str(path) else str(path)
