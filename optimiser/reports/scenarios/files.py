"""A pack's folder: the workbook, the files for scripts, and each scenario's own files in a folder; all or none.

From what stands in the folder a later pack takes the answers that are proven and whose question has not changed.
"""

from __future__ import annotations

from pathlib import Path

from models.case.vocabulary import TABLE_NAMES
from optimiser.analyses.scenarios.pack import Pack
from optimiser.casefiles.schema.columns import normalised_heading
from optimiser.engine.answer_cache import Known, packed, unpacked
from optimiser.engine.atomic_write import check, save
from optimiser.engine.run_folder import KNOWN
from optimiser.engine.run_record import known_of, read
from optimiser.errors import NoRecord, NotWritten
from optimiser.reports.data.data_table import csv_files
from optimiser.reports.data.scenario_tables import SCENARIO_TABLES
from optimiser.reports.folder import Written, fill
from optimiser.reports.scenarios.workbook import write as write_workbook

WORKBOOK = "scenarios.xlsx"
OF_A_CASE = {*TABLE_NAMES} - {table.name for table in SCENARIO_TABLES}  # `scenarios` is a table of both


def ready(folder: Path, case: Path) -> None:
    """Raises NotWritten where a pack could not be written to the folder; changes nothing."""
    there = list(folder.iterdir()) if folder.is_dir() else []
    if any(path.suffix.casefold() == ".csv" and normalised_heading(path.stem) in OF_A_CASE for path in there):
        raise NotWritten(f"{folder} cannot be written: it holds a case, whose own tables would be replaced.")
    workbook = folder / WORKBOOK
    if workbook.exists() and case.is_file() and workbook.samefile(case):
        raise NotWritten(f"{workbook} cannot be written: it is the case itself.")
    check(folder)


def remembered(folder: Path) -> Known:
    """The proven answers of the pack that a folder holds, of its yardstick too; none where it holds none."""
    found = unpacked(folder / KNOWN)
    for own in sorted(folder.iterdir()) if folder.is_dir() else []:
        try:
            of_run = known_of(read(own)) if own.is_dir() else Known()
        except NoRecord:
            continue  # a folder of somebody else's
        for key, answer in of_run.proven():
            found.add(key, answer)
    return found


def write(pack: Pack, folder: Path, *, accessible: bool = False) -> Written:
    """Write scenarios.xlsx, scenarios.csv, yardstick.csv and, in a folder each, what `optimiser appraise` writes.

    `accessible`: the scenarios' own workbooks in the profile of docs/accessibility.md. Raises
    NotWritten; then nothing has changed.
    """
    ready(folder, Path(pack.base.run.source))
    failing: list[str] = []

    def make(empty: Path) -> None:
        failing.extend(write_workbook(pack, empty / WORKBOOK))
        for name, text in csv_files(SCENARIO_TABLES, pack).items():
            (empty / name).write_text(text, encoding="utf-8", newline="")
        (empty / KNOWN).write_bytes(packed(pack.known))
        for member in pack.members:
            (empty / member.folder).mkdir()
            asked = {"accessible": "yes"} if accessible else {}
            wrong = fill(member.findings, empty / member.folder, accessible=accessible, asked=asked)
            failing.extend(f"{member.name}: {each}" for each in wrong)

    return Written(save(folder, make), tuple(failing))


def left_over(pack: Pack, folder: Path) -> list[str]:
    """Folders of scenarios that an earlier pack has left and that are no part of this one."""
    ours = {member.folder for member in pack.members}
    there = [path.name for path in sorted(folder.iterdir()) if path.is_dir() and (path / "run.json").exists()]
    return [name for name in there if name not in ours and (name.startswith("scenario-") or name == "as-set")]
