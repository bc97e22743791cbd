"""The call for scripts takes what the command takes: a folder, settled, stay_close and if_changed."""

import json
from datetime import date
from pathlib import Path

import pytest
from command_line import CSV_FILES, run_optimiser, small_case

from optimiser import Settings, appraise, decide, read_case
from optimiser.casefiles.reading import CaseFile
from optimiser.errors import NoRecord

FAST = Settings(options=("alone",))


@pytest.fixture
def case(tmp_path: Path) -> CaseFile:
    return read_case(small_case(tmp_path / "two towns"))


@pytest.fixture
def folder(case: CaseFile, tmp_path: Path) -> Path:
    """A folder that holds a run of the case."""
    return appraise(case, FAST, folder=tmp_path / "out").write().folder


def test_without_a_folder_nothing_is_read_or_written(
    case: CaseFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    result = appraise(case, FAST)
    assert sorted(tmp_path.rglob("*")) == before
    with pytest.raises(ValueError, match="name a folder"):
        result.write()


def test_an_unchanged_run_is_known_at_once_and_a_changed_one_is_solved(case: CaseFile, folder: Path) -> None:
    assert appraise(case, FAST, folder=folder, if_changed=True) is None
    assert appraise(case, Settings(options=("joint",)), folder=folder, if_changed=True) is not None
    assert appraise(case, FAST, folder=folder, if_changed=True, accessible=True) is not None
    with pytest.raises(ValueError, match="if_changed needs the folder"):
        appraise(case, if_changed=True)  # type: ignore[call-overload]


def test_a_second_run_in_a_folder_keeps_answers_and_says_what_changed(case: CaseFile, folder: Path) -> None:
    again = appraise(case, FAST, folder=folder)
    assert again.earlier.record is not None
    assert {name: result.answer for name, result in again.run.results.items()} == dict(again.earlier.record.answers)
    assert again.findings.comparison is None
    less = read_case(case.source, changes=[("funding", "borough=Ashby", "2011/12", "-1%")])
    changed = appraise(less, FAST, folder=folder).findings.comparison
    assert changed is not None
    assert [(each.table, each.column) for each in changed.inputs] == [("funding", "2011/12")]


@pytest.mark.slow  # appraises twice, and writes all files
def test_a_decision_in_the_folder_is_held_against_the_run(case: CaseFile, folder: Path) -> None:
    decide(folder, "alone", "Members agree", date(2010, 4, 1), thresholds=False)
    decision = appraise(case, FAST, folder=folder).findings.decision
    assert decision is not None
    assert decision.decision.option == "alone"


@pytest.mark.slow  # appraises twice, and writes all files
def test_settled_lines_and_a_run_to_stay_close_to_are_found_as_by_the_command(
    case: CaseFile, folder: Path, tmp_path: Path
) -> None:
    result = appraise(case, FAST, settled=True, stay_close=folder)
    assert result.findings.flexibility is not None
    assert result.findings.flexibility.option == result.preferred
    assert set(result.run.stay_close_to) == {"as is", "alone"}
    script = result.write(tmp_path / "script").folder
    options = ("--option", "alone", "--settled", "--stay-close", str(folder))
    run_optimiser("appraise", Path(case.source), "-o", "command", *options, cwd=tmp_path)
    for name in CSV_FILES:
        assert (script / name).read_bytes() == (tmp_path / "command" / name).read_bytes()
    requested = [json.loads((each / "run.json").read_bytes())["requested"] for each in (script, tmp_path / "command")]
    assert requested[0] == requested[1]


def test_a_folder_without_a_run_cannot_be_stayed_close_to(case: CaseFile, tmp_path: Path) -> None:
    with pytest.raises(NoRecord, match="holds no run"):
        appraise(case, FAST, stay_close=tmp_path)
