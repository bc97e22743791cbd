"""A second solver contradicts an answer: every file and every later command says so, until it is put right."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from command_line import TABLES, run_optimiser, small_case

from optimiser import Settings, appraise, read_case
from optimiser.analyses.second_opinion import SecondOpinion, judged
from optimiser.api import appraisal
from optimiser.cli.appraisal_text import paragraphs
from optimiser.engine.answer_cache import read_cache
from optimiser.engine.run import Run
from optimiser.engine.run_folder import ANSWERS_FILE, read_answers
from optimiser.engine.run_record import read_record
from optimiser.solving.second_solver import SecondAnswer

SOLVER = "a solver 1.2.3"
CLAIMS = (
    "Every plan is proven",
    '" is preferred',
    "within the gap of the best",
    "No better plan that the gaps leave open",
)


def opinion(run: Run, factors: dict[str, str]) -> SecondOpinion:
    """What a second solver says whose bound of each option is this share of the run's value; without one it agrees."""
    found = {}
    for name, result in run.results.items():
        bound = float(Fraction(result.answer.objective_value or 0) * Fraction(factors.get(name, "1")))
        found[name] = judged(result, SecondAnswer(bound=bound, is_finished=True, seconds=1.5), run.settings.gap)
    return SecondOpinion(SOLVER, found)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the small case, and a run of it in `out` whose option `alone` a second solver contradicts."""
    folder = tmp_path_factory.mktemp("contradicted")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(appraisal, "load_second_solver", lambda: None)
        patch.setattr(appraisal, "ask_second_solver", lambda run, _: opinion(run, {"alone": "0.9"}))
        case = read_case(small_case(folder / "case"))
        result = appraise(case, replace(Settings(), gap=0.0002), folder=folder / "out", verify=True, workers=1)
    assert result.certain is False
    assert next(paragraphs(result.findings, robust=False)).startswith("A second solver")
    text = "\n".join(paragraphs(result.findings, robust=False))
    assert [claim for claim in CLAIMS if claim in text] == []
    result.write()
    return folder


@pytest.fixture
def contradicted(made: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return shutil.copytree(made, tmp_path, dirs_exist_ok=True)


def test_the_paper_says_it_first_and_claims_no_proof(contradicted: Path) -> None:
    text = (contradicted / "out" / "appraisal.md").read_text(encoding="utf-8")
    first = text.split("\n\n")[1]
    assert 'contradicts the answer for "alone"' in first
    assert SOLVER in first
    assert "No option yet" in text
    assert [claim for claim in CLAIMS if claim in text] == []


def test_result_json_is_not_certain(contradicted: Path) -> None:
    found = json.loads((contradicted / "out" / "result.json").read_text(encoding="utf-8"))
    assert (found["certain"], found["second_solver"]["agrees"]) == (False, False)


def test_the_workbook_says_it_on_summary_checks_and_run_record(contradicted: Path) -> None:
    book = openpyxl.load_workbook(contradicted / "out" / "appraisal.xlsx")
    texts = {
        sheet: [str(cell) for row in book[sheet].iter_rows(values_only=True) for cell in row if cell is not None]
        for sheet in (book.sheetnames[0], "Summary", "Checks", "Run record")
    }
    assert any('contradicts the answer for "alone"' in text for text in texts["Summary"][:4])
    assert [text for text in texts["Summary"] if any(claim in text for claim in CLAIMS)] == []
    assert {text for text in texts["Summary"] if text == "contradicted"} == {"contradicted"}
    about = [text.split(": ", 1)[1] for text in texts["Checks"] if "second solver" in text]
    assert [("agrees" in text, "contradicts" in text) for text in about] == [
        (True, False),
        (False, True),
        (True, False),
    ]
    assert SOLVER in texts["Run record"]
    assert any(text.startswith("Not proven: a second solver contradicts") for text in texts[book.sheetnames[0]])


def test_no_answer_of_the_option_is_kept(contradicted: Path) -> None:
    folder = contradicted / "out"
    kept = read_answers(folder, read_record(folder)).answers.values()
    assert {answer.option for answer in kept} == {"as is", "joint"}
    assert "alone" not in {answer.option for answer in read_cache(folder / ANSWERS_FILE).answers.values()}


@pytest.mark.parametrize("more", [(), ("--if-changed",), ("--afresh",)])
def test_every_later_run_of_the_same_case_says_it_again(contradicted: Path, more: tuple[str, ...]) -> None:
    for _ in range(2):
        ended = run_optimiser("appraise", "case", "-o", "out", *more, cwd=contradicted)
        assert ended.returncode == 1, ended.stderr
        assert ended.stdout.startswith("A second solver")
        assert "Nothing has changed" not in ended.stderr


def test_another_question_is_not_contradicted(contradicted: Path) -> None:
    small_case(contradicted / "case", funding=TABLES["funding"].replace("00", "10", 1))
    ended = run_optimiser("appraise", "case", "-o", "out", cwd=contradicted)
    assert (ended.returncode, "contradicts the answer" in ended.stdout) == (0, False), ended.stdout
    assert "A second solver contradicted the old run" in ended.stdout


def test_decide_says_it(contradicted: Path) -> None:
    why = ("--option", "joint", "--why", "it is best", "--no-thresholds")
    ended = run_optimiser("decide", "out", *why, cwd=contradicted)
    assert (ended.returncode, 'A second solver contradicted this run on "alone"' in ended.stdout) == (1, True)


def test_compare_says_it_and_is_not_proven(contradicted: Path) -> None:
    assert run_optimiser("appraise", "case", "-o", "new", "-q", cwd=contradicted).returncode == 0
    ended = run_optimiser("compare", "out", "new", "-o", "compared", cwd=contradicted)
    assert (ended.returncode, 'A second solver contradicted the old run on "alone"' in ended.stdout) == (1, True)
    cover = openpyxl.load_workbook(contradicted / "compared" / "changes.xlsx").worksheets[0]
    assert any("A second solver contradicted" in str(cell.value) for row in cover.iter_rows() for cell in row)


def test_a_second_solver_that_agrees_puts_it_right(contradicted: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(appraisal, "load_second_solver", lambda: None)
    monkeypatch.setattr(appraisal, "ask_second_solver", lambda run, _: opinion(run, {}))
    case = read_case(contradicted / "case")
    result = appraise(case, replace(Settings(), gap=0.0002), folder=contradicted / "out", verify=True, workers=1)
    assert result.certain is True
    result.write()
    assert read_record(contradicted / "out").contradicted == ()
