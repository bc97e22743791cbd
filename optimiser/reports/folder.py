"""The output folder of a run: the board's workbook and paper, and the files for scripts, all of them or none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from models.case.vocabulary import TABLE_NAMES
from optimiser.analyses.findings import Findings, record_of
from optimiser.casefiles.schema.columns import normalised_heading
from optimiser.engine.answer_cache import Known, packed
from optimiser.engine.atomic_write import Saved, check, save
from optimiser.engine.run_folder import KNOWN
from optimiser.engine.run_record import RECORD, mark_of, told
from optimiser.errors import NotWritten
from optimiser.reports.board import write as write_workbook
from optimiser.reports.data.data_table import csv_files
from optimiser.reports.data.plan_tables import PLAN_TABLES
from optimiser.reports.data.result_json import result_json
from optimiser.reports.paper import paper

WORKBOOK, PAPER, RESULT = "appraisal.xlsx", "appraisal.md", "result.json"
OF_A_CASE = set(TABLE_NAMES) - {table.name for table in PLAN_TABLES}  # tables that no file of ours is named as


@dataclass(frozen=True, slots=True)
class Written:
    """The files that a workflow wrote. `failing`: what each check of the workbook that fails says."""

    saved: Saved
    failing: tuple[str, ...] = ()

    @property
    def folder(self) -> Path:
        """The folder that the files are in."""
        return self.saved.folder

    def path(self, name: str) -> Path:
        """Where a file is: under a dated name if another program held its own open."""
        return self.saved.folder / self.saved.aside.get(name, name)


def ready(folder: Path, case: Path) -> None:
    """Raises NotWritten where a run of a case could not be written to the folder; changes nothing."""
    _replaces_no_case(folder, case)
    check(folder)


def write(
    findings: Findings,
    folder: Path,
    *,
    accessible: bool = False,
    known: Known | None = None,
    asked: Mapping[str, str] | None = None,
) -> Written:
    """Write appraisal.xlsx, appraisal.md, result.json, the CSV files, and for later runs run.json and known.json.gz.

    `accessible`: the workbook in the profile of docs/accessibility.md; `known`: further answers that a later run may
    use; `asked`: what `run.json` says was asked for beside the solving. Raises NotWritten; then
    nothing has changed.
    """
    _replaces_no_case(folder, Path(findings.run.source))
    failing: list[str] = []
    saved = save(
        folder, lambda empty: failing.extend(fill(findings, empty, accessible=accessible, known=known, asked=asked))
    )
    return Written(saved, tuple(failing))


def fill(
    findings: Findings,
    empty: Path,
    *,
    accessible: bool = False,
    known: Known | None = None,
    asked: Mapping[str, str] | None = None,
) -> tuple[str, ...]:
    """Write the files of `write` into a folder that is empty; what each check of the workbook that fails says."""
    failing = write_workbook(findings, empty / WORKBOOK, accessible=accessible)
    for name, text in {PAPER: paper(findings), **data_files(findings)}.items():
        (empty / name).write_text(text, encoding="utf-8", newline="")
    (empty / KNOWN).write_bytes(packed(known or Known()))
    marks = {path.name: mark_of(path) for path in sorted(empty.iterdir())}
    (empty / RECORD).write_text(told(record_of(findings, asked, marks)), encoding="utf-8", newline="")
    return failing


def data_files(findings: Findings) -> dict[str, str]:
    """The text of each file for scripts, by file name: result.json and the CSV files."""
    return {RESULT: result_json(findings), **csv_files(PLAN_TABLES, findings.run)}


def _replaces_no_case(folder: Path, case: Path) -> None:
    """Some of a case's tables have names of our files, and a case may be a workbook of our workbook's name."""
    if any(path.suffix.casefold() == ".csv" and normalised_heading(path.stem) in OF_A_CASE for path in _there(folder)):
        raise NotWritten(f"{folder} cannot be written: it holds a case, whose own tables would be replaced.")
    workbook = folder / WORKBOOK
    if workbook.exists() and case.is_file() and workbook.samefile(case):
        raise NotWritten(f"{workbook} cannot be written: it is the case itself.")


def _there(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir()) if folder.is_dir() else []
    except OSError as error:
        raise NotWritten(f"{folder} cannot be looked into: {error.strerror or error}.") from error
