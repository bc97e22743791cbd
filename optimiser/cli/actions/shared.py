"""What several commands do: read a case, find an earlier run in a folder; what goes wrong ends the command in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from optimiser.analyses import decision as deciding
from optimiser.analyses.decision import Decision
from optimiser.casefiles.change_text import changes_hash
from optimiser.casefiles.reading import CaseFile, Change, describe, read
from optimiser.cli import Exit, Failure
from optimiser.cli.cluster_option import lost
from optimiser.cli.progress import Line, testing
from optimiser.engine.parallel import Pool, Step
from optimiser.engine.run_record import RECORD, Record
from optimiser.engine.run_record import read as read_record
from optimiser.errors import BrokenDecision, CaseFaults, NoRecord, NoSuchScenario, NotAnOption, WorkersLost

ELSEWHERE = "What was there is as it was. Name another place with --output."


def reading_of(case: Path, quiet: bool, scenario: str = "", changes: Sequence[Change] = ()) -> CaseFile:
    """The case, with a scenario's changes and others where they are asked for, its warnings said.

    Faults end the command.
    """
    try:
        reading = read(case, scenario, changes)
    except NoSuchScenario as unknown:
        raise click.BadParameter(str(unknown), param_hint="--scenario") from unknown
    except CaseFaults as found:
        again = f"Nothing was written. Put this right, then: optimiser check {typed(case)}"
        raise Failure(f"{describe(found.faults)}\n{again}", Exit.FAULTS) from found
    if reading.warnings and not quiet:
        click.echo(describe(reading.warnings), err=True)
    return reading


def earlier(folder: Path, quiet: bool) -> Record | None:
    """The run that a folder holds, None where it holds none; one that cannot be read is said, and not used."""
    if not (folder / RECORD).exists():
        return None
    try:
        return read_record(folder)
    except NoRecord as none:
        if not quiet:
            click.echo(f"The earlier run is not used, and everything is solved anew: {none.found}", err=True)
        return None


def decision_in(folder: Path) -> Decision | None:
    """What a board decided on a run in the folder, None where nothing is kept; what cannot be read ends the command."""
    try:
        return deciding.read(folder) if folder.is_dir() else None
    except BrokenDecision as broken:
        raise Failure(f"{broken} Nothing was written.", Exit.FAULTS) from broken


@contextmanager
def in_words() -> Iterator[None]:
    """What may be wrong once a case is being solved ends the command in words."""
    from optimiser.errors import NoSuchSolver  # noqa: PLC0415 - a solver's libraries are loaded where they are used

    try:
        yield
    except WorkersLost as error:
        raise lost(error) from error
    except NotAnOption as error:
        raise click.BadParameter(str(error), param_hint="--option") from error
    except NoSuchSolver as error:
        there = f"There are: {', '.join(error.known)}."
        raise click.BadParameter(f'There is no solver "{error.name}" here. {there}', param_hint="--solver") from error


@contextmanager
def at_work(
    what: str, workers: int | None, cluster: str | None, *, quiet: bool
) -> Iterator[tuple[Pool, Callable[[Step], None] | None]]:
    """Who solves, and who is told how far it is, None where nobody looks; `what` is said meanwhile.

    A solver's libraries are loaded here, so that it is called aside: they may swallow a Ctrl-C while they load.
    """
    from optimiser.engine.parallel.cluster import pooled  # noqa: PLC0415 - loaded only where something is solved

    line = Line(str, show=not quiet)
    line.say(what)
    told = (lambda step: line.say(testing(step))) if line.shows else None
    try:
        with in_words(), pooled(workers, cluster) as pool:
            yield pool, told
    finally:
        line.clear()


def objectives(objective: str) -> Callable[[str], str]:
    """Which aim a stage of the solving works on: the second aim's stage on the second, all others on the first."""
    from models.mip.build import SECONDARY_OBJECTIVE  # noqa: PLC0415 - as the solver
    from optimiser.solving.algorithm import SECOND_STAGE  # noqa: PLC0415

    return lambda stage: SECONDARY_OBJECTIVE[objective] if stage == SECOND_STAGE else objective


def name_of(case: Path) -> str:
    """The case file's or folder's own name, without the ending of a workbook."""
    name = case.resolve().name if case.is_dir() else case.stem
    return name or "case"


def folder_for(case: Path, output: Path | None, reading: CaseFile) -> Path:
    """Where a run goes: where it is told to, else under outputs/ by the case's name and what was changed in it."""
    return output or Path("outputs") / f"{name_of(case)}{numbered(reading)}"


def numbered(reading: CaseFile) -> str:
    """What a folder's name has after the case's: a scenario's number, the mark of other changes.

    Their own words may be no folder's name.
    """
    names = list(dict.fromkeys(line.name for line in reading.case.scenario_changes))
    scenario = f"-scenario-{names.index(reading.scenario) + 1}" if reading.scenario else ""
    return f"{scenario}-set-{found}" if (found := changes_hash(reading)) else scenario


def typed(path: Path) -> str:
    """A path as it is to be typed."""
    return f'"{path}"' if " " in str(path) else str(path)
