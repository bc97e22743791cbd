"""decision.json: the decisions recorded in a run's folder, the latest and all before it.

The file is readable text, but only this program should write it. A damaged file is never ignored.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from cattrs import override

from optimiser.analyses.decision.results import Decision, RecordedCondition, Threshold, Thresholds
from optimiser.analyses.sensitivity.results import GateScore, OptionStanding, SwitchingValue
from optimiser.engine.serialisation import UnexpectedJson, checksum, from_json, make_converter, to_json
from optimiser.errors import BrokenDecision
from optimiser.reports.prose.decision import condition_sentence

DECISION_FILE = "decision.json"
FORM = 1  # of the file; raised when earlier versions could not read it


def read_decision(folder: Path) -> Decision | None:
    """The latest decision in a run's folder, None if none was recorded. Raises BrokenDecision."""
    decisions = read_history(folder)
    return decisions[-1] if decisions else None


def read_history(folder: Path) -> tuple[Decision, ...]:
    """Every decision recorded in a folder, the latest last. Raises BrokenDecision."""
    path = _decision_path(folder)
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeError) as error:
        raise BrokenDecision(_message(path, f"it cannot be read: {error}")) from None
    try:
        return _decisions_from(json.loads(text))
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise BrokenDecision(_message(path, str(error) or type(error).__name__)) from None


def decisions_hash(folder: Path) -> str:
    """The SHA-256 of decision.json, to recognise whether a run has seen it; blank if there is no such file.

    Raises BrokenDecision if the file cannot be read at all.
    """
    path = _decision_path(folder)
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else ""
    except OSError as error:
        raise BrokenDecision(_message(path, f"it cannot be read: {error}")) from None


def decisions_text(decisions: tuple[Decision, ...]) -> str:
    """The text of decision.json. The same decisions give the same text."""
    *earlier, latest = decisions
    contents = {
        "form": FORM,
        "stands": to_json(latest, _CONVERTER),
        "earlier": [to_json(decision, _CONVERTER) for decision in earlier],
    }
    contents["seal"] = checksum(contents)
    return json.dumps(contents, ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def _decision_path(folder: Path) -> Path:
    """The path of the decisions. Raises BrokenDecision if it is a folder, a pipe or the like."""
    path = folder / DECISION_FILE
    if path.exists() and not path.is_file():
        raise BrokenDecision(_message(path, "it is not a file"))
    return path


def _message(path: Path, found: str) -> str:
    remedy = "Bring the file back as it was; or, to begin anew, move it elsewhere and record the decision again."
    return f"{path} holds no decision that can be read: {found}. {remedy}"


def _decisions_from(contents: Any) -> tuple[Decision, ...]:
    if not isinstance(contents, dict) or contents.get("form") != FORM:
        raise UnexpectedJson(f"its form is not {FORM}")
    if set(contents) != {"form", "stands", "earlier", "seal"} or not isinstance(contents["earlier"], list):
        raise UnexpectedJson("expected form, stands, earlier and seal")
    if contents["seal"] != checksum({name: value for name, value in contents.items() if name != "seal"}):
        raise UnexpectedJson("it is not as it was written, as its seal says")
    return tuple(_decision_from(each) for each in (*contents["earlier"], contents["stands"]))


def _decision_from(found: Any) -> Decision:
    decision: Decision = from_json(Decision, found, _CONVERTER)
    date.fromisoformat(decision.on)
    if not decision.why.strip() or decision.option not in decision.options:
        raise UnexpectedJson("a decision lacks its reason, or how its option stood")
    return decision


KEYS: Mapping[type, Mapping[str, str]] = {  # by field, its key in the file, which earlier versions wrote too
    Decision: {"case_label": "called", "answer_keys": "keys"},
    OptionStanding: {"eligible": "passes", "weighted_outcomes": "weighted"},
    GateScore: {"minimum": "least"},
    Thresholds: {"by_input": "found"},
    Threshold: {
        "input_name": "name",
        "switching_value": "switch",
        "unproven_changes": "unknown",
        "largest_change": "farthest",
    },
    SwitchingValue: {"holds_at": "kept", "fails_at": "lost", "then_preferred": "to"},
}
_OVERRIDES: dict[type, dict[str, Any]] = {
    kind: {field: override(rename=key) for field, key in keys.items()} for kind, keys in KEYS.items()
}
_OVERRIDES[Threshold]["broken"] = override(
    unstruct_hook=lambda conditions: [condition_sentence(condition) for condition in conditions],
    struct_hook=lambda found, _: tuple(RecordedCondition(from_json(str, text)) for text in found),
)
_CONVERTER = make_converter(_OVERRIDES)
