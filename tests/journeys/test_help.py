"""Help, version and usage errors: quick to come, and with an example first."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import environment_with, run_optimiser, small_case

from optimiser.cli.commands import optimiser as group

commands = tuple(group.commands)
SCRIPT = """
import json, sys
from optimiser.cli import main
try:
    main(sys.argv[1:])
except SystemExit as ended:
    heavy = {"pandas", "numpy", "pulp", "highspy", "openpyxl", "xlsxwriter"}
    print(json.dumps([ended.code, sorted(heavy & set(sys.modules))]))
"""


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--help",), 0),
        (("--version",), 0),
        (("appraise", "--help"), 0),
        (("check", "--help"), 0),
        (("new", "--help"), 0),
        *(((name, "--help"), 0) for name in ("scenarios", "sweep", "frontier", "compare", "decide")),
        (("apraise",), 2),
        (("appraise", "nowhere"), 2),
        (("appraise", "--gap", "2", "."), 2),
    ],
)
def test_help_version_and_usage_errors_load_nothing_heavy(
    tmp_path: Path, arguments: tuple[str, ...], code: int
) -> None:
    completed = subprocess.run(
        [sys.executable, "-c", SCRIPT, *arguments],
        cwd=tmp_path,
        env=environment_with(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(completed.stdout.splitlines()[-1]) == [code, []]


@pytest.mark.parametrize("command", [(), *((name,) for name in commands)])
def test_help_leads_with_an_example(tmp_path: Path, command: tuple[str, ...]) -> None:
    completed = run_optimiser(*command, "--help", cwd=tmp_path)
    _, _, first, *_ = completed.stdout.splitlines()
    assert first.strip().startswith(" ".join(["Example:  optimiser", *command]))


def test_help_names_every_command_with_what_it_does(tmp_path: Path) -> None:
    completed = run_optimiser("--help", cwd=tmp_path).stdout.split("Commands:\n")[1]
    lines = [line.split(maxsplit=1) for line in completed.splitlines() if line.startswith("  ") and line[2] != " "]
    assert [name for name, _ in lines] == list(commands)
    assert all(what.strip() for _, what in lines)


def test_version_names_the_programme(tmp_path: Path) -> None:
    completed = run_optimiser("--version", cwd=tmp_path)
    assert (completed.returncode, completed.stdout.split()[0]) == (0, "optimiser")


def test_check_says_what_a_case_holds(tmp_path: Path) -> None:
    completed = run_optimiser("check", small_case(tmp_path / "two towns"), cwd=tmp_path)
    assert completed.returncode == 0
    assert "Baseline, a year of today's arrangements: £919,500" in completed.stdout
    assert "3 contracts with 3 suppliers today, and 0 in house" in completed.stdout
    assert "Next: optimiser appraise" in completed.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["two towns"]


def test_check_ends_with_3_where_a_scenario_has_a_fault(tmp_path: Path) -> None:
    wrong = "scenario,table,where,column,change\nfree,contracts,,annual_cost,-100000000"
    completed = run_optimiser("check", small_case(tmp_path / "case", scenarios=wrong), cwd=tmp_path)
    assert (completed.returncode, completed.stdout) == (3, "")
    assert 'scenario "free", scenarios.csv, line 2, column "change": expected pounds, 0 or more' in completed.stderr
    assert "These are faults of its scenarios." in completed.stderr


def test_check_ends_with_3_and_every_fault(tmp_path: Path) -> None:
    wrong = small_case(
        tmp_path / "case", prices="", demand="borough,service,2010/11,2011/12\nAshbie,day programme,-1,2.5"
    )
    completed = run_optimiser("check", wrong, cwd=tmp_path)
    assert (completed.returncode, completed.stdout) == (3, "")
    assert 'Did you mean "Ashby"?' in completed.stderr
    assert "prices" in completed.stderr
