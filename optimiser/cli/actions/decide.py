"""What `decide` does, what it says, and the exit code it gives. How it is called is in `commands`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

import click

from optimiser.analyses.decision import DECISION, plainly
from optimiser.analyses.decision.evaluate import UNPROVEN
from optimiser.analyses.decision.record import Choice, Recorded, record
from optimiser.cli import Exit, Failure
from optimiser.cli.actions.shared import typed
from optimiser.cli.cluster_option import lost
from optimiser.cli.progress import Line, aside, testing
from optimiser.engine.parallel.cluster import pooled
from optimiser.errors import BrokenDecision, NoRecord, NotDecidable, NotWritten, WorkersLost
from optimiser.reports.prose.decision import limits as limits_words

NO_MORE = "An earlier decision stays in the file; it"


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was typed: see the command's own help. `on`: None for today by the user's clock."""

    option: str
    why: str
    by: str
    on: date | None


@dataclass(frozen=True, slots=True)
class Workers:
    """Who solves: so many processes, one a core for None, or the cluster whose scheduler has that address."""

    count: int | None
    cluster: str | None


def decide(folder: Path, chosen: Chosen, *, limits: bool, workers: int | None, cluster: str | None, quiet: bool) -> int:
    """Record the decision, and say how it stands and where it would cease to hold."""
    today = date.today()  # noqa: DTZ011 - the user's own clock
    choice = Choice(chosen.option, chosen.why, chosen.on or today, chosen.by)
    found = _recorded(folder, choice, limits, Workers(workers, cluster), quiet)
    if DECISION in found.saved.aside:
        open_ = f"{folder / DECISION} is open in another program: the decision is in {found.saved.aside[DECISION]}."
        raise Failure(f"{open_} Close the program, and put that file in its place.", Exit.NOT_WRITTEN)
    if not quiet:
        click.echo("\n".join(_said(found, today)))
        click.echo(f"Recorded in {folder / DECISION}. {_next(folder)}", err=True)
    return Exit.DONE if _proven(found) else Exit.UNPROVEN


def _recorded(folder: Path, choice: Choice, limits: bool, workers: Workers, quiet: bool) -> Recorded:
    """Recorded; what goes wrong ends the command in words, with nothing changed."""
    line = Line(str, show=not quiet)
    told = None if not line.shows else lambda step: line.say(testing(step))
    try:
        with pooled(workers.count, workers.cluster) as pool:
            work = partial(record, folder, choice, limits=limits, pool=pool, progress=told)
            return aside(partial(_solving, work) if limits else work)
    except NotDecidable as error:
        raise click.UsageError(str(error)) from error
    except (NoRecord, BrokenDecision) as error:
        raise Failure(f"{error} Nothing was recorded.", Exit.FAULTS) from error
    except NotWritten as error:
        raise Failure(f"{error} Nothing was recorded.", Exit.NOT_WRITTEN) from error
    except WorkersLost as error:
        raise lost(error) from error
    finally:
        line.clear()


def _solving(work: Callable[[], Recorded]) -> Recorded:
    """The work; a solver's libraries are loaded here, aside, for they may swallow a Ctrl-C while they load."""
    from optimiser.errors import NoSuchSolver  # noqa: PLC0415

    try:
        return work()
    except NoSuchSolver as error:
        words = f'The run was solved with "{error.name}", which is not here. With --no-thresholds none is needed.'
        raise Failure(f"{words} Nothing was recorded.", Exit.USAGE) from error


def _said(found: Recorded, today: date) -> Iterator[str]:
    decision = found.decision
    by = f" by {decision.by}" if decision.by else ""
    yield f'"{decision.option}" was chosen{by} on {decision.on}: {decision.why}'
    if date.fromisoformat(decision.on) > today:
        yield "That day is still to come."
    yield from plainly(decision)
    if found.earlier:
        yield _before(found)
    if decision.thresholds is not None:
        yield ""
        yield from limits_words(decision.thresholds)


def _before(found: Recorded) -> str:
    last, count = found.earlier[-1], len(found.earlier)
    stays = f"{count} earlier decisions stay in the file; the last" if count > 1 else NO_MORE
    return f'{stays} was for "{last.option}", on {last.on}: {last.why}'


def _next(folder: Path) -> str:
    return f"Next: when the case changes, optimiser appraise CASE --output {typed(folder)} says whether it still holds."


def _proven(found: Recorded) -> bool:
    decision = found.decision
    answers = all(each.status not in UNPROVEN for each in decision.options.values())
    return answers and (decision.thresholds is None or decision.thresholds.proven)
