"""What `optimiser appraise` does: appraises a case, writes the files, and prints what came of it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from optimiser.api.appraisal import appraise as appraise_case
from optimiser.casefiles.change_text import change_label
from optimiser.casefiles.reading import Change
from optimiser.cli import Exit, appraisal_text
from optimiser.cli.background import in_background
from optimiser.cli.case_input import default_folder, read_case
from optimiser.cli.progress import progress_line
from optimiser.reports.data.result_json import result_json
from optimiser.solving.settings import Settings


def appraise(
    case: Path,
    output: Path | None,
    settings: Settings,
    scenario: str,
    changes: Sequence[Change],
    if_changed: bool,
    as_json: bool,
    quiet: bool,
    **wanted: Any,
) -> int:
    """Read, appraise, write, and print the result. `wanted`: keyword arguments of `appraise_case`."""
    case_file = read_case(case, quiet, scenario, changes)
    folder = output or default_folder(case, case_file)
    of = f", {change_label(case_file)}" if change_label(case_file) else ""
    objective = settings.objective or case_file.case.objective
    with progress_line(f"{case_file.case.title}{of}: solving", quiet=quiet, objective=objective) as progress:
        result = in_background(
            lambda: appraise_case(
                case_file, settings, folder=folder, if_changed=if_changed, progress=progress, **wanted
            )
        )
    if result is None:
        _say(f"Nothing has changed since the run in {folder}: nothing was solved or written.", quiet)
        return Exit.DONE
    if result.earlier.unreadable:
        why = result.earlier.unreadable
        _say(f"The earlier run in this folder cannot be used, so everything was solved again: {why}", quiet)
    written = result.write()
    if as_json:
        sys.stdout.buffer.write(result_json(result.findings).encode())
    elif not quiet:
        click.echo("\n\n".join(appraisal_text.paragraphs(result.findings, robust=wanted["robust"])))
    if result.earlier.record is not None and not wanted["afresh"]:
        _say(appraisal_text.kept_answers(result.earlier.record, result.run), quiet)
    _say(appraisal_text.ending(result.run, written), quiet)
    return appraisal_text.code(result.run, written.failing)


def _say(text: str, quiet: bool) -> None:
    if not quiet:
        click.echo(text, err=True)
