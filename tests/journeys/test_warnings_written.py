"""A warning on the screen also stands in every file that shows where its figures come from."""

import json

import pytest
from case_tables import tables, with_cells, write_folder
from click.testing import CliRunner
from openpyxl import load_workbook

from optimiser.cli.commands import optimiser

PLACE = 'contracts.csv, line 2, column "provider"'
COMMANDS = {
    "appraise": "appraisal.xlsx",
    "frontier --points 2": "frontier.xlsx",
    "scenarios": "scenarios.xlsx",
    "sweep funding --points 2": "sweep.xlsx",
}


def run(*words):
    result = CliRunner().invoke(optimiser, [*map(str, words)])
    assert result.exit_code in (0, 1), result.output
    return result


def texts(path, sheet):
    return [str(cell) for row in load_workbook(path)[sheet].values for cell in row if cell is not None]


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    cells = [("contracts", row, "provider", "Provider B Ltd") for row in (0, 1)]
    cells += [("offers", 0, "provider", "Provider B Limited")]
    return write_folder(tmp_path_factory.mktemp("cases") / "case", with_cells(*cells))


@pytest.mark.parametrize("command", COMMANDS)
def test_a_workbook_has_the_warnings_on_its_run_record(command, case, tmp_path):
    name, *rest = command.split()
    run(name, case, *rest, "--output", tmp_path / "out", "--quiet")
    record = texts(tmp_path / "out" / COMMANDS[command], "Run record")
    told = [text for text in record if '"Provider B Limited" beside "Provider B Ltd"' in text and PLACE in text]
    assert len(told) == 1
    assert "1, on the sheet Run record" in texts(tmp_path / "out" / COMMANDS[command], "Cover")


def test_an_appraisal_has_the_warnings_on_its_assumptions_and_in_its_result(case, tmp_path):
    run("appraise", case, "--output", tmp_path / "out")
    sheet = texts(tmp_path / "out" / "appraisal.xlsx", "Assumptions")
    assert "Warnings about the input" in sheet
    assert f'"Provider B Limited" beside "Provider B Ltd" in {PLACE}' in sheet
    (warning,) = json.loads((tmp_path / "out" / "result.json").read_text(encoding="utf-8"))["warnings"]
    assert warning["place"] == 'offers.csv, line 2, column "provider"'
    assert warning["table"] == "offers"
    assert PLACE in warning["found"]
    assert warning["remedy"].startswith("If they are one provider")
    assert warning["expected"] == "one name for one provider"


def test_an_appraisal_without_warnings_says_so_in_its_result_alone(tmp_path):
    run("appraise", write_folder(tmp_path / "case", tables()), "--output", tmp_path / "out")
    assert json.loads((tmp_path / "out" / "result.json").read_text(encoding="utf-8"))["warnings"] == []
    for sheet in ("Assumptions", "Run record", "Cover"):
        assert not [text for text in texts(tmp_path / "out" / "appraisal.xlsx", sheet) if "Warning" in text]


def test_check_counts_the_warnings_beside_no_faults(case, tmp_path):
    assert "No faults found, but 1 warning, above. Next:" in run("check", case).output
    assert "No faults found. Next:" in run("check", write_folder(tmp_path / "case", tables())).output
