"""How commands end when something is wrong: the exit code, true words, and a remedy that is right."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from command_line import COMMAND, TABLES, environment_with, files_below, run_optimiser, small_case
from sentences import missing

from optimiser.engine import folder_lock

posix = pytest.mark.skipif(sys.platform == "win32", reason="uses devices and a shell of POSIX")
LONG = "a" * 256
SET_AGAIN = "Correct --set, then run the command again."
APPRAISE = ("appraise", "case", "-o", "out")

# The arguments, the exit code, and what the words say; after None, what they must not say.
ENDINGS: dict[str, tuple[tuple[str, ...], int, tuple[str | None, ...]]] = {
    "a change that names no table": ((*APPRAISE, "--set", "x", "", "y", "1"), 3, (SET_AGAIN, None, "optimiser check")),
    "a change that breaks a rule between tables": (
        (*APPRAISE, "--set", "contracts", "contract=day Ashby", "service", "=x"), 3,
        (SET_AGAIN, None, "optimiser check"),
    ),
    "a change and a fault of the case": (
        ("appraise", "faulty", "-o", "out", "--set", "x", "", "y", "1"), 3, ("3O0", "optimiser check faulty"),
    ),
    "a fault of the case": (
        ("appraise", "faulty", "-o", "out"), 3, ("3O0", "Nothing was written", "optimiser check faulty"),
    ),
    "a fault that check finds": (("check", "faulty"), 3, ("3O0", None, "Nothing was written")),
    "a folder without a name": (("appraise", "case", "-o", ""), 2, ("the name of the folder is blank",)),
    "a folder with a blank name": (("sweep", "case", "funding", "-o", " "), 2, ("the name of the folder is blank",)),
    "a folder that is a file": (("appraise", "case", "-o", "a file"), 5, ("it is a file", "Name another folder")),
    "a folder below a file": (("frontier", "case", "-o", "a file/out"), 5, ("cannot be written",)),
    "a name that is too long": (("appraise", "case", "-o", LONG), 5, ("cannot be written", "Name another folder")),
    "a long name for a sweep": (("sweep", "case", "funding", "-o", LONG), 5, ("cannot be written",)),
    "a long name for a comparison": (("compare", "run", "run", "-o", LONG), 5, ("cannot be written",)),
    "a long name for a new workbook": (("new", f"{LONG}.xlsx"), 5, ("cannot be written",)),
    "a log that is a folder": ((*APPRAISE, "--log", "case"), 2, ("is a directory",)),
    "a log below a file": ((*APPRAISE, "--log", "a file/log"), 5, ("The log", "cannot be written")),
    "an unknown solver": ((*APPRAISE, "--solver", "x"), 2, ("--solver", "HiGHS")),
    "an unknown option": ((*APPRAISE, "--option", "joimt"), 2, ("--option", '"joint"')),
    "an unknown scenario": ((*APPRAISE, "--scenario", "x"), 2, ("--scenario",)),
    "an unknown input": (("sweep", "case", "fundin"), 2, ("INPUT", '"funding"')),
    "no scenarios": (("scenarios", "case"), 2, ("no scenarios",)),
    "a folder to stay close to that holds no run": ((*APPRAISE, "--stay-close", "case"), 2, ("holds no run",)),
    "a folder to stay close to that is not whole": ((*APPRAISE, "--stay-close", "torn"), 2, ("is not whole",)),
    "a comparison with a folder that is not whole": (
        ("compare", "run", "torn", "-o", "out"), 3, ("torn is not whole",),
    ),
    "a decision on a folder that is not whole": (
        ("decide", "torn", "--option", "joint", "--why", "x"), 3, ("torn is not whole", "Nothing was recorded"),
    ),
    "a decision on a folder that holds no run": (
        ("decide", "case", "--option", "joint", "--why", "x"), 3, ("holds no run", "Nothing was recorded"),
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a case, a faulty one, its run, and a run whose list of files is gone."""
    made = tmp_path_factory.mktemp("endings")
    small_case(made / "case")
    small_case(made / "faulty", demand=TABLES["demand"].replace("300,300", "300,3O0"))
    (made / "a file").write_text("mine", encoding="utf-8")
    assert run_optimiser("appraise", "case", "-o", "run", "-q", cwd=made).returncode == 0
    shutil.copytree(made / "run", made / "torn")
    (made / "torn" / "sha256sums.txt").unlink()
    return made


@pytest.fixture(autouse=True)
def _nothing_changes(folder: Path) -> Iterator[None]:
    before = files_below(folder)
    yield
    assert files_below(folder) == before
    assert not (folder / "out").exists()


@pytest.mark.parametrize("wrong", ENDINGS)
def test_a_command_ends_with_its_code_and_true_words_and_changes_nothing(folder: Path, wrong: str) -> None:
    arguments, code, words = ENDINGS[wrong]
    done = run_optimiser(*arguments, cwd=folder)
    assert done.returncode == code, done.stderr
    until = words.index(None) if None in words else len(words)
    assert missing(done.stderr, *(word for word in words[:until] if word)) == []
    assert [word for word in words[until:] if word and word in done.stderr] == []
    assert "Traceback" not in done.stderr


def test_a_folder_that_another_run_holds_is_refused_with_its_holder(folder: Path) -> None:
    with folder_lock.hold(folder / "held"):
        done = run_optimiser("appraise", "case", "-o", "held", cwd=folder)
    assert done.returncode == 5
    facts = ("held cannot be written", "another run writes to it", f"process {os.getpid()}", "have not changed")
    assert missing(done.stderr, *facts) == []


def redirected(folder: Path, redirection: str, *arguments: str) -> tuple[int, str]:
    """The exit code of the command itself under a shell's redirection, and what it said on stderr."""
    script = f'"$@" {redirection}; exit "${{PIPESTATUS[0]}}"'
    done = subprocess.run(
        ["bash", "-c", script, "bash", *COMMAND, *arguments],
        cwd=folder,
        env=environment_with(),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stderr


FULL = "Standard output cannot be written: No space left on device."


@posix
@pytest.mark.parametrize(
    ("redirection", "arguments", "code", "last"),
    [
        ("| true", ("check", "case"), 0, "No faults found"),
        ("| true", ("--help",), 0, ""),
        ("| true", ("check", "faulty"), 3, "optimiser check faulty"),
        ("> /dev/full", ("check", "case"), 5, f"{FULL} Nothing was written."),
        ("> /dev/full", ("sweep", "--help"), 5, f"{FULL} Nothing was written."),
        ("> /dev/full", ("check", "faulty"), 3, "optimiser check faulty"),
        ("2> /dev/full", ("check", "faulty"), 3, ""),
        ("2>&-", ("check", "case"), 0, ""),
        (">&-", ("check", "case"), 0, "No faults found"),
        ("", ("check", "case", "--log", "/dev/full"), 5, "The log /dev/full cannot be written"),
    ],
)
def test_who_reads_what_a_command_says_changes_its_code_only_if_that_is_lost(
    folder: Path, redirection: str, arguments: tuple[str, ...], code: int, last: str
) -> None:
    found, said = redirected(folder, redirection, *arguments)
    assert (found, "Traceback" in said, "Exception" in said) == (code, False, False), said
    assert last in (said.splitlines() or [""])[-1]


@posix
@pytest.mark.parametrize(("redirection", "code"), [("| true", 0), ("| head -1", 0), ("> /dev/full", 5)])
def test_the_files_are_written_whoever_reads_the_table(folder: Path, redirection: str, code: int) -> None:
    found, said = redirected(folder, redirection, *APPRAISE)
    try:
        assert (found, "Traceback" in said) == (code, False), said
        assert (folder / "out" / "sha256sums.txt").exists()
        assert ("All files of this run are in place." in said) == (code == 5)
    finally:
        shutil.rmtree(folder / "out")
