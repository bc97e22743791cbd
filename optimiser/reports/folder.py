"""The folders that reports are written to: workbooks, files for scripts, and answers for the next time.

All files of a folder are put in place together, or none of them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from models.case.vocabulary import TABLE_NAMES
from optimiser.analyses.comparison.results import RunComparison
from optimiser.analyses.findings import Findings, record_of
from optimiser.analyses.frontier.results import Frontiers
from optimiser.analyses.scenarios import ScenarioPack
from optimiser.analyses.sweep.results import Sweep
from optimiser.casefiles.schema.columns import normalised_heading
from optimiser.engine.answer_cache import AnswerCache, cache_bytes
from optimiser.engine.atomic_write import SavedFiles, check_writable, write_atomically
from optimiser.engine.manifest import MANIFEST
from optimiser.engine.run_folder import ANSWERS_FILE
from optimiser.engine.run_record import RECORD_FILE, record_text
from optimiser.errors import NotWritten
from optimiser.reports import board, comparison, frontier, scenarios, sweep
from optimiser.reports.data.comparison_tables import COMPARISON_TABLES
from optimiser.reports.data.data_table import csv_files
from optimiser.reports.data.frontier_tables import FRONTIER_TABLES
from optimiser.reports.data.plan_tables import PLAN_TABLES
from optimiser.reports.data.result_json import result_json
from optimiser.reports.data.scenario_tables import SCENARIO_TABLES
from optimiser.reports.data.sweep_table import SWEEP
from optimiser.reports.paper import paper

RUN_WORKBOOK, PAPER, RESULT = "appraisal.xlsx", "appraisal.md", "result.json"
SCENARIOS_WORKBOOK, COMPARISON_WORKBOOK = "scenarios.xlsx", "changes.xlsx"
FRONTIER_WORKBOOK, SWEEP_WORKBOOK = "frontier.xlsx", "sweep.xlsx"
# A folder with one of these tables of a case is not written to. Some tables of a run have the name of a case's table.
CASE_TABLES = frozenset(TABLE_NAMES) - {table.name for table in PLAN_TABLES}
CASE_TABLES_OF_SCENARIOS = frozenset(TABLE_NAMES) - {table.name for table in SCENARIO_TABLES}

ALL_TABLES = (*PLAN_TABLES, *SCENARIO_TABLES, *COMPARISON_TABLES, *FRONTIER_TABLES, SWEEP)
OUTPUT_FILES = frozenset({RUN_WORKBOOK, PAPER, RESULT, RECORD_FILE, ANSWERS_FILE, MANIFEST, SCENARIOS_WORKBOOK,
                          COMPARISON_WORKBOOK, FRONTIER_WORKBOOK, SWEEP_WORKBOOK,
                          *(f"{table.name}.csv" for table in ALL_TABLES)})  # fmt: skip

WriteWorkbook = Callable[[Path], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Written:
    """The files that a workflow wrote. `failing`: what each check of the workbook that fails says."""

    saved: SavedFiles
    failing: tuple[str, ...] = ()

    @property
    def folder(self) -> Path:
        """The folder that the files are in."""
        return self.saved.folder

    def path(self, name: str) -> Path:
        """Where a file is: under a dated name if another program held its own open."""
        return self.saved.folder / self.saved.dated_names.get(name, name)


def check_run_folder(folder: Path, case: Path) -> None:
    """Raise NotWritten if a run of the case cannot be written to the folder. Changes nothing."""
    _check_folder(folder, case, RUN_WORKBOOK, CASE_TABLES)


def check_scenarios_folder(folder: Path, case: Path) -> None:
    """Raise NotWritten if a scenario pack of the case cannot be written to the folder. Changes nothing."""
    _check_folder(folder, case, SCENARIOS_WORKBOOK, CASE_TABLES_OF_SCENARIOS)


def write_run(
    findings: Findings,
    folder: Path,
    *,
    accessible: bool = False,
    known: AnswerCache | None = None,
    asked: Mapping[str, str] | None = None,
) -> Written:
    """Write appraisal.xlsx, appraisal.md, result.json, the CSV files, and for later runs run.json and known.json.gz.

    `accessible`: whether the workbook has the profile of docs/accessibility.md. `known`: further answers that a later
    run may use. `asked`: what run.json says was asked for besides the solving. Raises NotWritten; then nothing has
    changed.
    """
    check_run_folder(folder, Path(findings.run.source))
    failing: list[str] = []

    def fill(empty: Path) -> None:
        failing.extend(fill_run_folder(findings, empty, accessible=accessible, known=known, asked=asked))

    return Written(write_atomically(folder, fill), tuple(failing))


def fill_run_folder(
    findings: Findings,
    empty: Path,
    *,
    accessible: bool = False,
    known: AnswerCache | None = None,
    asked: Mapping[str, str] | None = None,
) -> tuple[str, ...]:
    """Write the files of `write_run` into an empty folder. Returns what each failing check of the workbook says."""
    failing = board.write(findings, empty / RUN_WORKBOOK, accessible=accessible)
    _write_texts(empty, {PAPER: paper(findings), **data_files(findings)})
    (empty / ANSWERS_FILE).write_bytes(cache_bytes(known or AnswerCache()))
    files = [path.name for path in sorted(empty.iterdir())]
    _write_texts(empty, {RECORD_FILE: record_text(record_of(findings, asked, files))})
    return failing


def data_files(findings: Findings) -> dict[str, str]:
    """The text of each file for scripts, by file name: result.json and the CSV files."""
    return {RESULT: result_json(findings), **csv_files(PLAN_TABLES, findings.run)}


def write_scenarios(pack: ScenarioPack, folder: Path, *, accessible: bool = False) -> Written:
    """Write scenarios.xlsx, scenarios.csv, yardstick.csv, known.json.gz, and each scenario's run in its own folder.

    `accessible`: whether the workbooks of the runs have the profile of docs/accessibility.md. Raises NotWritten; then
    nothing has changed.
    """
    check_scenarios_folder(folder, Path(pack.base.run.source))
    asked = {"accessible": "yes"} if accessible else {}

    def write_workbooks(empty: Path) -> tuple[str, ...]:
        failing = list(scenarios.write(pack, empty / SCENARIOS_WORKBOOK))
        for member in pack.members:
            (empty / member.folder).mkdir()
            of_run = fill_run_folder(
                member.findings, empty / member.folder, accessible=accessible, known=member.answers, asked=asked
            )
            failing.extend(f"{member.name}: {check_text}" for check_text in of_run)
        return tuple(failing)

    return _write(folder, write_workbooks, csv_files(SCENARIO_TABLES, pack), pack.cache)


def stale_scenario_folders(pack: ScenarioPack, folder: Path) -> list[str]:
    """The names of scenario folders that an earlier pack left behind and that this pack does not have."""
    ours = {member.folder for member in pack.members}
    runs = [path.name for path in sorted(folder.iterdir()) if path.is_dir() and (path / RECORD_FILE).exists()]
    return [name for name in runs if name not in ours and (name.startswith("scenario-") or name == "as-set")]


def write_comparison(compared: RunComparison, folder: Path, known: AnswerCache | None = None) -> Written:
    """Write changes.xlsx, the CSV files and known.json.gz. Raises NotWritten; then nothing has changed."""
    texts = csv_files(COMPARISON_TABLES, compared)
    return _write(folder, lambda empty: comparison.write(compared, empty / COMPARISON_WORKBOOK), texts, known)


def write_frontier(frontiers: Frontiers, folder: Path) -> Written:
    """Write frontier.xlsx, both CSV files and known.json.gz. Raises NotWritten; then nothing has changed."""
    texts = csv_files(FRONTIER_TABLES, frontiers)
    return _write(
        folder, lambda empty: frontier.write(frontiers, empty / FRONTIER_WORKBOOK), texts, frontiers.used_answers
    )


def write_sweep(swept: Sweep, folder: Path, known: AnswerCache) -> Written:
    """Write sweep.xlsx, sweep.csv and known.json.gz. Raises NotWritten; then nothing has changed."""
    return _write(folder, lambda empty: sweep.write(swept, empty / SWEEP_WORKBOOK), csv_files((SWEEP,), swept), known)


def _write(folder: Path, write_workbook: WriteWorkbook, texts: Mapping[str, str], known: AnswerCache | None) -> Written:
    failing: list[str] = []

    def fill(empty: Path) -> None:
        failing.extend(write_workbook(empty))
        _write_texts(empty, texts)
        (empty / ANSWERS_FILE).write_bytes(cache_bytes(known or AnswerCache()))

    return Written(write_atomically(folder, fill), tuple(failing))


def _write_texts(folder: Path, texts: Mapping[str, str]) -> None:
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")


def _check_folder(folder: Path, case: Path, workbook_name: str, case_tables: Collection[str]) -> None:
    """Raise NotWritten if the folder cannot be written to, holds a case, or holds the case as that workbook."""
    try:
        there = list(folder.iterdir()) if folder.is_dir() else []
    except OSError as error:
        raise NotWritten(f"{folder} cannot be looked into: {error.strerror or error}.") from error
    if any(path.suffix.casefold() == ".csv" and normalised_heading(path.stem) in case_tables for path in there):
        raise NotWritten(f"{folder} cannot be written: it holds a case, whose own tables would be replaced.")
    for path in there:
        if path.name in OUTPUT_FILES and path.exists() and not path.is_file():
            raise NotWritten(f"{folder} cannot be written: {path} is not a file. Move it elsewhere.")
    workbook = folder / workbook_name
    if workbook.exists() and case.is_file() and workbook.samefile(case):
        raise NotWritten(f"{workbook} cannot be written: it is the case itself.")
    check_writable(folder)
