"""What the commands do, and the exit codes they give. How they are called is in `commands`, their words in `words`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import click

from models.faults import CaseFaults, did_you_mean
from optimiser.cli import Exit, Failure, words
from optimiser.cli.holding import holding
from optimiser.cli.waiting import Line, aside, testing
from optimiser.outputs import ready, write
from optimiser.reading import NoSuchScenario, Reading, describe, read, scenario_faults
from optimiser.results import result_json
from optimiser.robustness import WorkersLost, of, robustness, weighed
from optimiser.running import NotAnOption, Run, run
from optimiser.saving import NotWritten, save
from optimiser.settings import Settings
from optimiser.shipped import examples


@dataclass(frozen=True, slots=True)
class Wishes:
    """What is asked of an appraisal beside the solving: see the command's own help.

    `workers`: processes in which the inputs are tested where `robust`; one a core for None.
    """

    scenario: str = ""
    robust: bool = False
    workers: int | None = None
    accessible: bool = False


ELSEWHERE = "What was there is as it was. Name another place with --output."


def appraise(case: Path, output: Path | None, settings: Settings, wishes: Wishes, *, as_json: bool, quiet: bool) -> int:
    """Read, solve, test how robust the preferred option is where that is asked for, write, and say what came of it."""
    reading = _read(case, quiet, wishes.scenario)
    folder = output or Path("outputs") / f"{_name(case)}{_numbered(reading)}"
    try:
        ready(folder, case)
        found = aside(lambda: _weighed(_solved(reading, settings, quiet), wishes, quiet))
        written = write(found, folder, accessible=wishes.accessible)
    except NotWritten as error:
        raise Failure(f"{error} {ELSEWHERE}", Exit.NOT_WRITTEN) from error
    if as_json:
        sys.stdout.buffer.write(result_json(found).encode())
    elif not quiet:
        click.echo(words.outcome(found))
        if wishes.robust:
            click.echo(f"\n{of(found).nearest}")
    if not quiet:
        click.echo(words.ending(found, written), err=True)
    return words.code(found, written.failing)


def check(case: Path, *, quiet: bool) -> int:
    """Read, and say what the case holds."""
    reading = _read(case, quiet)
    if wrong := scenario_faults(case):
        raise Failure(f"{describe(wrong)}\nThe case itself has no faults; in these scenarios it has.", Exit.FAULTS)
    if not quiet:
        click.echo(holding(reading.case))
        click.echo(f"\nNo faults. Next: optimiser appraise {_typed(case)}", err=True)
    return Exit.DONE


def new(file: Path, example: str | None, *, quiet: bool, may_ask: bool) -> int:
    """Make a workbook to fill in."""
    if file.suffix.lower() != ".xlsx":
        raise click.BadParameter(f"{file} must end in .xlsx.", param_hint="FILE")
    if example is not None and example not in examples():
        known = did_you_mean(example, examples()) or f"There are: {', '.join(examples())}."
        raise click.BadParameter(f'There is no example "{example}". {known}', param_hint="--example")
    if not file.parent.exists():
        raise Failure(
            f"There is no folder {file.parent}. Name a folder that is there, or make it first.", Exit.NOT_WRITTEN
        )
    if file.exists() and not _may_replace(file, may_ask):
        raise Failure(f"{file} is there already. Name another file, or remove it first.", Exit.NOT_WRITTEN)
    _make(file, example)
    if not quiet:
        then = "look through it, change what you will, then: optimiser appraise"
        then = then if example else "fill in its yellow cells, then: optimiser check"
        click.echo(f"Made {file}. Next: {then} {_typed(file)}", err=True)
    return Exit.DONE


def _numbered(reading: Reading) -> str:
    """What the output folder of a scenario has after the case's name: its number, as its name may be no folder's."""
    names = list(dict.fromkeys(line.name for line in reading.case.scenarios))
    return f"-scenario-{names.index(reading.scenario) + 1}" if reading.scenario else ""


def _read(case: Path, quiet: bool, scenario: str = "") -> Reading:
    """The case, with a scenario's changes where one is named, its warnings said. Faults end the command."""
    try:
        reading = read(case, scenario)
    except NoSuchScenario as unknown:
        raise click.BadParameter(str(unknown), param_hint="--scenario") from unknown
    except CaseFaults as found:
        again = f"Nothing was written. Put this right, then: optimiser check {_typed(case)}"
        raise Failure(f"{describe(found.faults)}\n{again}", Exit.FAULTS) from found
    if reading.warnings and not quiet:
        click.echo(describe(reading.warnings), err=True)
    return reading


def _solved(reading: Reading, settings: Settings, quiet: bool) -> Run:
    """The finished run. A solver's libraries are loaded here, aside, for they may swallow a Ctrl-C while they load."""
    from optimiser.solving import NoSuchSolver  # noqa: PLC0415

    line = Line(_aims(settings.objective or reading.case.objective), show=not quiet)
    line.say(f"{reading.case.title}{f', {reading.scenario}' if reading.scenario else ''}: solving")
    try:
        return run(reading, settings, line if line.shows else None)
    except NotAnOption as error:
        raise click.BadParameter(str(error), param_hint="--option") from error
    except NoSuchSolver as error:
        there = f"There are: {', '.join(error.known)}."
        raise click.BadParameter(f'There is no solver "{error.name}" here. {there}', param_hint="--solver") from error
    finally:
        line.clear()


def _weighed(found: Run, wishes: Wishes, quiet: bool) -> Run:
    """The run with how robust its preferred option is; its inputs are moved only where that is asked for."""
    if not wishes.robust:
        return replace(found, robustness=weighed(found))
    line = Line(str, show=not quiet)
    line.say(f"{found.case.title}: testing how robust the preferred option is")
    try:
        told = None if not line.shows else lambda step: line.say(testing(step))
        return replace(found, robustness=robustness(found, workers=wishes.workers, progress=told))
    except WorkersLost as lost:
        ended = "A process that was solving could not start, or was ended from outside; nothing was written."
        raise Failure(f"{ended} With --workers 1 there is none.", Exit.OUR_BUG) from lost
    finally:
        line.clear()


def _aims(objective: str) -> Callable[[str], str]:
    """Which aim a stage of the solving works on: the second aim's stage on the second, all others on the first."""
    from models.programme import SECOND_AIM  # noqa: PLC0415 - as the solver
    from optimiser.solving.stages import SECOND_STAGE  # noqa: PLC0415

    return lambda stage: SECOND_AIM[objective] if stage == SECOND_STAGE else objective


def _make(file: Path, example: str | None) -> None:
    from optimiser.template import new as make  # noqa: PLC0415 - only this command needs it

    try:
        saved = save(file.parent, lambda empty: make(empty / file.name, example))
    except NotWritten as error:
        raise Failure(f"{error} Name another place.", Exit.NOT_WRITTEN) from error
    if saved.aside:
        raise Failure(f"{file} is open in another program: the new one is {saved.aside[file.name]}.", Exit.NOT_WRITTEN)


def _may_replace(file: Path, may_ask: bool) -> bool:
    return may_ask and sys.stdin.isatty() and click.confirm(f"{file} is there already. Replace it?", err=True)


def _name(case: Path) -> str:
    """The case file's or folder's own name, without the ending of a workbook."""
    name = case.resolve().name if case.is_dir() else case.stem
    return name or "case"


def _typed(path: Path) -> str:
    """A path as it is to be typed."""
    return f'"{path}"' if " " in str(path) else str(path)
