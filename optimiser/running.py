"""From a case to an appraisal: every option solved, judged, measured and scored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from models.appraisal import Appraisal
from models.case import Case, Option
from models.ledger import Ledger
from models.plan import Answer


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user asked of a run. `options`: names, empty for all; `objective`: None for the case's own.

    `gap`: the relative gap to be proven. `time_limit`: seconds for each option.
    """

    solver: str = "HiGHS"
    gap: float = 0.001
    time_limit: float = 60.0
    options: tuple[str, ...] = ()
    objective: str | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """One option's answer; ledger and measures are None where the status has no figures.

    `measures`: by name as in the model's section 6; money in pence, exact; None for a figure divided by nothing.
    """

    option: Option
    answer: Answer
    ledger: Ledger | None
    measures: Mapping[str, Fraction | None] | None


@dataclass(frozen=True, slots=True)
class Run:
    """A finished run. `results` by option name in the case's order, options that were dropped or not asked for left out.

    `source`: the input as the user named it; `digest`: its SHA-256; `versions`: of Python, this package and each library.
    """

    case: Case
    source: str
    digest: str
    settings: Settings
    results: Mapping[str, Result]
    appraisal: Appraisal
    versions: Mapping[str, str]
