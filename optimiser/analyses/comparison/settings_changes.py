"""How two runs differ in settings, versions and code, and whether that can change an answer.

If it can, the old input is solved again by this version with the new settings.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace

from models.case.types import Case
from optimiser.analyses.comparison.input_changes import ChangeKind
from optimiser.analyses.comparison.results import RUN, Cause, InputChange
from optimiser.engine.answer_cache import ANSWER_LIBRARIES, answer_key
from optimiser.engine.run_record import RunRecord

DIGITS = 12  # of a SHA-256 that are shown


def same_answers(old: RunRecord, new: RunRecord, case: Case) -> bool:
    """Whether the old run's answers are those of the new run's programme and settings. `case`: the old run's.

    They are if versions, code and settings are equal, or if the answers' keys are those of this version and settings.
    """
    if sorted(old.settings.options) != sorted(new.settings.options):
        return False
    if _program_versions(old) == _program_versions(new) and _answer_settings(old) == _answer_settings(new):
        return True
    return all(old.answer_keys.get(name) == answer_key(case, name, new.settings) for name in old.answers)


def list_settings_changes(old: RunRecord, new: RunRecord, *, moves_figures: bool) -> Iterator[InputChange]:
    """Every difference in settings, scenario, versions and code. `moves_figures`: whether answers may differ by it."""
    cause = Cause.VERSION if moves_figures else None
    for each in fields(old.settings):
        before, after = (_setting_text(getattr(one.settings, each.name)) for one in (old, new))
        if before != after:
            yield _change(each.name.replace("_", " "), before, after, cause)
    if old.scenario != new.scenario:
        before, after = (one.scenario or "the base case" for one in (old, new))
        yield _change("scenario", before, after, None)
    for name in dict.fromkeys([*old.versions, *new.versions]):
        before, after = (one.versions.get(name, "not there") for one in (old, new))
        if before != after:
            yield _change(f"version of {name}", before, after, cause if name in ANSWER_LIBRARIES else None)
    if old.code_hash != new.code_hash:
        yield _change("code of the programme (SHA-256)", old.code_hash[:DIGITS], new.code_hash[:DIGITS], cause)


def _change(row: str, before: str, after: str, cause: Cause | None) -> InputChange:
    return InputChange(RUN, row, "", ChangeKind.CHANGED.value, before, after, "", cause)


def _program_versions(record: RunRecord) -> tuple[object, ...]:
    return (*(record.versions.get(name) for name in ANSWER_LIBRARIES), record.code_hash)


def _answer_settings(record: RunRecord) -> object:
    return replace(record.settings, options=())


def _setting_text(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or "all"
    return "as the case says" if value is None else str(value)
