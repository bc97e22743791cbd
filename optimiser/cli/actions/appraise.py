"""What `appraise` does, and the exit code it gives. How it is called is in `commands`, its words in `words`."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click

from models.case.types import Case
from models.mip.distance import shift_years
from models.plan.plan import Plan
from optimiser.analyses import decision as deciding
from optimiser.analyses.comparison.compare import compared
from optimiser.analyses.decision import Decision
from optimiser.analyses.findings import Findings, comparison_of, findings_of
from optimiser.analyses.flexibility import settled
from optimiser.analyses.sensitivity import robustness
from optimiser.casefiles.change_text import change_label
from optimiser.casefiles.reading import CaseFile, Change
from optimiser.cli import Exit, Failure
from optimiser.cli import result_text as words
from optimiser.cli.actions.shared import ELSEWHERE, at_work, decision_in, earlier, folder_for, objectives, reading_of
from optimiser.cli.progress import Line, aside
from optimiser.engine import run_record as record
from optimiser.engine.answer_cache import Known, Memory
from optimiser.engine.parallel import Bench, Pool, Step
from optimiser.engine.run import Run, run
from optimiser.engine.run_folder import remembered
from optimiser.engine.run_record import Record
from optimiser.engine.serialisation import text
from optimiser.engine.up_to_date import same_question, unchanged
from optimiser.errors import NoRecord, NotWritten
from optimiser.reports.data.result_json import result_json
from optimiser.reports.folder import ready, write
from optimiser.solving.settings import Settings


@dataclass(frozen=True, slots=True)
class Wishes:
    """What is asked of an appraisal beside the solving: see the command's own help.

    `workers`: processes to solve in where there is much to solve; one a core for None.
    """

    scenario: str = ""
    changes: Sequence[Change] = ()
    robust: bool = False
    settled: bool = False
    stay_close: Path | None = None
    if_changed: bool = False
    afresh: bool = False
    workers: int | None = None
    cluster: str | None = None
    accessible: bool = False


@dataclass(frozen=True, slots=True)
class Earlier:
    """What an appraisal is given of earlier ones: the run in its folder, answers and plans, a decision."""

    last: Record | None
    memory: Memory
    decision: Decision | None


def appraise(case: Path, output: Path | None, settings: Settings, wishes: Wishes, *, as_json: bool, quiet: bool) -> int:
    """Read, solve, look at the run from every side that is asked for, write, and say what came of it."""
    reading = reading_of(case, quiet, wishes.scenario, wishes.changes)
    folder = folder_for(case, output, reading)
    before = _earlier(folder, reading.case, wishes, quiet)
    asked = _asked(wishes, folder, before.memory.near)
    if wishes.if_changed and unchanged(folder, before.last, reading, settings, asked):
        _say(f"Nothing has changed since the run in {folder}: nothing was solved or written.", quiet)
        return Exit.DONE
    try:
        ready(folder, case)
        found = aside(lambda: _found(reading, settings, wishes, before, quiet))
        kept = _to_keep(before, found.run)
        written = write(found, folder, accessible=wishes.accessible, known=kept, asked=asked)
    except NotWritten as error:
        raise Failure(f"{error} {ELSEWHERE}", Exit.NOT_WRITTEN) from error
    if as_json:
        sys.stdout.buffer.write(result_json(found).encode())
    elif not quiet:
        click.echo("\n\n".join(words.all_of(found, robust=wishes.robust)))
    if before.last is not None and not wishes.afresh:
        _say(words.kept(before.last, found.run), quiet)
    _say(words.ending(found.run, written), quiet)
    return words.code(found.run, written.failing)


def _earlier(folder: Path, case: Case, wishes: Wishes, quiet: bool) -> Earlier:
    last, near = earlier(folder, quiet), _near(wishes.stay_close, case)
    known = Known() if wishes.afresh else remembered(folder, last)
    starts = {} if last is None or wishes.afresh else _plans(last, case)
    return Earlier(last, Memory(known, {**near, **starts}, near), decision_in(folder))


def _near(old: Path | None, case: Case) -> dict[str, Plan]:
    """By option, the plans of the run in a folder. One that holds none ends the command."""
    try:
        return {} if old is None else _plans(record.read(old), case)
    except NoRecord as none:
        raise click.BadParameter(str(none), param_hint="--stay-close") from none


def _plans(of: Record, case: Case) -> dict[str, Plan]:
    """By option, the plans of a run, as seen from a case that may begin in another year."""
    years = case.first_year - of.first_year
    return {name: shift_years(answer.plan, years) for name, answer in of.answers.items() if answer.plan is not None}


def _asked(wishes: Wishes, folder: Path, plans: Mapping[str, Plan]) -> dict[str, str]:
    """What changes the files that are written, as the run's record has it. `plans`: those to stay close to.

    Those of the output folder itself are changed by the run, and are no news.
    """
    flags = {"robust": wishes.robust, "settled": wishes.settled, "accessible": wishes.accessible}
    own = wishes.stay_close is not None and wishes.stay_close.resolve() == folder.resolve()
    of_plans = "" if own else f" (SHA-256 of its plans {hashlib.sha256(text(plans).encode()).hexdigest()})"
    near = {"stay close": f"{wishes.stay_close}{of_plans}"} if wishes.stay_close else {}
    mark = {"decision": found} if (found := deciding.mark(folder)) else {}
    return {**{name: "yes" for name, wish in flags.items() if wish}, **near, **mark}


def _found(reading: CaseFile, settings: Settings, wishes: Wishes, before: Earlier, quiet: bool) -> Findings:
    """The finished run, from every side. A solver's libraries are loaded here, aside: they may swallow a Ctrl-C."""
    what = f"{reading.case.title}{f', {change_label(reading)}' if change_label(reading) else ''}"
    with at_work(f"{what}: solving", wishes.workers, wishes.cluster, quiet=quiet) as (pool, told):
        many = wishes.cluster is not None or (wishes.workers or 0) > 1
        if many and not before.memory.near:
            bench = Bench(settings, pool, before.memory.known, progress=told)
            bench.solve("options", {"case": reading.case}, start=lambda _, name: before.memory.starts.get(name))
        found = _solved(reading, settings, before.memory, quiet)
        return _from_every_side(found, wishes, before, pool, told)


def _solved(reading: CaseFile, settings: Settings, memory: Memory, quiet: bool) -> Run:
    line = Line(objectives(settings.objective or reading.case.objective), show=not quiet)
    try:
        return run(reading, settings, line if line.shows else None, memory)
    finally:
        line.clear()


def _from_every_side(
    found: Run, wishes: Wishes, before: Earlier, pool: Pool, told: Callable[[Step], None] | None
) -> Findings:
    """The run with what it was asked for: robustness, settled lines, what changed, and whether a decision holds."""
    known, last = before.memory.known, before.last
    tested = robustness(found, pool=pool, progress=told, known=known) if wishes.robust else None
    findings = Findings(found, tested) if tested else findings_of(found)
    if wishes.settled:
        same = last is not None and last.flexibility is not None and same_question(last, found) and not wishes.afresh
        ranges = last.flexibility if same and last else settled(found, progress=told)
        findings = replace(findings, flexibility=ranges)
    if last is not None and last.tables:
        changes = compared(last, found, pool, told, known)
        findings = replace(findings, comparison=comparison_of(last) if changes.empty else changes)
    if before.decision is not None:
        decision = deciding.weighed(found, before.decision, pool, told, known)
        findings = replace(findings, decision=decision)
    return findings


def _to_keep(before: Earlier, found: Run) -> Known:
    """What a later run may use beside the run's own answers: what this one used, and all where no question is new."""
    own = record.keys_of(found)
    if before.last is not None and dict(before.last.keys) == own:
        every = before.memory.known.answers.items()
        return Known({key: answer for key, answer in every if key not in own.values()})
    return before.memory.known.in_use(without=own.values())


def _say(text: str, quiet: bool) -> None:
    if not quiet:
        click.echo(text, err=True)
