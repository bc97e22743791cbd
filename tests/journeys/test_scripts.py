"""The Python call, from a case on disk to frames and files."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from command_line import CSV_FILES, small_case
from command_line import run_optimiser as command

from optimiser import Settings, appraise, read_case
from optimiser.errors import CaseFaults, NotAnOption, NotWritten


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return small_case(tmp_path / "two towns")


def test_a_script_gets_the_same_figures_and_files_as_the_command(folder: Path, tmp_path: Path) -> None:
    result = appraise(read_case(folder))
    written = result.write(tmp_path / "script")
    command("appraise", folder, "-o", "command", cwd=tmp_path)
    for name in CSV_FILES:
        assert written.path(name).read_bytes() == (tmp_path / "command" / name).read_bytes()
    ours, theirs = (json.loads((tmp_path / name / "result.json").read_bytes()) for name in ("script", "command"))
    assert ours["input_sha256"] == theirs["input_sha256"] is not None
    assert result.preferred == theirs["preferred"]
    assert result.measures["cost"].to_dict() == {
        name: option["measures"]["cost"] for name, option in theirs["options"].items()
    }


def test_a_case_changed_in_a_script_does_not_claim_the_input_it_came_from(folder: Path, tmp_path: Path) -> None:
    case = replace(read_case(folder).case, title="another")
    written = appraise(case, Settings(options=("as is",))).write(tmp_path / "out")
    assert json.loads(written.path("result.json").read_bytes())["input_sha256"] is None


def test_faults_are_raised_as_values(folder: Path) -> None:
    (folder / "prices.csv").unlink()
    with pytest.raises(CaseFaults) as found:
        read_case(folder)
    assert {fault.table for fault in found.value.faults} == {"prices"}


def test_an_unknown_option_is_refused(folder: Path) -> None:
    with pytest.raises(NotAnOption, match="jiont"):
        appraise(read_case(folder), Settings(options=("jiont",)))


def test_progress_is_told_while_solving(folder: Path) -> None:
    seen: list[str] = []
    appraise(read_case(folder), Settings(options=("as is",)), progress=lambda step: seen.append(step.option))
    assert set(seen) == {"as is"}


def test_a_script_writes_over_no_case_either(folder: Path) -> None:
    with pytest.raises(NotWritten, match="holds a case"):
        appraise(read_case(folder), Settings(options=("as is",))).write(folder)
