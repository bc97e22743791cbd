"""The argument CASE: checked, read with its warnings shown, and the folder that results go to by default."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from models.case.faults import Fault, did_you_mean

if TYPE_CHECKING:
    from optimiser.casefiles.reading import CaseFile, Change

OUTPUTS = Path("outputs")


class CasePath(click.Path):
    """The path of an existing folder or file; the error for any other suggests one with nearly the same name.

    Whether it may be read is found out by reading it.
    """

    def __init__(self) -> None:
        super().__init__(exists=True, readable=False, path_type=Path)

    def convert(
        self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None
    ) -> str | bytes | os.PathLike[str]:
        """As click's, with "did you mean" in the error."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter as error:
            path = Path(value)
            why = _why_not(path) or f"{error.message} {_similar_path(path)}".rstrip()
            raise click.BadParameter(why, ctx, param) from error


def read_case(case: Path, quiet: bool, scenario: str = "", changes: Sequence[Change] = ()) -> CaseFile:
    """The case, with the changes of a scenario and of --set made in it; its warnings are shown unless quiet."""
    from optimiser.api import cases

    case_file = cases.read_case(case, scenario, changes)
    show_warnings(case_file.warnings, quiet)
    return case_file


def show_warnings(warnings: Iterable[Fault], quiet: bool) -> None:
    """Show each warning once, on stderr."""
    from optimiser.casefiles.reading import describe

    if not quiet and (once := dict.fromkeys(warnings)):
        click.echo(describe(once), err=True)


def default_folder(case: Path, case_file: CaseFile, ending: str = "") -> Path:
    """The folder under outputs/ for a case: its name, what was changed in it, and the ending of the command.

    A scenario is named by its number and other changes by their mark, because their own words may be no folder's name.
    """
    from optimiser.casefiles.change_text import changes_hash

    names = list(dict.fromkeys(line.name for line in case_file.case.scenario_changes))
    scenario = f"-scenario-{names.index(case_file.scenario) + 1}" if case_file.scenario else ""
    changes = f"-set-{mark}" if (mark := changes_hash(case_file)) else ""
    return OUTPUTS / f"{name_of(case)}{scenario}{changes}{ending}"


def name_of(case: Path) -> str:
    """The name of a case's file or folder, without the ending of a workbook."""
    name = case.resolve().name if case.is_dir() else case.stem
    return name or "case"


def _why_not(path: Path) -> str:
    """Why a path cannot be looked at although something is there; blank if nothing is."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return ""
    except OSError as error:
        return f"{path} cannot be looked at: {error.strerror}. Check the permissions of its folder."
    return f"{path} is a link that leads to no file. Check where it leads." if path.is_symlink() else ""


def _similar_path(path: Path) -> str:
    """A suggestion from the same folder or from inputs/, blank if no name there is near."""
    paths = [file for folder in (path.parent, Path("inputs")) if folder.is_dir() for file in folder.iterdir()]
    names = {file.name: str(file) for file in paths if file.is_dir() or file.suffix.casefold() == ".xlsx"}
    suggestion = did_you_mean(path.name, names)
    name = suggestion[len('Did you mean "') : -len('"?')]
    return suggestion.replace(name, names[name]) if suggestion else ""
