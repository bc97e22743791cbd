"""Appraising again, as a script does: what is kept, what a log has, and nothing at all where nothing has changed."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zipfile import ZIP_LZMA, ZipFile

import pytest
from command_line import TABLES, files_below, run_optimiser, small_case
from openpyxl import load_workbook

from optimiser.engine import run_record as record
from optimiser.engine.manifest import MANIFEST, manifest_text, read_manifest, sha256_of
from optimiser.engine.switch import DATE_SUFFIX

KEPT = "options keep their answer from the last run in this folder"


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the small case and its run in `out`, made once."""
    folder = tmp_path_factory.mktemp("ran")
    small_case(folder / "case")
    assert run_optimiser("appraise", "case", "-o", "out", "-q", cwd=folder).returncode == 0
    return folder


@pytest.fixture
def done(ran: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return shutil.copytree(ran, tmp_path, dirs_exist_ok=True)


def test_the_same_case_again_keeps_every_answer_and_writes_the_same_bytes(done: Path) -> None:
    before = files_below(done / "out")
    completed = run_optimiser("appraise", "case", "-o", "out", cwd=done)
    assert "Every option keeps its answer" in completed.stderr
    assert files_below(done / "out") == before


def test_only_what_reads_the_change_is_solved_again(done: Path) -> None:
    """The hub's cost is read by the joint option alone."""
    small_case(done / "case", hubs=TABLES["hubs"].replace("120000", "125000"))
    completed = run_optimiser("appraise", "case", "-o", "out", cwd=done)
    assert f"2 of 3 {KEPT}" in completed.stderr
    fresh = run_optimiser("appraise", "case", "-o", "fresh", "--json", cwd=done)
    options = [json.loads(text)["options"] for text in ((done / "out" / "result.json").read_text(), fresh.stdout)]
    for name in ("as is", "alone"):
        assert {**options[0][name], "seconds": 0} == {**options[1][name], "seconds": 0}
    assert options[0]["joint"]["status"] in {"optimal", "within gap"}


def test_afresh_solves_everything_again(done: Path) -> None:
    completed = run_optimiser("appraise", "case", "-o", "out", "--afresh", cwd=done)
    assert (completed.returncode, "last run" in completed.stderr) == (0, False)


def test_if_changed_puts_in_place_what_was_held_open_when_it_was_written(done: Path) -> None:
    """A new workbook that had to take a dated name leaves the old one under its own: that is news, once."""
    aside = done / "out" / f"appraisal-{datetime(2026, 11, 22):{DATE_SUFFIX}}.xlsx"  # noqa: DTZ001 - as it is named
    new = shutil.copy(done / "out" / "appraisal.xlsx", aside).read_bytes()
    listed = (done / "out" / MANIFEST).read_text(encoding="utf-8")
    (done / "out" / MANIFEST).write_text(listed.replace("appraisal.xlsx", aside.name), encoding="utf-8")
    completed = run_optimiser("appraise", "case", "-o", "out", "--if-changed", cwd=done)
    assert (completed.returncode, "Written to out" in completed.stderr) == (0, True)
    assert (done / "out" / "appraisal.xlsx").read_bytes() == new
    completed = run_optimiser("appraise", "case", "-o", "out", "--if-changed", cwd=done)
    assert completed.stderr == "Nothing has changed since the run in out: nothing was solved or written.\n"
    aside.unlink()


def test_if_changed_does_nothing_without_news(done: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in (done / "out").iterdir()}
    completed = run_optimiser("appraise", "case", "-o", "out", "--if-changed", cwd=done)
    assert (completed.returncode, completed.stdout) == (0, "")
    assert completed.stderr == "Nothing has changed since the run in out: nothing was solved or written.\n"
    assert {path: path.stat().st_mtime_ns for path in (done / "out").iterdir()} == before


def test_if_changed_sees_that_the_run_to_stay_close_to_is_another(done: Path) -> None:
    stay = ("appraise", "case", "-o", "near", "--stay-close", "out", "--if-changed")
    nothing = "Nothing has changed since the run in near: nothing was solved or written."
    open_ = " In that run, not everything is proven or certain."
    first = run_optimiser(*stay, cwd=done)
    assert "Written to near" in first.stderr
    assert run_optimiser(*stay, cwd=done).stderr == f"{nothing}{open_ * (first.returncode == 1)}\n"
    whole = json.loads((done / "out" / "run.json").read_text(encoding="utf-8"))
    whole["answers"] = whole["answers"][:2]  # without the joint option
    text = json.dumps({**whole, "checksum": record.record_checksum(whole)})
    (done / "out" / "run.json").write_text(text, encoding="utf-8")
    refused = run_optimiser(*stay, cwd=done)
    assert (refused.returncode, "its run.json is not the one that sha256sums.txt lists" in refused.stderr) == (2, True)
    listed = read_manifest(done / "out") or {}
    listed["run.json"] = sha256_of(done / "out" / "run.json")
    (done / "out" / MANIFEST).write_text(manifest_text(listed), encoding="utf-8")
    assert "Written to near" in run_optimiser(*stay, cwd=done).stderr


def test_what_was_found_close_to_another_run_is_not_kept_as_the_answer_of_a_run_by_itself(done: Path) -> None:
    other = small_case(done / "other", demand=TABLES["demand"].replace("300,300", "200,200"))
    assert run_optimiser("appraise", other, "-o", "far", "-q", cwd=done).returncode == 0
    stay = ("appraise", "case", "-o", "near", "--stay-close", "far", "--robust", "-q")
    assert run_optimiser(*stay, cwd=done).returncode == 1  # too close to call: nothing is solved closer then
    assert run_optimiser("appraise", "case", "-o", "near", "-q", cwd=done).returncode == 0
    assert "nearest to the earlier one" not in (done / "near" / "run.json").read_text(encoding="utf-8")


def _cut(path: Path, by: int) -> None:
    path.write_bytes(path.read_bytes()[:-by])


def _packed_with_lzma(path: Path) -> None:
    """Damaged in its first part: Python's unpacking then raises an error of another kind than for Excel's packing."""
    with ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with ZipFile(path, "w", ZIP_LZMA) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
        first = archive.infolist()[0]
    data = bytearray(path.read_bytes())
    start = first.header_offset + 30 + len(first.filename) + 9
    data[start : start + 20] = b"\xff" * 20
    path.write_bytes(bytes(data))


def _without_parts(path: Path) -> None:
    with ZipFile(path, "w") as archive:
        archive.writestr("notes.txt", "mine")


NEWS: dict[str, Callable[[Path], object]] = {  # what happens to the folder with the case and its run in `out`
    "a figure": lambda at: small_case(at / "case", demand=TABLES["demand"].replace("300,300", "300,301")),
    "a file that is gone": lambda at: (at / "out" / "appraisal.xlsx").unlink(),
    "a file cut short": lambda at: _cut(at / "out" / "plan.csv", 20),
    "a record that is not whole": lambda at: (at / "out" / "run.json").write_text("{", encoding="utf-8"),
    "an empty workbook": lambda at: (at / "out" / "appraisal.xlsx").write_bytes(b""),
    "a workbook cut short": lambda at: _cut(at / "out" / "appraisal.xlsx", 2000),
    "a workbook without its parts": lambda at: _without_parts(at / "out" / "appraisal.xlsx"),
    "a damaged workbook that is packed as by no Excel": lambda at: _packed_with_lzma(at / "out" / "appraisal.xlsx"),
    "no list of files": lambda at: (at / "out" / MANIFEST).unlink(),
}
ASKED = {"a setting": ("--gap", "0.002"), "another dress": ("--accessible",)}


@pytest.mark.parametrize("news", [*NEWS, *ASKED])
def test_if_changed_appraises_where_there_is_news(done: Path, news: str) -> None:
    if news in NEWS:
        NEWS[news](done)
    completed = run_optimiser("appraise", "case", "-o", "out", "--if-changed", *ASKED.get(news, ()), cwd=done)
    assert completed.returncode == 0
    assert "Written to out" in completed.stderr
    assert ("it is not JSON" in completed.stderr) == (news == "a record that is not whole")
    assert ("it has no sha256sums.txt" in completed.stderr) == (news == "no list of files")
    assert "into a folder of its own" not in completed.stderr  # which helps who names the folder, not who writes to it


def test_a_workbook_whose_weights_were_moved_is_no_news(done: Path) -> None:
    workbook = load_workbook(done / "out" / "appraisal.xlsx")
    workbook.active["A1"] = "moved"
    workbook.save(done / "out" / "appraisal.xlsx")
    completed = run_optimiser("appraise", "case", "-o", "out", "--if-changed", cwd=done)
    assert completed.stderr == "Nothing has changed since the run in out: nothing was solved or written.\n"


def test_a_folder_in_place_of_the_workbook_is_never_replaced(done: Path) -> None:
    (done / "out" / "appraisal.xlsx").unlink()
    (done / "out" / "appraisal.xlsx").mkdir()
    before = files_below(done / "out")
    completed = run_optimiser("appraise", "case", "-o", "out", "--if-changed", cwd=done)
    assert (completed.returncode, files_below(done / "out")) == (5, before)
    assert completed.stderr.startswith("out cannot be written: ")
    assert "appraisal.xlsx is not a file. Move it elsewhere" in completed.stderr


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
@pytest.mark.parametrize(("name", "code"), [("run.json", 5), ("known.json.gz", 5), ("decision.json", 3)])
def test_a_pipe_in_the_folder_is_told_and_not_waited_for(done: Path, name: str, code: int) -> None:
    (done / "out" / name).unlink(missing_ok=True)
    os.mkfifo(done / "out" / name)
    completed = run_optimiser("appraise", "case", "-o", "out", cwd=done)
    assert (completed.returncode, f"{name}" in completed.stderr, "not a file" in completed.stderr) == (code, True, True)


@pytest.mark.parametrize("command", [("sweep", "case", "funding"), ("frontier", "case"), ("compare", "out", "out")])
def test_what_is_not_a_run_does_not_go_into_the_folder_of_one(done: Path, command: tuple[str, ...]) -> None:
    before = files_below(done / "out")
    completed = run_optimiser(*command, "-o", "out", cwd=done)
    assert completed.returncode == 5
    assert completed.stderr.startswith("out cannot be written: it holds a run of appraise")
    assert files_below(done / "out") == before


def test_if_changed_says_what_is_wrong_with_a_changed_case_and_leaves_the_last_run(done: Path) -> None:
    before = files_below(done / "out")
    small_case(done / "case", demand=TABLES["demand"].replace("300,300", "300,3O1"))
    completed = run_optimiser("appraise", "case", "-o", "out", "--if-changed", cwd=done)
    assert completed.returncode == 3
    assert "3O1" in completed.stderr
    assert files_below(done / "out") == before


def test_a_log_has_all_that_was_said_with_the_time_and_how_it_ended(done: Path) -> None:
    first = run_optimiser("appraise", "case", "-o", "out", "--log", "logs/runs.log", cwd=done)
    small_case(done / "case", demand=TABLES["demand"].replace("300,300", "300,3O1"))
    second = run_optimiser("appraise", "case", "-o", "out", "--log", "logs/runs.log", cwd=done)
    stamp = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d ")
    lines = (done / "logs" / "runs.log").read_text(encoding="utf-8").splitlines()
    assert all(stamp.match(line) for line in lines)
    said = [stamp.sub("", line, count=1) for line in lines]
    started = "started: optimiser appraise case -o out --log logs/runs.log"
    assert said == [
        started,
        *(line.rstrip() for line in (first.stdout + first.stderr).splitlines() if line.strip()),
        "ended with exit code 0",
        started,
        *(line.rstrip() for line in (second.stdout + second.stderr).splitlines() if line.strip()),
        "ended with exit code 3",
    ]


def test_a_quiet_run_with_a_log_says_all_to_the_log_and_errors_on_the_screen_too(done: Path) -> None:
    completed = run_optimiser("appraise", "case", "-o", "out", "--log", "runs.log", "-q", cwd=done)
    assert (completed.returncode, completed.stdout, completed.stderr) == (0, "", "")
    said = (done / "runs.log").read_text(encoding="utf-8")
    assert all(words in said for words in ("option", "as is", "Written to out", "Next: open", "exit code 0"))
    wrong = run_optimiser("appraise", "case", "-q", "--log", "runs.log", "--scenario", "none", cwd=done)
    assert wrong.returncode == 2
    assert 'no scenario "none"' in wrong.stderr
    assert 'no scenario "none"' in (done / "runs.log").read_text(encoding="utf-8")


def test_a_log_that_cannot_be_written_is_said_before_anything_is_done(done: Path) -> None:
    completed = run_optimiser("appraise", "case", "-o", "out", "--log", "case", cwd=done)
    assert completed.returncode == 2
    assert "Traceback" not in completed.stderr
    (done / "a file").write_text("", encoding="utf-8")
    completed = run_optimiser("appraise", "case", "-o", "out", "--log", "a file/runs.log", cwd=done)
    assert completed.returncode == 5
    assert "The log a file" in completed.stderr.replace("\\", "/")


def test_an_unknown_option_is_logged_too(done: Path) -> None:
    completed = run_optimiser("appraise", "case", "-o", "out", "--log", "runs.log", "--option", "joimt", cwd=done)
    assert completed.returncode == 2
    assert (done / "runs.log").read_text(encoding="utf-8").splitlines()[-1].endswith("ended with exit code 2")


def test_if_changed_misses_a_decision_that_is_listed_and_gone(done: Path) -> None:
    """The list has decision.json, although the run did not write it."""
    why = ("--option", "joint", "--why", "it is best", "--no-thresholds", "-q")
    assert run_optimiser("decide", "out", *why, cwd=done).returncode == 0
    (done / "out" / "decision.json").unlink()
    completed = run_optimiser("appraise", "case", "-o", "out", "--if-changed", cwd=done)
    assert "Nothing has changed" not in completed.stderr
    assert "decision.json is gone" in completed.stderr


def test_if_changed_says_if_the_run_that_stands_is_not_certain(done: Path) -> None:
    path = done / "out" / "run.json"
    contents = json.loads(path.read_text(encoding="utf-8"))
    contents["certainty"]["rivals"] = ["alone"]
    contents["checksum"] = record.record_checksum(contents)
    path.write_text(json.dumps(contents), encoding="utf-8")
    hashes = (read_manifest(done / "out") or {}) | {"run.json": sha256_of(path)}
    (done / "out" / MANIFEST).write_text(manifest_text(hashes), encoding="utf-8")
    completed = run_optimiser("appraise", "case", "-o", "out", "--if-changed", cwd=done)
    assert (completed.returncode, "not everything is proven or certain" in completed.stderr) == (0, True)
