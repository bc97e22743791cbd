"""What `check` and `new` do, and the exit codes they give."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from models.case.faults import did_you_mean
from optimiser.casefiles.examples import examples
from optimiser.casefiles.reading import describe, scenario_faults
from optimiser.cli import Exit, Failure
from optimiser.cli.actions.case_summary import holding
from optimiser.cli.actions.shared import reading_of, typed
from optimiser.engine.atomic_write import save
from optimiser.errors import NotWritten


def check(case: Path, *, quiet: bool) -> int:
    """Read, and say what the case holds."""
    reading = reading_of(case, quiet)
    if wrong := scenario_faults(case):
        raise Failure(f"{describe(wrong)}\nThe case itself has no faults; in these scenarios it has.", Exit.FAULTS)
    if not quiet:
        click.echo(holding(reading.case))
        click.echo(f"\nNo faults. Next: optimiser appraise {typed(case)}", err=True)
    return Exit.DONE


def new(file: Path, example: str | None, *, quiet: bool, may_ask: bool) -> int:
    """Make a workbook to fill in."""
    if file.suffix.lower() != ".xlsx":
        raise click.BadParameter(f"{file} must end in .xlsx.", param_hint="FILE")
    if example is not None and example not in examples():
        known = did_you_mean(example, examples()) or f"There are: {', '.join(examples())}."
        raise click.BadParameter(f'There is no example "{example}". {known}', param_hint="--example")
    if not file.parent.exists():
        raise Failure(
            f"There is no folder {file.parent}. Name a folder that is there, or make it first.", Exit.NOT_WRITTEN
        )
    if file.exists() and not _may_replace(file, may_ask):
        raise Failure(f"{file} is there already. Name another file, or remove it first.", Exit.NOT_WRITTEN)
    _make(file, example)
    if not quiet:
        then = "look through it, change what you will, then: optimiser appraise"
        then = then if example else "fill in its yellow cells, then: optimiser check"
        click.echo(f"Made {file}. Next: {then} {typed(file)}", err=True)
    return Exit.DONE


def _make(file: Path, example: str | None) -> None:
    from optimiser.casefiles.template import new as make  # noqa: PLC0415 - only this command needs it

    try:
        saved = save(file.parent, lambda empty: make(empty / file.name, example))
    except NotWritten as error:
        raise Failure(f"{error} Name another place.", Exit.NOT_WRITTEN) from error
    if saved.aside:
        raise Failure(f"{file} is open in another program: the new one is {saved.aside[file.name]}.", Exit.NOT_WRITTEN)


def _may_replace(file: Path, may_ask: bool) -> bool:
    return may_ask and sys.stdin.isatty() and click.confirm(f"{file} is there already. Replace it?", err=True)
