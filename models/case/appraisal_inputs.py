"""The tables of a case that change no plan: criteria, risks, scenarios, actions, assumptions and success factors.

The integer programme reads none of these types. The appraisal and the reports use them once every option is solved.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion on which options are scored: measured if `measure` names a measure, otherwise judged.

    `low` and `high`: the ends of the scale in the measure's unit (pounds for money); None for an end that is set as
    `models.appraisal.scales` says. `gate`: the lowest score with which an option can be preferred. `judgements`: 0 to
    100, by option; `judgement_words`: the same as the user wrote them. `same_as`: a criterion on the same subject, of
    which one is judged and the other measured. `weight_low` and `weight_high`: the range of the weight, both None
    without one.
    """

    name: str
    weight: Fraction
    measure: str | None
    higher_is_better: bool
    low: Fraction | None
    high: Fraction | None
    gate: Fraction | None
    judgements: Mapping[str, Fraction] = field(default_factory=lambda: MappingProxyType({}))
    judgement_words: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    same_as: str | None = None
    weight_low: Fraction | None = None
    weight_high: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Risk:
    """A risk of some options. `likelihood` and `impact`: 1 to 5."""

    name: str
    options: tuple[str, ...]
    likelihood: int
    impact: int
    mitigation: str
    owner: str


@dataclass(frozen=True, slots=True)
class ScenarioChange:
    """One change of the scenario `name`: `change` is made in `column` of the rows of `table` that match `where`."""

    name: str
    table: str
    where: tuple[tuple[str, str], ...]
    column: str
    change: str


@dataclass(frozen=True, slots=True)
class Action:
    """A line of the board's own action plan."""

    objective: str
    action: str
    by_when: str
    by_whom: str


@dataclass(frozen=True, slots=True)
class SuccessFactor:
    """A critical success factor of the board. `today`: today's figure in `unit`, None if there is no data.

    `measure`: the measure of an option that changes this factor, None if there is no such measure.
    """

    name: str
    today: Fraction | None
    unit: str
    measure: str | None


@dataclass(frozen=True, slots=True)
class Assumption:
    """The source of one row's figures. `row`: the row in words. `values`: its figures. `location`: its cell or line."""

    table: str
    location: str
    row: str
    values: str
    source: str
    note: str

    @property
    def quality(self) -> str:
        """The first word of `source` if that is given, derived or illustrative; otherwise "not said"."""
        first = self.source.strip().split(" ")[0].strip(":;,.").lower() if self.source.strip() else ""
        return first if first in ("given", "derived", "illustrative") else "not said"
