"""Every example case as its user meets it: the command ends well, all is proven, and the workbook holds."""

from __future__ import annotations

import json
from pathlib import Path

import boards
import libreoffice
import pytest
from command_line import csv_rows, run_optimiser
from examples import CASE_NAMES, INPUTS
from paper_numbers import foreign, shown_in

from optimiser.reports.folder import PAPER, RUN_WORKBOOK


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which every case has been appraised, into a folder of its own name."""
    folder = tmp_path_factory.mktemp("cases")
    for name in CASE_NAMES:
        completed = run_optimiser("appraise", INPUTS / name, "-o", name, cwd=folder)
        assert (name, completed.returncode, completed.stderr.splitlines()[-1]) == (
            name,
            0,
            f"Next: open {Path(name, 'appraisal.xlsx')}.",
        )
    return folder


@pytest.fixture(scope="module")
def recalculated(done: Path) -> dict[str, Path]:
    """Every workbook with all formulas worked out anew."""
    paths = []
    for name in CASE_NAMES:
        paths.append(done / f"{name}.xlsx")
        paths[-1].write_bytes((done / name / "appraisal.xlsx").read_bytes())
    return dict(zip(CASE_NAMES, libreoffice.recalculate(paths, done), strict=True))


@pytest.mark.parametrize("name", CASE_NAMES)
def test_every_option_is_proven_and_one_is_preferred(done: Path, name: str) -> None:
    result = json.loads((done / name / "result.json").read_text(encoding="utf-8"))
    assert {option["status"] for option in result["options"].values()} <= {"optimal", "within gap"}
    assert result["preferred"] in result["options"]


@pytest.mark.parametrize("name", CASE_NAMES)
def test_what_every_stream_pays_is_what_every_service_costs_to_the_penny(done: Path, name: str) -> None:
    paid = sum(_pence(row["amount"]) for row in csv_rows(done / name / "funding.csv") if row["borough"])
    cost = sum(_pence(row["amount"]) for row in csv_rows(done / name / "costs.csv"))
    assert paid == cost > 0


@pytest.mark.parametrize("name", CASE_NAMES)
def test_every_number_of_the_paper_stands_in_a_cell_of_the_workbook(done: Path, name: str) -> None:
    text = (done / name / PAPER).read_text(encoding="utf-8")
    assert list(foreign(text, *shown_in(done / name / RUN_WORKBOOK))) == []


def _pence(pounds: str) -> int:
    whole, pence = pounds.split(".")
    return 100 * int(whole) + int(pence)


@pytest.mark.libreoffice
@pytest.mark.parametrize("name", CASE_NAMES)
def test_recalculation_changes_no_stored_value_and_every_check_passes(
    done: Path, recalculated: dict[str, Path], name: str
) -> None:
    count, changed = boards.different(done / name / "appraisal.xlsx", recalculated[name])
    checks = boards.rows(boards.opened(recalculated[name], values=True), "Checks")
    assert changed == []
    assert count > 200
    assert {row["Result"] for row in checks} == {"Pass"}
