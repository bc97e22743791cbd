"""What `optimiser check` and `optimiser new` do: check a case, and make a workbook to fill in."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from optimiser.api.cases import check_case, new_workbook
from optimiser.casefiles.reading import describe
from optimiser.cli import Exit, Failure
from optimiser.cli.case_input import show_warnings
from optimiser.cli.case_summary import case_summary
from optimiser.cli.failures import typed


def check(case: Path, quiet: bool) -> int:
    """Read a case, and print what is in it."""
    checked = check_case(case)
    show_warnings(checked.case_file.warnings, quiet)
    if checked.scenario_faults:
        faults = describe(checked.scenario_faults)
        raise Failure(f"{faults}\nThe case itself has no faults. These are faults of its scenarios.", Exit.FAULTS)
    if not quiet:
        click.echo(case_summary(checked.case_file.case))
        click.echo(f"\nNo faults found. Next: optimiser appraise {typed(case)}", err=True)
    return Exit.DONE


def new(file: Path, example: str | None, quiet: bool, no_input: bool) -> int:
    """Make a workbook to fill in."""
    if file.suffix.lower() != ".xlsx":
        raise click.BadParameter(f"{file} must end in .xlsx.", param_hint="FILE")
    replace = file.exists() and not no_input and _may_replace(file)
    saved = new_workbook(file, example, replace=replace)
    if saved.dated_names:
        raise Failure(
            f"{file} is open in another program, so the new file is {saved.dated_names[file.name]}.", Exit.NOT_WRITTEN
        )
    if not quiet:
        then = "look through it and change what you need, then run: optimiser appraise"
        then = then if example else "fill in the yellow cells, then run: optimiser check"
        click.echo(f"Made {file}. Next: {then} {typed(file)}", err=True)
    return Exit.DONE


def _may_replace(file: Path) -> bool:
    """Whether the user agrees; nobody is asked if stdin is not a terminal."""
    return sys.stdin.isatty() and click.confirm(f"{file} already exists. Replace it?", err=True)
