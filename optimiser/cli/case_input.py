"""What a command does with CASE: reads it, shows its warnings, and names the folder that results go to by default."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from models.case.faults import Fault
from optimiser.casefiles.change_text import changes_hash
from optimiser.casefiles.reading import CaseFile, Change, describe, read

OUTPUTS = Path("outputs")


def read_case(case: Path, quiet: bool, scenario: str = "", changes: Sequence[Change] = ()) -> CaseFile:
    """The case, with the changes of a scenario and of --set made in it; its warnings are shown unless quiet."""
    case_file = read(case, scenario, changes)
    show_warnings(case_file.warnings, quiet)
    return case_file


def show_warnings(warnings: Iterable[Fault], quiet: bool) -> None:
    """Show each warning once, on stderr."""
    if not quiet and (once := dict.fromkeys(warnings)):
        click.echo(describe(once), err=True)


def default_folder(case: Path, case_file: CaseFile, ending: str = "") -> Path:
    """The folder under outputs/ for a case: its name, what was changed in it, and the ending of the command.

    A scenario is named by its number and other changes by their mark, because their own words may be no folder's name.
    """
    names = list(dict.fromkeys(line.name for line in case_file.case.scenario_changes))
    scenario = f"-scenario-{names.index(case_file.scenario) + 1}" if case_file.scenario else ""
    changes = f"-set-{found}" if (found := changes_hash(case_file)) else ""
    return OUTPUTS / f"{name_of(case)}{scenario}{changes}{ending}"


def name_of(case: Path) -> str:
    """The name of a case's file or folder, without the ending of a workbook."""
    name = case.resolve().name if case.is_dir() else case.stem
    return name or "case"
