"""A scenario whose order is too close to call is never said to have a preferred option."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import packs
import pytest
from sentences import missing

from models.appraisal.certainty import RankingCertainty
from optimiser.analyses.scenarios import ScenarioPack, ScenarioRun
from optimiser.cli.commands.scenarios import outcome
from optimiser.reports.data.data_table import csv_files
from optimiser.reports.data.scenario_tables import SCENARIO_TABLES
from optimiser.reports.prose.scenario_preference import preference_sentence
from optimiser.reports.prose.scenarios import preference_change, standing_text

pytestmark = pytest.mark.slow  # the pack is solved, of several scenarios


def too_close(member: ScenarioRun) -> ScenarioRun:
    """The member as it would be if another option could be preferred in it."""
    run = replace(member.run, certainty=RankingCertainty(rivals=("as is",)))
    return replace(member, findings=replace(member.findings, run=run))


def pack_with(*close: str) -> ScenarioPack:
    pack = packs.pack()
    return replace(pack, members=tuple(too_close(each) if each.name in close else each for each in pack.members))


def said_of(pack: ScenarioPack) -> str:
    return preference_sentence(pack, {each.folder: each.name for each in pack.members})


def test_if_all_is_certain_the_sentence_counts_the_scenarios() -> None:
    assert said_of(pack_with()) == (
        f'"joint" is preferred in the base case and in 2 of 4 scenarios, but not in "{packs.TOO_MUCH}" and "as set".'
    )


def test_a_scenario_that_is_too_close_to_call_is_not_counted_and_is_named() -> None:
    told = said_of(pack_with(packs.LESS))
    assert missing(told, "preferred in the base case and in 1 of 4 scenarios.", "too close to call", packs.LESS) == []
    assert f'does not come first in "{packs.TOO_MUCH}" and "as set"' in told


def test_a_base_case_that_is_too_close_to_call_is_not_said_to_have_a_preferred_option() -> None:
    told = said_of(pack_with("as it stands"))
    assert told.startswith('"joint" is ahead, but too close to call, in the base case. It is preferred in 2 of 4')


def test_the_rows_of_such_a_scenario_are_not_certain() -> None:
    rows = csv.DictReader(io.StringIO(csv_files(SCENARIO_TABLES, pack_with(packs.LESS))["scenarios.csv"]))
    certain = {row["scenario"]: row["certain"] for row in rows}
    assert certain == {
        "as it stands": "yes",
        packs.LESS: "no",
        packs.TOO_MUCH: "no",  # no option is preferred there
        packs.AS_PROMISED: "yes",
        "as set": "yes",
    }


def test_cells_and_the_screen_say_ahead_in_place_of_preferred() -> None:
    pack = pack_with(packs.LESS)
    member = pack.others[0]
    assert standing_text(member, "joint") == "ahead, too close to call"
    assert preference_change(pack, member) == "Same option, but too close to call"
    (row,) = [line for line in outcome(pack) if line.startswith(packs.LESS) and "of" in line and "£" in line]
    assert "joint (ahead, too close to call)" in row
