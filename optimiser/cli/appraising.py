"""What `appraise` does, and the exit code it gives. How it is called is in `commands`, its words in `words`."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import click

from optimiser.cli import Exit, Failure, words
from optimiser.cli.steps import ELSEWHERE, aims, earlier, name_of, numbered, reading_of, remembered
from optimiser.cli.unchanged import unchanged
from optimiser.cli.waiting import Line, aside, testing
from optimiser.known import Known, Memory
from optimiser.outputs import ready, write
from optimiser.reading import Reading
from optimiser.record import Record, keys_of
from optimiser.results import result_json
from optimiser.robustness import WorkersLost, of, robustness, weighed
from optimiser.running import NotAnOption, Run, run
from optimiser.saving import NotWritten
from optimiser.settings import Settings


@dataclass(frozen=True, slots=True)
class Wishes:
    """What is asked of an appraisal beside the solving: see the command's own help.

    `workers`: processes in which the inputs are tested where `robust`; one a core for None.
    """

    scenario: str = ""
    robust: bool = False
    if_changed: bool = False
    afresh: bool = False
    workers: int | None = None
    accessible: bool = False

    @property
    def asked(self) -> Mapping[str, str]:
        """What changes the files that are written, as the run's record has it."""
        found = {"robust": self.robust, "accessible": self.accessible}
        return {name: "yes" for name, wish in found.items() if wish}


def appraise(case: Path, output: Path | None, settings: Settings, wishes: Wishes, *, as_json: bool, quiet: bool) -> int:
    """Read, solve, test how robust the preferred option is where that is asked for, write, and say what came of it."""
    reading = reading_of(case, quiet, wishes.scenario)
    folder = output or Path("outputs") / f"{name_of(case)}{numbered(reading)}"
    last = None if wishes.afresh else earlier(folder, quiet)
    if wishes.if_changed and unchanged(folder, last, reading, settings, wishes.asked):
        _say(f"Nothing has changed since the run in {folder}: nothing was solved or written.", quiet)
        return Exit.DONE
    known = Known() if wishes.afresh else remembered(folder, last)
    try:
        ready(folder, case)
        found = aside(lambda: _weighed(_solved(reading, settings, memory(last, known), quiet), wishes, known, quiet))
        kept = to_keep(known, last, found)
        written = write(found, folder, accessible=wishes.accessible, known=kept, asked=wishes.asked)
    except NotWritten as error:
        raise Failure(f"{error} {ELSEWHERE}", Exit.NOT_WRITTEN) from error
    if as_json:
        sys.stdout.buffer.write(result_json(found).encode())
    elif not quiet:
        click.echo(words.outcome(found))
        if wishes.robust:
            click.echo(f"\n{of(found).nearest}")
    if last is not None:
        _say(words.kept(last, found), quiet)
    _say(words.ending(found, written), quiet)
    return words.code(found, written.failing)


def memory(last: Record | None, known: Known) -> Memory:
    """What a run is given of the last one: its answers, and the plans to start from where a question has changed."""
    plans = {name: answer.plan for name, answer in last.answers.items() if answer.plan} if last else {}
    return Memory(known, plans)


def to_keep(known: Known, last: Record | None, found: Run) -> Known:
    """What a later run may use beside the run's own answers: what this one used, and all where no question is new."""
    own = keys_of(found)
    if last is not None and dict(last.keys) == own:
        return Known({key: answer for key, answer in known.answers.items() if key not in own.values()})
    return known.in_use(without=own.values())


def _solved(reading: Reading, settings: Settings, given: Memory, quiet: bool) -> Run:
    """The finished run. A solver's libraries are loaded here, aside, for they may swallow a Ctrl-C while they load."""
    from optimiser.solving import NoSuchSolver  # noqa: PLC0415

    line = Line(aims(settings.objective or reading.case.objective), show=not quiet)
    line.say(f"{reading.case.title}{f', {reading.scenario}' if reading.scenario else ''}: solving")
    try:
        return run(reading, settings, line if line.shows else None, given)
    except NotAnOption as error:
        raise click.BadParameter(str(error), param_hint="--option") from error
    except NoSuchSolver as error:
        there = f"There are: {', '.join(error.known)}."
        raise click.BadParameter(f'There is no solver "{error.name}" here. {there}', param_hint="--solver") from error
    finally:
        line.clear()


def _weighed(found: Run, wishes: Wishes, known: Known, quiet: bool) -> Run:
    """The run with how robust its preferred option is; its inputs are moved only where that is asked for."""
    if not wishes.robust:
        return replace(found, robustness=weighed(found))
    line = Line(str, show=not quiet)
    line.say(f"{found.case.title}: testing how robust the preferred option is")
    try:
        told = None if not line.shows else lambda step: line.say(testing(step))
        return replace(found, robustness=robustness(found, workers=wishes.workers, progress=told, known=known))
    except WorkersLost as lost:
        ended = "A process that was solving could not start, or was ended from outside; nothing was written."
        raise Failure(f"{ended} With --workers 1 there is none.", Exit.OUR_BUG) from lost
    finally:
        line.clear()


def _say(text: str, quiet: bool) -> None:
    if not quiet:
        click.echo(text, err=True)
