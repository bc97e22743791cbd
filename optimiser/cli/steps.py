"""What several commands do: read a case, find an earlier run in a folder; what goes wrong ends the command in words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from models.faults import CaseFaults
from optimiser.cli import Exit, Failure
from optimiser.known import Known, unpacked
from optimiser.outputs import KNOWN
from optimiser.reading import NoSuchScenario, Reading, describe, read
from optimiser.record import RECORD, NoRecord, Record, known_of
from optimiser.record import read as read_record

ELSEWHERE = "What was there is as it was. Name another place with --output."


def reading_of(case: Path, quiet: bool, scenario: str = "") -> Reading:
    """The case, with a scenario's changes where one is named, its warnings said. Faults end the command."""
    try:
        reading = read(case, scenario)
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
            click.echo(f"The earlier run is not used: {none}", err=True)
        return None


def remembered(folder: Path, record: Record | None) -> Known:
    """The answers that a folder remembers."""
    known = unpacked(folder / KNOWN)
    for key, answer in known_of(record).proven() if record else ():
        known.add(key, answer)
    return known


def aims(objective: str) -> Callable[[str], str]:
    """Which aim a stage of the solving works on: the second aim's stage on the second, all others on the first."""
    from models.programme import SECOND_AIM  # noqa: PLC0415 - as the solver
    from optimiser.solving.stages import SECOND_STAGE  # noqa: PLC0415

    return lambda stage: SECOND_AIM[objective] if stage == SECOND_STAGE else objective


def name_of(case: Path) -> str:
    """The case file's or folder's own name, without the ending of a workbook."""
    name = case.resolve().name if case.is_dir() else case.stem
    return name or "case"


def numbered(reading: Reading) -> str:
    """What the output folder of a scenario has after the case's name: its number, as its name may be no folder's."""
    names = list(dict.fromkeys(line.name for line in reading.case.scenarios))
    return f"-scenario-{names.index(reading.scenario) + 1}" if reading.scenario else ""


def typed(path: Path) -> str:
    """A path as it is to be typed."""
    return f'"{path}"' if " " in str(path) else str(path)
