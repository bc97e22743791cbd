"""decision.json: a run folder's decisions, the one that stands and all before it. A broken file is never ignored.

It is text that can be read, and is written by this programme alone: what a board decided is not to be typed over.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from cattrs import override

from optimiser.analyses.decision.results import Decision, Threshold, Thresholds
from optimiser.analyses.sensitivity.results import GateScore, OptionStanding, SwitchingValue
from optimiser.engine.serialisation import UnexpectedJson, checksum, from_json, make_converter, to_json
from optimiser.errors import BrokenDecision

DECISION_FILE = "decision.json"
FORM = 1  # of the file: raised when an older programme could not read it


def read_decision(folder: Path) -> Decision | None:
    """The decision that stands in a run's folder, None where none was recorded. Raises BrokenDecision."""
    found = read_history(folder)
    return found[-1] if found else None


def read_history(folder: Path) -> tuple[Decision, ...]:
    """Every decision recorded in a folder, in their order: the last one stands. Raises BrokenDecision."""
    path = folder / DECISION_FILE
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeError) as error:
        raise BrokenDecision(_words(path, f"it cannot be read: {error}")) from None
    try:
        return _made(json.loads(text))
    except (UnexpectedJson, ValueError, TypeError, KeyError, RecursionError) as error:
        raise BrokenDecision(_words(path, str(error) or type(error).__name__)) from None


def decisions_hash(folder: Path) -> str:
    """The SHA-256 of the decisions in a folder, by which a run tells whether they are news; blank where there are none.

    Raises BrokenDecision where the file cannot be read at all.
    """
    path = folder / DECISION_FILE
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else ""
    except OSError as error:
        raise BrokenDecision(_words(path, f"it cannot be read: {error}")) from None


def decisions_text(decisions: tuple[Decision, ...]) -> str:
    """The text of decision.json. The same decisions give the same text."""
    *earlier, stands = decisions
    whole = {
        "form": FORM,
        "stands": to_json(stands, _CONVERTER),
        "earlier": [to_json(each, _CONVERTER) for each in earlier],
    }
    return json.dumps({**whole, "seal": checksum(whole)}, ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def _words(path: Path, found: str) -> str:
    remedy = "Bring the file back as it was; or, to begin anew, move it elsewhere and record the decision again."
    return f"{path} holds no decision that can be read: {found}. {remedy}"


def _made(found: Any) -> tuple[Decision, ...]:
    if not isinstance(found, dict) or found.get("form") != FORM:
        raise UnexpectedJson(f"its form is not {FORM}")
    if set(found) != {"form", "stands", "earlier", "seal"} or not isinstance(found["earlier"], list):
        raise UnexpectedJson("expected form, stands, earlier and seal")
    if found["seal"] != checksum({name: each for name, each in found.items() if name != "seal"}):
        raise UnexpectedJson("it is not as it was written, as its seal says")
    return tuple(_sound(from_json(Decision, each, _CONVERTER)) for each in (*found["earlier"], found["stands"]))


def _sound(decision: Decision) -> Decision:
    """What the types alone do not say."""
    date.fromisoformat(decision.on)
    if not decision.why.strip() or decision.option not in decision.options:
        raise UnexpectedJson("a decision lacks its reason, or how its option stood")
    return decision


KEYS: Mapping[type, Mapping[str, str]] = {  # by field, the key in the file: files of earlier versions are read too
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
_CONVERTER = make_converter(
    {kind: {field: override(rename=key) for field, key in keys.items()} for kind, keys in KEYS.items()}
)
