"""The type of a sign of bias in an appraisal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from models.case.text import listed, quoted


class BiasKind(StrEnum):
    """The kinds of bias that are looked for."""

    PRESENCE = "an option that decides between others"
    DOUBLE = "criteria that measure the same thing"
    IDLE = "a criterion on which no option differs"


@dataclass(frozen=True, slots=True)
class BiasSign:
    """One sign: `subjects` names the options or criteria, and `sentence` says what was found."""

    kind: BiasKind
    subjects: tuple[str, ...]
    sentence: str


def quoted_list(names: Sequence[str]) -> str:
    """Names in quotation marks: `"a", "b" and "c"`."""
    return listed([quoted(name) for name in names])
