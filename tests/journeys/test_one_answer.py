"""One question has one answer: whatever the output folder holds, and in whatever order the rows are typed."""

from __future__ import annotations

import csv
import json
import shutil
from fractions import Fraction
from pathlib import Path
from random import Random

from command_line import ROOT, run_optimiser

from models.case.perturbation import perturbed
from optimiser import appraise, read_case, sweep

PORTSMOUTH = ROOT / "inputs" / "portsmouth"
PLAN_FILES = (
    "plan.csv",
    "provision.csv",
    "costs.csv",
    "funding.csv",
    "contracts.csv",
    "payments.csv",
    "action_plan.csv",
)
LESS_DEMAND = ("--set", "demand", "", "2012/13", "-3%")
KEEPS_ITS_ORDER = ("boroughs.csv", "funding.csv", "options.csv", "prices.csv")  # the order has a meaning


def plan_files(folder: Path) -> dict[str, str]:
    return {name: (folder / name).read_text(encoding="utf-8") for name in PLAN_FILES}


def options(folder: Path) -> dict[str, dict[str, object]]:
    result = json.loads((folder / "result.json").read_text(encoding="utf-8"))
    return {name: {**option, "seconds": 0} for name, option in result["options"].items()}


def test_a_used_folder_gives_the_answers_of_a_new_one(tmp_path: Path) -> None:
    for arguments, folder in (((), "used"), (LESS_DEMAND, "used"), (LESS_DEMAND, "new")):
        assert run_optimiser("appraise", PORTSMOUTH, *arguments, "-o", folder, "-q", cwd=tmp_path).returncode == 0
    assert options(tmp_path / "used") == options(tmp_path / "new")
    assert plan_files(tmp_path / "used") == plan_files(tmp_path / "new")


def test_rows_in_another_order_change_no_answer_and_compare_says_so(tmp_path: Path) -> None:
    case = shutil.copytree(PORTSMOUTH, tmp_path / "case")
    draw = Random(1)  # noqa: S311 - shuffles rows, keeps no secret
    for path in sorted(case.glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            heading, *rows = csv.reader(file)
        if path.name not in KEEPS_ITS_ORDER:
            draw.shuffle(rows)
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([heading, *rows])
    for source, folder in ((PORTSMOUTH, "old"), (case, "new")):
        assert run_optimiser("appraise", source, "-o", folder, "-q", cwd=tmp_path).returncode == 0
    old, new = (options(tmp_path / folder) for folder in ("old", "new"))
    for name in old:
        for figure in ("status", "primary", "bound", "secondary_bound", "measures", "rank", "score"):
            assert old[name][figure] == new[name][figure]
    compared = run_optimiser("compare", "old", "new", cwd=tmp_path)
    assert compared.returncode == 0
    assert "The input differs only in the order of the rows, in " in compared.stdout
    assert "The order has a meaning in scenarios." in compared.stdout


def test_a_point_of_a_sweep_has_the_answer_of_an_appraisal() -> None:
    case, change = read_case(PORTSMOUTH), Fraction(-1, 50)
    points = sweep(case, "demand", [Fraction(-1, 25), change, Fraction(0)], workers=1).sweep.points
    point = next(point for point in points if point.change == change)
    alone = appraise(perturbed(case.case, "demand", change), workers=1).findings.run
    assert {name: result.answer.plan for name, result in point.results.items()} == {
        name: result.answer.plan for name, result in alone.results.items()
    }
