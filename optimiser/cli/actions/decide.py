"""What `optimiser decide` does: records a decision, and prints how it stands and where it would cease to hold."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import click

from optimiser.analyses.decision.evaluate import UNPROVEN
from optimiser.api import decisions
from optimiser.api.decisions import RecordedDecision
from optimiser.api.workers import Workers
from optimiser.cli import Exit, Failure
from optimiser.cli.background import in_background
from optimiser.cli.failures import typed
from optimiser.cli.progress import progress_line
from optimiser.reports.decision_file import DECISION_FILE
from optimiser.reports.prose.decision import choice_sentences, threshold_sentences


def decide(
    run: Path, option: str, why: str, by: str, on: datetime | None, no_thresholds: bool, workers: Workers, quiet: bool
) -> int:
    """Record the decision, and print how the option stands. Without a day, it is today by the user's clock."""
    if no_thresholds and workers is not None:
        raise click.UsageError("--workers and --cluster look for thresholds: leave them out, or --no-thresholds.")
    today = date.today()  # noqa: DTZ011 - the user's own clock
    day = on.date() if on else today
    with_thresholds = not no_thresholds
    with progress_line("", quiet=quiet) as progress:
        prepared = in_background(
            lambda: decisions.prepare(
                run, option, why, day, by=by, thresholds=with_thresholds, workers=workers, progress=progress
            )
        )
    recorded = prepared.save()
    if (dated := recorded.saved_files.dated_names.get(DECISION_FILE)) is not None:
        found = f"{run / DECISION_FILE} is open in another program, so the decision was written to {dated}."
        raise Failure(f"{found} Close the program, and rename that file to {DECISION_FILE}.", Exit.NOT_WRITTEN)
    if not quiet:
        click.echo("\n".join(outcome(recorded, today)))
        click.echo(f"Recorded in {run / DECISION_FILE}. {_next_step(run)}", err=True)
    return Exit.DONE if _proven(recorded) else Exit.UNPROVEN


def outcome(recorded: RecordedDecision, today: date) -> Iterator[str]:
    """What was decided, how the option stands, the decision before it, and where it would cease to hold."""
    decision = recorded.decision
    by = f" by {decision.by}" if decision.by else ""
    yield f'"{decision.option}" was chosen{by} on {decision.on}: {decision.why}'
    if date.fromisoformat(decision.on) > today:
        yield "That day is in the future."
    yield from choice_sentences(decision)
    if recorded.earlier:
        yield _earlier(recorded)
    if decision.thresholds is not None:
        yield ""
        yield from threshold_sentences(decision.thresholds)


def _earlier(recorded: RecordedDecision) -> str:
    last, count = recorded.earlier[-1], len(recorded.earlier)
    one = "An earlier decision stays in the file. It"
    subject = f"{count} earlier decisions stay in the file. The last" if count > 1 else one
    return f'{subject} was for "{last.option}", on {last.on}: {last.why}'


def _next_step(folder: Path) -> str:
    command = f"optimiser appraise CASE --output {typed(folder)}"
    return f"Next: when the case changes, run {command} to see whether the decision still holds."


def _proven(recorded: RecordedDecision) -> bool:
    decision = recorded.decision
    answers = all(each.status not in UNPROVEN for each in decision.options.values())
    return answers and (decision.thresholds is None or decision.thresholds.proven)
