"""The risks of an option: their scores, the band each score falls in, and how many stand where likelihood meets impact.

The bands and the words of the five levels are those of "A risk matrix for risk managers", National Patient Safety
Agency, January 2008, which health and care bodies in England use. How risk is weighed is in `appraisal`; the total of
an option is the measure `risk` in `figures`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from models.case.types import Case, Criterion, Risk

SOURCE = '"A risk matrix for risk managers", National Patient Safety Agency, January 2008'
LEVELS = range(1, 6)  # of likelihood and of impact
LIKELIHOODS = ("rare", "unlikely", "possible", "likely", "almost certain")  # levels 1 to 5
IMPACTS = ("negligible", "minor", "moderate", "major", "catastrophic")  # levels 1 to 5


@dataclass(frozen=True, slots=True)
class RiskBand:
    """A band of scores: the word for it, and its least and greatest score in points."""

    word: str
    least: int
    most: int


BANDS = (
    RiskBand("Extreme", 15, 25),
    RiskBand("High", 8, 12),
    RiskBand("Moderate", 4, 6),
    RiskBand("Low", 1, 3),
)  # 7, 13, 14: none


def risk_score(risk: Risk) -> int:
    """Likelihood times impact, in points: 1 to 25."""
    return risk.likelihood * risk.impact


def risk_band(points: int) -> str:
    """The word for a score. Raises ValueError below 1."""
    for each in BANDS:
        if points >= each.least:
            return each.word
    raise ValueError(f"a risk scores 1 to 25, not {points}")


def risks_of_option(case: Case, option: str) -> tuple[Risk, ...]:
    """The risks that name the option, in the table's order."""
    return tuple(risk for risk in case.risks if option in risk.options)


def count_by_level(risks: Iterable[Risk]) -> Mapping[tuple[int, int], int]:
    """How many risks stand at each likelihood and impact; 0 where there is none."""
    return Counter((risk.likelihood, risk.impact) for risk in risks)


def highest_scoring(risks: Iterable[Risk]) -> tuple[Risk, ...]:
    """The risks of the highest score, in the table's order; none where there are no risks."""
    found = tuple(risks)
    most = max(map(risk_score, found), default=0)
    return tuple(risk for risk in found if risk_score(risk) == most)


def risk_criteria(case: Case) -> tuple[Criterion, ...]:
    """The criteria that are measured by risk."""
    return tuple(criterion for criterion in case.criteria if criterion.measure == "risk")
