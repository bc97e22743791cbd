"""`optimiser appraise --verify`: the second solver is asked, and what it says is told everywhere."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from command_line import run_optimiser, small_case

from optimiser import Settings, appraise, read_case
from optimiser.analyses.second_opinion import Agreement, SecondOpinion, judged
from optimiser.api import appraisal
from optimiser.cli import Exit, appraisal_text
from optimiser.engine.run import Run
from optimiser.solving import second_solver
from optimiser.solving.second_solver import SecondAnswer

needs_solver = pytest.mark.skipif(
    not second_solver.is_installed(), reason='the second solver is not installed: pip install ".[verify]"'
)


@needs_solver
def test_it_agrees_on_the_small_case(tmp_path: Path) -> None:
    small_case(tmp_path / "case")
    ended = run_optimiser("appraise", "case", "-o", "out", "--verify", "--gap", "0", cwd=tmp_path)
    assert ended.returncode == Exit.DONE, ended.stderr
    assert "A second solver, on a programme written separately from the definitions, found no plan" in ended.stdout
    told = json.loads((tmp_path / "out" / "result.json").read_text(encoding="utf-8"))["second_solver"]
    assert told["agrees"] is True
    assert {each["verdict"] for each in told["options"].values()} == {"agrees"}
    assert list(told["options"]) == ["as is", "alone", "joint"]
    checks = [text for text in checks_of(tmp_path / "out" / "appraisal.xlsx") if "a second solver" in text]
    assert len(checks) == 3


def test_without_it_the_command_says_how_to_install_it_and_ends_with_2(tmp_path: Path) -> None:
    small_case(tmp_path / "case")
    blocked = tmp_path / "blocked"
    blocked.mkdir()
    (blocked / "pyscipopt.py").write_text("raise ImportError\n", encoding="utf-8")
    ended = run_optimiser("appraise", "case", "-o", "out", "--verify", cwd=tmp_path, PYTHONPATH=f"{blocked}")
    assert ended.returncode == Exit.USAGE
    assert 'pip install ".[verify]"' in ended.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("factor", "agreement", "words"),
    [
        ("1.1", Agreement.NOT_VERIFIED, "not verified by a second solver"),
        ("0.9", Agreement.CONTRADICTS, "contradicts the answer"),
    ],
)
def test_what_it_does_not_agree_on_fails_a_check_and_ends_with_1(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, factor: str, agreement: Agreement, words: str
) -> None:
    def ask(run: Run, _: object) -> SecondOpinion:
        found = {}
        for name, result in run.results.items():
            bound = float(Fraction(result.answer.objective_value or 0) * Fraction(factor))
            found[name] = judged(result, SecondAnswer(bound=bound, is_finished=True), run.settings.gap)
        return SecondOpinion("a solver", found)

    monkeypatch.setattr(appraisal, "load_second_solver", lambda: None)
    monkeypatch.setattr(appraisal, "ask_second_solver", ask)
    case = read_case(small_case(tmp_path / "case"))
    result = appraise(case, replace(Settings(), gap=0.001), verify=True, workers=1)
    opinion = result.findings.second_opinion
    assert opinion is not None
    assert {each.agreement for each in opinion.options.values()} == {agreement}
    written = result.write(tmp_path / "out")
    failing = [text for text in written.failing if words in text]
    assert len(failing) == 3
    assert appraisal_text.code(result.run, written.failing, opinion) == Exit.UNPROVEN
    assert failing[0] in checks_of(tmp_path / "out" / "appraisal.xlsx")


def checks_of(workbook: Path) -> list[str]:
    """What each line of the sheet Checks says."""
    sheet = openpyxl.load_workbook(workbook)["Checks"]
    return [str(row[0].value) for row in sheet.iter_rows() if row and row[0].value]
