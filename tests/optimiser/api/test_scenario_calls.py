"""A pack as frames, and the call for scripts that makes one."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import packs
import pandas as pd
import pytest

from optimiser import appraise_scenarios, read_case
from optimiser.api.data_frame import dtypes
from optimiser.api.scenarios import ScenariosResult
from optimiser.reports.data.scenario_tables import BENCHMARK, SCENARIOS


def test_the_frames_have_the_columns_and_types_that_are_stated() -> None:
    found = ScenariosResult(packs.pack())
    assert {name: str(dtype) for name, dtype in found.scenarios.dtypes.items()} == dtypes(SCENARIOS)
    assert {name: str(dtype) for name, dtype in found.yardstick.dtypes.items()} == dtypes(BENCHMARK)


def test_the_frame_holds_what_the_file_for_scripts_holds() -> None:
    frame = ScenariosResult(packs.pack()).scenarios
    there = pd.read_csv(packs.folder() / "scenarios.csv")
    assert frame["cost"].fillna(0).tolist() == there["cost"].fillna(0).tolist()
    assert frame["outcomes_difference"].fillna(0).tolist() == there["outcomes_difference"].fillna(0).tolist()
    assert frame["preferred"].tolist() == [each == "yes" for each in there["preferred"]]


def test_a_script_appraises_all_scenarios_with_one_call_and_an_executor_of_its_own(tmp_path: Path) -> None:
    with ThreadPoolExecutor(1) as executor:
        found = appraise_scenarios(packs.case(tmp_path), [packs.SET], workers=executor)
    assert found.preferred == {each.folder: each.preferred for each in packs.pack().members}
    assert found.scenarios["cost"].equals(ScenariosResult(packs.pack()).scenarios["cost"])
    assert found.runs["scenario-1"].run.scenario == packs.LESS


def test_a_script_reads_a_case_with_changes(tmp_path: Path) -> None:
    case = read_case(packs.case(tmp_path), changes=[("funding", "borough=Brook", "2010/11", "-10%")]).case
    assert case.funding[1].amounts == (72_000_000, 79_000_000)


def test_what_is_written_is_what_the_command_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[Path] = []

    def write(pack: object, folder: Path, *, accessible: bool) -> object:
        assert (pack, accessible) == (packs.pack(), False)
        written.append(folder)
        raise RuntimeError("far enough")

    monkeypatch.setattr("optimiser.reports.folder.write_scenarios", write)
    with pytest.raises(RuntimeError, match="far enough"):
        ScenariosResult(packs.pack()).write(tmp_path)
    assert written == [tmp_path]
