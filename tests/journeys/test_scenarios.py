"""`optimiser scenarios` as a user runs it: what it says, what it writes, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import boards
import libreoffice
import packs
import pytest
from command_line import csv_rows, files_below, run_optimiser, small_case

ONE = "scenario,table,where,column,change\nless money,funding,borough=Ashby,2010/11,-10%"
NOBODY = "scenario,table,where,column,change\ntoo much,minimum,,2010/11,=5000"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the case, and the pack of its scenario written once."""
    home = tmp_path_factory.mktemp("home")
    small_case(home / "towns", scenarios=ONE)
    (home / "first.txt").write_text(_said(home), encoding="utf-8")
    return home


def _said(home: Path) -> str:
    done = run_optimiser("scenarios", "towns", "--workers", "1", cwd=home)
    assert done.returncode == 0, done.stderr
    return f"{done.stdout}\n{done.stderr}"


def without_seconds(folder: Path) -> dict[str, bytes]:
    """The files of a folder, without the lines that say how long solving took, and what follows from them."""
    timed = (b'"seconds":', b"  run.json", b"  result.json")
    return {
        name: b"\n".join(line for line in content.splitlines() if not any(part in line for part in timed))
        for name, content in files_below(folder).items()
    }


def test_one_command_writes_the_pack_and_says_what_is_preferred_where(home: Path) -> None:
    said = (home / "first.txt").read_text(encoding="utf-8")
    assert sorted(path.name for path in (home / "outputs" / "towns-scenarios").iterdir()) == [
        "as-it-stands", "known.json.gz", "scenario-1", "scenarios.csv", "scenarios.xlsx", "sha256sums.txt",
        "yardstick.csv",
    ]  # fmt: skip
    assert "as it stands" in said
    assert "less money" in said
    assert "12 answers: 0 from an earlier run, 12 new" in said
    assert said.rstrip().endswith(f"Next: open {Path('outputs') / 'towns-scenarios' / 'scenarios.xlsx'}.")


def test_a_scenarios_own_files_are_those_of_its_own_appraisal(home: Path) -> None:
    done = run_optimiser("appraise", "towns", "--scenario", "less money", "-o", "alone", "-q", cwd=home)
    assert done.returncode == 0
    assert without_seconds(home / "alone") == without_seconds(home / "outputs" / "towns-scenarios" / "scenario-1")


def test_the_same_again_keeps_every_answer_and_every_byte(home: Path) -> None:
    before = files_below(home / "outputs" / "towns-scenarios")
    assert "12 answers: 12 from an earlier run, 0 new" in _said(home)
    assert files_below(home / "outputs" / "towns-scenarios") == before


def test_processes_of_their_own_find_the_same(home: Path) -> None:
    done = run_optimiser("scenarios", "towns", "--workers", "2", "--afresh", "-o", "again", "-q", cwd=home)
    assert (done.returncode, done.stdout) == (0, "")
    assert without_seconds(home / "again") == without_seconds(home / "outputs" / "towns-scenarios")


def test_changes_of_set_are_one_scenario_more(home: Path) -> None:
    change = ("--set", "funding", "borough=Ashby", "2010/11", "-10%")
    done = run_optimiser("scenarios", "towns", *change, "-o", "set", cwd=home)
    assert done.returncode == 0, done.stderr
    by_name = {row["scenario"]: row for row in csv_rows(home / "set" / "scenarios.csv") if row["option"] == "joint"}
    assert by_name["as set"]["cost"] == by_name["less money"]["cost"]
    assert json.loads((home / "set" / "as-set" / "result.json").read_text(encoding="utf-8"))["changes"] == [
        {"table": "funding", "where": "borough=Ashby", "column": "2010/11", "change": "-10%"}
    ]


def test_the_faults_of_all_scenarios_are_said_at_once_and_nothing_is_written(tmp_path: Path) -> None:
    lines = "one,prices,offer=new day,unit_price,-9000\ntwo,options,option=joint,level,=4"
    small_case(tmp_path / "towns", scenarios=f"scenario,table,where,column,change\n{lines}")
    done = run_optimiser("scenarios", "towns", "--set", "fundng", "", "2010/11", "-1%", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (3, "")
    for completed in ('scenario "one", scenarios.csv, line', 'scenario "two", scenarios.csv, line 3', "--set number 1"):
        assert completed in done.stderr
    assert 'Did you mean "funding"?' in done.stderr
    assert not (tmp_path / "outputs").exists()


def test_a_case_without_scenarios_needs_a_change_and_says_so(tmp_path: Path) -> None:
    small_case(tmp_path / "towns")
    done = run_optimiser("scenarios", "towns", cwd=tmp_path)
    assert done.returncode == 2
    assert "The case has no scenarios. Add rows to its table scenarios, or change a figure with --set." in done.stderr


def test_a_pack_in_which_no_option_has_a_plan_anywhere_ends_with_4(tmp_path: Path) -> None:
    impossible = "borough,service,measure,2010/11,2011/12\nall,day programme,people,4000,4000"
    small_case(tmp_path / "towns", scenarios=NOBODY, minimum=impossible)
    done = run_optimiser("scenarios", "towns", cwd=tmp_path)
    assert done.returncode == 4, done.stderr
    assert 'In the base case, "as is", "alone" and "joint" have no plan (proven)' in done.stdout
    assert (tmp_path / "outputs" / "towns-scenarios" / "scenarios.xlsx").exists()


@pytest.mark.libreoffice
def test_libreoffice_recalculates_every_formula_of_a_pack_to_what_is_stored(tmp_path: Path) -> None:
    path = packs.folder() / "scenarios.xlsx"
    (again,) = libreoffice.recalculate([path], tmp_path)
    count, changed = boards.different(path, again)
    assert changed == []
    assert count > 100
