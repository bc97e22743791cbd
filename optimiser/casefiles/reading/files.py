"""Reads a file whole, if it is a regular file of a bounded size: never a device, a pipe or an endless one."""

from __future__ import annotations

import re
import stat
from collections.abc import Callable
from pathlib import Path

from optimiser.casefiles.reading.source import unreadable_input
from optimiser.casefiles.reading.table_match import Candidate
from optimiser.casefiles.reading.table_names import Head, carried_table, own_table

A_FOLDER, NOTHING = "a folder", "nothing there"
ARCHIVES = (".gz", ".zip", ".7z", ".bz2", ".xz")
TEXTS, WORKBOOKS = ("", ".txt", ".tsv", ".tab", ".dat", ".prn"), (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".numbers")
CHECK_PERMISSIONS = "Check its permissions, and close it in other programmes."
IN_ITS_PLACE = "Put the file {} in its place."
AS_CSV, SHEET_AS_CSV = "Save it as CSV UTF-8 under the name {}.", "Save its sheet as CSV UTF-8 under the name {}."
UNPACKED = "Unpack it, and put the file {} in its place."
QUIET = re.compile(r"\..*|~\$.*|.*~|thumbs\.db|desktop\.ini|(?:read[ _-]?me|licen[cs]e|notes?)\b.*", re.IGNORECASE)
RESULTS: tuple[str, ...] = (
    "appraisal.xlsx",
    "appraisal.md",
    "result.json",
    "run.json",
    "known.json.gz",
    "decision.json",
    "plan.csv",
    "sha256sums.txt",
)
RESULTS += ("costs.csv", "payments.csv", "provision.csv", "action_plan.csv")
KINDS = (
    (stat.S_ISDIR, A_FOLDER),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def not_a_file(path: Path) -> str:
    """What a path leads to instead of a file: `a folder`, `a link to nothing`; blank if it is a file.

    Raises OSError if that cannot be found out.
    """
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return "a link that leads to no file" if path.is_symlink() else NOTHING
    return next((what for is_one, what in KINDS if is_one(mode)), "" if stat.S_ISREG(mode) else "something else")


def read_file(path: Path, most: int) -> bytes:
    """The bytes of a file, and one byte more than `most` at most.

    Raises CaseFaults if it is no file, and OSError if it cannot be read.
    """
    if other := not_a_file(path):
        remedy = "Check the name." if other == NOTHING else "Name a workbook, or a folder of CSV files."
        raise unreadable_input(str(path), other, "a folder of CSV files or an Excel workbook", remedy)
    with path.open("rb") as file:
        return file.read(min(path.stat().st_size, most) + 1)


def candidate(path: Path, head: Callable[[Path], Head]) -> Candidate | None:
    """What an entry of a case's folder may be as a table. None for a folder that is not named as a table's file."""
    suffix = path.suffix.casefold().rstrip()
    try:
        other = not_a_file(path)
    except OSError as error:
        other = f"no way to look at it ({error.strerror})"
    if other:
        named = suffix == ".csv" and (own_table(path.stem) or carried_table(path.stem))
        return Candidate(path.name, path.stem, other=other, remedy=IN_ITS_PLACE) if named or other != A_FOLDER else None
    if suffix == ".csv":
        return Candidate(path.name, path.stem, lambda: head(path))
    other = f'a file that ends in "{suffix}"' if suffix else "a file whose name has no ending"
    if suffix in TEXTS:
        return Candidate(path.name, path.stem, lambda: head(path), other, AS_CSV)
    if suffix in (*WORKBOOKS, *ARCHIVES):
        remedy = SHEET_AS_CSV if suffix in WORKBOOKS else UNPACKED
        return Candidate(path.name, path.stem, other=other, remedy=remedy)
    return Candidate(path.name, "", other="another kind of file")


def is_quiet(name: str) -> bool:
    """Whether a file beside the tables needs no word: one that is hidden, a lock, a text about the case or a result."""
    return bool(QUIET.fullmatch(name)) or name in RESULTS
