"""`optimiser decide`: records a decision, and prints how it stands and where it would cease to hold."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from optimiser.cli import Exit, Failure
from optimiser.cli.command import Command
from optimiser.cli.failures import typed
from optimiser.cli.options import FOLDER, GENERAL, WHO_SOLVES
from optimiser.cli.output_folder import hold_output
from optimiser.cli.progress import with_progress

if TYPE_CHECKING:
    from optimiser.api.decisions import RecordedDecision
    from optimiser.api.workers import Workers


@click.command(
    cls=Command,
    short_help="Record the board's decision, and find how far it holds.",
    exit_codes={
        Exit.DONE: "recorded",
        Exit.UNPROVEN: "recorded, but not everything that it rests on is proven",
        Exit.USAGE: "the command was not understood, or the run does not have that option",
        Exit.FAULTS: "RUN holds no run, or decisions that cannot be read",
        Exit.NO_PLAN: None,
        Exit.NOT_WRITTEN: "the folder cannot be written",
    },
)
@click.argument("run", type=FOLDER)
@click.option("--option", required=True, metavar="NAME", help="Name of the option that the board chose.")
@click.option("--why", required=True, metavar="TEXT", help="Reason that the board gave.")
@click.option("--by", default="", metavar="TEXT", help="Body that decided.")
@click.option(
    "--on",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="Day of the decision, such as 2010-04-01.  [default: today]",
)
@click.option(
    "--no-thresholds", is_flag=True, help="Do not find how far funding and prices can move. Nothing is solved."
)
@WHO_SOLVES
@GENERAL
def decide(
    run: Path, option: str, why: str, by: str, on: datetime | None, no_thresholds: bool, workers: Workers, quiet: bool
) -> int:
    """
    \b
    Example:  optimiser decide outputs/first-look --option partial --why "Most people recover for the money"

    Record which option the board chose, and why, in RUN, the folder of an appraisal. Later runs into that folder say
    whether the decision still holds, or why it does not. The command also finds how far funding and prices can move,
    each alone, before the decision stops holding.

    The board may choose an option that is not preferred. The command says so, and records the reason. Earlier
    decisions stay in decision.json, and the latest one counts.
    """
    from optimiser.api.decisions import prepare
    from optimiser.reports.decision_file import DECISION_FILE

    if no_thresholds and workers is not None:
        raise click.UsageError("--workers and --cluster look for thresholds: leave them out, or --no-thresholds.")
    hold_output(run, quiet=quiet)
    today = date.today()  # noqa: DTZ011 - the user's own clock
    prepared = with_progress(
        "",
        lambda progress: prepare(
            run,
            option,
            why,
            on.date() if on else today,
            by=by,
            thresholds=not no_thresholds,
            workers=workers,
            progress=progress,
        ),
        quiet=quiet,
    )
    recorded = prepared.save()
    if (dated := recorded.saved_files.dated_names.get(DECISION_FILE)) is not None:
        words = f"{run / DECISION_FILE} is open in another program, so the decision was written to {dated}."
        raise Failure(f"{words} Close the program, and rename that file to {DECISION_FILE}.", Exit.NOT_WRITTEN)
    if not quiet:
        click.echo("\n".join(outcome(recorded, today)))
        click.echo(f"Recorded in {run / DECISION_FILE}. {_next_step(run)}", err=True)
    return Exit.DONE if _proven(recorded) else Exit.UNPROVEN


def outcome(recorded: RecordedDecision, today: date) -> Iterator[str]:
    """What was decided, how the option stands, the decision before it, and where it would cease to hold."""
    from optimiser.reports.prose import decision as prose
    from optimiser.reports.prose.second_opinion import recorded_contradiction

    decision = recorded.decision
    if recorded.contradicted:
        yield recorded_contradiction(recorded.contradicted)
    by = f" by {decision.by}" if decision.by else ""
    yield f'"{decision.option}" was chosen{by} on {decision.on}: {decision.why}'
    if date.fromisoformat(decision.on) > today:
        yield "That day is in the future."
    yield from prose.choice_sentences(decision)
    if recorded.earlier:
        yield _earlier(recorded)
    if decision.thresholds is not None:
        yield ""
        yield from prose.threshold_sentences(decision.thresholds)


def _earlier(recorded: RecordedDecision) -> str:
    last, count = recorded.earlier[-1], len(recorded.earlier)
    subject = "An earlier decision stays in the file. It"
    if count > 1:
        subject = f"{count} earlier decisions stay in the file. The last"
    return f'{subject} was for "{last.option}", on {last.on}: {last.why}'


def _next_step(folder: Path) -> str:
    command = f"optimiser appraise CASE --output {typed(folder)}"
    return f"Next: when the case changes, run {command} to see whether the decision still holds."


def _proven(recorded: RecordedDecision) -> bool:
    from optimiser.analyses.decision.evaluate import UNPROVEN

    decision = recorded.decision
    answers = all(option.status not in UNPROVEN for option in decision.options.values())
    return not recorded.contradicted and answers and (decision.thresholds is None or decision.thresholds.proven)
