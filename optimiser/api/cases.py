"""Cases: read one, check one with all its scenarios, and make a workbook to fill in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from os import PathLike
from pathlib import Path

from models.case.faults import Fault, did_you_mean
from models.case.types import Case
from optimiser.casefiles.examples import examples
from optimiser.casefiles.reading import CaseFile, Change, read, scenario_faults
from optimiser.engine.atomic_write import SavedFiles, as_not_written, write_file
from optimiser.errors import NoSuchExample, NotWritten


def read_case(path: str | PathLike[str], scenario: str = "", changes: Sequence[Change] = ()) -> CaseFile:
    """Read a case from a folder of CSV files or an Excel workbook. The `case` of the result is the case itself.

    `scenario`: the name of a scenario, whose changes are made in the case. `changes`: further changes, made in order
    after those: each a table, where, column and change, as for `--set`. Raises `optimiser.CaseFaults` with every fault,
    and `optimiser.NoSuchScenario`.
    """
    return read(Path(path), scenario, changes)


def as_case_file(case: Case | CaseFile) -> CaseFile:
    """A case with the file it was read from; a case made in a script has none."""
    return CaseFile(case) if isinstance(case, Case) else case


@dataclass(frozen=True, slots=True)
class CheckedCase:
    """A case without faults. `scenario_faults`: what is wrong with it in its scenarios, each with its place."""

    case_file: CaseFile
    scenario_faults: tuple[Fault, ...]


def check_case(path: str | PathLike[str]) -> CheckedCase:
    """Read a case, and look for faults in each of its scenarios too. Raises `optimiser.CaseFaults`."""
    return CheckedCase(read(Path(path)), scenario_faults(Path(path)))


def new_workbook(path: str | PathLike[str], example: str | None = None, *, replace: bool = False) -> SavedFiles:
    """Make an Excel workbook to fill in; with the name of an example case, that case's rows are in it.

    `replace`: whether a file of that name may be replaced. Raises `optimiser.NoSuchExample` and `optimiser.NotWritten`.
    """
    file = Path(path)
    check_example(example)
    with as_not_written(file):
        if not file.parent.exists():
            raise NotWritten(f"There is no folder {file.parent}.")
        if file.exists() and not replace:
            raise NotWritten(f"{file} already exists.")
    from optimiser.casefiles.template import new  # noqa: PLC0415 - Excel's writer is loaded only where it is used

    return write_file(file, lambda made: new(made, example))


def check_example(name: str | None) -> None:
    """Raises NoSuchExample if there is no example case of that name."""
    if name is not None and name not in examples():
        suggestion = did_you_mean(name, examples()) or f"There are: {', '.join(examples())}."
        raise NoSuchExample(f'There is no example "{name}". {suggestion}')
