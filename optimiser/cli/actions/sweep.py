"""What `sweep` does, and the exit code it gives. How it is called is in `commands`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import click

from models.case.faults import did_you_mean
from models.case.perturbation import INPUT_BY_NAME, UNCERTAIN_INPUTS
from optimiser.analyses.sweep import Sweep, spread, swept
from optimiser.casefiles.reading import CaseFile, Change
from optimiser.cli import Exit, Failure
from optimiser.cli.actions.shared import ELSEWHERE, at_work, name_of, numbered, reading_of
from optimiser.cli.progress import aside
from optimiser.engine.answer_cache import Known, packed, unpacked
from optimiser.engine.atomic_write import Saved, save
from optimiser.engine.run_folder import KNOWN, no_run
from optimiser.errors import NotWritten
from optimiser.reports.folder import ready
from optimiser.reports.prose.sweep import sentences
from optimiser.solving.settings import Settings

TABLE, WORKBOOK = "sweep.csv", "sweep.xlsx"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a sweep beside the solving: see the command's own help."""

    input: str
    low: Fraction
    high: Fraction
    points: int
    scenario: str = ""
    changes: Sequence[Change] = ()
    afresh: bool = False
    workers: int | None = None
    cluster: str | None = None


def sweep(case: Path, asked: Asked, output: Path | None, settings: Settings, *, quiet: bool) -> int:
    """Read, solve every point, write, and say what came of it."""
    name = _input(asked.input)
    reading = reading_of(case, quiet, asked.scenario, asked.changes)
    _there(reading, name)
    folder = output or Path("outputs") / f"{name_of(case)}{numbered(reading)}-sweep-{name.replace(' ', '-')}"
    known = Known() if asked.afresh else unpacked(folder / KNOWN)
    try:
        ready(folder, case)
        no_run(folder)
        found = aside(lambda: _swept(reading, name, asked, settings, known, quiet))
        saved = _written(found, known, folder)
    except NotWritten as error:
        raise Failure(f"{error} {ELSEWHERE}", Exit.NOT_WRITTEN) from error
    if not quiet:
        click.echo("\n".join(sentences(found)))
        click.echo(_ending(found, saved), err=True)
    return code(found)


def code(found: Sweep) -> int:
    """Done; not all proven; or no plan at any point."""
    if not all(point.proven for point in found.points):
        return Exit.UNPROVEN
    return Exit.DONE if any(point.planned for point in found.points) else Exit.NO_PLAN


def _input(typed: str) -> str:
    """The input's name, whatever its capitals, and with - or _ between words."""
    name = " ".join(typed.replace("-", " ").replace("_", " ").split()).casefold()
    if name not in INPUT_BY_NAME:
        names = [each.name for each in UNCERTAIN_INPUTS]
        there = did_you_mean(name, names) or f"There are: {', '.join(names)}."
        raise click.BadParameter(f'There is no input "{typed}". {there}', param_hint="INPUT")
    return name


def _there(reading: CaseFile, name: str) -> None:
    if not INPUT_BY_NAME[name].applies_to(reading.case):
        raise click.BadParameter(f"The case has no {name} to move: no option has a hub.", param_hint="INPUT")


def _swept(reading: CaseFile, name: str, asked: Asked, settings: Settings, known: Known, quiet: bool) -> Sweep:
    points = spread(asked.low, asked.high, asked.points)
    with at_work(f"{reading.case.title}: moving {name}", asked.workers, asked.cluster, quiet=quiet) as (pool, told):
        return swept(reading, name, points, settings, pool, known=known, progress=told)


def _written(found: Sweep, known: Known, folder: Path) -> Saved:
    """sweep.csv, sweep.xlsx and, for a later sweep, known.json.gz. Raises NotWritten; then nothing has changed."""
    from optimiser.reports.data.sweep_table import SWEEP  # noqa: PLC0415
    from optimiser.reports.sweep.workbook import write  # noqa: PLC0415 - the workbook's writer, loaded only to write

    def fill(empty: Path) -> None:
        write(found, empty / WORKBOOK)
        (empty / TABLE).write_text(SWEEP.csv(found), encoding="utf-8", newline="")
        (empty / KNOWN).write_bytes(packed(known))

    return save(folder, fill)


def _ending(found: Sweep, saved: Saved) -> str:
    kept = found.programmes - found.solved
    aside_of = (f"{name} is open in another program: the new one is {there}." for name, there in saved.aside.items())
    book = saved.folder / saved.aside.get(WORKBOOK, WORKBOOK)
    answers = f"{kept} of {found.programmes} answers kept, {found.solved} to be solved."
    return "\n".join(
        [answers, *aside_of, f"Written to {saved.folder}: {', '.join(saved.names)}.", f"Next: open {book}."]
    )
