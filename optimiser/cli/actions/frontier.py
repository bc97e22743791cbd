"""What `frontier` does, what it says, and the exit code it gives. How it is called is in `commands`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from models.plan.plan import Status
from optimiser.analyses.frontier import Frontiers, OptionFrontier, frontiers
from optimiser.casefiles.reading import CaseFile, Change
from optimiser.cli import Exit, Failure
from optimiser.cli.actions.shared import ELSEWHERE, at_work, name_of, numbered, reading_of
from optimiser.cli.progress import aside
from optimiser.cli.result_text import table
from optimiser.engine.answer_cache import Known, unpacked
from optimiser.engine.run_folder import KNOWN, no_run
from optimiser.errors import NotWritten
from optimiser.reports.folder import Written, ready
from optimiser.reports.prose import frontier as words
from optimiser.solving.settings import Settings
from optimiser.text import pounds, tenths, yes_no

BOOK = "frontier.xlsx"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a frontier beside the solving: see the command's own help."""

    points: int
    scenario: str = ""
    changes: Sequence[Change] = ()
    afresh: bool = False
    workers: int | None = None
    cluster: str | None = None


def frontier(case: Path, asked: Asked, output: Path | None, settings: Settings, *, quiet: bool) -> int:
    """Read, solve every point, write, and say what came of it."""
    reading = reading_of(case, quiet, asked.scenario, asked.changes)
    folder = output or Path("outputs") / f"{name_of(case)}{numbered(reading)}-frontier"
    known = Known() if asked.afresh else unpacked(folder / KNOWN)
    try:
        ready(folder, case)
        no_run(folder)
        found = aside(lambda: _found(reading, asked, settings, known, quiet))
        written = _written(found, folder)
    except NotWritten as error:
        raise Failure(f"{error} {ELSEWHERE}", Exit.NOT_WRITTEN) from error
    if not quiet:
        click.echo("\n".join(outcome(found)))
        click.echo("\n".join(_ending(found, written)), err=True)
    return code(found, written)


def code(found: Frontiers, written: Written) -> int:
    """Done; not all proven, or a check fails; or no plan at all."""
    if not found.drawn:
        return Exit.NO_PLAN
    return Exit.DONE if found.proven and not written.failing else Exit.UNPROVEN


def outcome(found: Frontiers) -> Iterator[str]:
    """The table, and the sentences on who has most."""
    told = words.unit(found)
    headings = ("option", "status", "points", "cheapest", told, "appraised", told, "£100,000 less", "flat part")
    yield from table([headings, *(_row(each) for each in found.options)])
    yield ""
    yield from words.crossings(found)


def _row(each: OptionFrontier) -> tuple[str, ...]:
    if not each.points:
        return (each.option, each.status.value, *[""] * 7)
    first, here, beside = each.steps[0], each.chosen, each.marginal
    return (
        *(
            each.option,
            _worst(each).value,
            str(len(each.points)),
            pounds(first.present_cost),
            tenths(first.weighted),
        ),
        *((pounds(here.present_cost), tenths(here.weighted)) if here else ("", "")),
        "" if beside.lost is None else f"-{tenths(beside.lost)}",
        "" if beside.flat is None else yes_no(beside.flat),
    )


def _worst(each: OptionFrontier) -> Status:
    """The status of the point of which least is proven."""
    order = list(Status)
    return max((point.status for point in each.points), key=order.index)


def _found(reading: CaseFile, asked: Asked, settings: Settings, known: Known, quiet: bool) -> Frontiers:
    what = f"{reading.case.title}{f', {reading.scenario}' if reading.scenario else ''}: drawing the frontier"
    with at_work(what, asked.workers, asked.cluster, quiet=quiet) as (pool, told):
        return frontiers(reading, settings, pool, points=asked.points, known=known, progress=told)


def _written(found: Frontiers, folder: Path) -> Written:
    from optimiser.reports.frontier.files import write  # noqa: PLC0415 - the workbook's writer, loaded only to write

    return write(found, folder)


def _ending(found: Frontiers, written: Written) -> Iterator[str]:
    """How much was kept, where the files are, which checks fail, and what to do next."""
    saved = written.saved
    yield f"{found.kept} of {len(found.used.answers)} answers kept."
    yield from (f"{name} is open in another program: the new one is {there}." for name, there in saved.aside.items())
    yield f"Written to {saved.folder}: {', '.join(saved.names)}."
    yield from (f"A check fails: {each}." for each in written.failing)
    if not found.proven:
        yield "Not everything is proven. Next: draw it again with a longer --time-limit."
    else:
        yield f"Next: open {saved.folder / saved.aside.get(BOOK, BOOK)}."
