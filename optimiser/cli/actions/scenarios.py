"""What `scenarios` does, what it says, and the exit code it gives. How it is called is in `commands`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import click

from models.appraisal.measures import outcomes_shown
from models.plan.plan import Status
from optimiser.analyses.scenarios.pack import AS_IT_STANDS, Member, Pack, solved
from optimiser.casefiles.reading import CaseFile, Change, describe, read_all
from optimiser.cli import Exit, Failure
from optimiser.cli.actions.shared import ELSEWHERE, at_work, name_of, typed
from optimiser.cli.progress import aside
from optimiser.cli.result_text import table
from optimiser.engine.answer_cache import Known
from optimiser.errors import CaseFaults, NotWritten
from optimiser.reports.folder import Written
from optimiser.reports.prose.scenarios import choice, state, value
from optimiser.reports.scenarios.files import WORKBOOK, left_over, ready, remembered, write
from optimiser.solving.settings import Settings
from optimiser.text import listed, lower_first, pounds, quoted, tenths


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a pack beside the solving: see the command's own help."""

    changes: Sequence[Change] = ()
    afresh: bool = False
    workers: int | None = None
    cluster: str | None = None
    accessible: bool = False


def scenarios(case: Path, asked: Asked, output: Path | None, settings: Settings, *, quiet: bool) -> int:
    """Read, solve everything, write, and say what came of it."""
    readings = _read(case, asked.changes, quiet)
    folder = output or Path("outputs") / f"{name_of(case)}-scenarios"
    try:
        ready(folder, case)
        known = Known() if asked.afresh else remembered(folder)
        pack = aside(lambda: _solved(readings, settings, asked, known, quiet))
        if not quiet:
            click.echo(f"{pack.kept} of {pack.asked} answers kept, {pack.asked - pack.kept} solved.", err=True)
        written = write(pack, folder, accessible=asked.accessible)
    except NotWritten as error:
        raise Failure(f"{error} {ELSEWHERE}", Exit.NOT_WRITTEN) from error
    if not quiet:
        click.echo("\n".join(outcome(pack)))
        click.echo("\n".join(_ending(pack, written)), err=True)
    return code(pack, written.failing)


def code(pack: Pack, failing: Sequence[str] = ()) -> int:
    """Done; not all proven, or a check among the `failing`; or no plan at all."""
    if not pack.has_plan:
        return Exit.NO_PLAN
    return Exit.UNPROVEN if failing or not _proven(pack) else Exit.DONE


def outcome(pack: Pack) -> Iterator[str]:
    """A row a scenario, then what a reader must know beside it."""
    shown = outcomes_shown(pack.case).replace("_", " ")
    headings = ("scenario", "preferred", "score", f"its {shown}", "its cost", "options with a plan")
    yield from table([headings, *(_row(pack, member) for member in pack.members)])
    yield ""
    for member in pack.others:
        if member.preferred != pack.base.preferred:
            yield f"{quoted(member.name)}: {lower_first(choice(pack, member))}."
    for member in pack.members:
        yield from _without_plan(member)


def _row(pack: Pack, member: Member) -> Sequence[str]:
    plans = sum(result.measures is not None for result in member.run.results.values())
    has = f"{plans} of {len(member.run.results)}"
    if member.preferred is None:
        return (member.name, "none", "", "", "", has)
    result = member.result(member.preferred)
    score = member.run.appraisal.standings[member.preferred].score
    figures = [value(result, name) or Fraction(0) for name in (outcomes_shown(pack.case), "cost")]
    return (
        member.name,
        member.preferred,
        tenths(score or Fraction(0)),
        tenths(figures[0]),
        pounds(figures[1]),
        has,
    )


def _without_plan(member: Member) -> Iterator[str]:
    where = "As it stands" if member.name == AS_IT_STANDS else f"In {quoted(member.name)}"
    for status, said in ((Status.INFEASIBLE, "no plan: proven"), (Status.NO_ANSWER, "no answer in the time given")):
        names = [name for name, result in member.run.results.items() if result.answer.status is status]
        if names:
            yield f"{where} {listed([quoted(name) for name in names])} {'have' if len(names) > 1 else 'has'} {said}."
    for name, result in member.run.results.items():
        if result.answer.status is Status.UNPROVEN:
            yield f"{where} {quoted(name)} is {state(result)}: a better plan may exist."


def _read(case: Path, changes: Sequence[Change], quiet: bool) -> tuple[CaseFile, ...]:
    """The case, its scenarios and the changes. Faults of any of them end the command, all at once."""
    try:
        readings = read_all(case, changes)
    except CaseFaults as found:
        again = f"Nothing was written. Put this right, then: optimiser check {typed(case)}"
        raise Failure(f"{describe(found.faults)}\n{again}", Exit.FAULTS) from found
    if len(readings) == 1:
        add = "Add rows to its table scenarios, or change a figure with --set."
        raise click.UsageError(f"The case has no scenarios. {add}")
    if not quiet and (warnings := dict.fromkeys(warning for reading in readings for warning in reading.warnings)):
        click.echo(describe(warnings), err=True)
    return readings


def _solved(readings: Sequence[CaseFile], settings: Settings, asked: Asked, known: Known, quiet: bool) -> Pack:
    what = f"{readings[0].case.title}: solving {len(readings) - 1} scenarios"
    with at_work(what, asked.workers, asked.cluster, quiet=quiet) as (pool, told):
        return solved(readings, settings, pool, known=known, progress=told)


def _ending(pack: Pack, written: Written) -> Iterator[str]:
    """Where the files are, which checks fail, what an earlier pack has left, and what to do next."""
    saved = written.saved
    for name, kept in saved.aside.items():
        yield f"{name} is open in another program: the new one is {kept}."
    folders = listed([member.folder for member in pack.members])
    top = [name for name in saved.names if "/" not in name]
    yield f"Written to {saved.folder}: {', '.join(top)}, and each scenario's own files in {folders}."
    for name in left_over(pack, saved.folder):
        yield f"{saved.folder / name} is of an earlier pack and no part of this one: remove it."
    for each in written.failing:
        yield f"A check fails: {each}."
    workbook = str(saved.folder / saved.aside.get(WORKBOOK, WORKBOOK))
    yield _next(pack, written.failing, workbook)


def _next(pack: Pack, failing: Sequence[str], workbook: str) -> str:
    result = code(pack, failing)
    if result == Exit.NO_PLAN:
        return "No option has a plan in any scenario. Next: docs/when-there-is-no-plan.md says what to loosen."
    if result == Exit.UNPROVEN and _proven(pack):
        return f"Not every check passes. Next: look at the sheet Checks of {workbook} before any figure is used."
    if result == Exit.UNPROVEN:
        return f"Not everything is proven. Next: run it again with a longer --time-limit, or open {workbook}."
    return f"Next: open {workbook}."


def _proven(pack: Pack) -> bool:
    return not {Status.UNPROVEN, Status.NO_ANSWER} & set(pack.statuses)
