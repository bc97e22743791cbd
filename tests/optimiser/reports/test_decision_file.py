"""decision.json: what is written comes back equal, earlier decisions stay, and a broken file is never ignored."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from decisions import decision

from optimiser.analyses.decision import Threshold, Thresholds
from optimiser.analyses.decision.results import RecordedCondition
from optimiser.analyses.sensitivity import SwitchingValue
from optimiser.engine.serialisation import checksum
from optimiser.errors import BrokenDecision
from optimiser.reports.decision_file import DECISION_FILE, decisions_hash, decisions_text, read_decision, read_history

FALLS = Threshold(
    "funding",
    -1,
    SwitchingValue(Fraction(0), Fraction(-1, 100), None, has_plan=False, any_plan=False),
    (RecordedCondition("gone"),),
    (),
    Fraction(1, 5),
)


def put(folder: Path, text: str) -> Path:
    (folder / DECISION_FILE).write_text(text, encoding="utf-8", newline="")
    return folder


def test_a_folder_without_the_file_has_no_decision(tmp_path: Path) -> None:
    assert read_decision(tmp_path) is None
    assert read_history(tmp_path) == ()


def test_what_is_written_comes_back_equal(tmp_path: Path) -> None:
    whole = replace(decision(), why='"=5+5", said the board – £5', thresholds=Thresholds((FALLS,)))
    assert read_decision(put(tmp_path, decisions_text((whole,)))) == whole


def test_an_earlier_decision_stays_and_the_last_stands(tmp_path: Path) -> None:
    first, second = replace(decision(), on="2010-04-01"), replace(decision(), on="2010-05-01", option="alone")
    put(tmp_path, decisions_text((first, second)))
    assert read_decision(tmp_path) == second
    assert read_history(tmp_path) == (first, second)


def test_a_folders_mark_changes_with_its_decisions_and_only_then(tmp_path: Path) -> None:
    marks = [decisions_hash(tmp_path)]
    for decisions in ((decision(),), (decision(),), (decision(), decision())):
        marks.append(decisions_hash(put(tmp_path, decisions_text(decisions))))
    assert marks[0] == ""
    assert (marks[1] == marks[2], marks[2] == marks[3]) == (True, False)


def test_the_same_decisions_give_the_same_text() -> None:
    assert decisions_text((decision(),)) == decisions_text((decision(),))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", "Expecting value"),
        ("[]", "its form is not 1"),
        ('{"form": 2}', "its form is not 1"),
        ('{"form": 1, "stands": null}', "expected form, stands, earlier and seal"),
        ('{"form": 1, "stands": null, "earlier": [], "seal": ""}', "it is not as it was written, as its seal says"),
        ("[" * 100_000, "recursion"),
    ],
)
def test_a_file_that_is_not_one_is_a_fault_that_says_where_and_what_to_do(
    tmp_path: Path, text: str, found: str
) -> None:
    with pytest.raises(BrokenDecision) as broken:
        read_decision(put(tmp_path, text))
    assert str(broken.value).startswith(f"{tmp_path / DECISION_FILE} holds no decision that can be read: ")
    assert found in str(broken.value)
    assert str(broken.value).endswith("move it elsewhere and record the decision again.")


@pytest.mark.parametrize(
    ("field", "value"),
    [("on", "yesterday"), ("on", 5), ("why", " "), ("option", "merger"), ("keys", {}), ("surprise", 1)],
)
def test_a_file_in_which_something_was_typed_over_is_a_fault(tmp_path: Path, field: str, value: object) -> None:
    whole = json.loads(decisions_text((decision(),)))
    whole["stands"][field] = value
    with pytest.raises(BrokenDecision, match="as its seal says"):
        read_decision(put(tmp_path, json.dumps(whole)))
    del whole["seal"]
    with pytest.raises(BrokenDecision) as broken:  # also where who typed it sealed it again
        read_decision(put(tmp_path, json.dumps({**whole, "seal": checksum(whole)})))
    assert "as its seal says" not in str(broken.value)


def test_a_reason_that_was_typed_over_is_a_fault(tmp_path: Path) -> None:
    put(tmp_path, decisions_text((decision(),)).replace(decision().why, "For no reason"))
    with pytest.raises(BrokenDecision, match="as its seal says"):
        read_decision(tmp_path)


def test_bytes_that_are_no_text_are_a_fault(tmp_path: Path) -> None:
    (tmp_path / DECISION_FILE).write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BrokenDecision, match="cannot be read"):
        read_decision(tmp_path)


def test_a_folder_in_the_files_place_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / DECISION_FILE).mkdir()
    with pytest.raises(BrokenDecision, match="it is not a file"):
        read_decision(tmp_path)
