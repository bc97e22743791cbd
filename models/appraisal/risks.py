"""The risks of an option: their scores, the band of each score, and how many risks have each likelihood and impact.

The bands and the words for the five levels are those of "A risk matrix for risk managers", National Patient Safety
Agency, January 2008, which health and care bodies in England use. An option's total is the measure `risk`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from models.case.appraisal_inputs import Criterion, Risk
from models.case.types import Case

SOURCE = '"A risk matrix for risk managers", National Patient Safety Agency, January 2008'
LEVELS = range(1, 6)  # of likelihood and of impact
LIKELIHOODS = ("rare", "unlikely", "possible", "likely", "almost certain")  # levels 1 to 5
IMPACTS = ("negligible", "minor", "moderate", "major", "catastrophic")  # levels 1 to 5


@dataclass(frozen=True, slots=True)
class RiskBand:
    """A band of scores: its name, and its least and greatest score in points."""

    word: str
    least: int
    most: int


# No product of two levels is 7, 13 or 14.
BANDS = (RiskBand("Extreme", 15, 25), RiskBand("High", 8, 12), RiskBand("Moderate", 4, 6), RiskBand("Low", 1, 3))


def risk_score(risk: Risk) -> int:
    """Likelihood x impact, in points from 1 to 25."""
    return risk.likelihood * risk.impact


def risk_band(points: int) -> str:
    """The name of the band of a score. Raises ValueError below 1."""
    for band in BANDS:
        if points >= band.least:
            return band.word
    raise ValueError(f"a risk scores 1 to 25, not {points}")


def risks_of_option(case: Case, option: str) -> tuple[Risk, ...]:
    """The risks that name the option, in the table's order."""
    return tuple(risk for risk in case.risks if option in risk.options)


def count_by_level(risks: Iterable[Risk]) -> Mapping[tuple[int, int], int]:
    """The number of risks by likelihood and impact; 0 for a pair of levels that no risk has."""
    return Counter((risk.likelihood, risk.impact) for risk in risks)


def highest_scoring(risks: Iterable[Risk]) -> tuple[Risk, ...]:
    """The risks with the highest score, in the table's order; none if there are no risks."""
    all_risks = tuple(risks)
    highest = max(map(risk_score, all_risks), default=0)
    return tuple(risk for risk in all_risks if risk_score(risk) == highest)


def risk_criteria(case: Case) -> tuple[Criterion, ...]:
    """The criteria that are scored on the measure `risk`."""
    return tuple(criterion for criterion in case.criteria if criterion.measure == "risk")
