"""`optimiser frontier` as a user runs it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from command_line import TABLES, csv_rows, files_below, run_optimiser, small_case

FILES = ["crossings.csv", "frontier.csv", "frontier.xlsx", "known.json.gz", "sha256sums.txt"]


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the small case and its frontier in `out`."""
    place = tmp_path_factory.mktemp("frontier")
    small_case(place / "case")
    completed = run_optimiser("frontier", "case", "--points", "3", "--workers", "1", "-o", "out", cwd=place)
    assert completed.returncode == 0, completed.stderr
    (place / "said.txt").write_text(completed.stdout, encoding="utf-8")
    return place


def test_the_table_and_who_has_most_are_said_and_the_files_are_there(done: Path) -> None:
    said = (done / "said.txt").read_text(encoding="utf-8").splitlines()
    assert said[0].split() == ["option", "status", "points", "cheapest", "weighted", "outcomes", "appraised",
                               "weighted", "outcomes", "£100,000", "less", "flat", "part"]  # fmt: skip
    assert [line.split("  ")[0] for line in said[2:5]] == ["as is", "alone", "joint"]
    assert any("has most weighted outcomes" in line for line in said)
    assert sorted(path.name for path in (done / "out").iterdir()) == FILES


def test_every_point_is_proven_and_one_of_each_option_is_the_plan_of_the_appraisal(done: Path) -> None:
    found = csv_rows(done / "out" / "frontier.csv")
    assert {row["status"] for row in found} <= {"optimal", "within gap"}
    assert [row["option"] for row in found if row["chosen"] == "yes"] == ["as is", "alone", "joint"]
    run_optimiser("appraise", "case", "-o", "appraised", "-q", cwd=done)
    costs = {name: sum(float(r["amount"]) for r in csv_rows(done / "appraised" / "costs.csv") if r["option"] == name)
             for name in ("as is", "alone", "joint")}  # fmt: skip
    assert {row["option"]: float(row["cost"]) for row in found if row["chosen"] == "yes"} == pytest.approx(costs)


def test_the_same_again_keeps_every_answer_and_writes_the_same_bytes(done: Path) -> None:
    before = files_below(done / "out")
    completed = run_optimiser("frontier", "case", "--points", "3", "--workers", "1", "-o", "out", cwd=done)
    total, earlier, new = re.findall(r"\d+", completed.stderr.splitlines()[0])
    assert (earlier, new) == (total, "0")
    assert files_below(done / "out") == before


def test_an_appraised_plan_below_the_frontier_stands_after_it_and_the_frontier_never_falls(
    tmp_path: Path,
) -> None:
    """Under the objective value, outreach is worth money and the day programme, which has the outcomes, is not."""
    services = TABLES["services"].replace("3,1,9000", "3,1,0").replace("0.1,900", "0.1,90000")
    small_case(tmp_path / "case", services=services)
    asked = ("--objective", "value", "--points", "3", "--option", "alone", "--workers", "1", "-o", "out")
    completed = run_optimiser("frontier", "case", *asked, cwd=tmp_path)
    assert completed.returncode == 0, completed.stderr
    for name in ("as is", "alone"):
        *points, appraised = (row for row in csv_rows(tmp_path / "out" / "frontier.csv") if row["option"] == name)
        outcomes = [float(row["weighted_outcomes"]) for row in points]
        assert (outcomes, len(points) > 2) == (sorted(outcomes), True)
        assert (appraised["kind"], appraised["chosen"], appraised["bound"]) == ("appraised", "yes", "")
        assert appraised["status"] in {"optimal", "within gap"}
    assert "--" not in completed.stdout.partition("\n")[2].partition("\n")[2]


def test_a_case_without_a_plan_ends_with_its_own_code(tmp_path: Path) -> None:
    floors = TABLES["minimum"].replace("150,150", "9999,9999")
    small_case(tmp_path / "case", minimum=floors)
    completed = run_optimiser("frontier", "case", "-o", "out", "--workers", "1", cwd=tmp_path)
    assert completed.returncode == 4
    assert "No plan was found for any option" in completed.stdout


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (("--points", "1"), "1 is not in the range"),
        (("--option", "jiont"), "Did you mean"),
        (("--workers", "0"), "range"),
    ],
)
def test_what_is_not_understood_is_said_with_code_2(done: Path, wrong: tuple[str, str], words: str) -> None:
    completed = run_optimiser("frontier", "case", *wrong, cwd=done)
    assert completed.returncode == 2
    assert words in completed.stderr
